"""What can be refused about an import."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError

REASONS: dict[str, Any] = {
    "empty": _("The file is empty."),
    "too_big": _("The file is too big. Cut the list into several files."),
    "too_many_rows": _("The list has too many lines. Cut it into several files."),
    "too_many_columns": _("The list has too many columns. Keep the useful ones."),
    "too_many_sheets": _("The workbook has too many sheets. Keep the one with the list."),
    "old_excel": _(
        "This is an old Excel file (.xls). Open it in Excel and save it as an “.xlsx” workbook."
    ),
    "unknown_kind": _("Send the list as .xlsx (Excel workbook) or .csv."),
    "unreadable": _("The file cannot be read: it is damaged or protected by a password."),
    "no_people": _("No line with a person was found below the headings."),
}


class FileRefusedError(LmsError):
    """The file cannot be imported; `reason` says why."""

    code = "file_refused"
    status = HTTPStatus.BAD_REQUEST

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(REASONS[reason])


class ImportStateError(LmsError):
    """The import is not at the step that the act belongs to."""

    code = "import_state"
    status = HTTPStatus.CONFLICT
    message = _("This import has gone on meanwhile. Open it again from the list.")


class MappingRefusedError(LmsError):
    """Neither a name nor an address can be read from the chosen columns."""

    code = "mapping_refused"
    status = HTTPStatus.BAD_REQUEST
    message = _("Say in which columns the names are, and use each field once.")
