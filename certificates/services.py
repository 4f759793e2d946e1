"""Issuing and revoking. A certificate is a frozen fact: nothing here changes its data."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Site

from accounts.models import User
from certificates.check_code import code_new
from certificates.enums import CertificateStatus
from certificates.models import Certificate, CertificateSettings
from courses.api import EnrolmentStatus, ReminderKind, kinds_all, outline_get, reminder_request
from courses.models import Enrolment, UnitCompletion


def certificate_issue(*, enrolment_id: int) -> Certificate | None:
    """Issue the certificate of a completed enrolment, exactly once; return it.

    Called again it returns the same one, in whatever state it is: what was revoked is not issued
    anew by an event. None when the enrolment is not completed. The database's constraint, not this
    look, is what holds when two jobs run at once.
    """
    enrolment = Enrolment.objects.select_related("user", "course").get(pk=enrolment_id)
    if enrolment.status != EnrolmentStatus.COMPLETED or enrolment.completed_at is None:
        return None
    kind = enrolment.course.certificate_kind
    found = _current(enrolment, kind)
    if found is not None:
        return found
    now = timezone.now()
    try:
        with transaction.atomic():
            certificate = Certificate.objects.create(
                enrolment=enrolment,
                kind=kind,
                serial=f"pending-{enrolment.uuid.hex[:20]}",
                check_code=code_new(),
                data=_data_freeze(enrolment, kind),
                issued_at=now,
            )
            # The row's own number: gapless enough for an auditor, and needs no counter to lock.
            certificate.serial = f"OIM-MA-{timezone.localtime(now).year}-{certificate.pk:06d}"
            certificate.save(update_fields=["serial"])
            reminder_request(
                enrolment_id=enrolment.pk,
                kind=ReminderKind.CERTIFICATE,
                key=str(certificate.uuid),
            )
            return certificate
    except IntegrityError:
        return _current(enrolment, kind)


def _current(enrolment: Enrolment, kind: str) -> Certificate | None:
    rows = Certificate.objects.filter(enrolment=enrolment, kind=kind)
    return rows.exclude(status=CertificateStatus.REPLACED).first()


def _data_freeze(enrolment: Enrolment, kind: str) -> dict[str, Any]:
    """Everything that the certificate states, as it is at this moment."""
    course, user = enrolment.course, enrolment.user
    site = Site.objects.filter(is_default_site=True).first()
    texts = CertificateSettings.for_site(site) if site else CertificateSettings()
    in_person = [unit_kind.code for unit_kind in kinds_all() if unit_kind.is_in_person]
    attended = UnitCompletion.objects.filter(
        enrolment=enrolment, unit__is_active=True, unit__kind__in=in_person
    ).aggregate(minutes=Sum("unit__minutes", default=0))["minutes"]
    completed = timezone.localtime(enrolment.completed_at).date()
    data: dict[str, Any] = {
        "version": 1,
        "kind": kind,
        "language": enrolment.language,
        "name_latin": user.name_latin or ("" if user.name_arabic else user.username),
        "name_arabic": user.name_arabic,
        "course_code": course.code,
        "minutes": enrolment.minutes_done,
        "minutes_in_person": attended,
        "completed_on": completed.isoformat(),
        "issued_on": timezone.localdate().isoformat(),
    }
    for language in ("fr", "ar"):
        outline = outline_get(course, language)
        data[f"course_{language}"] = getattr(course, f"title_{language}") or course.title_fr
        data[f"modules_{language}"] = [module.title for module in outline.modules]
        for name in ("issuer", "signatory", "function"):
            data[f"{name}_{language}"] = getattr(texts, f"{name}_{language}")
    return data


def certificates_issue_missing() -> int:
    """Issue what a lost event left out: completed enrolments without any certificate."""
    missing = Enrolment.objects.filter(
        status=EnrolmentStatus.COMPLETED, certificates__isnull=True
    ).values_list("pk", flat=True)
    issued = 0
    for pk in missing.iterator(chunk_size=500):
        issued += certificate_issue(enrolment_id=pk) is not None
    return issued


@transaction.atomic
def certificate_revoke(*, certificate: Certificate, reason: str, by: User) -> Certificate:
    """Revoke with a reason; the data stay. Idempotent: the first reason and date are kept.

    Written to the audit log. Raises ValueError for an empty reason (the form asks for it).
    """
    if not reason.strip():
        raise ValueError("a revocation needs a reason")
    locked = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if locked.status == CertificateStatus.VALID:
        locked.status = CertificateStatus.REVOKED
        locked.revoked_at = timezone.now()
        locked.revoked_by = by
        locked.revocation_reason = reason.strip()
        locked.save()
        log(
            instance=locked,
            action="certificates.revoke",
            user=by,
            title=locked.serial,
            data={"from": CertificateStatus.VALID, "to": locked.status, "reason": reason.strip()},
        )
    return locked
