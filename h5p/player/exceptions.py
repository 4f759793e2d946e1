"""What can go wrong while playing."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class StateInvalidError(LmsError):
    """The state breaks the contract."""

    code = "state_invalid"
    message = _("This activity could not save where you are.")


class StateTooLargeError(LmsError):
    """More than the store keeps for one activity."""

    code = "state_too_large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    message = _("This activity has too much to save.")
