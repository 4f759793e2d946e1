"""Answering a question for a reader: the one way from facts to figures, small groups hidden."""

from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings

from reports.exceptions import QuestionTooNarrowError
from reports.figures.dimensions import DIMENSIONS, Dimension
from reports.figures.grid import Grid, grids_count
from reports.figures.guard import grid_guard, lines_hidden
from reports.figures.reader import Reader
from reports.figures.selection import Selection, dimension_within

DIMENSIONS_MAX = 2


def grids_get(
    reader: Reader,
    *,
    indicators: Iterable[str],
    selection: Selection,
    rows: str = "",
    columns: str = "",
) -> dict[str, Grid]:
    """Return a grid for each indicator, as this reader may see it.

    Raises QuestionTooNarrowError for what somebody without names may not ask.
    """
    if not reader.sees_names:
        return _guarded(reader, list(indicators), selection, rows, columns)
    return grids_count(
        indicators=indicators,
        selection=selection,
        scope=reader.scope,
        rows=dimension_within(rows, selection) if rows else None,
        columns=dimension_within(columns, selection) if columns else None,
    )


def question_check(selection: Selection, *asked: str) -> list[Dimension]:
    """Return the dimensions of a question by somebody without names, in one fixed order.

    Raises QuestionTooNarrowError: only whole years, at most two dimensions, and only open ones.
    """
    codes = {*selection.keys, *asked} - {""}
    found = [dimension for code, dimension in DIMENSIONS.items() if code in codes]
    is_crossed = len(found) > 1
    if (
        selection.year is None
        or len(found) > DIMENSIONS_MAX
        or not all(one.is_crossable if is_crossed else one.is_open for one in found)
    ):
        raise QuestionTooNarrowError
    return found


def _guarded(
    reader: Reader, indicators: list[str], selection: Selection, rows: str, columns: str
) -> dict[str, Grid]:
    """The whole table of the year is guarded; what was asked is cut out of it."""
    asked = question_check(selection, rows, columns)
    year = replace(selection, keys={})
    first, second = (*asked, None, None)[:2]
    grids = grids_count(
        indicators=indicators, selection=year, scope=reader.scope, rows=first, columns=second
    )
    threshold = settings.LMS_SMALL_GROUP
    hidden = [
        _margins_hidden(reader, year, one, grids, is_turned=place == 1)
        for place, one in enumerate(asked)
    ]
    answers = {}
    for code, grid in grids.items():
        marked = grid_guard(
            grid,
            threshold,
            rows=hidden[0][code] if asked else frozenset(),
            columns=hidden[1][code] if second else frozenset(),
        )
        answers[code] = _cut(marked, selection, rows, columns)
    return answers


def _margins_hidden(
    reader: Reader,
    year: Selection,
    dimension: Dimension,
    grids: dict[str, Grid],
    *,
    is_turned: bool,
) -> dict[str, frozenset[str]]:
    """Which lines of a dimension are hidden, for each indicator: the same whatever crosses it."""
    threshold = settings.LMS_SMALL_GROUP
    coarse: dict[str, Grid] = {}
    if dimension.group:
        coarse = grids_count(
            indicators=list(grids),
            selection=year,
            scope=reader.scope,
            rows=DIMENSIONS[dimension.group],
        )
    hidden = {}
    for code, grid in grids.items():
        flat = (grid.turned() if is_turned else grid).without_columns()
        groups: dict[str, str] = {}
        closed: frozenset[str] = frozenset()
        if dimension.group_of is not None:
            groups = dict(dimension.group_of(flat.row_keys))
            closed = lines_hidden(coarse[code], threshold, {}, frozenset())
        hidden[code] = lines_hidden(flat, threshold, groups, closed)
    return hidden


def _cut(grid: Grid, selection: Selection, rows: str, columns: str) -> Grid:
    """What was asked, out of the whole: the filters' lines, the dimensions in their places."""
    for code, key in selection.keys.items():
        if grid.rows is not None and grid.rows.code == code:
            grid = grid.only_row(key)
        else:
            grid = grid.turned().only_row(key).turned()
    if rows and (grid.rows is None or grid.rows.code != rows):
        grid = grid.turned()
    if not columns:
        grid = grid.without_columns()
    if not rows:
        grid = replace(grid.turned().without_columns(), rows=None)
    return grid
