"""What staff see of two people side by side, beyond the account: counts from the apps above."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of the comparison: `count(ids)` returns {id of a person: how many}, in one query."""

    label: Any
    count: Callable[[Collection[int]], Mapping[int, int]]


_FACTS: list[Fact] = []


def facts_register(*facts: Fact) -> None:
    """Add lines, in the order of the apps."""
    _FACTS.extend(facts)


def facts_of(*user_ids: int) -> list[tuple[Any, list[int]]]:
    """Return each line with one number per person."""
    rows = []
    for fact in _FACTS:
        counts = fact.count(user_ids)
        rows.append((fact.label, [counts.get(pk, 0) for pk in user_ids]))
    return rows


def counted(rows: Any, column: str) -> dict[int, int]:
    """Return how many rows each person has: the usual body of `Fact.count`."""
    return dict(rows.order_by().values_list(column).annotate(count=Count("pk")))
