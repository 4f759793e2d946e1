"""Template filters and tags that every page may use."""

import datetime as dt
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from core.dates import date_format_long, duration_format, number_format_spaced
from core.fields import localized_get

register = template.Library()


@register.filter
def lmsdate(value: dt.date | dt.datetime | None) -> str:
    """Long date with the month names used in Morocco; empty for None."""
    return date_format_long(value) if value else ""


@register.filter
def lmsdatetime(value: dt.datetime | None) -> str:
    """Long date and 24-hour time in Africa/Casablanca; empty for None."""
    if not value:
        return ""
    return f"{date_format_long(value)}, {timezone.localtime(value):%H:%M}"


@register.filter
def number(value: float | int | None) -> str:
    """Number with narrow no-break spaces between thousands."""
    return number_format_spaced(value) if value is not None else ""


@register.filter
def percent(value: float | int | None) -> str:
    """Whole percentage with a no-break space, as both languages write it here."""
    return f"{number_format_spaced(value)}\u00a0%" if value is not None else ""


@register.filter
def hours(minutes: int | None) -> str:
    """Duration in hours and minutes, in words of the active language: « 5 h 30 », « 5 س 30 د »."""
    return duration_format(minutes or 0)


@register.filter
def localized(value: Any, name: str) -> str:
    """Bilingual attribute `name` of an object in the active language."""
    return localized_get(value, name)


@register.filter
def dirof(language: str) -> str:
    """Writing direction of a language code."""
    return "rtl" if str(language)[:2] == "ar" else "ltr"


@register.filter
def get_item(mapping: dict[Any, Any], key: Any) -> Any:
    """Value of `key` in a mapping, None when absent."""
    return mapping.get(key)


BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """What a person recognises of a browser's long name: "Firefox, Android"."""
    found = [
        next((name for mark, name in names if mark in (user_agent or "")), "")
        for names in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or gettext("Another device")


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Icon of the sprite; decorative without a label."""
    return _icon_drawn(name, str(label), css)


@lru_cache(maxsize=512)
def _icon_drawn(name: str, label: str, css: str) -> SafeString:
    """Drawn once for each name and label: a page shows a dozen of them."""
    return render_to_string("components/icon.html", {"name": name, "label": label, "css": css})


@register.simple_tag
def active_language() -> str:
    """Two-letter code of the active language."""
    return (get_language() or "fr")[:2]
