"""Reads about certificates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Sum, When
from django.utils import timezone

from accounts.enums import Scope
from accounts.models import User
from accounts.roles import scopes_of
from certificates.check_code import code_normalize
from certificates.enums import CertificateStatus, RequestStatus
from certificates.evidence import evidence_of, rule_holds
from certificates.models import Certificate, CertificateRule, CorrectionRequest, IssueJob
from core.exceptions import NotFoundError
from courses.api import EnrolmentStatus, enrolments_of, enrolments_visible
from courses.models import Course, Enrolment

RULES = "rules_in_force"


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """Whether it is genuine. `state`: valid, expired, revoked, replaced or unknown."""

    state: str
    certificate: Certificate | None


def certificate_lookup(typed: str) -> Lookup:
    """Look a code up as typed; one query. Raises CodeMalformedError when it cannot be a code."""
    rows = Certificate.objects.select_related("sharing", "replaced_by")
    certificate = rows.filter(check_code=code_normalize(typed)).first()
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


def certificates_visible(user: User) -> QuerySet[Certificate]:
    """Return the certificates that this person may see by role, with what lists show of them."""
    rows = Certificate.objects.select_related("user", "course", "programme", "version")
    if not user.has_perm("certificates.view_certificate"):
        return rows.none()
    if Scope.EVERYBODY in scopes_of(user):
        return rows
    return rows.filter(enrolment__in=enrolments_visible(user))


def certificates_filter(
    rows: QuerySet[Certificate], wanted: Mapping[str, Any]
) -> QuerySet[Certificate]:
    """Narrow a list to what `forms.CertificateFilterForm` asks for."""
    for word in (wanted.get("q") or "").split():
        rows = rows.filter(_word_q(word))
    subject = wanted.get("subject")
    if subject is not None:
        rows = rows.filter(**{"course" if isinstance(subject, Course) else "programme": subject})
    if cohort := wanted.get("cohort"):
        rows = rows.filter(Q(enrolment__cohort=cohort) | Q(programme_enrolment__cohort=cohort))
    for name, lookup in _EXACT.items():
        if wanted.get(name):
            rows = rows.filter(**{lookup: wanted[name]})
    return _state_filter(rows, wanted.get("state") or "")


_EXACT = {
    "kind": "kind",
    "origin": "origin",
    "since": "issued_at__date__gte",
    "until": "issued_at__date__lte",
}


def _state_filter(rows: QuerySet[Certificate], state: str) -> QuerySet[Certificate]:
    now = timezone.now()
    if state == "expired":
        return rows.filter(status=CertificateStatus.VALID, expires_at__lte=now)
    if state == CertificateStatus.VALID:
        return rows.filter(status=state).exclude(expires_at__lte=now)
    return rows.filter(status=state) if state else rows


def _word_q(word: str) -> Q:
    return (
        Q(serial__icontains=word)
        | Q(check_code__icontains=word.replace("-", ""))
        | Q(data__name_latin__icontains=word)
        | Q(data__name_arabic__icontains=word)
    )


def corrections_visible(user: User) -> QuerySet[CorrectionRequest]:
    """Return the requests about certificates that this person may see, undecided ones first."""
    rows = CorrectionRequest.objects.filter(certificate__in=certificates_visible(user))
    return rows.select_related(
        "certificate__user", "certificate__course", "certificate__programme", "decided_by"
    ).order_by(
        Case(When(status=RequestStatus.PENDING, then=0), default=1, output_field=IntegerField()),
        "-pk",
    )


def job_progress(jobs: QuerySet[IssueJob]) -> QuerySet[IssueJob]:
    """Add to jobs what their chunks say: parts, done parts, people looked at, and what came."""
    done = Q(chunks__done_at__isnull=False)
    return jobs.select_related(
        "rule__course", "rule__programme", "rule__template", "cohort", "created_by"
    ).annotate(
        parts=Count("chunks"),
        parts_done=Count("chunks", filter=done),
        issued=Sum("chunks__issued", default=0),
        had=Sum("chunks__had", default=0),
        unmet=Sum("chunks__unmet", default=0),
    )


def certificate_find(*, uuid: UUID, user: User) -> Certificate:
    """Return a certificate that this person may download: their own, or any for the entitled.

    Raises NotFoundError otherwise: others' certificates do not exist for a learner.
    """
    own = Certificate.objects.filter(user=user).select_related("user", "version")
    certificate = (
        own.filter(uuid=uuid).first() or certificates_visible(user).filter(uuid=uuid).first()
    )
    if certificate is None:
        raise NotFoundError
    return certificate
