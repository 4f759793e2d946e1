"""Graders of our own types: the rules of `content_types/*/*.js`, counted on the server."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from h5p.player.grading.answers import Grade, Part, plain

SEPARATOR, PAIR = "[,]", "[.]"
CASE = "IOM.DecisionCase"
DIGITS_MAX = 4
# Ways through a case that leads back to itself are many: from here on none is the best.
VISITS_MAX = 20_000


def _rows(params: dict[str, Any], name: str) -> list[Any]:
    value = params.get(name)
    return value if isinstance(value, list) else []


def _index(text: str, size: int) -> int | None:
    """The number of a card, category or choice, None when there is none of that number."""
    if not text.isascii() or not text.isdigit() or len(text) > DIGITS_MAX:
        return None
    return int(text) if int(text) < size else None


def indicator_sort(params: dict[str, Any], response: str) -> Grade:
    """A point for each card in its category; the first place given to a card counts."""
    cards = [row for row in _rows(params, "cards") if isinstance(row, dict)]
    categories = [plain(text) for text in _rows(params, "categories")]
    rights = [_place(card.get("category"), len(categories)) for card in cards]
    chosen: dict[int, int] = {}
    for piece in response.split(SEPARATOR):
        left, _mark, right = piece.partition(PAIR)
        card, category = _index(left, len(cards)), _index(right, len(categories))
        if card is not None and category is not None:
            chosen.setdefault(card, category)

    def words(card: int, category: int | None) -> str:
        return f"{plain(cards[card].get('text'))} → {categories[category or 0]}"

    return Grade(
        score=Decimal(sum(rights[card] == category for card, category in chosen.items())),
        maximum=Decimal(len(cards)),
        question=plain(params.get("instruction")),
        parts=tuple(
            Part(
                key=f"{card}{PAIR}{category}",
                text=words(card, category),
                right=rights[card] == category,
            )
            for card, category in sorted(chosen.items())
        ),
        right_text=" · ".join(
            words(card, right) for card, right in enumerate(rights) if right is not None
        ),
        interaction="matching",
    )


def _place(value: Any, size: int) -> int | None:
    """Index behind a number that authors count from one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) - 1 if 1 <= value <= size else None


def case_choices(step: Any) -> list[dict[str, Any]]:
    """The choices of a step; a step without any is an end."""
    rows = _rows(step, "choices") if isinstance(step, dict) else []
    return [row for row in rows if isinstance(row, dict)]


def step_name(step: Any, number: int) -> str:
    """What statements call a step (`number` from 0)."""
    named = step.get("subContentId") if isinstance(step, dict) else None
    return str(named) if named else f"step-{number + 1}"


def decision(params: dict[str, Any], response: str) -> Grade:
    """One decision: a point for a careful choice, where there is one to make."""
    choices = case_choices(params)
    goods = [choice.get("effect") == "good" for choice in choices]
    chosen = _index(response, len(choices))
    is_good = chosen is not None and goods[chosen]
    part = (
        ()
        if chosen is None
        else (Part(key=str(chosen), text=plain(choices[chosen].get("text")), right=is_good),)
    )
    return Grade(
        score=Decimal(int(is_good)),
        maximum=Decimal(int(any(goods))),
        question=plain(params.get("text")),
        parts=part,
        right_text=" · ".join(
            plain(choice.get("text")) for choice, good in zip(choices, goods, strict=True) if good
        ),
        interaction="choice",
    )


def case_total(
    params: dict[str, Any], decisions: Iterable[tuple[str, str]]
) -> tuple[Decimal, Decimal] | None:
    """Score and maximum of a case; `decisions` are (name of the step, response) as they were made.

    What does not follow from the decision before counts nothing, and a step counts at its first
    decision only. None for a case whose best way is beyond counting.
    """
    steps = _rows(params, "steps")
    best = _Best(steps).points()
    if best is None:
        return None
    score, step, seen = 0, 0, set[int]()
    for name, response in decisions:
        choices = case_choices(steps[step]) if 0 <= step < len(steps) else []
        chosen = _index(response, len(choices))
        if chosen is None or name != step_name(steps[step], step):
            continue
        if step not in seen and choices[chosen].get("effect") == "good":
            score += 1
        seen.add(step)
        following = _place(choices[chosen].get("goTo"), len(steps))
        step = -1 if following is None else following
    return Decimal(score), Decimal(best)


class _Best:
    """The most careful choices that one way through can hold."""

    def __init__(self, steps: list[Any]) -> None:
        self._ways = [
            [
                (int(choice.get("effect") == "good"), _place(choice.get("goTo"), len(steps)))
                for choice in case_choices(step)
            ]
            for step in steps
        ]
        self._reached = [self._reach(start) for start in range(len(steps))]
        self._known: dict[tuple[int, frozenset[int]], int] = {}
        self._visits = 0

    def points(self) -> int | None:
        """None when there are too many ways to count."""
        best = self._from(0, frozenset()) if self._ways else 0
        return None if self._visits > VISITS_MAX else best

    def _reach(self, start: int) -> frozenset[int]:
        reached: set[int] = set()
        waiting = [start]
        while waiting:
            for _point, step in self._ways[waiting.pop()]:
                if step is not None and step not in reached:
                    reached.add(step)
                    waiting.append(step)
        return frozenset(reached)

    def _from(self, step: int | None, seen: frozenset[int]) -> int:
        if step is None or step in seen or self._visits > VISITS_MAX:
            return 0
        # Only the steps that can still be met again make a difference.
        key = (step, seen & self._reached[step])
        if key not in self._known:
            self._visits += 1
            further = seen | {step}
            self._known[key] = max(
                (point + self._from(following, further) for point, following in self._ways[step]),
                default=0,
            )
        return self._known[key]
