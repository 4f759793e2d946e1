"""What a lost event left out, found again."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from certificates.models import Certificate, CertificateRule
from certificates.services.issue import certificates_issue
from courses.api import EnrolmentStatus
from courses.models import Enrolment, ProgrammeEnrolment

CHUNK = 250
# Scores and presences are looked at again for as long as an event may reasonably be lost.
ACTIVE_WITHIN = dt.timedelta(days=7)


def certificates_issue_missing() -> int:
    """Issue what a lost event left out; return how many. Idempotent."""
    rules = CertificateRule.objects.filter(is_active=True)
    issued = 0
    for rule in rules.select_related("template", "course", "programme"):
        ids = list(candidates_of(rule).values_list("pk", flat=True))
        for start in range(0, len(ids), CHUNK):
            outcome = certificates_issue(rule=rule, ids=ids[start : start + CHUNK])
            issued += len(outcome.issued)
    return issued


def candidates_of(rule: CertificateRule) -> Any:
    """Return the enrolments that may have earned this rule's certificate and have none."""
    mine = Certificate.objects.filter(user=OuterRef("user"), template=rule.template_id)
    rows: Any
    if rule.course_id is not None:
        mine = mine.filter(course=rule.course_id)
        rows = Enrolment.objects.filter(course=rule.course_id)
    else:
        mine = mine.filter(programme=rule.programme_id)
        rows = ProgrammeEnrolment.objects.filter(programme=rule.programme_id)
    rows = rows.exclude(Exists(mine)).order_by("pk")
    completed = Q(status=EnrolmentStatus.COMPLETED, completed_at__gte=rule.applies_from)
    if rule.needs_completion or rule.course_id is None:
        return rows.filter(completed)
    recent = max(timezone.now() - ACTIVE_WITHIN, rule.applies_from)
    is_recent = Q(status=EnrolmentStatus.ACTIVE, last_activity_at__gte=recent)
    return rows.filter(completed | is_recent)
