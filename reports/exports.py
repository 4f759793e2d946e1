"""The completion report as files: the same rows, the same columns, real numbers and dates."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from courses.api import percent_done
from courses.models import Enrolment

BOM = "\ufeff"
# A text that starts so would be run as a formula by a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


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
        row.organisation.name if row.organisation else "",
        row.get_region_display() if row.region else "",
        str(user.get_gender_display()),
        str(row.get_language_display()),
        str(row.get_status_display()),
        percent_done(row),
        round(row.minutes_done / 60, 2),
        _day(row.enrolled_at),
        _day(row.completed_at),
        (row.certificate_serial or "") if with_names else bool(row.certificate_serial) * 1,
    ]


def _day(moment: dt.datetime | None) -> dt.date | None:
    return timezone.localtime(moment).date() if moment else None


def _safe(value: Any) -> Any:
    """Neutralise what a spreadsheet would take for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def csv_stream(rows: Iterable[Enrolment], *, with_names: bool) -> Iterator[str]:
    """Yield the lines of the completion report."""
    values = (row_values(row, with_names=with_names) for row in rows)
    return table_csv(columns(with_names=with_names), values)


def table_csv(heads: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """Yield the lines of a CSV that Excel opens rightly: UTF-8 with BOM, semicolons, d/m/Y."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")

    def flush() -> str:
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text

    writer.writerow(heads)
    yield BOM + flush()
    for row in rows:
        writer.writerow([_csv_value(value) for value in row])
        yield flush()


def _csv_value(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return "" if value is None else _safe(value)


def xlsx_bytes(rows: Iterable[Enrolment], *, with_names: bool) -> bytes:
    """Return the completion report as a workbook."""
    values = (row_values(row, with_names=with_names) for row in rows)
    return table_xlsx(_("Completion"), columns(with_names=with_names), values)


def table_xlsx(name: str, heads_given: list[str], rows: Iterable[list[Any]]) -> bytes:
    """Return a workbook: numbers are numbers, dates are dates, right-to-left in Arabic."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.sheet_view.rightToLeft = (get_language() or "fr").startswith("ar")
    sheet.freeze_panes = "A2"
    heads = []
    for title in heads_given:
        cell = WriteOnlyCell(sheet, value=title)
        cell.font = Font(bold=True)
        heads.append(cell)
    sheet.append(heads)
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=_safe(value))
            if isinstance(value, dt.date):
                cell.number_format = "DD/MM/YYYY"
            cells.append(cell)
        sheet.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
