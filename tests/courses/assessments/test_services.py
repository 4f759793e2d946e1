"""Attempts: frozen, limited, graded once."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from courses.assessments.exceptions import (
    AnswerInvalidError,
    AssessmentEmptyError,
    AttemptClosedError,
    AttemptsUsedUpError,
    TimeOverError,
    WaitingTimeError,
)
from courses.assessments.services import (
    answer_save,
    attempt_start,
    attempt_submit,
    attempts_close_overdue,
)
from courses.enrolment.exceptions import CourseClosedError, NotEnrolledError
from courses.models import (
    Answer,
    Assessment,
    Attempt,
    Draw,
    Enrolment,
    LearningGain,
    Question,
    UnitCompletion,
)
from tests.factories.assessments import AssessmentFactory, QuestionFactory, QuestionPoolFactory
from tests.factories.catalogue import UnitFactory
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment() -> Enrolment:
    return EnrolmentFactory()


def assessment_of(enrolment: Enrolment, size: int = 4, **rules: Any) -> Assessment:
    unit = UnitFactory(module=enrolment.course.modules.get(), kind="assessment", minutes=0)
    return AssessmentFactory(unit=unit, pool_size=size, **rules)


def start(enrolment: Enrolment, assessment: Assessment) -> Attempt:
    return attempt_start(enrolment=enrolment, assessment=assessment, language="fr")


def right_responses(attempt: Attempt, count: int | None = None) -> dict[int, Any]:
    ids = [entry["question"] for entry in attempt.draw][:count]
    return {
        q.pk: {"options": [o.key for o in q.options.all() if o.is_correct]}
        for q in Question.objects.filter(pk__in=ids).prefetch_related("options")
    }


def submit(attempt: Attempt, count: int | None = None) -> Attempt:
    return attempt_submit(attempt=attempt, responses=right_responses(attempt, count), language="ar")


def test_an_open_attempt_is_taken_up_again(enrolment: Enrolment):
    assessment = assessment_of(enrolment)
    first = start(enrolment, assessment)
    assert start(enrolment, assessment) == first
    assert Attempt.objects.get().draw == first.draw


def test_the_draw_takes_what_the_rules_say(enrolment: Enrolment):
    assessment = assessment_of(enrolment, size=0)
    Draw.objects.create(assessment=assessment, pool=QuestionPoolFactory(questions=12), count=6)
    chosen = QuestionPoolFactory(questions=3)
    Draw.objects.create(assessment=assessment, pool=chosen, question_codes=["q1"])
    attempt = start(enrolment, assessment)
    assert len(attempt.draw) == 7
    assert len({entry["question"] for entry in attempt.draw}) == 7


def test_passing_completes_the_unit_in_the_same_transaction(enrolment: Enrolment):
    assessment = assessment_of(enrolment)
    attempt = submit(start(enrolment, assessment), 3)
    assert (attempt.score, attempt.passed, attempt.status) == (Decimal("75.00"), True, "submitted")
    completion = UnitCompletion.objects.get()
    assert (completion.unit, completion.source) == (assessment.unit, "assessment")


def test_failing_never_completes(enrolment: Enrolment):
    attempt = submit(start(enrolment, assessment_of(enrolment)), 2)
    assert (attempt.score, attempt.passed) == (Decimal("50.00"), False)
    assert UnitCompletion.objects.count() == 0


def test_submitting_twice_grades_once(enrolment: Enrolment):
    assessment = assessment_of(enrolment)
    attempt = start(enrolment, assessment)
    first = submit(attempt, 1)
    second = submit(attempt)
    assert (second.score, second.submitted_at) == (first.score, first.submitted_at)
    assert Answer.objects.count() == 1


def test_an_answer_saved_again_replaces_the_former(enrolment: Enrolment):
    attempt = start(enrolment, assessment_of(enrolment))
    entry = attempt.draw[0]
    for key in entry["options"]:
        answer_save(
            attempt=attempt,
            question_id=entry["question"],
            response={"options": [key]},
            language="fr",
        )
    assert Answer.objects.get().response == {"options": [entry["options"][-1]]}


def test_questions_and_options_outside_the_draw_are_refused(enrolment: Enrolment):
    attempt = start(enrolment, assessment_of(enrolment))
    foreign = QuestionFactory()
    with pytest.raises(AnswerInvalidError):
        answer_save(attempt=attempt, question_id=foreign.pk, response={}, language="fr")
    key = foreign.options.first().key
    with pytest.raises(AnswerInvalidError):
        answer_save(
            attempt=attempt,
            question_id=attempt.draw[0]["question"],
            response={"options": [key]},
            language="fr",
        )
    assert Answer.objects.count() == 0


def test_answers_after_the_submission_are_refused(enrolment: Enrolment):
    attempt = submit(start(enrolment, assessment_of(enrolment)), 1)
    with pytest.raises(AttemptClosedError):
        answer_save(attempt=attempt, question_id=1, response={}, language="fr")


def rewind(attempt: Attempt, seconds: int) -> Attempt:
    """Make the attempt's deadline lie `seconds` in the past."""
    Attempt.objects.filter(pk=attempt.pk).update(
        deadline_at=timezone.now() - dt.timedelta(seconds=seconds)
    )
    attempt.refresh_from_db()
    return attempt


