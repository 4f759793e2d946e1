"""What can be refused about progress."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class UnitLockedError(LmsError):
    """A required unit before this one is not completed yet."""

    code = "unit_locked"
    status = HTTPStatus.CONFLICT
    message = _("This unit opens when you have completed the units before it.")


class UnitNotCompletableError(LmsError):
    """The learner's click does not complete a unit of this kind."""

    code = "unit_not_completable"
    status = HTTPStatus.CONFLICT
    message = _("This unit is completed by its result, not by a click.")
