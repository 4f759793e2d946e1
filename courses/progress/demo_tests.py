"""Tests taken by the demonstration's people: real draws, answers and gains, from a fixed seed."""

import datetime as dt
import random
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from courses.assessments.enums import AttemptStatus, Purpose, QuestionKind
from courses.assessments.grading import question_grade
from courses.assessments.models import Answer, Assessment, Attempt, Question
from courses.assessments.selectors import draw_questions
from courses.assessments.services import gain_record
from courses.enrolment.models import Enrolment

# Chance of a right answer before and after the course; people and questions differ around it.
BEFORE, AFTER = 0.45, 0.82
# One question in so many reads less well in Arabic, so that the report has something to show.
MISREAD_EVERY, MISREAD_LOSS = 9, 0.5
Loaded = list[tuple[Assessment, list[Question]]]


def tests_load(course_id: int) -> Loaded:
    """Return the pre-test and the post-test of a course with the questions of their draws."""
    rows = Assessment.objects.filter(
        unit__course=course_id, purpose__in=[Purpose.PRETEST, Purpose.POSTTEST]
    ).order_by("-purpose", "pk")
    found = []
    for assessment in rows.prefetch_related("draws__pool"):
        questions = []
        for draw in assessment.draws.all():
            pool = draw_questions(draw)
            questions += pool[: draw.count or len(pool)]
        found.append((assessment, questions))
    # The pre-test first: the gain looks back at it.
    return sorted(found, key=lambda pair: pair[0].purpose != Purpose.PRETEST)


def tests_write(
    loaded: Loaded, enrolment: Enrolment, begin: dt.datetime, last: dt.datetime, *, is_done: bool
) -> None:
    """Write the pre-test of somebody who began, and the post-test of somebody who finished."""
    chance = random.Random(f"{enrolment.user.username}-{enrolment.course_id}")  # noqa: S311
    ability = chance.uniform(-0.25, 0.2)
    for assessment, questions in loaded:
        is_first = assessment.purpose == Purpose.PRETEST
        if not questions or not (is_first or is_done):
            continue
        moment = begin if is_first else last
        base = (BEFORE if is_first else AFTER) + ability
        attempt = _attempt(enrolment, assessment, questions, moment, chance=chance, base=base)
        if not is_first:
            gain_record(attempt=attempt)


def _attempt(
    enrolment: Enrolment,
    assessment: Assessment,
    questions: list[Question],
    moment: dt.datetime,
    *,
    chance: random.Random,
    base: float,
) -> Attempt:
    answers = []
    for question in questions:
        options = list(question.options.all())
        is_misread = enrolment.language == "ar" and question.pk % MISREAD_EVERY == 0
        hard = (question.pk * 7 % 11 - 5) / 40 + (MISREAD_LOSS if is_misread else 0)
        response = _response(question, options, chance, chance.random() < base - hard)
        credit = question_grade(question, options, response)
        answers.append((question, response, credit))
    total = sum((credit for _question, _response, credit in answers), Decimal(0))
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        assessment=assessment,
        number=1,
        status=AttemptStatus.SUBMITTED,
        draw=[_frozen(question, chance) for question in questions],
        language=enrolment.language,
        started_at=moment - dt.timedelta(minutes=chance.randint(6, 22)),
        submitted_at=moment,
        score=(total * 100 / len(questions)).quantize(Decimal("0.01"), ROUND_HALF_UP),
    )
    Answer.objects.bulk_create(
        [
            Answer(
                attempt=attempt,
                question=question,
                response=response,
                language=enrolment.language,
                saved_at=moment,
                credit=credit,
            )
            for question, response, credit in answers
        ]
    )
    return attempt


def _frozen(question: Question, chance: random.Random) -> dict[str, Any]:
    keys = [option.key for option in question.options.all()]
    entry: dict[str, Any] = {"question": question.pk, "options": []}
    if question.kind != QuestionKind.SHORT:
        entry["options"] = chance.sample(keys, len(keys))
    if question.kind == QuestionKind.MATCHING:
        entry["matches"] = chance.sample(keys, len(keys))
    return entry


def _response(
    question: Question, options: list[Any], chance: random.Random, is_right: bool
) -> dict[str, Any]:
    """A right answer, or a wrong one: another option, two places exchanged, another word."""
    keys = [option.key for option in options]
    if question.kind == QuestionKind.SHORT:
        return {"text": options[0].text_fr if is_right else "(exemple)"}
    if question.kind in {QuestionKind.MATCHING, QuestionKind.ORDERING}:
        given = list(keys)
        if not is_right and len(given) > 1:
            place = chance.randrange(len(given) - 1)
            given[place], given[place + 1] = given[place + 1], given[place]
        if question.kind == QuestionKind.MATCHING:
            return {"pairs": dict(zip(keys, given, strict=True))}
        return {"places": {key: place for place, key in enumerate(given, start=1)}}
    right = sorted(option.key for option in options if option.is_correct)
    wrong = [option.key for option in options if not option.is_correct]
    if is_right or not wrong:
        return {"options": right}
    # The first distractor draws more than the others.
    return {"options": [wrong[0] if chance.random() < 0.5 else chance.choice(wrong)]}  # noqa: PLR2004
