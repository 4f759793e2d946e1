"""Figures along no, one or two dimensions, counted by the database; people counted once in each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Q, Sum

from accounts.models import Organisation
from reports.figures.dimensions import NONE, Dimension
from reports.figures.selection import Selection, facts_of
from reports.indicators import INDICATORS, Indicator

Keys = tuple[str, str]
# The key of a margin: all lines, or all columns.
ALL = "*"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Two figures: participations, and the unique people behind them (None: cannot be told).

    `is_hidden`: the group is too small for the reader, or would give away one that is.
    """

    participations: int = 0
    people: int | None = 0
    is_hidden: bool = False

    @property
    def main(self) -> int:
        """What a figure is about: people, or participations where people cannot be told."""
        return self.participations if self.people is None else self.people

    @property
    def shown(self) -> int | None:
        """The main figure as the reader may see it."""
        return None if self.is_hidden else self.main

    @property
    def shown_participations(self) -> int | None:
        """The participations as the reader may see them."""
        return None if self.is_hidden else self.participations


ZERO = Cell()


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The cells of one indicator along `rows` and `columns`; margins under ALL.

    Every margin is counted by itself: a person in two lines is one in the total.
    """

    indicator: Indicator
    rows: Dimension | None = None
    columns: Dimension | None = None
    cells: Mapping[Keys, Cell] = field(default_factory=dict)

    @property
    def total(self) -> Cell:
        """Of everything."""
        return self.at(ALL, ALL)

    @property
    def row_keys(self) -> list[str]:
        """The keys of the lines, without order."""
        return sorted({row for row, _column in self.cells} - {ALL})

    @property
    def column_keys(self) -> list[str]:
        """The keys of the columns, without order."""
        return sorted({column for _row, column in self.cells} - {ALL})

    def at(self, row: str, column: str = ALL) -> Cell:
        """Return a cell; zero where there are no facts."""
        empty = ZERO if self.indicator.has_people else replace(ZERO, people=None)
        return self.cells.get((row, column), empty)

    def turned(self) -> "Grid":
        """Return the same with lines and columns changed places."""
        cells = {(column, row): cell for (row, column), cell in self.cells.items()}
        return replace(self, rows=self.columns, columns=self.rows, cells=cells)

    def only_row(self, key: str) -> "Grid":
        """Return what is left of the grid for one line: its cells are the totals now."""
        cells: dict[Keys, Cell] = {(ALL, ALL): self.at(key)}
        for column in self.column_keys:
            cells[ALL, column] = cells[key, column] = self.at(key, column)
        cells[key, ALL] = self.at(key)
        return replace(self, cells=cells)

    def without_columns(self) -> "Grid":
        """Return the lines with their totals alone."""
        cells = {keys: cell for keys, cell in self.cells.items() if keys[1] == ALL}
        return replace(self, columns=None, cells=cells)


def grids_count(
    *,
    indicators: Iterable[str],
    selection: Selection,
    scope: Q,
    rows: Dimension | None = None,
    columns: Dimension | None = None,
) -> dict[str, Grid]:
    """Return a grid for each indicator: one query, two with one dimension, four with two."""
    wanted = [INDICATORS[code] for code in indicators]
    found: dict[str, dict[Keys, Cell]] = {one.code.value: {} for one in wanted}
    cuts: list[tuple[Dimension, ...]] = [()]
    if rows is not None:
        cuts.append((rows,))
    if columns is not None:
        cuts.append((columns,))
    if rows is not None and columns is not None:
        cuts.append((rows, columns))
    for cut in cuts:
        for line in _count(wanted, selection, scope, cut):
            one = INDICATORS[line["indicator"]]
            row = _key(rows, cut, line)
            column = _key(columns, cut, line)
            known = found[one.code.value].get((row, column))
            found[one.code.value][row, column] = _cell(one, line, known)
    if "institution" in {one.code for one in (rows, columns) if one is not None}:
        found = _identified(found, is_row=rows is not None and rows.code == "institution")
    return {
        one.code.value: Grid(indicator=one, rows=rows, columns=columns, cells=found[one.code.value])
        for one in wanted
    }


def _identified(found: dict[str, dict[Keys, Cell]], *, is_row: bool) -> dict[str, Any]:
    """Institutions by their identity instead of their place in the tree; one query."""
    place = 0 if is_row else 1
    paths = {keys[place] for cells in found.values() for keys in cells} - {ALL, NONE}
    rows = Organisation.objects.filter(path__in=paths).values_list("path", "pk")
    names = {path: str(pk) for path, pk in rows}

    def turned(keys: Keys) -> Keys:
        key = names.get(keys[place], keys[place])
        return (key, keys[1]) if is_row else (keys[0], key)

    return {
        code: {turned(keys): cell for keys, cell in cells.items()} for code, cells in found.items()
    }


def _count(
    wanted: list[Indicator], selection: Selection, scope: Q, cut: tuple[Dimension, ...]
) -> Any:
    facts = facts_of(wanted, selection, scope, cut)
    lines = facts.order_by().values("indicator", *(one.alias for one in cut))
    return lines.annotate(participations=Sum("number"), people=Count("person", distinct=True))


def _key(dimension: Dimension | None, cut: tuple[Dimension, ...], line: dict[str, Any]) -> str:
    if dimension is None or dimension not in cut:
        return ALL
    return dimension.key_of(line[dimension.alias])


def _cell(indicator: Indicator, line: dict[str, Any], known: Cell | None) -> Cell:
    """One line of the answer.

    `known`: two values of the column that are both "not stated" (empty and missing) are one line.
    A person has one of them only, so the sum counts nobody twice.
    """
    people = line["people"] if indicator.has_people else None
    cell = Cell(participations=line["participations"], people=people)
    if known is None:
        return cell
    both = None if people is None else people + (known.people or 0)
    return Cell(participations=cell.participations + known.participations, people=both)
