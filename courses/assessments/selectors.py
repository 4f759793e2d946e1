"""Reads about assessments."""

from django.utils.translation import gettext as _

from courses.assessments.enums import QuestionKind
from courses.assessments.models import Assessment, Draw, Question


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
