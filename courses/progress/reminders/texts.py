"""The words of a reminder: a closed set of placeholders, checked on save, then filled in."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core.dates import date_format_long
from courses.progress.reminders.defaults import DEFAULT_TEXTS, Text
from courses.progress.reminders.enums import ReminderKind
from courses.progress.reminders.models import ReminderTemplate

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
EVERYWHERE = frozenset({"nom", "formation", "lien"})
PLACEHOLDERS: dict[str, frozenset[str]] = {
    ReminderKind.CERTIFICATE: EVERYWHERE,
    ReminderKind.DEADLINE: EVERYWHERE | {"unite", "date"},
    ReminderKind.INACTIVE: EVERYWHERE | {"jours"},
    ReminderKind.NOT_STARTED: EVERYWHERE | {"jours"},
}
CERTIFICATES_PATH = "certificates/"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the placeholders stand for, in one language."""

    nom: str
    formation: str
    lien: str
    jours: str = ""
    unite: str = ""
    date: str = ""


def text_problems(kind: str, subject: str, text: str) -> list[str]:
    """Return what is wrong with a subject and a text, in the active language; empty when right."""
    problems = [
        _("“{%(name)s}” is not one of the words that can be filled in here.") % {"name": name}
        for name in _PLACEHOLDER.findall(subject + text)
        if name not in PLACEHOLDERS[kind]
    ]
    rest = _PLACEHOLDER.sub("", subject + text)
    if "{" in rest or "}" in rest:
        problems.append(_("A brace is not closed or not opened."))
    if "{lien}" not in text:
        problems.append(_("The text must contain {lien}: it leads on."))
    return problems


def texts_get() -> dict[str, Text]:
    """Return the texts in force of every kind. One query."""
    texts = dict(DEFAULT_TEXTS)
    for row in ReminderTemplate.objects.all():
        texts[row.kind] = Text(
            subject_fr=row.subject_fr,
            text_fr=row.text_fr,
            subject_ar=row.subject_ar,
            text_ar=row.text_ar,
        )
    return texts


def text_fill(text: Text, language: str, facts: Facts) -> tuple[str, str]:
    """Return subject and text with the facts in the placeholders."""
    values: Mapping[str, str] = asdict(facts)

    def fill(source: str) -> str:
        return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), source)

    return fill(getattr(text, f"subject_{language}")), fill(getattr(text, f"text_{language}"))


def link_get(kind: str, course_code: str, language: str) -> str:
    """Return where a reminder leads: to the certificates, or on with the course."""
    with translation.override(language):
        if kind == ReminderKind.CERTIFICATE:
            return f"{settings.SITE_URL}/{language}/{CERTIFICATES_PATH}"
        return settings.SITE_URL + reverse("courses:continue", args=[course_code])


def sample_facts(kind: str, language: str) -> Facts:
    """Return fictitious facts for the preview."""
    is_arabic = language == "ar"
    return Facts(
        nom="أمينة مثال" if is_arabic else "Amina Exemple",
        formation="دورة على سبيل المثال" if is_arabic else "Formation d'exemple",
        lien=link_get(kind, "exemple", language),
        jours="10",
        unite="تقييم الوحدة 1" if is_arabic else "Évaluation du module 1",
        date=date_format_long(dt.date(2027, 3, 15), language),
    )
