"""Dates as Morocco writes them: French months, Arabic months of Moroccan usage, Western digits."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext

# GLOSSARY §1. Django's Arabic month names are the Levantine and Egyptian ones.
MONTHS = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "ar": (
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "ماي",
        "يونيو",
        "يوليوز",
        "غشت",
        "شتنبر",
        "أكتوبر",
        "نونبر",
        "دجنبر",
    ),
}


def date_format_long(value: dt.date | dt.datetime, language: str | None = None) -> str:
    """Return « 23 novembre 2026 » or « 23 نونبر 2026 », with no-break spaces.

    A datetime is taken in the platform's time zone (Africa/Casablanca).
    """
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    code = (language or get_language() or "fr")[:2]
    months = MONTHS.get(code, MONTHS["fr"])
    day = "1er" if value.day == 1 and code != "ar" else str(value.day)
    return f"{day}\u00a0{months[value.month - 1]}\u00a0{value.year}"


def number_format_spaced(value: float | int | Decimal, decimals: int = 0) -> str:
    """Return the number with U+202F between thousands and a decimal comma, in both languages."""
    return f"{value:,.{decimals}f}".replace(",", "\u202f").replace(".", ",")


def duration_format(minutes: int) -> str:
    """Return a duration in the active language: hours with their plural, then minutes if any."""
    whole, rest = divmod(minutes, 60)
    hours = ngettext("%(count)s hour", "%(count)s hours", whole) % {"count": whole}
    left = ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest}
    if not whole:
        return left
    if not rest:
        return hours
    return pgettext("duration", "%(hours)s %(minutes)s") % {"hours": hours, "minutes": left}
