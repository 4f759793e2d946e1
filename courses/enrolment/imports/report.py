"""The report of an import, and the list to fill in, as workbooks."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from courses.enrolment.imports.models import ImportRun
from courses.enrolment.imports.words import note_text

# A text that starts so would be run as a formula by a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
EXAMPLE = (
    ("EXEMPLE", "Amina", "مثال", "أمينة", "amina@example.org", "0600000001", "F", "anapec-tanger"),
    ("EXEMPLE", "Hamza", "مثال", "حمزة", "hamza@example.org", "0600000002", "M", "anapec-tanger"),
)


def _book(title: str, headings: list[str], rows: Iterable[Iterable[Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.sheet_view.rightToLeft = (get_language() or "fr").startswith("ar")
    sheet.freeze_panes = "A2"
    heads = []
    for heading in headings:
        cell = WriteOnlyCell(sheet, value=heading)
        cell.font = Font(bold=True)
        heads.append(cell)
    sheet.append(heads)
    for row in rows:
        sheet.append([_safe(value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _safe(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def report_bytes(run: ImportRun) -> bytes:
    """Return the workbook of an import: line, result, person, login name, reasons."""
    headings = [
        _("Line"),
        _("Result"),
        _("Name (Latin)"),
        _("Name (Arabic)"),
        _("E-mail"),
        _("Login name"),
        _("Remarks"),
    ]
    lines = run.lines.select_related("user").order_by("number").iterator(chunk_size=500)
    rows = (
        [
            line.number,
            str(line.get_outcome_display()),
            _joined(line.data, "given_name", "family_name"),
            _joined(line.data, "given_name_ar", "family_name_ar"),
            line.data.get("email", ""),
            line.user.username if line.user else "",
            " · ".join(note_text(note) for note in line.notes),
        ]
        for line in lines
    )
    return _book(_("Import"), headings, rows)


def _joined(data: dict[str, Any], *names: str) -> str:
    return " ".join(data[name] for name in names if data.get(name))


def template_bytes() -> bytes:
    """Return a list to fill in."""
    headings = [
        "Nom",
        "Prénom",
        "الاسم العائلي",
        "الاسم الشخصي",
        "E-mail",
        "Téléphone",
        "Sexe",
        "Institution",
    ]
    return _book("Liste", headings, EXAMPLE)
