"""Errors of activities and of their import."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError
from h5p.rules import rule_message


class PackageRefusedError(LmsError):
    """The package breaks a rule. `code` is the rule, `entry` where, `details` for the sentence."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, code: str, entry: str = "", **details: Any) -> None:
        super().__init__()
        self.code = code
        self.entry = entry
        self.details = details
        self.message = rule_message(code, details)  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.entry}: {self.message}" if self.entry else str(self.message)


class ActivityInUseError(LmsError):
    """Pages still show the activity."""

    code = "activity_in_use"
    status = HTTPStatus.CONFLICT
    message = _("This activity is used in pages: take it out of them first.")


class LibraryInUseError(LmsError):
    """Activities or other libraries still need the library."""

    code = "library_in_use"
    status = HTTPStatus.CONFLICT
    message = _("This library is needed by activities or by other libraries.")


class ImportNotRepeatableError(LmsError):
    """Only an interrupted import can be run again."""

    code = "import_not_repeatable"
    status = HTTPStatus.CONFLICT
    message = _("This import is over: upload the file again.")


class HubOffError(LmsError):
    """Outside connections are switched off."""

    code = "hub_off"
    status = HTTPStatus.FORBIDDEN
    message = _("The connection to the H5P Hub is switched off on this platform.")


class HubError(LmsError):
    """The hub could not be reached or answered what it should not."""

    code = "hub_error"
    status = HTTPStatus.BAD_GATEWAY
    message = _("The H5P Hub did not answer as expected. Try again later.")


class ContentIncompleteError(LmsError):
    """What an author typed is not yet a content. `problems` say what to mend, and where."""

    code = "content_incomplete"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = _("Some of the content is still to be mended.")

    def __init__(self, problems: list[Any]) -> None:
        super().__init__()
        self.problems = problems


class AlreadyTranslatedError(LmsError):
    """There is a counterpart already, or the activity is one itself."""

    code = "activity_already_translated"
    status = HTTPStatus.CONFLICT
    message = _("This activity has its counterpart in the other language already.")
