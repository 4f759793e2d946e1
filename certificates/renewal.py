"""When a certificate may be renewed, and by what."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from certificates.enums import CertificateStatus
from certificates.models import Certificate, CertificateRule


def renewal_is_open(rule: CertificateRule, certificate: Certificate) -> bool:
    """Return whether the certificate ends soon enough, or has ended, to be renewed."""
    if certificate.status != CertificateStatus.VALID or certificate.expires_at is None:
        return False
    return timezone.now() >= renewal_opens_at(rule, certificate.expires_at)


def renewal_opens_at(rule: CertificateRule, expires_at: dt.datetime) -> dt.datetime:
    """Return the moment from which what is achieved counts for the renewal."""
    return expires_at - dt.timedelta(days=rule.renewal_days)


def key_of(row: Any) -> tuple[int | None, int | None, int]:
    """Return what a certificate and its rule have in common."""
    return row.course_id, row.programme_id, row.template_id


def rules_by_key(**only: Any) -> dict[tuple[int | None, int | None, int], CertificateRule]:
    """Return the rules in force that give certificates with an end. One query."""
    rules = CertificateRule.objects.filter(
        Q(**only), is_active=True, valid_months__isnull=False
    ).select_related("template", "course", "programme")
    return {key_of(rule): rule for rule in rules}


def renewals_open(certificates: Iterable[Certificate]) -> dict[int, str]:
    """Return, by certificate that can be renewed today, what its holder has to do. One query."""
    rules = rules_by_key()
    words: dict[int, str] = {}
    for certificate in certificates:
        rule = rules.get(key_of(certificate))
        if rule is not None and renewal_is_open(rule, certificate):
            words[certificate.pk] = renewal_words(rule)
    return words


def renewal_words(rule: CertificateRule) -> str:
    """Say what renews a certificate of this rule."""
    parts = []
    if rule.min_hours is not None:
        parts.append(
            ngettext(
                "attend %(count)s hour in person",
                "attend %(count)s hours in person",
                rule.min_hours,
            )
            % {"count": rule.min_hours}
        )
    if rule.min_score is not None:
        parts.append(
            gettext("reach %(score)s%% in the final assessment") % {"score": rule.min_score}
        )
    if not parts:
        parts.append(gettext("pass the final assessment again"))
    return gettext("To renew it: %(what)s.") % {"what": "; ".join(parts)}