def test_the_time_limit_is_the_servers_with_its_grace(enrolment: Enrolment):
    assessment = assessment_of(enrolment, time_limit_minutes=10, grace_seconds=30)
    attempt = start(enrolment, assessment)
    question_id, response = next(iter(right_responses(attempt).items()))
    rewind(attempt, 20)
    answer_save(attempt=attempt, question_id=question_id, response=response, language="fr")
    rewind(attempt, 31)
    with pytest.raises(TimeOverError):
        answer_save(attempt=attempt, question_id=question_id, response=response, language="fr")
    late = submit(attempt)
    assert (late.status, late.score) == ("expired", Decimal("25.00"))


def test_overdue_attempts_are_closed_by_the_clock(enrolment: Enrolment):
    assessment = assessment_of(enrolment, time_limit_minutes=10)
    attempt = rewind(start(enrolment, assessment), 60)
    assert attempts_close_overdue() == 1
    assert attempts_close_overdue() == 0
    attempt.refresh_from_db()
    assert (attempt.status, attempt.score, attempt.passed) == ("expired", Decimal("0.00"), False)


def test_the_number_of_attempts_is_limited(enrolment: Enrolment):
    assessment = assessment_of(enrolment, max_attempts=1)
    submit(start(enrolment, assessment), 0)
    with pytest.raises(AttemptsUsedUpError):
        start(enrolment, assessment)


def test_the_waiting_time_is_kept(enrolment: Enrolment):
    assessment = assessment_of(enrolment, wait_minutes=60)
    attempt = submit(start(enrolment, assessment), 0)
    with pytest.raises(WaitingTimeError):
        start(enrolment, assessment)
    Attempt.objects.filter(pk=attempt.pk).update(
        submitted_at=timezone.now() - dt.timedelta(minutes=61)
    )
    assert start(enrolment, assessment).number == 2


def test_a_closed_course_starts_and_takes_nothing(enrolment: Enrolment):
    assessment = assessment_of(enrolment)
    attempt = start(enrolment, assessment)
    enrolment.course.closes_at = timezone.now()
    enrolment.course.save()
    with pytest.raises(CourseClosedError):
        submit(attempt)
    with pytest.raises(CourseClosedError):
        start(enrolment, assessment)


def test_another_courses_assessment_is_refused(enrolment: Enrolment):
    with pytest.raises(NotEnrolledError):
        start(enrolment, AssessmentFactory(pool_size=1))


def test_an_assessment_without_questions_does_not_start(enrolment: Enrolment):
    with pytest.raises(AssessmentEmptyError):
        start(enrolment, assessment_of(enrolment, size=0))


def test_the_gain_between_two_tests_is_recorded_once(enrolment: Enrolment):
    before = assessment_of(enrolment, purpose="pretest")
    after = assessment_of(enrolment, purpose="posttest", paired_with=before)
    submit(start(enrolment, before), 1)
    submit(start(enrolment, after), 2)
    submit(start(enrolment, after), 4)
    gain = LearningGain.objects.get()
    assert (gain.pre_score, gain.post_score, gain.gain) == (25, 100, 75)
    assert UnitCompletion.objects.count() == 2


@pytest.mark.parametrize("size", [6, 30])
def test_queries_do_not_grow_with_the_questions(
    enrolment: Enrolment, size: int, django_assert_num_queries: Any
):
    attempt = start(enrolment, assessment_of(enrolment, size=size))
    question_id, response = next(iter(right_responses(attempt).items()))
    with django_assert_num_queries(10):
        answer_save(attempt=attempt, question_id=question_id, response=response, language="fr")
    responses = right_responses(attempt)
    with django_assert_num_queries(19):
        attempt_submit(attempt=attempt, responses=responses, language="fr")
