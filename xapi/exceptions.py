"""What can be wrong with a statement."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class StatementInvalidError(LmsError):
    """The statement breaks the specification or our bounds. `reason` says where and how.

    The reason is for whoever writes the sender, in English like the specification's names.
    """

    code = "statement_invalid"
    status = HTTPStatus.BAD_REQUEST
    message = _("This record of an activity could not be read.")

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__()

    @property
    def extra(self) -> dict[str, str]:
        """What the JSON answer says besides code and message."""
        return {"reason": self.reason}


class StatementTooLargeError(StatementInvalidError):
    """More bytes than a statement may have."""

    code = "statement_too_large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class StatementConflictError(StatementInvalidError):
    """Another statement with this id exists: it stays as it is."""

    code = "statement_conflict"
    status = HTTPStatus.CONFLICT
