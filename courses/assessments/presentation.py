"""Questions as the page shows them: texts in the active language, order as frozen in the draw.

Nothing here tells a right answer before the policy allows it: `reveal` decides, on the server.
"""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from courses.assessments.enums import QuestionKind
from courses.assessments.grading import Response
from courses.assessments.models import Answer, Attempt, Option, Question
from courses.assessments.selectors import attempt_questions

Row = dict[str, Any]


def questions_present(attempt: Attempt, *, reveal: bool) -> list[Row]:
    """Return one entry per question of the attempt. Three queries."""
    answers = {answer.question_id: answer for answer in attempt.answers.all()}
    drawn = {entry["question"]: entry for entry in attempt.draw}
    rows = []
    for number, question in enumerate(attempt_questions(attempt), start=1):
        rows.append(
            _question_row(question, drawn[question.pk], answers.get(question.pk), number, reveal)
        )
    return rows


def _question_row(
    question: Question, drawn: Row, answer: Answer | None, number: int, reveal: bool
) -> Row:
    options = {option.key: option for option in question.options.all()}
    response: Response = answer.response if answer else {}
    row: Row = {
        "id": question.pk,
        "name": f"q{question.pk}",
        "number": number,
        "kind": question.kind,
        "template": f"courses/questions/{question.kind}.html",
        "text": question.text,
        "answered": answer is not None,
        "options": _OPTIONS[question.kind](options, drawn, response, reveal),
        "value": response.get("text", ""),
        "reveal": reveal,
    }
    if question.kind == QuestionKind.MATCHING:
        row["matches"] = [options[key].match for key in drawn["matches"] if key in options]
    if reveal:
        row["feedback"] = question.feedback
        row["credit"] = answer.credit if answer else None
        row["percent"] = int((answer.credit or 0) * 100) if answer else 0
    return row


def _choice_options(
    options: dict[str, Option], drawn: Row, response: Response, reveal: bool
) -> list[Row]:
    chosen = set(response.get("options", []))
    rows = []
    for key in drawn["options"]:
        if key not in options:
            continue
        row: Row = {"key": key, "text": options[key].text, "chosen": key in chosen}
        if reveal:
            row["is_correct"] = options[key].is_correct
            row["feedback"] = options[key].feedback
        rows.append(row)
    return rows


def _matching_options(
    options: dict[str, Option], drawn: Row, response: Response, reveal: bool
) -> list[Row]:
    pairs = response.get("pairs", {})
    matches = drawn["matches"]
    rows = []
    for key in drawn["options"]:
        if key not in options:
            continue
        given = pairs.get(key)
        place = matches.index(given) + 1 if given in matches else 0
        row: Row = {"key": key, "text": options[key].text, "place": place}
        if reveal:
            row["is_correct"] = given == key
            row["right"] = options[key].match
        rows.append(row)
    return rows


def _ordering_options(
    options: dict[str, Option], drawn: Row, response: Response, reveal: bool
) -> list[Row]:
    places = response.get("places", {})
    right = sorted(options.values(), key=lambda option: (option.position, option.pk))
    right_places = {option.key: place for place, option in enumerate(right, start=1)}
    rows = []
    for key in drawn["options"]:
        if key not in options:
            continue
        row: Row = {"key": key, "text": options[key].text, "place": places.get(key, 0)}
        if reveal:
            row["is_correct"] = places.get(key) == right_places[key]
            row["right"] = right_places[key]
        rows.append(row)
    return rows


def _short_options(
    options: dict[str, Option], drawn: Row, response: Response, reveal: bool
) -> list[Row]:
    """Accepted answers are shown only when revealed."""
    return [{"text": option.text} for option in options.values()] if reveal else []


_OPTIONS: dict[str, Callable[[dict[str, Option], Row, Response, bool], list[Row]]] = {
    QuestionKind.SINGLE: _choice_options,
    QuestionKind.TRUE_FALSE: _choice_options,
    QuestionKind.MULTIPLE: _choice_options,
    QuestionKind.MATCHING: _matching_options,
    QuestionKind.ORDERING: _ordering_options,
    QuestionKind.SHORT: _short_options,
}


def responses_from_form(attempt: Attempt, kinds: dict[int, str], data: QueryDict) -> dict[int, Any]:
    """Read the answers of a plain form (without JavaScript); questions left empty are left out."""
    responses: dict[int, Any] = {}
    for entry in attempt.draw:
        question_id = entry["question"]
        response = _FORM[kinds[question_id]](f"q{question_id}", entry, data)
        if response is not None:
            responses[question_id] = response
    return responses


def _form_choice(name: str, entry: Row, data: QueryDict) -> Response | None:
    values = data.getlist(name)
    return {"options": values} if values else None


def _form_places(name: str, entry: Row, data: QueryDict) -> dict[str, str]:
    places = {key: data.get(f"{name}-{key}", "") for key in entry["options"]}
    return {key: place for key, place in places.items() if place}


def _form_matching(name: str, entry: Row, data: QueryDict) -> Response | None:
    places = _form_places(name, entry, data)
    return {"pairs": places} if places else None


def _form_ordering(name: str, entry: Row, data: QueryDict) -> Response | None:
    places = _form_places(name, entry, data)
    return {"places": places} if places else None


def _form_short(name: str, entry: Row, data: QueryDict) -> Response | None:
    text = data.get(name, "").strip()
    return {"text": text} if text else None


_FORM: dict[str, Callable[[str, Row, QueryDict], Response | None]] = {
    QuestionKind.SINGLE: _form_choice,
    QuestionKind.TRUE_FALSE: _form_choice,
    QuestionKind.MULTIPLE: _form_choice,
    QuestionKind.MATCHING: _form_matching,
    QuestionKind.ORDERING: _form_ordering,
    QuestionKind.SHORT: _form_short,
}
