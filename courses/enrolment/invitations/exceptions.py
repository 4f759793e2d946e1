"""What can be refused about invitations."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class InvitationGoneError(LmsError):
    """The link is unknown, expired, revoked, replaced or used: one answer for all."""

    code = "invitation_gone"
    status = HTTPStatus.GONE
    message = _(
        "This invitation link is no longer valid: it has expired, was replaced by a newer one, or"
        " has been used. If you have an account, sign in; otherwise ask the person who invited you"
        " for a new link."
    )


class InvitationForAnotherError(LmsError):
    """The person signed in is not the one invited."""

    code = "invitation_for_another"
    status = HTTPStatus.FORBIDDEN
    message = _(
        "This invitation is for another account than the one you are signed in with. Sign out,"
        " then open the link again."
    )


class InvitationAddressError(LmsError):
    """There is no address to write to."""

    code = "invitation_no_address"
    status = HTTPStatus.CONFLICT
    message = _("There is no e-mail address for this person.")
