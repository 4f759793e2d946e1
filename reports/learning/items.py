"""Item analysis: how each question of an assessment was answered. Pure: rows in, figures out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reports.learning.statistics import Comparison, correlation, shares_compare

LANGUAGES = ("fr", "ar")


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One question as it was shown to one person. Not answered: `response` None, `credit` 0.

    `rest` is the share of points in the other questions of the same attempt, None without others.
    """

    question_id: int
    credit: float
    rest: float | None
    language: str
    response: dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One option, pair or item of a question, as the analysis needs it."""

    key: str
    text: str
    is_right: bool = False


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question of the bank with its options in their right order."""

    id: int
    code: str
    kind: str
    text: str
    choices: Sequence[Choice]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """How often an option was chosen (or put rightly, for pairs and orders). None: hidden."""

    text: str
    is_right: bool
    count: int | None
    share: float | None


@dataclass(frozen=True, kw_only=True)
class InLanguage:
    """The same question in one language: shown to how many, mean credit, wholly right."""

    language: str
    n: int
    difficulty: float | None
    right: int


@dataclass(frozen=True, kw_only=True)
class ItemFigures:
    """Everything about one question. `difficulty` is the mean credit: high means easy."""

    item: Item
    n: int
    omitted: int | None
    right: int
    difficulty: float
    discrimination: float | None
    drawn: list[Drawn]
    languages: list[InLanguage]
    comparison: Comparison | None
    remarks: list[Any] = field(default_factory=list)

    @property
    def difference(self) -> float | None:
        """French less Arabic, share of wholly right answers."""
        french, arabic = self.languages
        if not french.n or not arabic.n:
            return None
        return french.right / french.n - arabic.right / arabic.n


def rest_share(credits_all: Sequence[float], credit: float) -> float | None:
    """Return the share of points in the other questions of an attempt."""
    others = len(credits_all) - 1
    return (sum(credits_all) - credit) / others if others else None


def items_analyse(items: Iterable[Item], rows: Iterable[Shown]) -> list[ItemFigures]:
    """Return the figures of the questions that were shown, in the order of `items`."""
    by_question: dict[int, list[Shown]] = {}
    for row in rows:
        by_question.setdefault(row.question_id, []).append(row)
    return [_figures(item, by_question[item.id]) for item in items if item.id in by_question]


def _figures(item: Item, rows: list[Shown]) -> ItemFigures:
    paired = [(row.credit, row.rest) for row in rows if row.rest is not None]
    languages = [_in_language(code, rows) for code in LANGUAGES]
    french, arabic = languages
    return ItemFigures(
        item=item,
        n=len(rows),
        omitted=sum(1 for row in rows if not _is_answered(row)),
        right=sum(1 for row in rows if row.credit >= 1),
        difficulty=sum(row.credit for row in rows) / len(rows),
        discrimination=correlation([pair[0] for pair in paired], [pair[1] for pair in paired]),
        drawn=_drawn(item, rows),
        languages=languages,
        comparison=shares_compare(french.right, french.n, arabic.right, arabic.n),
    )


def _is_answered(row: Shown) -> bool:
    return any((row.response or {}).values())


def _in_language(code: str, rows: list[Shown]) -> InLanguage:
    found = [row.credit for row in rows if row.language == code]
    return InLanguage(
        language=code,
        n=len(found),
        difficulty=sum(found) / len(found) if found else None,
        right=sum(1 for credit in found if credit >= 1),
    )


def _hits(item: Item, response: dict[str, Any]) -> list[str]:
    """The options chosen; for pairs and orders those put rightly."""
    if "options" in response:
        return list(response["options"])
    if "pairs" in response:
        return [left for left, match in response["pairs"].items() if left == match]
    if "places" in response:
        places = {choice.key: place for place, choice in enumerate(item.choices, start=1)}
        return [key for key, place in response["places"].items() if places.get(key) == place]
    return []


def _drawn(item: Item, rows: list[Shown]) -> list[Drawn]:
    """Options in their order. Short answers have none: what people type is not shown here."""
    if item.kind == "short":
        return []
    counts = Counter(key for row in rows for key in _hits(item, row.response or {}))
    return [
        Drawn(
            text=choice.text,
            is_right=choice.is_right,
            count=counts[choice.key],
            share=counts[choice.key] / len(rows),
        )
        for choice in item.choices
    ]
