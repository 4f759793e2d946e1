"""Tables as files: CSV that Excel opens rightly, workbooks with real numbers and dates."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

BOM = "\ufeff"
# A text that starts so would be run as a formula by a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET_NAME_MAX = 31


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table: title, headings, rows of texts, numbers and dates."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


def cell_safe(value: Any) -> Any:
    """Neutralise what a spreadsheet would take for a formula; moments become local days."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date()
    if isinstance(value, Decimal):
        return float(value)
    return value


def csv_bytes(sheet: Sheet) -> bytes:
    """Return UTF-8 with BOM, semicolons, days as d/m/Y, decimal commas."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(sheet.columns)
    for row in sheet.rows:
        writer.writerow([_csv_text(cell_safe(value)) for value in row])
    return (BOM + buffer.getvalue()).encode()


def _csv_text(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return "" if value is None else value


def xlsx_bytes(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook; right to left in Arabic."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.title[:SHEET_NAME_MAX])
        page.sheet_view.rightToLeft = (get_language() or "fr").startswith("ar")
        page.freeze_panes = "A2"
        page.append([_head(page, title) for title in sheet.columns])
        for row in sheet.rows:
            page.append([_cell(page, cell_safe(value)) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _head(page: Any, title: str) -> Any:
    cell = WriteOnlyCell(page, value=title)
    cell.font = Font(bold=True)
    return cell


def _cell(page: Any, value: Any) -> Any:
    cell = WriteOnlyCell(page, value=value)
    if isinstance(value, dt.date):
        cell.number_format = "DD/MM/YYYY"
    return cell


def file_answer(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Return a file to be saved."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
