"""Reads about certificates."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from certificates.check_code import code_normalize
from certificates.enums import CertificateStatus
from certificates.models import Certificate
from core.exceptions import NotFoundError


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """Whether it is genuine. `state`: valid, expired, revoked, replaced or unknown."""

    state: str
    certificate: Certificate | None


def certificate_lookup(typed: str) -> Lookup:
    """Look a code up as typed; one query. Raises CodeMalformedError when it cannot be a code."""
    certificate = Certificate.objects.filter(check_code=code_normalize(typed)).first()
    if certificate is None:
        return Lookup(state="unknown", certificate=None)
    state = str(certificate.status)
    is_expired = certificate.expires_at is not None and certificate.expires_at <= timezone.now()
    if state == CertificateStatus.VALID and is_expired:
        state = "expired"
    return Lookup(state=state, certificate=certificate)


def certificates_of(user: User) -> QuerySet[Certificate]:
    """Return the person's certificates in force, latest first."""
    return Certificate.objects.filter(
        enrolment__user=user, status=CertificateStatus.VALID
    ).select_related("enrolment__course")


def certificate_find(*, uuid: UUID, user: User) -> Certificate:
    """Return a certificate that this person may download: their own, or any for the entitled.

    Raises NotFoundError otherwise: others' certificates do not exist for a learner.
    """
    rows = Certificate.objects.filter(uuid=uuid)
    if not user.has_perm("certificates.view_certificate"):
        rows = rows.filter(enrolment__user=user)
    certificate = rows.first()
    if certificate is None:
        raise NotFoundError
    return certificate
