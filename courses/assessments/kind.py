"""Assessments: completed by passing (or, for a test that is not graded, by submitting)."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.assessments.enums import AttemptStatus, Purpose, Reveal
from courses.assessments.models import Assessment, AssessmentPage
from courses.assessments.selectors import attempts_of, question_total
from courses.catalogue.kinds import UnitKind, UnitVisit, kind_register


def assessment_context(request: HttpRequest, visit: UnitVisit) -> dict[str, Any]:
    """Rules, past attempts, and whether a new attempt may start now. Three or four queries."""
    assessment = Assessment.objects.get(unit_id=visit.unit.id)
    attempts = (
        attempts_of(enrolment=visit.enrolment, assessment=assessment) if visit.enrolment else []
    )
    is_open = [a for a in attempts if a.status == AttemptStatus.IN_PROGRESS]
    ended = [attempt for attempt in attempts if attempt.submitted_at]
    left = None
    if assessment.max_attempts is not None:
        left = max(assessment.max_attempts - len(attempts), 0)
    wait_until = None
    if ended and assessment.wait_minutes:
        last = max(attempt.submitted_at for attempt in ended if attempt.submitted_at)
        until = last + dt.timedelta(minutes=assessment.wait_minutes)
        wait_until = until if until > timezone.now() else None
    scores = [attempt.score for attempt in ended if attempt.score is not None]
    return {
        "assessment": assessment,
        "question_total": question_total(assessment),
        "attempts": ended,
        "open_attempt": is_open[0] if is_open else None,
        "attempts_left": left,
        "wait_until": wait_until,
        "best_score": max(scores) if scores else None,
        "is_graded": assessment.purpose == Purpose.GRADED,
        "reveals": assessment.reveal != Reveal.NEVER,
        "may_start": not wait_until and left != 0,
    }


kind_register(
    UnitKind(
        code="assessment",
        label=_("Assessment"),
        icon="check-list",
        page_model=AssessmentPage,
        template="courses/unit_assessment.html",
        completes_hint=_("Completed when you pass the assessment."),
        context=assessment_context,
    )
)
