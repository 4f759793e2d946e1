"""The board as a file: the members that the filters choose, the same columns."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Language
from courses.assessments.enums import Purpose
from courses.progress.board.members import Member


def columns() -> list[str]:
    """Return the headings in the active language."""
    return [
        _("Name (Latin)"),
        _("Name (Arabic)"),
        _("Login name"),
        _("Institution"),
        _("Language"),
        _("State"),
        _("Progress (%)"),
        _("Required units completed"),
        _("Last activity"),
        _("Next due date"),
        _("Next unit due"),
        _("Units late"),
        _("Pre-test (%)"),
        _("Post-test (%)"),
        _("Enrolled on"),
    ]


def row_values(one: Member) -> list[Any]:
    """Return one member: text, numbers and dates."""
    row = one.first
    return [
        row.name_latin,
        row.name_arabic,
        row.username,
        one.organisation,
        str(Language(row.language).label),
        str(one.state.label),
        one.percent,
        one.done,
        _day(one.last_activity_at),
        one.next_due,
        one.next_title,
        one.late,
        _score(one, Purpose.PRETEST),
        _score(one, Purpose.POSTTEST),
        _day(min(row.enrolled_at for row in one.rows)),
    ]


def _day(moment: dt.datetime | None) -> dt.date | None:
    return timezone.localtime(moment).date() if moment else None


def _score(one: Member, purpose: Purpose) -> float | None:
    score = one.scores.get(purpose)
    return float(score) if score is not None else None
