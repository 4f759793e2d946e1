"""Which facts a question is about: a period and, for some dimensions, one key each."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from accounts.models import Organisation
from reports.exceptions import UnknownKeyError
from reports.figures.dimensions import DIMENSIONS, NONE, STEP, Dimension, dimension_get
from reports.indicators import Indicator
from reports.models import Fact


@dataclass(frozen=True, kw_only=True)
class Selection:
    """A period, both days included (None: open), and keys by dimension.

    An institution stands for all below it.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    keys: Mapping[str, str] = field(default_factory=dict)

    def with_key(self, dimension: str, key: str) -> "Selection":
        """Return this selection narrowed by one more key."""
        return replace(self, keys={**self.keys, dimension: key})

    def without(self, dimension: str) -> "Selection":
        """Return this selection without what it says of a dimension."""
        kept = {code: key for code, key in self.keys.items() if code != dimension}
        return replace(self, keys=kept)

    @property
    def year(self) -> int | None:
        """The calendar year that the period is, or None."""
        since, until = self.since, self.until
        if since is None or until is None:
            return None
        whole = since == dt.date(since.year, 1, 1) and until == dt.date(since.year, 12, 31)
        return since.year if whole else None

    def before(self) -> "Selection | None":
        """Return the period of the same length just before; None for an open one."""
        since, until = self.since, self.until
        if since is None or until is None:
            return None
        if self.year is not None:
            start = dt.date(self.year - 1, 1, 1)
        else:
            start = since - (until - since) - dt.timedelta(days=1)
        return replace(self, since=start, until=since - dt.timedelta(days=1))


def of_year(year: int, **keys: str) -> Selection:
    """Return the selection of a calendar year."""
    return Selection(since=dt.date(year, 1, 1), until=dt.date(year, 12, 31), keys=keys)


def dimension_within(code: str, selection: Selection) -> Dimension:
    """Return the dimension as a question about this selection means it.

    Within an institution, the lines are those directly below it, each with its subtree, and the
    institution itself for what is nowhere below.
    """
    dimension = dimension_get(code)
    key = selection.keys.get("institution", NONE)
    if code != "institution" or key == NONE:
        return dimension
    path = _path_of(key)
    return replace(dimension, column=Substr("organisation__path", 1, len(path) + STEP))


def facts_of(
    indicators: Iterable[Indicator],
    selection: Selection,
    scope: Q,
    dimensions: Iterable[Dimension] = (),
) -> QuerySet[Any]:
    """Return the facts of these indicators that a selection and a scope leave, with their keys."""
    codes = [one.code for one in indicators]
    facts: QuerySet[Any] = Fact.objects.filter(scope, indicator__in=codes)
    facts = facts.filter(**_period(selection))
    for code, key in selection.keys.items():
        facts = _narrowed(facts, DIMENSIONS[code], key)
    return facts.annotate(**{one.alias: one.column for one in dimensions})


def _path_of(key: str) -> str:
    """Where the institution stands in the tree now. Raises UnknownKeyError."""
    found = Organisation.objects.filter(pk=int(key) if key.isdigit() else 0)
    path: str | None = found.values_list("path", flat=True).first()
    if path is None:
        raise UnknownKeyError
    return path


def _period(selection: Selection) -> dict[str, dt.date]:
    """Conditions on the period; whole months by `month`, whose index needs no sorting."""
    since, until = selection.since, selection.until
    is_whole = (since is None or since.day == 1) and (
        until is None or (until + dt.timedelta(days=1)).day == 1
    )
    column = "month" if is_whole else "day"
    bounds = {f"{column}__gte": since, f"{column}__lte": until}
    return {name: day for name, day in bounds.items() if day is not None}


def _narrowed(facts: QuerySet[Any], dimension: Dimension, key: str) -> QuerySet[Any]:
    if dimension.code == "institution" and key != NONE:
        # Few institutions: their ids, then no join over all facts.
        below = Organisation.objects.filter(path__startswith=_path_of(key))
        return facts.filter(organisation__in=below.values("pk"))
    try:
        return facts.alias(**{dimension.alias: dimension.column}).filter(dimension.condition(key))
    except ValueError as error:
        raise UnknownKeyError from error
