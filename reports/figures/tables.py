"""A table of figures in the active language: what screen, file and print show alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.figures.answers import grids_get
from reports.figures.dimensions import NONE, Dimension, names_of
from reports.figures.grid import ALL, Cell, Grid
from reports.figures.reader import Reader
from reports.figures.selection import Selection
from reports.indicators import Indicator, indicator_get


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: its key (as in a filter), its label, its total and a cell for each column."""

    key: str
    label: str
    total: Cell
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """The figures of one indicator along one or two dimensions.

    `columns` are (key, label). `notes` say what the reader must know about the sums; `warnings`
    that a total differs from its parts where it should not.
    """

    indicator: Indicator
    selection: Selection
    rows: Dimension
    across: Dimension | None
    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    column_totals: tuple[Cell, ...]
    total: Cell
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    is_masked: bool = field(default=False)


def table_get(
    reader: Reader, *, indicator: str, selection: Selection, rows: str, columns: str = ""
) -> Table:
    """Return the figures of an indicator, one line for each key of `rows`.

    At most four queries for the figures and one for the names of each dimension, whatever the
    size. Raises QuestionTooNarrowError for what somebody without names may not ask.
    """
    across = columns if columns != rows else ""
    found = grids_get(
        reader, indicators=[indicator], selection=selection, rows=rows, columns=across
    )
    return table_of(found[indicator], selection, is_masked=not reader.sees_names)


def table_of(grid: Grid, selection: Selection, *, is_masked: bool) -> Table:
    """Return the table of a grid that has lines."""
    if grid.rows is None:
        raise ValueError("a table needs a dimension")
    names = names_of(grid.rows, grid.row_keys)
    columns = _columns(grid)
    lines = tuple(
        Line(
            key=key,
            label=names[key],
            total=grid.at(key),
            cells=tuple(grid.at(key, column) for column, _label in columns),
        )
        for key in _sorted(grid.rows, grid.row_keys, names)
    )
    notes, warnings = _sums(grid.total, [line.total for line in lines], is_masked=is_masked)
    return Table(
        indicator=indicator_get(grid.indicator.code),
        selection=selection,
        rows=grid.rows,
        across=grid.columns,
        columns=columns,
        lines=lines,
        column_totals=tuple(grid.at(ALL, column) for column, _label in columns),
        total=grid.total,
        notes=notes,
        warnings=warnings,
        is_masked=is_masked,
    )


def _columns(grid: Grid) -> tuple[tuple[str, str], ...]:
    if grid.columns is None:
        return ()
    names = names_of(grid.columns, grid.column_keys)
    return tuple((key, names[key]) for key in _sorted(grid.columns, grid.column_keys, names))


def _sorted(dimension: Dimension, keys: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """In the dimension's own order, else by label; what is not stated comes last."""
    places = {key: place for place, key in enumerate(dimension.order)}

    def rank(key: str) -> tuple[Any, ...]:
        if dimension.code == "month":
            return (key == NONE, 0, key)
        return (key == NONE, places.get(key, len(places)), names[key])

    return sorted(keys, key=rank)


def _sums(
    total: Cell, parts: list[Cell], *, is_masked: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What to say of the sum of the lines: by design (notes), and where it should not differ."""
    if is_masked:
        note = _("Groups that are too small are hidden, and others that would give them away.")
        hidden = any(part.is_hidden for part in parts) or total.is_hidden
        return ((note,) if hidden else ()), ()
    notes: list[str] = []
    warnings: list[str] = []
    summed = sum(part.participations for part in parts)
    if summed != total.participations:
        warnings.append(
            _(
                "The total of participations (%(total)s) differs from the sum of the lines "
                "(%(sum)s)."
            )
            % {"total": total.participations, "sum": summed}
        )
    if total.people is not None:
        more = sum(part.people or 0 for part in parts) - total.people
        if more > 0:
            notes.append(_overlap(more))
        elif more < 0:
            warnings.append(
                _("The total of people (%(total)s) is more than the sum of the lines (%(sum)s).")
                % {"total": total.people, "sum": total.people + more}
            )
    return tuple(notes), tuple(warnings)


def _overlap(more: int) -> str:
    return ngettext(
        "The lines do not add up, by design: a person who stands in several lines counts once in "
        "the total. The sum of the lines is %(count)s more than the total.",
        "The lines do not add up, by design: a person who stands in several lines counts once in "
        "the total. The sum of the lines is %(count)s more than the total.",
        more,
    ) % {"count": more}
