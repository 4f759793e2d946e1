"""Corrections of a name: asked by the holder, decided by staff."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from certificates.enums import CertificateStatus, RequestStatus
from certificates.exceptions import (
    CorrectionDecidedError,
    CorrectionPendingError,
    NotInForceError,
)
from certificates.mails import mail_correction_declined
from certificates.models import Certificate, CorrectionRequest
from certificates.services.change import certificate_correct
from core.audit import audit_write

NAMES = ("given_name", "family_name", "given_name_ar", "family_name_ar")


def correction_ask(
    *, certificate: Certificate, names: dict[str, str], message: str
) -> CorrectionRequest:
    """Write down what the holder asks. Raises NotInForceError, CorrectionPendingError."""
    if certificate.status != CertificateStatus.VALID:
        raise NotInForceError
    try:
        with transaction.atomic():
            return CorrectionRequest.objects.create(
                certificate=certificate, message=message.strip(), **names
            )
    except IntegrityError as error:
        raise CorrectionPendingError from error


def _request_lock(request: CorrectionRequest) -> CorrectionRequest:
    locked = (
        CorrectionRequest.objects.select_for_update(of=("self",))
        .select_related("certificate__user")
        .get(pk=request.pk)
    )
    if locked.status != RequestStatus.PENDING:
        raise CorrectionDecidedError
    return locked


def _decide(request: CorrectionRequest, status: RequestStatus, reason: str, by: User) -> None:
    request.status = status
    request.decided_at = timezone.now()
    request.decided_by = by
    request.decision_reason = reason.strip()
    request.save(update_fields=["status", "decided_at", "decided_by", "decision_reason"])


@transaction.atomic
def correction_accept(*, request: CorrectionRequest, reason: str, by: User) -> Certificate:
    """Correct the profile and replace the certificate; return the new one.

    The reason says what was checked. Raises CorrectionDecidedError, NotInForceError, ValueError.
    """
    locked = _request_lock(request)
    user = locked.certificate.user
    before = f"{user.name_latin} · {user.name_arabic}"
    for name in NAMES:
        setattr(user, name, getattr(locked, name))
    user.save(update_fields=list(NAMES))
    _decide(locked, RequestStatus.ACCEPTED, reason, by)
    audit_write(
        action="certificates.name_correct",
        instance=user,
        by=by,
        person=user,
        before=before,
        after=f"{user.name_latin} · {user.name_arabic}",
        reason=reason.strip(),
    )
    return certificate_correct(
        certificate=locked.certificate,
        name_latin=user.name_latin,
        name_arabic=user.name_arabic,
        reason=reason,
        by=by,
    )


@transaction.atomic
def correction_decline(*, request: CorrectionRequest, reason: str, by: User) -> CorrectionRequest:
    """Decline with a reason, which the holder reads. Raises CorrectionDecidedError, ValueError."""
    if not reason.strip():
        raise ValueError("declining needs a reason")
    locked = _request_lock(request)
    _decide(locked, RequestStatus.DECLINED, reason, by)
    mail_correction_declined(locked)
    audit_write(
        action="certificates.correction_decline",
        instance=locked.certificate,
        by=by,
        person=locked.certificate.user,
        reason=reason.strip(),
        title=locked.certificate.serial,
    )
    return locked
