"""What can be refused about institutions."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class InstitutionCycleError(LmsError):
    """An institution would depend on itself."""

    code = "institution_cycle"
    status = HTTPStatus.CONFLICT
    message = _("An institution cannot depend on itself or on one of its own services.")


class InstitutionMergedError(LmsError):
    """A merged institution is a pointer: nothing is done with it any more."""

    code = "institution_merged"
    status = HTTPStatus.CONFLICT
    message = _("This institution was merged into another one. Choose that one.")


class InstitutionMergeBelowError(LmsError):
    """The one to keep depends on the one that would go."""

    code = "institution_merge_below"
    status = HTTPStatus.CONFLICT
    message = _(
        "The institution to keep depends on the other one. Move it elsewhere first, or keep the"
        " other one."
    )
