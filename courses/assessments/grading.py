"""One grader for each kind of question. Credit is the share of the question's point, 0 to 1.

Rules, as stated to learners: single choice and true/false are all or nothing. Multiple choice
gives the share of right options chosen less the share of wrong options chosen, never below zero.
Matching gives the share of right pairs, ordering the share of items at their right place. A short
answer is compared without case, accents, Arabic diacritics, hamza forms and punctuation.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from core.text import text_normalize
from courses.assessments.enums import QuestionKind
from courses.assessments.exceptions import AnswerInvalidError
from courses.assessments.models import Option, Question

SHORT_MAX_LENGTH = 500
ZERO, ONE = Decimal(0), Decimal(1)
Response = dict[str, Any]


def share(part: int, whole: int) -> Decimal:
    """Return part/whole with three decimals; 0 for an empty whole."""
    if not whole:
        return ZERO
    return (Decimal(part) / Decimal(whole)).quantize(Decimal("0.001"), ROUND_HALF_UP)


def _grade_single(options: Sequence[Option], response: Response) -> Decimal:
    chosen = set(response["options"])
    right = {option.key for option in options if option.is_correct}
    return ONE if chosen == right else ZERO


def _grade_multiple(options: Sequence[Option], response: Response) -> Decimal:
    chosen = set(response["options"])
    right = {option.key for option in options if option.is_correct}
    wrong = {option.key for option in options} - right
    credit = share(len(chosen & right), len(right)) - share(len(chosen & wrong), len(wrong))
    return max(credit, ZERO)


def _grade_matching(options: Sequence[Option], response: Response) -> Decimal:
    pairs = response["pairs"]
    return share(sum(1 for o in options if pairs.get(o.key) == o.key), len(options))


def _grade_ordering(options: Sequence[Option], response: Response) -> Decimal:
    right = sorted(options, key=lambda option: (option.position, option.pk))
    places = response["places"]
    hits = sum(1 for place, o in enumerate(right, start=1) if places.get(o.key) == place)
    return share(hits, len(right))


def _grade_short(options: Sequence[Option], response: Response) -> Decimal:
    given = text_normalize(response["text"])
    accepted = {text_normalize(o.text_fr) for o in options}
    accepted |= {text_normalize(o.text_ar) for o in options}
    return ONE if given and given in accepted else ZERO


def _keys_clean(value: Any, allowed: Sequence[str]) -> list[str]:
    """Return a list of distinct keys of the question. Raises AnswerInvalidError."""
    if not isinstance(value, list) or len(value) > len(allowed):
        raise AnswerInvalidError
    if not all(isinstance(key, str) and key in allowed for key in value):
        raise AnswerInvalidError
    if len(set(value)) != len(value):
        raise AnswerInvalidError
    return value


def _clean_single(value: Response, drawn: Response) -> Response:
    keys = _keys_clean(value.get("options"), drawn["options"])
    if len(keys) > 1:
        raise AnswerInvalidError
    return {"options": keys}


def _clean_multiple(value: Response, drawn: Response) -> Response:
    return {"options": sorted(_keys_clean(value.get("options"), drawn["options"]))}


def _place_clean(value: Any, count: int) -> int:
    """Return a number from 1 to `count`, given as a number or as text. Raises otherwise."""
    text = str(value)
    if isinstance(value, bool) or not text.isascii() or not text.isdigit() or len(text) > 3:  # noqa: PLR2004
        raise AnswerInvalidError
    if not 1 <= int(text) <= count:
        raise AnswerInvalidError
    return int(text)


def _clean_matching(value: Response, drawn: Response) -> Response:
    """The browser names a right side by its place in the frozen order, never by its key."""
    pairs = value.get("pairs")
    if not isinstance(pairs, dict):
        raise AnswerInvalidError
    _keys_clean(list(pairs), drawn["options"])
    matches = drawn["matches"]
    return {
        "pairs": {
            left: matches[_place_clean(place, len(matches)) - 1]
            for left, place in sorted(pairs.items())
        }
    }


def _clean_ordering(value: Response, drawn: Response) -> Response:
    places = value.get("places")
    if not isinstance(places, dict):
        raise AnswerInvalidError
    _keys_clean(list(places), drawn["options"])
    count = len(drawn["options"])
    return {"places": {key: _place_clean(place, count) for key, place in sorted(places.items())}}


def _clean_short(value: Response, drawn: Response) -> Response:
    text = value.get("text")
    if not isinstance(text, str) or len(text) > SHORT_MAX_LENGTH or "\x00" in text:
        raise AnswerInvalidError
    return {"text": text.strip()}


_GRADERS: dict[str, Callable[[Sequence[Option], Response], Decimal]] = {
    QuestionKind.SINGLE: _grade_single,
    QuestionKind.TRUE_FALSE: _grade_single,
    QuestionKind.MULTIPLE: _grade_multiple,
    QuestionKind.MATCHING: _grade_matching,
    QuestionKind.ORDERING: _grade_ordering,
    QuestionKind.SHORT: _grade_short,
}
_CLEANERS: dict[str, Callable[[Response, Response], Response]] = {
    QuestionKind.SINGLE: _clean_single,
    QuestionKind.TRUE_FALSE: _clean_single,
    QuestionKind.MULTIPLE: _clean_multiple,
    QuestionKind.MATCHING: _clean_matching,
    QuestionKind.ORDERING: _clean_ordering,
    QuestionKind.SHORT: _clean_short,
}


def question_grade(question: Question, options: Sequence[Option], response: Response) -> Decimal:
    """Return the credit of a cleaned response."""
    return _GRADERS[question.kind](options, response)


def response_clean(kind: str, value: Any, drawn: Response) -> Response:
    """Return the response in its stored form. Raises AnswerInvalidError for anything else.

    `drawn` is the question's entry in the attempt's frozen draw: only its options are known.
    """
    if not isinstance(value, dict):
        raise AnswerInvalidError
    return _CLEANERS[kind](value, drawn)


def response_is_empty(response: Response) -> bool:
    """Return whether a stored response answers nothing."""
    return not any(response.values())
