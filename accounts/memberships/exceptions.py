"""What can be refused about memberships."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class MembershipOverlapError(LmsError):
    """Two memberships of one person would count on the same day."""

    code = "membership_overlap"
    status = HTTPStatus.CONFLICT
    message = _(
        "On some of these days the person already belongs somewhere. Correct the dates of the"
        " other line first."
    )


class MembershipDatesError(LmsError):
    """It would end before it starts."""

    code = "membership_dates"
    message = _("The membership ends before it starts.")
