"""The completion report as files: the same rows, the same columns, real numbers and dates."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from core.sheets import Sheet
from courses.api import percent_done
from courses.models import Enrolment


def columns(*, with_names: bool) -> list[str]:
    """Return the headings; without names for those who see figures only."""
    names = [_("Name (Latin)"), _("Name (Arabic)"), _("Login name")] if with_names else []
    return [
        *names,
        _("Course"),
        _("Institution"),
        _("Region"),
        _("Gender"),
        _("Language last used"),
        _("Status"),
        _("Progress (%)"),
        _("Hours validated"),
        _("Enrolled on"),
        _("Completed on"),
        _("Certificate"),
    ]


def row_values(row: Any, *, with_names: bool) -> list[Any]:
    """Return one row: text, numbers and dates."""
    user = row.user
    names = [user.name_latin, user.name_arabic, user.username] if with_names else []
    return [
        *names,
        row.course.title,
        row.place.name if row.place else "",
        row.region_label,
        str(user.get_gender_display()),
        str(row.get_language_display()),
        str(row.get_status_display()),
        percent_done(row),
        round(row.minutes_done / 60, 2),
        row.enrolled_at,
        row.completed_at,
        (row.certificate_serial or "") if with_names else bool(row.certificate_serial) * 1,
    ]


def completion_sheet(rows: Iterable[Enrolment], *, with_names: bool) -> Sheet:
    """Return the report as a table for a file."""
    return Sheet(
        title=_("Completion"),
        columns=columns(with_names=with_names),
        rows=(row_values(row, with_names=with_names) for row in rows),
    )
