"""Certificates that end: one reminder, and the renewal that follows."""

import datetime as dt
from collections import defaultdict

from django.utils import timezone

from certificates.enums import CertificateStatus
from certificates.mails import mail_expiring
from certificates.models import Certificate
from certificates.renewal import key_of, renewal_is_open, rules_by_key
from certificates.services.issue import certificates_issue

LOOK_AHEAD = dt.timedelta(days=365)


def expiry_look() -> int:
    """Remind whose renewal opened (once each) and renew what a lost event left (daily, by beat).

    Returns how many are open for renewal.
    """
    now = timezone.now()
    rows = Certificate.objects.filter(
        status=CertificateStatus.VALID, expires_at__lte=now + LOOK_AHEAD
    ).select_related("user")
    opened = 0
    renewable: dict[int, list[int]] = defaultdict(list)
    rules = rules_by_key()
    for certificate in rows.order_by("pk").iterator(chunk_size=500):
        rule = rules.get(key_of(certificate))
        if rule is None or not renewal_is_open(rule, certificate):
            continue
        opened += 1
        if certificate.state == CertificateStatus.VALID:
            mail_expiring(certificate)
        base = certificate.enrolment_id or certificate.programme_enrolment_id
        if base is not None:
            renewable[rule.pk].append(base)
    by_pk = {rule.pk: rule for rule in rules.values()}
    for pk, ids in renewable.items():
        certificates_issue(rule=by_pk[pk], ids=ids)
    return opened
