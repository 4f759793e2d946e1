"""Attempts: start, save, submit. Everything is decided here, with the row locked."""

import datetime as dt
import secrets
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from courses.assessments.enums import AttemptStatus, Purpose, QuestionKind
from courses.assessments.exceptions import (
    AnswerInvalidError,
    AssessmentEmptyError,
    AttemptClosedError,
    AttemptsUsedUpError,
    TimeOverError,
    WaitingTimeError,
)
from courses.assessments.grading import question_grade, response_clean
from courses.assessments.models import Answer, Assessment, Attempt, LearningGain, Question
from courses.assessments.selectors import attempt_questions, draw_questions
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.exceptions import NotEnrolledError
from courses.enrolment.models import Enrolment
from courses.enrolment.selectors import enrolment_open_require
from courses.signals import attempt_graded

_RANDOM = secrets.SystemRandom()


@transaction.atomic
def attempt_start(*, enrolment: Enrolment, assessment: Assessment, language: str) -> Attempt:
    """Start an attempt, or return the one that is open. Draw and order are frozen here.

    Raises NotEnrolledError, CourseClosedError, AttemptsUsedUpError, WaitingTimeError,
    AssessmentEmptyError.
    """
    locked = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("course", "cohort", "path__cohort")
        .get(pk=enrolment.pk)
    )
    if locked.status == EnrolmentStatus.WITHDRAWN or assessment.unit.course_id != locked.course_id:
        raise NotEnrolledError
    enrolment_open_require(locked)
    attempts = list(
        Attempt.objects.filter(enrolment=locked, assessment=assessment).order_by("number")
    )
    now = timezone.now()
    for attempt in attempts:
        if attempt.status == AttemptStatus.IN_PROGRESS:
            if not is_overdue(attempt, assessment, now):
                return attempt
            attempt_close(attempt, now)
    _start_require(assessment, attempts, now)
    draw = _draw_make(assessment)
    if not draw:
        raise AssessmentEmptyError
    limit = assessment.time_limit_minutes
    return Attempt.objects.create(
        enrolment=locked,
        assessment=assessment,
        number=len(attempts) + 1,
        draw=draw,
        language=language,
        started_at=now,
        deadline_at=now + dt.timedelta(minutes=limit) if limit else None,
    )


def _start_require(assessment: Assessment, attempts: list[Attempt], now: dt.datetime) -> None:
    """Raise when no further attempt may start now."""
    if assessment.max_attempts is not None and len(attempts) >= assessment.max_attempts:
        raise AttemptsUsedUpError
    ended = [attempt.submitted_at for attempt in attempts if attempt.submitted_at]
    wait = dt.timedelta(minutes=assessment.wait_minutes)
    if ended and wait and now < max(ended) + wait:
        raise WaitingTimeError


def _draw_make(assessment: Assessment) -> list[dict[str, Any]]:
    """Draw the questions, and shuffle questions and options."""
    questions: list[Question] = []
    for draw in assessment.draws.select_related("pool"):
        pool = draw_questions(draw)
        wanted = min(draw.count, len(pool)) if draw.count else len(pool)
        questions += _RANDOM.sample(pool, wanted)
    _RANDOM.shuffle(questions)
    return [_question_freeze(question) for question in questions]


def _question_freeze(question: Question) -> dict[str, Any]:
    keys = [option.key for option in question.options.all()]
    entry: dict[str, Any] = {"question": question.pk, "options": []}
    if question.kind != QuestionKind.SHORT:
        entry["options"] = _RANDOM.sample(keys, len(keys))
    if question.kind == QuestionKind.MATCHING:
        entry["matches"] = _RANDOM.sample(keys, len(keys))
    return entry


def is_overdue(attempt: Attempt, assessment: Assessment, now: dt.datetime) -> bool:
    """Return whether the time limit with its grace is over."""
    if attempt.deadline_at is None:
        return False
    return now > attempt.deadline_at + dt.timedelta(seconds=assessment.grace_seconds)


@transaction.atomic
def answer_save(*, attempt: Attempt, question_id: int, response: Any, language: str) -> Answer:
    """Save the answer to one question; saved again it replaces the former. Constant queries.

    Raises AttemptClosedError, TimeOverError, CourseClosedError, AnswerInvalidError (question not
    drawn, foreign option, wrong form).
    """
    locked = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related(
            "assessment", "enrolment__course", "enrolment__cohort", "enrolment__path__cohort"
        )
        .get(pk=attempt.pk)
    )
    _open_require(locked)
    drawn = next((entry for entry in locked.draw if entry["question"] == question_id), None)
    if drawn is None:
        raise AnswerInvalidError
    kind = Question.objects.values_list("kind", flat=True).get(pk=question_id)
    answer, _created = Answer.objects.update_or_create(
        attempt=locked,
        question_id=question_id,
        defaults={
            "response": response_clean(kind, response, drawn),
            "language": language,
            "saved_at": timezone.now(),
        },
    )
    return answer


