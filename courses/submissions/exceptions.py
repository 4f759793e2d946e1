"""What can be refused about submissions."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class SubmissionClosedError(LmsError):
    """It was handed in: it no longer changes."""

    code = "submission_closed"
    status = HTTPStatus.CONFLICT
    message = _("Your work has been handed in: it no longer changes.")


class SubmissionConflictError(LmsError):
    """Another tab or device saved a newer version."""

    code = "submission_conflict"
    status = HTTPStatus.CONFLICT
    message = _("A newer version was saved elsewhere. Reload the page to see it; nothing is lost.")
