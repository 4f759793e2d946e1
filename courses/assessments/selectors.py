"""Reads about assessments."""

from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import NotFoundError
from courses.assessments.enums import AttemptStatus, QuestionKind, Reveal
from courses.assessments.models import Assessment, Attempt, Draw, Question
from courses.enrolment.models import Enrolment


def draw_questions(draw: Draw) -> list[Question]:
    """Return the questions that a draw takes from, in order. Two queries with their options."""
    rows = draw.pool.questions.filter(is_active=True).prefetch_related("options")
    if draw.question_codes:
        rows = rows.filter(code__in=draw.question_codes)
    return list(rows)


def question_problems(question: Question) -> list[str]:
    """Return why a question cannot be answered rightly; empty when it can."""
    options = list(question.options.all())
    problems = []
    if not (question.text_fr.strip() and question.text_ar.strip()):
        problems.append(_("Question %(code)s lacks a language.") % {"code": question.code})
    if any(not (option.text_fr.strip() and option.text_ar.strip()) for option in options):
        problems.append(
            _("An option of question %(code)s lacks a language.") % {"code": question.code}
        )
    needed = 1 if question.kind == QuestionKind.SHORT else 2
    if len(options) < needed:
        problems.append(_("Question %(code)s has too few options.") % {"code": question.code})
    marked = {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE}
    if question.kind in marked and not any(option.is_correct for option in options):
        problems.append(_("Question %(code)s has no right answer.") % {"code": question.code})
    return problems


def assessment_problems(assessment: Assessment) -> list[str]:
    """Return why an assessment cannot be passed, in words for its author; empty when it can."""
    problems = []
    total = 0
    for draw in assessment.draws.select_related("pool"):
        questions = draw_questions(draw)
        total += draw.count or len(questions)
        if draw.count > len(questions):
            problems.append(
                _("“%(pool)s” has fewer questions than the assessment draws.")
                % {"pool": draw.pool.title}
            )
        for question in questions:
            problems += question_problems(question)
    if not total:
        problems.append(_("The assessment draws no question."))
    return problems


def attempt_questions(attempt: Attempt) -> list[Question]:
    """Return the questions of an attempt with their options, in the frozen order. Two queries."""
    ids = [entry["question"] for entry in attempt.draw]
    rows = Question.objects.filter(pk__in=ids).prefetch_related("options").in_bulk()
    return [rows[pk] for pk in ids if pk in rows]


def attempt_find(*, uuid: UUID, user: User) -> Attempt:
    """Return a person's own attempt. Raises NotFoundError, also for another person's."""
    attempt = (
        Attempt.objects.filter(uuid=uuid, enrolment__user_id=user.pk)
        .select_related("assessment__unit", "enrolment__course")
        .first()
    )
    if attempt is None:
        raise NotFoundError
    return attempt


def attempts_of(*, enrolment: Enrolment, assessment: Assessment) -> list[Attempt]:
    """Return the attempts of an enrolment, latest first."""
    rows = Attempt.objects.filter(enrolment=enrolment, assessment=assessment)
    return list(rows.order_by("-number"))


def answers_revealed(attempt: Attempt, attempts_left: int | None) -> bool:
    """Return whether the policy shows right answers and feedback for a closed attempt."""
    if attempt.status == AttemptStatus.IN_PROGRESS:
        return False
    reveal = attempt.assessment.reveal
    if reveal == Reveal.AFTER_PASS:
        return bool(attempt.passed) or attempts_left == 0
    return bool(reveal == Reveal.AFTER_SUBMIT)


def question_total(assessment: Assessment) -> int:
    """Return how many questions an attempt will have. One query."""
    draws = assessment.draws.annotate(
        available=Count("pool__questions", filter=Q(pool__questions__is_active=True))
    )
    total = 0
    for draw in draws:
        available = len(draw.question_codes) or draw.available
        total += min(draw.count, available) if draw.count else available
    return total
