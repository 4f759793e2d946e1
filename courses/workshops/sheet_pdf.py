"""The attendance sheet to print: both languages on one sheet, with lines for those who turn up."""

from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.dates import date_format_long
from core.typesetting import pdf_typeset
from courses.workshops.models import Session
from courses.workshops.selectors import ListPerson

TEMPLATE = Path(__file__).parent / "typst" / "sheet.typ"
EMPTY_LINES = 8
# Never a sheet with less than this many lines.
LINES_MIN = 16


def attendance_sheet_pdf(session: Session, people: list[ListPerson]) -> bytes:
    """Return the sheet: those registered, in alphabetical order, then empty lines."""
    rows = [_row(person) for person in people if person.place == "registered"]
    empty = max(EMPTY_LINES, LINES_MIN - len(rows))
    rows += [{"name": "", "arabic": "", "institution": ""}] * empty
    trainers = list(session.trainers.all())
    data: dict[str, Any] = {"rows": rows, "reference": str(session.uuid)}
    for language in ("fr", "ar"):
        with translation.override(language):
            data[language] = _side(session, trainers, language)
    return pdf_typeset(TEMPLATE, data, moment=session.starts_at)


def _row(person: ListPerson) -> dict[str, str]:
    user, organisation = person.enrolment.user, person.enrolment.organisation
    latin = user.name_latin or ("" if user.name_arabic else user.username)
    return {
        "name": latin or user.name_arabic,
        "arabic": user.name_arabic if latin else "",
        "institution": organisation.name_fr if organisation else "",
    }


def _side(session: Session, trainers: list[Any], language: str) -> dict[str, str]:
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    names = ", ".join(str(trainer) for trainer in trainers)
    return {
        "title": _("Attendance sheet"),
        "issuer": _("IOM Morocco"),
        "unit": session.unit.title,
        "course": session.unit.course.title,
        "when": _("%(date)s, from %(start)s to %(end)s")
        % {
            "date": date_format_long(start, language),
            "start": f"{start:%H:%M}",
            "end": f"{end:%H:%M}",
        },
        "where": ", ".join(part for part in (session.place, session.city) if part),
        "trainers": _("Trainers: %(names)s") % {"names": names},
        "number": _("No."),
        "name": _("Name"),
        "institution": _("Institution"),
        "came": _("Came at"),
        "left": _("Left at"),
        "signature": _("Signature"),
        "sign": _("Name and signature of the trainer"),
        "privacy": _(
            "This sheet proves attendance. It is attached to the session and read by the training "
            "team only."
        ),
    }
