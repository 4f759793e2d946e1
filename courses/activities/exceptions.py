"""What can be refused about activities."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class ActivityUnavailableError(LmsError):
    """The activity is not published, or has no playable version."""

    code = "activity_unavailable"
    status = HTTPStatus.CONFLICT
    message = _("This activity is not available at the moment. Read its text version below.")
