"""What can go wrong with a survey."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class SurveyClosedError(LmsError):
    """The survey is not offered (any more) at the end of this course."""

    code = "survey_closed"
    status = HTTPStatus.CONFLICT
    message = _("This survey is no longer open. Thank you all the same.")
