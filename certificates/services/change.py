"""Revoking, correcting, issuing by hand: acts of staff, each with a reason and written down."""

import dataclasses
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certificates.check_code import code_new
from certificates.enums import CertificateStatus, Origin
from certificates.evidence import Evidence, evidence_of, programme_evidence_of
from certificates.exceptions import AlreadyIssuedError, NotInForceError
from certificates.mails import mail_revoked, mails_issued
from certificates.models import Certificate, CertificateTemplate
from certificates.services.ahead import documents_queue
from certificates.services.facts import Claim
from certificates.services.issue import certificates_write
from certificates.services.serials import serials_take
from core.audit import audit_write
from courses.models import Course, Enrolment, Programme, ProgrammeEnrolment

# What a corrected certificate shares with the one that it replaces.
COPIED = (
    "user_id",
    "course_id",
    "programme_id",
    "enrolment_id",
    "programme_enrolment_id",
    "template_id",
    "version_id",
    "kind",
    "expires_at",
)


def _reason_require(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ValueError("this act needs a reason")
    return reason


@transaction.atomic
def certificate_revoke(*, certificate: Certificate, reason: str, by: User) -> Certificate:
    """Revoke with a reason; the data stay. Idempotent: the first reason and date are kept.

    Audited, and the holder is written to. Raises ValueError for an empty reason (the form asks
    for it).
    """
    reason = _reason_require(reason)
    locked = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if locked.status == CertificateStatus.VALID:
        locked.status = CertificateStatus.REVOKED
        locked.revoked_at = timezone.now()
        locked.revoked_by = by
        locked.revocation_reason = reason
        locked.save(update_fields=["status", "revoked_at", "revoked_by", "revocation_reason"])
        mail_revoked(locked)
        audit_write(
            action="certificates.revoke",
            instance=locked,
            by=by,
            person=locked.user,
            before=CertificateStatus.VALID,
            after=locked.status,
            reason=reason,
            title=locked.serial,
        )
    return locked


@transaction.atomic
def certificate_correct(
    *, certificate: Certificate, name_latin: str, name_arabic: str, reason: str, by: User
) -> Certificate:
    """Replace a certificate in force by one that differs in the name alone; return the new one.

    Same texts, facts, dates and end of validity; a new serial, code and date of issue. The old one
    stays, marked as replaced. Audited, and the holder is written to. Raises NotInForceError,
    ValueError for an empty reason or without any name.
    """
    reason = _reason_require(reason)
    if not (name_latin or name_arabic):
        raise ValueError("a certificate needs a name")
    old = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if old.status != CertificateStatus.VALID:
        raise NotInForceError
    now = timezone.now()
    old.status = CertificateStatus.REPLACED
    old.save(update_fields=["status"])
    new = Certificate.objects.create(
        **{name: getattr(old, name) for name in COPIED},
        check_code=code_new(),
        serial=serials_take(year=timezone.localtime(now).year, count=1)[0],
        data={
            **old.data,
            "name_latin": name_latin,
            "name_arabic": name_arabic,
            "issued_on": timezone.localtime(now).date().isoformat(),
        },
        origin=Origin.CORRECTION,
        issued_at=now,
        issued_by=by,
        issue_reason=reason,
    )
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])
    mails_issued([new])
    documents_queue([new])
    audit_write(
        action="certificates.correct",
        instance=new,
        by=by,
        person=new.user,
        before=f"{old.serial} · {old.data['name_latin']} · {old.data['name_arabic']}",
        after=f"{new.serial} · {name_latin} · {name_arabic}",
        reason=reason,
        title=new.serial,
    )
    return new


@transaction.atomic
def certificate_issue_by_hand(
    *,
    user: User,
    subject: Course | Programme,
    template: CertificateTemplate,
    reason: str,
    by: User,
    valid_months: int | None = None,
) -> Certificate:
    """Issue whatever the rules say, for a reason: a trainer's, a late or lost proof.

    One in force that ended or was revoked gives way; one still valid does not. Audited. Raises
    AlreadyIssuedError, ValueError for an empty reason.
    """
    reason = _reason_require(reason)
    # The person's row is locked: two hands do not issue at once.
    User.objects.select_for_update().get(pk=user.pk)
    is_course = isinstance(subject, Course)
    link: dict[str, Any] = {"course": subject} if is_course else {"programme": subject}
    current = Certificate.objects.filter(
        user=user, template=template, status=CertificateStatus.VALID, **link
    ).first()
    if current is not None and current.state == CertificateStatus.VALID:
        raise AlreadyIssuedError
    claim = _hand_claim(user, subject, current)
    certificate = certificates_write(
        claims=[claim],
        template=template,
        subject=subject,
        valid_months=valid_months,
        origin=Origin.HAND,
        by=by,
        reason=reason,
    )[0]
    audit_write(
        action="certificates.issue",
        instance=certificate,
        by=by,
        person=user,
        after=certificate.serial,
        reason=reason,
        title=certificate.serial,
        template=template.name,
    )
    return certificate


def _hand_claim(user: User, subject: Course | Programme, replaces: Certificate | None) -> Claim:
    """Return the claim of somebody who may not be enrolled at all."""
    nothing = Evidence(
        completed_at=None,
        score=None,
        has_passed=False,
        has_final=False,
        minutes=subject.required_minutes if isinstance(subject, Course) else 0,
        minutes_in_person=0,
    )
    if isinstance(subject, Course):
        enrolment = Enrolment.objects.filter(user=user, course=subject).first()
        shown = evidence_of([enrolment])[enrolment.pk] if enrolment else nothing
        return Claim(user=user, shown=shown, enrolment=enrolment, replaces=replaces)
    path = ProgrammeEnrolment.objects.filter(user=user, programme=subject).first()
    shown = programme_evidence_of([path])[path.pk] if path else nothing
    if path is None:
        courses = subject.courses.all()
        total = sum(course.required_minutes for course in courses)
        shown = dataclasses.replace(nothing, minutes=total)
    return Claim(user=user, shown=shown, programme_enrolment=path, replaces=replaces)
