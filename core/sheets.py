"""Lists as files that spreadsheets open rightly and cannot be attacked with: CSV and XLSX."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

BOM = "\ufeff"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
# A text that starts so would be run as a formula by a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


SHEET_NAME_MAX = 31


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table: title, headings, rows of texts, numbers, days and moments."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


def cell_safe(value: Any) -> Any:
    """Neutralise what a spreadsheet would take for a formula; moments become days in Morocco."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date()
    if isinstance(value, Decimal):
        return float(value)
    return value


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the lines of a CSV that Excel opens rightly: UTF-8 with BOM, semicolons, d/m/Y."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")

    def flush() -> str:
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text

    writer.writerow(sheet.columns)
    yield BOM + flush()
    for row in sheet.rows:
        writer.writerow([_csv_text(cell_safe(value)) for value in row])
        yield flush()


def _csv_text(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return "" if value is None else value


def xlsx_book(*sheets: Sheet) -> bytes:
    """Return a workbook: numbers are numbers, dates are dates, right-to-left in Arabic."""
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


def sheet_answer(*sheets: Sheet, name: str, kind: str) -> HttpResponse | StreamingHttpResponse:
    """Return the tables as a file named `<name>-<day>.<kind>`.

    `kind` is xlsx (all of them in one workbook) or csv (the first one, in a stream).
    """
    response: HttpResponse | StreamingHttpResponse
    if kind == "xlsx":
        response = HttpResponse(xlsx_book(*sheets), content_type=XLSX_TYPE)
    else:
        response = StreamingHttpResponse(csv_lines(sheets[0]), content_type=CSV_TYPE)
    day = f"{timezone.localdate():%Y-%m-%d}"
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.{kind}"'
    return response
