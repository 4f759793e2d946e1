"""What holders are written about their certificates, each once."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.notices import NoticeDraft, notice_queue, notices_write
from certificates.enums import Origin
from certificates.models import Certificate, CorrectionRequest
from courses.api import ReminderKind, reminders_request

FOLDER = "certificates/mails"
# A certificate that takes another's place is announced in its own words.
TEMPLATE_OF = {Origin.CORRECTION: "replaced", Origin.RENEWAL: "renewed"}


def _context(certificate: Certificate, language: str) -> dict[str, Any]:
    with translation.override(language):
        return {
            "person": certificate.user,
            "certificate": certificate,
            "title": certificate.data[f"course_{language}"],
            "link": f"{settings.SITE_URL}{reverse('certificates:list')}",
        }


def mails_issued(certificates: Sequence[Certificate]) -> None:
    """Write the holders of new certificates, each once; two queries for 500 of them.

    What a course earned is one of the messages that learners may refuse, never come at night and at
    most one a day (the reminders of `courses`). What follows from an act of staff or has no course
    is written directly.
    """
    by_course = {
        str(certificate.uuid): certificate.enrolment_id
        for certificate in certificates
        if certificate.enrolment_id is not None and certificate.origin not in TEMPLATE_OF
    }
    if by_course:
        reminders_request(kind=ReminderKind.CERTIFICATE, enrolments=by_course)
    notices_write(
        _issued_draft(certificate)
        for certificate in certificates
        if str(certificate.uuid) not in by_course
    )


def _issued_draft(certificate: Certificate) -> NoticeDraft:
    user = certificate.user
    template = f"{FOLDER}/{TEMPLATE_OF.get(Origin(certificate.origin), 'issued')}"
    with translation.override(user.language):
        context = _context(certificate, user.language)
        return NoticeDraft(
            kind="certificate",
            key=f"certificate-issued:{certificate.uuid}",
            user_id=user.pk,
            address=user.mail_address,
            language=user.language,
            subject=render_to_string(f"{template}_subject.txt", context),
            text=render_to_string(f"{template}.txt", context),
        )


def mail_revoked(certificate: Certificate) -> None:
    """Write the holder that a certificate is revoked, and why."""
    _queue(certificate, "revoked", reason=certificate.revocation_reason)


def mail_expiring(certificate: Certificate) -> None:
    """Remind the holder that the certificate ends soon, once."""
    _queue(certificate, "expiring")


def mail_correction_declined(request: CorrectionRequest) -> None:
    """Write the holder why the name stays as it is."""
    _queue(
        request.certificate,
        "correction_declined",
        key=f"certificate-correction:{request.pk}",
        reason=request.decision_reason,
    )


def _queue(certificate: Certificate, name: str, key: str = "", reason: str = "") -> None:
    user = certificate.user
    notice_queue(
        kind="certificate",
        key=key or f"certificate-{name}:{certificate.uuid}",
        template=f"{FOLDER}/{name}",
        context={**_context(certificate, user.language), "reason": reason},
        user=user,
    )
