"""Attempts as a learner meets them. Another person's attempt does not exist (404)."""

import json
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.http import request_user
from core.csrf import json_or_csrf_token
from core.exceptions import NotFoundError
from courses.assessments.enums import AttemptStatus, Purpose, Reveal
from courses.assessments.exceptions import AnswerInvalidError
from courses.assessments.models import Assessment, Attempt, Question
from courses.assessments.presentation import questions_present, responses_from_form
from courses.assessments.selectors import answers_revealed, attempt_find
from courses.assessments.services import answer_save, attempt_start, attempt_submit
from courses.catalogue.selectors import course_get, outline_get
from courses.enrolment.exceptions import NotEnrolledError
from courses.enrolment.selectors import enrolment_find

ANSWER_MAX_BYTES = 16_384


def _language() -> str:
    return (get_language() or "fr")[:2]


@require_POST
@login_required
def attempt_start_view(request: HttpRequest, course_code: str, unit_code: str) -> HttpResponse:
    """Start an attempt, or go back to the one that is open."""
    course = course_get(course_code)
    enrolment = enrolment_find(user=request_user(request), course=course)
    if enrolment is None:
        raise NotEnrolledError
    assessment = (
        Assessment.objects.filter(unit__course=course, unit__code=unit_code, unit__is_active=True)
        .select_related("unit")
        .first()
    )
    if assessment is None:
        raise NotFoundError
    attempt = attempt_start(enrolment=enrolment, assessment=assessment, language=_language())
    return redirect("courses:attempt", uuid=attempt.uuid)


@login_required
@never_cache
def attempt_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The questions of an open attempt; a closed one leads to its result."""
    attempt = attempt_find(uuid=uuid, user=request_user(request))
    if attempt.status != AttemptStatus.IN_PROGRESS:
        return redirect("courses:attempt_result", uuid=attempt.uuid)
    seconds_left = None
    if attempt.deadline_at:
        seconds_left = max(int((attempt.deadline_at - timezone.now()).total_seconds()), 0)
    context = {
        **_base_context(attempt),
        "questions": questions_present(attempt, reveal=False),
        "seconds_left": seconds_left,
    }
    return render(request, "courses/attempt.html", context)


def _base_context(attempt: Attempt) -> dict[str, Any]:
    course = attempt.enrolment.course
    outline = outline_get(course, _language())
    unit = outline.by_id.get(attempt.assessment.unit_id)
    return {
        "attempt": attempt,
        "assessment": attempt.assessment,
        "course": course,
        "unit": unit,
        "outline": outline,
        "is_graded": attempt.assessment.purpose == Purpose.GRADED,
        "quick_exit": course.is_sensitive,
    }


@json_or_csrf_token
@require_POST
@login_required
def attempt_answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Save one answer, as JSON {"question": id, "response": {...}}; may be sent again."""
    attempt = attempt_find(uuid=uuid, user=request_user(request))
    if len(request.body) > ANSWER_MAX_BYTES:
        raise AnswerInvalidError
    try:
        data = json.loads(request.body)
        question_id = data["question"]
        response = data["response"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise AnswerInvalidError from error
    if isinstance(question_id, bool) or not isinstance(question_id, int):
        raise AnswerInvalidError
    answer = answer_save(
        attempt=attempt, question_id=question_id, response=response, language=_language()
    )
    return JsonResponse({"saved_at": answer.saved_at.isoformat()})


@require_POST
@login_required
def attempt_submit_view(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Submit; sent twice it is graded once and leads to the same result."""
    attempt = attempt_find(uuid=uuid, user=request_user(request))
    ids = [entry["question"] for entry in attempt.draw]
    kinds = dict(Question.objects.filter(pk__in=ids).values_list("pk", "kind"))
    responses = responses_from_form(attempt, kinds, request.POST)
    attempt = attempt_submit(attempt=attempt, responses=responses, language=_language())
    return redirect("courses:attempt_result", uuid=attempt.uuid)


@login_required
@never_cache
def attempt_result(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The result in words, with what the policy reveals."""
    attempt = attempt_find(uuid=uuid, user=request_user(request))
    if attempt.status == AttemptStatus.IN_PROGRESS:
        return redirect("courses:attempt", uuid=attempt.uuid)
    assessment = attempt.assessment
    left = None
    if assessment.max_attempts is not None:
        taken = Attempt.objects.filter(enrolment=attempt.enrolment, assessment=assessment).count()
        left = max(assessment.max_attempts - taken, 0)
    reveal = answers_revealed(attempt, left)
    context = _base_context(attempt)
    unit = context["unit"]
    after = context["outline"].neighbours(unit)[1] if unit else None
    context |= {
        "questions": questions_present(attempt, reveal=True) if reveal else [],
        "reveal": reveal,
        "reveals_later": assessment.reveal == Reveal.AFTER_PASS and not reveal,
        "attempts_left": left,
        "unit_after": after,
        "gain": attempt.enrolment.gains.filter(posttest=attempt).first(),
    }
    return render(request, "courses/attempt_result.html", context)
