"""What somebody has shown for a course or a programme, read for many people at once.

The same reading serves one learner's completion and a cohort of ten thousand.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q

from certificates.models import CertificateRule
from courses.api import EnrolmentStatus, minutes_attended_of
from courses.models import Assessment, Attempt, Enrolment, ProgrammeEnrolment


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """`score` is None without a graded final attempt; `has_final` whether there is one to take."""

    completed_at: dt.datetime | None
    score: Decimal | None
    has_passed: bool
    has_final: bool
    minutes: int
    minutes_in_person: int


def finals_of(course_ids: Iterable[int]) -> dict[int, int]:
    """Return the final assessment of each course that has one: its last graded one. One query."""
    rows = Assessment.objects.filter(
        unit__course__in=list(course_ids), unit__is_active=True, purpose="graded"
    ).order_by("unit__position", "pk")
    # Later ones overwrite: what stays is the last in the outline.
    return dict(rows.values_list("unit__course_id", "pk"))


def evidence_of(
    enrolments: Sequence[Enrolment], since: dt.datetime | None = None
) -> dict[int, Evidence]:
    """Return what each enrolment shows; `since` counts only later attempts and presences.

    Four queries, whatever the number.
    """
    finals = finals_of({row.course_id for row in enrolments})
    ids = [row.pk for row in enrolments]
    attempts = Attempt.objects.filter(
        enrolment__in=ids, assessment__in=finals.values(), score__isnull=False
    )
    if since is not None:
        attempts = attempts.filter(submitted_at__gte=since)
    scores: dict[int, Any] = {
        row["enrolment"]: row
        for row in attempts.order_by()
        .values("enrolment")
        .annotate(best=Max("score"), passed=Max("pk", filter=Q(passed=True)))
    }
    minutes = minutes_attended_of(ids, since)
    return {
        row.pk: Evidence(
            completed_at=row.completed_at if row.status == EnrolmentStatus.COMPLETED else None,
            score=scores.get(row.pk, {}).get("best"),
            has_passed=scores.get(row.pk, {}).get("passed") is not None,
            has_final=row.course_id in finals,
            minutes=row.minutes_done,
            minutes_in_person=minutes.get(row.pk, 0),
        )
        for row in enrolments
    }


def programme_evidence_of(
    rows: Sequence[ProgrammeEnrolment], since: dt.datetime | None = None
) -> dict[int, Evidence]:
    """Return what each programme enrolment shows: its courses put together. Four queries.

    The score is the lowest of the courses' best ones, None while one is missing.
    """
    of_user: dict[tuple[int, int], list[Enrolment]] = defaultdict(list)
    enrolments = list(
        Enrolment.objects.filter(
            user__in=[row.user_id for row in rows],
            course__programme__in={row.programme_id for row in rows},
        )
        .exclude(status=EnrolmentStatus.WITHDRAWN)
        .select_related("course")
    )
    for enrolment in enrolments:
        of_user[enrolment.user_id, enrolment.course.programme_id or 0].append(enrolment)
    single = evidence_of(enrolments, since)
    return {
        row.pk: _together(row, [single[one.pk] for one in of_user[row.user_id, row.programme_id]])
        for row in rows
    }


def _together(row: ProgrammeEnrolment, parts: Sequence[Evidence]) -> Evidence:
    with_final = [part for part in parts if part.has_final]
    scores = [part.score for part in with_final]
    known = [score for score in scores if score is not None]
    return Evidence(
        completed_at=row.completed_at if row.status == EnrolmentStatus.COMPLETED else None,
        score=min(known) if known and len(known) == len(scores) else None,
        has_passed=bool(with_final) and all(part.has_passed for part in with_final),
        has_final=bool(with_final),
        minutes=sum(part.minutes for part in parts),
        minutes_in_person=sum(part.minutes_in_person for part in parts),
    )


def rule_holds(rule: CertificateRule, shown: Evidence) -> bool:
    """Return whether every condition that the rule sets is met."""
    if rule.needs_completion and shown.completed_at is None:
        return False
    if rule.min_score is not None and (shown.score is None or shown.score < rule.min_score):
        return False
    return rule.min_hours is None or shown.minutes_in_person >= rule.min_hours * 60


def renewal_holds(rule: CertificateRule, fresh: Evidence) -> bool:
    """Return whether what was shown since the renewal opened is enough to renew.

    A rule that asks only for completion is renewed by passing the final assessment again; without
    one, staff renew by hand.
    """
    if not rule_holds(rule, fresh):
        return False
    return rule.min_score is not None or rule.min_hours is not None or fresh.has_passed
