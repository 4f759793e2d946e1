"""What a finished play came to. The server's own count stands wherever it can count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from h5p.player.grading.answers import Answer, Outcome, plain
from h5p.player.grading.described import (
    definition_of,
    is_right_described,
    parts_described,
    text_in,
)
from h5p.player.grading.own import CASE, case_choices, case_total, decision, step_name
from h5p.player.grading.types import GRADERS, Grade, Grader, single_choice
from xapi.parsing import ParsedStatement

MAX_ANSWERS = 300
QUESTION_SET, SINGLE_SET = "H5P.QuestionSet", "H5P.SingleChoiceSet"
COMPLETED, ANSWERED = "completed", "answered"


def is_end(statement: ParsedStatement) -> bool:
    """Whether this statement ends a play: `completed`, or `answered` that is part of nothing."""
    if statement.sub_content_id:
        return False
    return statement.verb == COMPLETED or (statement.verb == ANSWERED and not statement.has_parent)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question as the package states it. `grader` None: a type whose answers we cannot count."""

    position: str
    sub_content_id: str
    library: str
    params: dict[str, Any]
    grader: Grader | None


def questions_of(
    machine_name: str, params: dict[str, Any], position: str = ""
) -> Iterator[Question]:
    """Yield the questions of a content, in order, as deep as they stand."""
    if machine_name == SINGLE_SET:
        for number, choice in enumerate(_rows(params, "choices")):
            if isinstance(choice, dict):
                yield Question(
                    position=f"{position}{number + 1}",
                    sub_content_id=str(choice.get("subContentId") or ""),
                    library=SINGLE_SET,
                    params=choice,
                    grader=single_choice,
                )
    elif machine_name == CASE:
        for number, step in enumerate(_rows(params, "steps")):
            if case_choices(step):
                yield Question(
                    position=f"{position}{number + 1}",
                    sub_content_id=step_name(step, number),
                    library=CASE,
                    params=step,
                    grader=decision,
                )
    elif machine_name in GRADERS:
        yield Question(
            position=position or "1",
            sub_content_id="",
            library=machine_name,
            params=params,
            grader=GRADERS[machine_name],
        )
    else:
        yield from _inner_questions(params, position)


def _rows(params: dict[str, Any], name: str) -> list[Any]:
    value = params.get(name)
    return value if isinstance(value, list) else []


def _inner_questions(params: Any, position: str) -> Iterator[Question]:
    """Look for contents inside contents, without recursion over plain values."""
    number = 0
    waiting: list[Any] = [params]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            library, inner = value.get("library"), value.get("params")
            if isinstance(library, str) and isinstance(inner, dict):
                number += 1
                yield from _placed(library, inner, value, f"{position}{number}")
            else:
                waiting += reversed(list(value.values()))


def _placed(
    library: str, inner: dict[str, Any], value: dict[str, Any], place: str
) -> Iterator[Question]:
    machine_name = library.partition(" ")[0]
    sub_content_id = str(value.get("subContentId") or "")
    for question in questions_of(machine_name, inner, f"{place}."):
        single = machine_name in GRADERS
        yield Question(
            position=place if single else question.position,
            sub_content_id=sub_content_id if single else question.sub_content_id,
            library=question.library,
            params=question.params,
            grader=question.grader,
        )


def outcome_compute(
    *,
    machine_name: str,
    params: dict[str, Any],
    statement: ParsedStatement,
    parts: Sequence[ParsedStatement],
) -> Outcome:
    """Return what a play came to: `statement` ends it, `parts` are its questions' answers.

    Types that can be counted are: true or false, multiple choice, single choice set, fill in the
    blanks, drag the words, question sets of these, and our own two. What a question of such a set
    got no answer for counts nothing, so that leaving answers out never pays.
    """
    questions = list(questions_of(machine_name, params))
    given = list(parts) or ([statement] if statement.result.response is not None else [])
    answers = _answers(questions, given, machine_name)
    if machine_name == CASE:
        # Asked of what was sent: a way may come back to a step, whose answer is kept once.
        total = case_total(
            params, [(part.sub_content_id, part.result.response or "") for part in given]
        )
    else:
        total = _total(machine_name, params, questions, answers)
    reported, maximum = statement.result.raw, statement.result.maximum
    score: Decimal | None
    if total is None:
        score, highest = reported, maximum if maximum and maximum > 0 else None
        is_corrected = any(answer.is_corrected for answer in answers)
    else:
        score, highest = total
        is_corrected = reported is not None and (reported, maximum) != total
    return Outcome(
        score=score if highest else None,
        maximum=highest,
        is_verified=total is not None,
        is_corrected=is_corrected,
        reported_score=reported,
        reported_maximum=maximum,
        success=statement.result.success,
        seconds=statement.result.seconds,
        answers=tuple(answers[:MAX_ANSWERS]),
    )


