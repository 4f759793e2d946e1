"""Reads about certificates."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from certificates.check_code import code_normalize
from certificates.enums import CertificateStatus
from certificates.evidence import evidence_of, rule_holds
from certificates.models import Certificate, CertificateRule
from core.exceptions import NotFoundError
from courses.api import EnrolmentStatus, enrolments_of
from courses.models import Enrolment

RULES = "rules_in_force"


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
    return Lookup(state=certificate.state, certificate=certificate)


def certificates_of(user: User) -> QuerySet[Certificate]:
    """Return the person's certificates in force, latest first."""
    return Certificate.objects.filter(user=user, status=CertificateStatus.VALID).select_related(
        "course", "programme"
    )


def enrolments_awaiting(user: User) -> list[Enrolment]:
    """Return the completed courses whose certificate is earned and still to be made."""
    rules = Prefetch(
        "course__certificate_rules",
        queryset=CertificateRule.objects.filter(is_active=True),
        to_attr=RULES,
    )
    rows = list(
        enrolments_of(user)
        .filter(status=EnrolmentStatus.COMPLETED, certificates__isnull=True)
        .prefetch_related(rules)
    )
    shown = evidence_of(rows) if rows else {}
    return [
        row
        for row in rows
        if any(rule_holds(rule, shown[row.pk]) for rule in getattr(row.course, RULES))
    ]


def certificate_find(*, uuid: UUID, user: User) -> Certificate:
    """Return a certificate that this person may download: their own, or any for the entitled.

    Raises NotFoundError otherwise: others' certificates do not exist for a learner.
    """
    rows = Certificate.objects.filter(uuid=uuid).select_related("version")
    if not user.has_perm("certificates.view_certificate"):
        rows = rows.filter(user=user)
    certificate = rows.first()
    if certificate is None:
        raise NotFoundError
    return certificate
