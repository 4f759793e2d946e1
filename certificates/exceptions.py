"""Domain errors about certificates."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class AlreadyIssuedError(LmsError):
    """The person holds a valid certificate of this template for this course or programme."""

    code = "certificate_already_issued"
    status = HTTPStatus.CONFLICT
    message = _("This person already has a valid certificate of this kind. Nothing was issued.")


class NotInForceError(LmsError):
    """Only a certificate in force can be corrected."""

    code = "certificate_not_in_force"
    status = HTTPStatus.CONFLICT
    message = _("This certificate was revoked or replaced: it cannot be corrected.")


class CorrectionPendingError(LmsError):
    """There is an undecided request about this certificate."""

    code = "correction_pending"
    status = HTTPStatus.CONFLICT
    message = _("You already asked for a correction of this certificate. We are looking at it.")


class CorrectionDecidedError(LmsError):
    """The request was decided before."""

    code = "correction_decided"
    status = HTTPStatus.CONFLICT
    message = _("This request was already decided.")
