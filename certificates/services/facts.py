"""What a certificate states, as it is at the moment of issue."""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from certificates.evidence import Evidence
from certificates.models import TemplateVersion
from courses.api import outline_get
from courses.models import Course, Enrolment, Programme, ProgrammeEnrolment

LANGUAGES = ("fr", "ar")


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Somebody who is to get a certificate, and what it rests on."""

    user: User
    shown: Evidence
    enrolment: Enrolment | None = None
    programme_enrolment: ProgrammeEnrolment | None = None
    replaces: Any = None


def months_later(moment: dt.datetime, months: int) -> dt.datetime:
    """Return the same day so many months later, or the last of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _day(moment: dt.datetime | None) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""


def names_of(user: User) -> dict[str, str]:
    """Return the holder's name in both scripts, as printed."""
    return {
        "name_latin": user.name_latin or ("" if user.name_arabic else user.username),
        "name_arabic": user.name_arabic,
    }


def subject_facts(subject: Course | Programme) -> dict[str, Any]:
    """Return what is the same for everybody: code, titles, parts. Once for a whole chunk."""
    facts: dict[str, Any] = {"course_code": subject.code}
    courses = [] if isinstance(subject, Course) else list(subject.courses.all())
    for language in LANGUAGES:
        facts[f"course_{language}"] = getattr(subject, f"title_{language}") or subject.title_fr
        facts[f"modules_{language}"] = (
            [module.title for module in outline_get(subject, language).modules]
            if isinstance(subject, Course)
            else [getattr(course, f"title_{language}") or course.title_fr for course in courses]
        )
    return facts


def data_freeze(
    *,
    claim: Claim,
    version: TemplateVersion,
    subject: dict[str, Any],
    issued_at: dt.datetime,
    expires_at: dt.datetime | None,
) -> dict[str, Any]:
    """Return the frozen facts of one certificate."""
    base = claim.enrolment or claim.programme_enrolment
    cohort = base.cohort if base else None
    institution = claim.enrolment.organisation if claim.enrolment else None
    shown = claim.shown
    data: dict[str, Any] = {
        "version": 2,
        "kind": version.content["kind"],
        "language": claim.enrolment.language if claim.enrolment else claim.user.language,
        **names_of(claim.user),
        **subject,
        "minutes": shown.minutes,
        "minutes_in_person": min(shown.minutes_in_person, shown.minutes),
        "score": f"{shown.score:.2f}" if shown.score is not None else "",
        "completed_on": _day(shown.completed_at),
        "issued_on": _day(issued_at),
        "expires_on": _day(expires_at),
    }
    for language in LANGUAGES:
        data[f"issuer_{language}"] = version.content[language]["issuer"]
        data[f"cohort_{language}"] = getattr(cohort, f"title_{language}") if cohort else ""
        data[f"institution_{language}"] = (
            getattr(institution, f"name_{language}") if institution else ""
        )
    return data