def _open_require(attempt: Attempt) -> None:
    """Raise when the (locked) attempt takes no answer."""
    if attempt.status != AttemptStatus.IN_PROGRESS:
        raise AttemptClosedError
    if is_overdue(attempt, attempt.assessment, timezone.now()):
        raise TimeOverError
    enrolment_open_require(attempt.enrolment)


@transaction.atomic
def attempt_submit(
    *, attempt: Attempt, responses: dict[int, Any] | None = None, language: str
) -> Attempt:
    """Submit and grade an attempt, once; a repeated call returns the same result.

    `responses` ({question id: response}) are saved first when the time is not over; after it,
    the answers saved before count and the attempt is marked expired. Announces `attempt_graded`
    in the same transaction, so that grade and completion are written together.
    """
    locked = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related(
            "assessment", "enrolment__course", "enrolment__cohort", "enrolment__path__cohort"
        )
        .get(pk=attempt.pk)
    )
    if locked.status != AttemptStatus.IN_PROGRESS:
        return locked
    now = timezone.now()
    if not is_overdue(locked, locked.assessment, now):
        enrolment_open_require(locked.enrolment)
        if responses:
            _answers_write(locked, responses, language, now)
    locked.language = language
    attempt_close(locked, now)
    return locked


def _answers_write(
    attempt: Attempt, responses: dict[int, Any], language: str, now: dt.datetime
) -> None:
    """Write all answers of a submitted form in one statement."""
    drawn = {entry["question"]: entry for entry in attempt.draw}
    if not set(responses) <= set(drawn):
        raise AnswerInvalidError
    kinds = dict(Question.objects.filter(pk__in=responses).values_list("pk", "kind"))
    Answer.objects.bulk_create(
        [
            Answer(
                attempt=attempt,
                question_id=question_id,
                response=response_clean(kinds[question_id], response, drawn[question_id]),
                language=language,
                saved_at=now,
            )
            for question_id, response in responses.items()
        ],
        update_conflicts=True,
        unique_fields=["attempt", "question"],
        update_fields=["response", "language", "saved_at"],
    )


def attempt_close(attempt: Attempt, now: dt.datetime) -> None:
    """Grade the (locked) attempt, close it, record the gain, announce. Constant queries.

    For those who decide that it is over; learners submit with `attempt_submit`.
    """
    assessment = attempt.assessment
    answers = {answer.question_id: answer for answer in attempt.answers.all()}
    total = Decimal(0)
    for question in attempt_questions(attempt):
        answer = answers.get(question.pk)
        if answer is not None:
            answer.credit = question_grade(question, list(question.options.all()), answer.response)
            total += answer.credit
    Answer.objects.bulk_update(answers.values(), ["credit"])
    score = (total * 100 / len(attempt.draw)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    attempt.score = score
    attempt.passed = score >= assessment.pass_mark if assessment.purpose == Purpose.GRADED else None
    late = is_overdue(attempt, assessment, now)
    attempt.status = AttemptStatus.EXPIRED if late else AttemptStatus.SUBMITTED
    attempt.submitted_at = now
    attempt.save()
    gain_record(attempt=attempt)
    attempt_graded.send(
        sender=Attempt,
        attempt_id=attempt.pk,
        enrolment_id=attempt.enrolment_id,
        unit_id=assessment.unit_id,
        passed=attempt.passed is not False,
    )


def gain_record(*, attempt: Attempt) -> LearningGain | None:
    """Record the gain when `attempt` is a post-test whose pre-test was taken; idempotent."""
    paired_id = attempt.assessment.paired_with_id
    if paired_id is None or attempt.score is None:
        return None
    pretest = (
        Attempt.objects.filter(enrolment=attempt.enrolment, assessment_id=paired_id)
        .exclude(score=None)
        .order_by("number")
        .first()
    )
    if pretest is None or pretest.score is None:
        return None
    gain, _created = LearningGain.objects.update_or_create(
        enrolment=attempt.enrolment,
        pretest=pretest,
        defaults={
            "posttest": attempt,
            "pre_score": pretest.score,
            "post_score": attempt.score,
            "gain": attempt.score - pretest.score,
        },
    )
    return gain


def attempts_close_overdue() -> int:
    """Close the open attempts whose time is over, each in its own transaction; return how many."""
    now = timezone.now()
    rows = Attempt.objects.filter(status=AttemptStatus.IN_PROGRESS, deadline_at__lt=now)
    closed = 0
    for pk in rows.values_list("pk", flat=True):
        with transaction.atomic():
            attempt = (
                Attempt.objects.select_for_update(of=("self",))
                .select_related(
                    "assessment",
                    "enrolment__course",
                    "enrolment__cohort",
                    "enrolment__path__cohort",
                )
                .get(pk=pk)
            )
            still_open = attempt.status == AttemptStatus.IN_PROGRESS
            if still_open and is_overdue(attempt, attempt.assessment, now):
                attempt_close(attempt, now)
                closed += 1
    return closed
