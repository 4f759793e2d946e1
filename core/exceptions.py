"""Domain errors: a translated message for people, a stable code for machines, one HTTP status."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _


class LmsError(Exception):
    """Base of all domain errors. `core.middleware.LmsErrorMiddleware` turns it into a response.

    Subclasses set `code` (stable, in English, never translated), `status` (HTTP) and `message`
    (translated, says what to do). A message given to the constructor replaces the class's.
    """

    code = "error"
    status: int = HTTPStatus.BAD_REQUEST
    message = _("This request could not be handled.")

    @property
    def extra(self) -> dict[str, str]:
        """What a script's JSON answer says besides code and message."""
        return {}

    def __init__(self, message: str | None = None) -> None:
        if message is not None:
            self.message = message  # type: ignore[assignment]
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)


class PermissionRefusedError(LmsError):
    """The person may know that the thing exists, but may not do this."""

    code = "forbidden"
    status = HTTPStatus.FORBIDDEN
    message = _("You do not have access to this page.")


class NotFoundError(LmsError):
    """There is no such thing, or the person may not know that it exists."""

    code = "not_found"
    status = HTTPStatus.NOT_FOUND
    message = _("This page does not exist or has moved.")


class TooManyRequestsError(LmsError):
    """A limit per person or address was passed."""

    code = "too_many_requests"
    status = HTTPStatus.TOO_MANY_REQUESTS
    message = _("Too many requests. Please wait a moment, then try again.")
