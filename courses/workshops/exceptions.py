"""What can be refused about sessions, attendance and facilitators' workshops."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class SessionNotOpenError(LmsError):
    """The session is cancelled, closed or has begun: no place is taken or given up."""

    code = "session_not_open"
    status = HTTPStatus.CONFLICT
    message = _("This session no longer takes registrations.")


class SessionClosedError(LmsError):
    """The session was signed: a change is a correction with a reason."""

    code = "session_closed"
    status = HTTPStatus.CONFLICT
    message = _("This session is closed and signed. A change is a correction, with a reason.")


class SessionStateError(LmsError):
    """The act does not fit the state of the session (cancelling a closed one, and so on)."""

    code = "session_state"
    status = HTTPStatus.CONFLICT
    message = _("The session has changed meanwhile. Reload the page to see it.")


class SessionNotStartedError(LmsError):
    """A list is signed after the session began, not before."""

    code = "session_not_started"
    status = HTTPStatus.CONFLICT
    message = _("The session has not begun yet: its list cannot be signed.")


class CodeExpiredError(LmsError):
    """The code of the room has changed, or never was one."""

    code = "room_code_expired"
    status = HTTPStatus.CONFLICT
    message = _("This code is no longer valid. Scan or type the one that the screen shows now.")


class NotOnCourseError(LmsError):
    """The person is not enrolled in the course of the session."""

    code = "not_on_course"
    status = HTTPStatus.FORBIDDEN
    message = _("You are not enrolled in this course. Ask the trainer to add you to the list.")


class ReasonMissingError(LmsError):
    """A correction needs a reason."""

    code = "reason_missing"
    message = _("Give the reason: it is kept with the correction.")


class FileRefusedError(LmsError):
    """The file is too big, of another type, or cannot be read."""

    code = "file_refused"
    message = _("The file could not be taken: a PDF or a photograph (JPEG, PNG) up to 10 MB.")


class WorkshopLockedError(LmsError):
    """The record was validated: it no longer changes."""

    code = "workshop_locked"
    status = HTTPStatus.CONFLICT
    message = _("This workshop has been validated: it no longer changes.")


class NotFacilitatorError(LmsError):
    """The person has completed no course that trains facilitators."""

    code = "not_facilitator"
    status = HTTPStatus.FORBIDDEN
    message = _("This space opens when you have completed a course that trains facilitators.")
