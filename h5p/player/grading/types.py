"""Graders of the types whose answers stand in their content. Each is the type's own rule.

A grader gets the parameters and the response as the type records it, and never fails: parameters
were checked at the import, but an older package may lack what a newer one has.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from h5p.player.grading.answers import Grade, Part, plain
from h5p.player.grading.own import indicator_sort
from h5p.player.grading.spelling import distance

SEPARATOR = "[,]"
TAGS = re.compile(r"</?[a-z]*\d?>", re.IGNORECASE)
WORD = re.compile(r"\*(.*?)\*", re.DOTALL)
FEEDBACK = re.compile(r"\\[+-][^\\*:]+")
SHORT, LONG = 3, 9


def _split(response: str) -> list[str]:
    return response.split(SEPARATOR)


def _numbers(response: str) -> list[int]:
    return [int(n) for n in _split(response) if n.isascii() and n.isdigit() and len(n) < SHORT * 2]


def _rows(params: dict[str, Any], name: str) -> list[Any]:
    value = params.get(name)
    return value if isinstance(value, list) else []


def _group(params: dict[str, Any], name: str) -> dict[str, Any]:
    value = params.get(name)
    return value if isinstance(value, dict) else {}


def _truth(value: Any) -> bool:
    return value is True or value == "true"


def true_false(params: dict[str, Any], response: str) -> Grade:
    """One point for the right word."""
    right = "true" if _truth(params.get("correct")) else "false"
    labels = _group(params, "l10n")
    words = {
        "true": plain(labels.get("trueText")) or "✓",
        "false": plain(labels.get("falseText")) or "✗",
    }
    is_right = response == right
    given = response in words
    return Grade(
        score=Decimal(int(is_right)),
        maximum=Decimal(1),
        question=plain(params.get("question")),
        parts=(Part(key=response, text=words[response], right=is_right),) if given else (),
        right_text=words[right],
        interaction="true-false",
    )


def multiple_choice(params: dict[str, Any], response: str) -> Grade:
    """A point for each right choice, one less for each wrong; or one point for all or nothing."""
    answers = [row for row in _rows(params, "answers") if isinstance(row, dict)]
    behaviour = _group(params, "behaviour")
    rights = [bool(row.get("correct")) for row in answers]
    chosen = sorted({number for number in _numbers(response) if number < len(answers)})
    full = sum(rights)
    points = max(sum(1 if rights[number] else -1 for number in chosen), 0)
    is_blank_right = not full
    if is_blank_right and not chosen:
        points = 1
    maximum = max(full, 1)
    if behaviour.get("singlePoint"):
        mark = behaviour.get("passPercentage")
        mark = mark if isinstance(mark, int | float) else 100
        points = int(100 * points / maximum >= mark)
    # With round buttons one choice is all that can be made, however many are right.
    is_single = behaviour.get("type") == "single" or (
        behaviour.get("type", "auto") == "auto" and full == 1
    )
    if behaviour.get("singlePoint") or is_single:
        maximum, points = 1, min(points, 1)
    return Grade(
        score=Decimal(points),
        maximum=Decimal(maximum),
        question=plain(params.get("question")),
        parts=tuple(
            Part(key=str(n), text=plain(answers[n].get("text")), right=rights[n]) for n in chosen
        ),
        right_text=" · ".join(
            plain(row.get("text")) for row, right in zip(answers, rights, strict=True) if right
        ),
        interaction="choice",
    )


def single_choice(params: dict[str, Any], response: str) -> Grade:
    """One question of a single choice set: the first alternative is the right one."""
    answers = [plain(text) for text in _rows(params, "answers")]
    chosen = [number for number in _numbers(response)[:1] if number < len(answers)]
    return Grade(
        score=Decimal(int(chosen == [0])),
        maximum=Decimal(1),
        question=plain(params.get("question")),
        parts=tuple(Part(key=str(n), text=answers[n], right=n == 0) for n in chosen),
        right_text=answers[0] if answers else "",
        interaction="choice",
    )


def fill_in_blanks(params: dict[str, Any], response: str) -> Grade:
    """A point for each blank with one of its accepted words."""
    behaviour = _group(params, "behaviour")
    texts = [str(text) for text in _rows(params, "questions")]
    solutions = [_solutions(found) for text in texts for found in WORD.findall(text) if found]
    given = _split(response) if response else []
    given += [""] * (len(solutions) - len(given))
    case, lenient = (
        _truth(behaviour.get("caseSensitive", True)),
        behaviour.get("acceptSpellingErrors"),
    )
    parts = []
    for number, (accepted, text) in enumerate(zip(solutions, given, strict=False)):
        right = any(_is_same(text, word, case=case, lenient=lenient is True) for word in accepted)
        parts.append(Part(key=f"{number}:{text.strip()}", text=plain(text) or "—", right=right))
    shown = WORD.sub(" ____ ", " ".join(texts))
    return Grade(
        score=Decimal(sum(bool(part.right) for part in parts)),
        maximum=Decimal(len(solutions)),
        question=plain(f"{params.get('text') or ''} {shown}"),
        parts=tuple(parts),
        right_text=" · ".join(" / ".join(accepted) for accepted in solutions),
        interaction="fill-in",
    )


def _solutions(marked: str) -> list[str]:
    words = TAGS.sub("", marked).partition(":")[0]
    return [plain(word) for word in words.split("/")]


def _is_same(given: str, word: str, *, case: bool, lenient: bool) -> bool:
    given, word = plain(given), word.strip()
    if not case:
        given, word = given.lower(), word.lower()
    if given == word:
        return True
    if not lenient or len(word) <= SHORT:
        return False
    return distance(given, word) <= (2 if len(word) > LONG else 1)


def drag_words(params: dict[str, Any], response: str) -> Grade:
    """A point for each word in its place."""
    text = str(params.get("textField") or "")
    words = [plain(FEEDBACK.sub("", found.partition(":")[0])) for found in WORD.findall(text)]
    given = _split(response) if response else []
    given += [""] * (len(words) - len(given))
    parts = tuple(
        Part(key=f"{n}:{plain(put)}", text=plain(put) or "—", right=plain(put) == word)
        for n, (word, put) in enumerate(zip(words, given, strict=False))
    )
    return Grade(
        score=Decimal(sum(bool(part.right) for part in parts)),
        maximum=Decimal(len(words)),
        question=plain(f"{params.get('taskDescription') or ''} {WORD.sub(' ____ ', text)}"),
        parts=parts,
        right_text=" · ".join(words),
        interaction="fill-in",
    )


Grader = Callable[[dict[str, Any], str], Grade]
GRADERS: dict[str, Grader] = {
    "H5P.TrueFalse": true_false,
    "H5P.MultiChoice": multiple_choice,
    "H5P.Blanks": fill_in_blanks,
    "H5P.DragText": drag_words,
    "IOM.IndicatorSort": indicator_sort,
}
