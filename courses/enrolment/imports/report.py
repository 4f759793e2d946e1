"""The report of an import, and the list to fill in, as workbooks."""

from typing import Any

from django.utils.translation import gettext as _

from core.sheets import Sheet, xlsx_book
from courses.enrolment.imports.models import ImportRun
from courses.enrolment.imports.words import lines_notes

EXAMPLE = (
    ("EXEMPLE", "Amina", "مثال", "أمينة", "amina@example.org", "0600000001", "F", "anapec-tanger"),
    ("EXEMPLE", "Hamza", "مثال", "حمزة", "hamza@example.org", "0600000002", "M", "anapec-tanger"),
)


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
    lines = run.lines.select_related("user", "similar").order_by("number")
    words = lines_notes(lines)
    rows = (
        [
            line.number,
            str(line.get_outcome_display()),
            _joined(line.data, "given_name", "family_name"),
            _joined(line.data, "given_name_ar", "family_name_ar"),
            line.data.get("email", ""),
            line.user.username if line.user else "",
            " · ".join(words(line)),
        ]
        for line in lines.iterator(chunk_size=500)
    )
    return xlsx_book(Sheet(title=_("Import"), columns=headings, rows=rows))


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
    return xlsx_book(Sheet(title="Liste", columns=headings, rows=EXAMPLE))
