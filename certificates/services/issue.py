"""Issuing: one way for one learner, a cohort and a sweep; a database constraint behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certificates.check_code import code_new
from certificates.enums import CertificateStatus, Origin
from certificates.evidence import (
    Evidence,
    evidence_of,
    programme_evidence_of,
    renewal_holds,
    rule_holds,
)
from certificates.mails import mails_issued
from certificates.models import Certificate, CertificateRule, CertificateTemplate
from certificates.renewal import renewal_is_open, renewal_opens_at
from certificates.services.ahead import documents_queue
from certificates.services.facts import Claim, data_freeze, months_later, subject_facts
from certificates.services.serials import serials_take
from certificates.services.templates import version_current
from courses.api import EnrolmentStatus
from courses.models import Course, Enrolment, Programme, ProgrammeEnrolment


@dataclass(kw_only=True)
class Outcome:
    """What a call did: the certificates made, who had one, who does not meet the conditions."""

    issued: list[Certificate] = field(default_factory=list)
    had: int = 0
    unmet: int = 0


@transaction.atomic
def certificates_issue(
    *,
    rule: CertificateRule,
    ids: Sequence[int],
    origin: Origin = Origin.RULE,
    by: User | None = None,
) -> Outcome:
    """Issue what the rule earns to these enrolments (of the programme, for a programme's rule).

    All or nothing, exactly once: the enrolments are locked, who has a certificate (also a revoked
    one) gets none, who may renew gets a new one that replaces the old, the mails are written in the
    same transaction. A constant number of queries whatever the number of ids.
    """
    rows = _rows_lock(rule, ids)
    current = _current_of(rule, [row.user_id for row in rows])
    outcome = Outcome()
    claims: list[Claim] = []
    renewing: list[Any] = []
    shown = _evidence(rule, rows)
    for row in rows:
        found = current.get(row.user_id)
        if found is not None:
            outcome.had += 1
            if renewal_is_open(rule, found):
                renewing.append(row)
        elif rule_holds(rule, shown[row.pk]):
            claims.append(_claim(row, shown[row.pk]))
        else:
            outcome.unmet += 1
    claims += _renewals(rule, renewing, current)
    if claims:
        outcome.issued = certificates_write(
            claims=claims,
            template=rule.template,
            subject=_subject(rule),
            valid_months=rule.valid_months,
            origin=origin,
            by=by,
        )
    return outcome


def _subject(rule: CertificateRule) -> Course | Programme:
    subject = rule.course or rule.programme
    if subject is None:
        raise TypeError("a rule without course and programme")
    return subject


def _rows_lock(rule: CertificateRule, ids: Sequence[int]) -> list[Any]:
    """Lock the enrolments in one order, so that two jobs wait instead of blocking each other."""
    rows: Any
    if rule.course_id is not None:
        rows = Enrolment.objects.filter(course=rule.course).select_related("organisation")
    else:
        rows = ProgrammeEnrolment.objects.filter(programme=rule.programme)
    rows = rows.filter(pk__in=ids).exclude(status=EnrolmentStatus.WITHDRAWN)
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    return list(locked.select_related("user", "cohort"))


def _current_of(rule: CertificateRule, users: list[int]) -> dict[int, Certificate]:
    """Return who has one of this rule, valid before revoked, latest last."""
    rows = Certificate.objects.filter(
        user__in=users,
        course=rule.course,
        programme=rule.programme,
        template=rule.template,
    ).exclude(status=CertificateStatus.REPLACED)
    found: dict[int, Certificate] = {}
    for row in rows.order_by("pk"):
        before = found.get(row.user_id)
        if before is None or before.status != CertificateStatus.VALID:
            found[row.user_id] = row
    return found


def _evidence(rule: CertificateRule, rows: Sequence[Any], since: Any = None) -> dict[int, Evidence]:
    return (evidence_of if rule.course_id is not None else programme_evidence_of)(rows, since)


def _claim(row: Any, shown: Evidence, replaces: Certificate | None = None) -> Claim:
    is_course = isinstance(row, Enrolment)
    return Claim(
        user=row.user,
        shown=shown,
        enrolment=row if is_course else None,
        programme_enrolment=None if is_course else row,
        replaces=replaces,
    )


def _renewals(
    rule: CertificateRule, rows: Sequence[Any], current: dict[int, Certificate]
) -> list[Claim]:
    """Return the claims of those who have shown again what the rule asks for.

    Renewals are few and each has a day of its own: three queries for each different day.
    """
    days: dict[Any, list[Any]] = {}
    for row in rows:
        expires_at = current[row.user_id].expires_at
        if expires_at is not None:
            days.setdefault(renewal_opens_at(rule, expires_at), []).append(row)
    claims = []
    for since, some in days.items():
        fresh = _evidence(rule, some, since)
        claims += [
            _claim(row, fresh[row.pk], current[row.user_id])
            for row in some
            if renewal_holds(rule, fresh[row.pk])
        ]
    return claims


def certificates_write(
    *,
    claims: Sequence[Claim],
    template: CertificateTemplate,
    subject: Course | Programme,
    valid_months: int | None = None,
    origin: Origin = Origin.RULE,
    by: User | None = None,
    reason: str = "",
) -> list[Certificate]:
    """Write the certificates of these claims with their mails; the caller decided and locked.

    A claim that `replaces` one retires it in the same transaction. A concurrent writer that the
    locks did not stop ends in IntegrityError: nothing is written twice.
    """
    now = timezone.now()
    expires = months_later(now, valid_months) if valid_months else None
    version = version_current(template)
    facts = subject_facts(subject)
    old = [claim.replaces.pk for claim in claims if claim.replaces is not None]
    if old:
        Certificate.objects.filter(pk__in=old).update(status=CertificateStatus.REPLACED)
    rows = [
        Certificate(
            user=claim.user,
            course=subject if isinstance(subject, Course) else None,
            programme=None if isinstance(subject, Course) else subject,
            enrolment=claim.enrolment,
            programme_enrolment=claim.programme_enrolment,
            template=template,
            version=version,
            kind=version.content["kind"],
            check_code=code_new(),
            data=data_freeze(
                claim=claim, version=version, subject=facts, issued_at=now, expires_at=expires
            ),
            origin=Origin.RENEWAL if claim.replaces and origin != Origin.HAND else origin,
            issued_at=now,
            issued_by=by,
            issue_reason=reason,
            expires_at=expires,
        )
        for claim in claims
    ]
    serials = serials_take(year=timezone.localtime(now).year, count=len(rows))
    for row, serial in zip(rows, serials, strict=True):
        row.serial = serial
    Certificate.objects.bulk_create(rows)
    for claim, row in zip(claims, rows, strict=True):
        if claim.replaces is not None:
            Certificate.objects.filter(pk=claim.replaces.pk).update(replaced_by=row)
    mails_issued(rows)
    documents_queue(rows)
    return rows


def certificates_evaluate(*, enrolment_id: int) -> list[Certificate]:
    """Issue whatever this enrolment has earned by the rules of its course. Idempotent."""
    course = Enrolment.objects.values_list("course_id", flat=True).get(pk=enrolment_id)
    return _evaluate(CertificateRule.objects.filter(course_id=course), enrolment_id)


def programme_certificates_evaluate(*, programme_enrolment_id: int) -> list[Certificate]:
    """Issue whatever this programme enrolment has earned. Idempotent."""
    rows = ProgrammeEnrolment.objects.values_list("programme_id", flat=True)
    programme = rows.get(pk=programme_enrolment_id)
    rules = CertificateRule.objects.filter(programme_id=programme)
    return _evaluate(rules, programme_enrolment_id)


def _evaluate(rules: Iterable[Any], pk: int) -> list[Certificate]:
    issued: list[Certificate] = []
    for rule in rules.filter(is_active=True).select_related(  # type: ignore[attr-defined]
        "template", "course", "programme"
    ):
        issued += certificates_issue(rule=rule, ids=[pk]).issued
    return issued