def _answers(
    questions: list[Question], given: list[ParsedStatement], machine_name: str
) -> list[Answer]:
    """Pair what was answered with the package's questions, by identifier, else by order."""
    by_id = {question.sub_content_id: question for question in questions if question.sub_content_id}
    nameless = [question for question in questions if not question.sub_content_id]
    answers, seen = [], set()
    for number, statement in enumerate(given, start=1):
        question = by_id.get(statement.sub_content_id)
        if (
            question is None
            and nameless
            and (machine_name in GRADERS or machine_name == SINGLE_SET)
        ):
            question = nameless.pop(0)
        position = question.position if question else f"+{number}"
        if position in seen:
            continue
        seen.add(position)
        answers.append(_answer(question, statement, position))
    return answers


def _answer(question: Question | None, statement: ParsedStatement, position: str) -> Answer:
    result = statement.result
    response = result.response or ""
    grade: Grade | None = None
    if question is not None and question.grader is not None:
        grade = question.grader(question.params, response)
    if grade is None:
        pieces, right_text = parts_described(statement)
        definition = definition_of(statement)
        return Answer(
            position=position,
            sub_content_id=statement.sub_content_id,
            library="",
            interaction=statement.interaction,
            question=text_in(definition.get("description")) or text_in(definition.get("name")),
            response=response,
            parts=pieces,
            right_text=right_text,
            score=result.raw,
            maximum=result.maximum,
            is_right=is_right_described(statement),
            seconds=result.seconds,
        )
    differs = result.raw is not None and (result.raw, result.maximum) != (
        grade.score,
        grade.maximum,
    )
    return Answer(
        position=position,
        sub_content_id=statement.sub_content_id,
        library=question.library if question else "",
        interaction=grade.interaction,
        question=grade.question or text_in(definition_of(statement).get("description")),
        response=response,
        parts=grade.parts,
        right_text=plain(grade.right_text),
        score=grade.score,
        maximum=grade.maximum,
        is_right=grade.is_right,
        is_corrected=differs,
        seconds=result.seconds,
    )


def _total(
    machine_name: str, params: dict[str, Any], questions: list[Question], answers: list[Answer]
) -> tuple[Decimal, Decimal] | None:
    """Score and maximum as the package's own rules give them; None where they cannot be counted."""
    if machine_name not in {*GRADERS, SINGLE_SET, QUESTION_SET} or not questions:
        return None
    if machine_name == QUESTION_SET and len(questions) != _listed(params):
        return None
    maxima = {
        question.position: question.grader(question.params, "").maximum
        for question in questions
        if question.grader
    }
    asked = set(maxima)
    pool = params.get("poolSize")
    if machine_name == QUESTION_SET and isinstance(pool, int) and 0 < pool < len(questions):
        # A draw: only what was answered is known to have been asked; the rest counts as missed.
        answered = [answer.position for answer in answers if answer.position in maxima][:pool]
        left = sorted(set(maxima) - set(answered), key=lambda place: maxima[place])
        asked = {*answered, *left[: pool - len(answered)]}
    counted = [a.score or Decimal(0) for a in answers if a.position in asked]
    return sum(counted, Decimal(0)), sum((maxima[place] for place in asked), Decimal(0))


def _listed(params: dict[str, Any]) -> int:
    """Questions that a set can count one by one: each must be of a type that we grade."""
    rows = [row for row in _rows(params, "questions") if isinstance(row, dict)]
    known = [row for row in rows if str(row.get("library") or "").split(" ")[0] in GRADERS]
    return len(known) if len(known) == len(rows) else -1
