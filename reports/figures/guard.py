"""Small groups: which cells stay hidden from those who may not see names.

The rule (docs/developers/reports.md): a cell with fewer people than the threshold is hidden, and as
many others as it takes that nobody can compute it from totals, other lines, other filters or other
pages. To hold across questions, what such a reader may ask is limited to calendar years and to the
cells of tables along at most two dimensions, and the hidden cells of each such table are decided
for the whole table, the same whichever part of it is looked at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reports.figures.bridges import bridges
from reports.figures.grid import ALL, Cell, Grid, Keys

Groups = Mapping[str, str]


class _Line:
    """A total and its parts: what is hidden in it must not be computable."""

    def __init__(self, total: Keys, parts: Iterable[Keys]) -> None:
        self.total = total
        self.parts = list(parts)


class _Mask:
    """The hidden cells of one grid, growing until nothing small can be computed."""

    def __init__(self, grid: Grid, threshold: int) -> None:
        self.grid = grid
        self.threshold = threshold
        self.hidden: set[Keys] = set()

    def is_small(self, keys: Keys) -> bool:
        cell = self.grid.at(*keys)
        return 0 < cell.main < self.threshold

    def is_safe(self, line: _Line, *, total_known: bool) -> bool:
        """Whether the line gives nothing away about its hidden parts."""
        parts = [keys for keys in line.parts if keys in self.hidden]
        if not parts or not total_known:
            return True
        cells = [self.grid.at(*keys) for keys in parts]
        least = min(sum(cell.main for cell in cells), sum(one.participations for one in cells))
        return len(parts) > 1 and least >= self.threshold

    def widen(self, line: _Line) -> bool:
        """Hide the smallest part still shown; False when none is left."""
        shown = [keys for keys in line.parts if keys not in self.hidden]
        if not shown:
            return False
        # Empty cells protect least: they come last.
        self.hidden.add(
            min(shown, key=lambda keys: (not self.grid.at(*keys).main, self._size(keys)))
        )
        return True

    def _size(self, keys: Keys) -> tuple[int, Keys]:
        return self.grid.at(*keys).main, keys

    def close(self, line: _Line, *, total_known: bool) -> None:
        while not self.is_safe(line, total_known=total_known) and self.widen(line):
            pass


def lines_hidden(
    grid: Grid, threshold: int, groups: Groups, hidden_groups: frozenset[str]
) -> frozenset[str]:
    """Return the keys of the lines to hide in a table along one dimension.

    `groups`: to which coarser line each line belongs, which another table shows; `hidden_groups`:
    those that it hides.
    """
    mask = _Mask(grid, threshold)
    keys = grid.row_keys
    mask.hidden = {(key, ALL) for key in keys if mask.is_small((key, ALL))}
    mask.hidden |= {(key, ALL) for key in keys if groups.get(key) in hidden_groups}
    for group in sorted({groups[key] for key in keys if key in groups}):
        inside = [(key, ALL) for key in keys if groups.get(key) == group]
        mask.close(_Line((ALL, ALL), inside), total_known=group not in hidden_groups)
    whole = _Line((ALL, ALL), [(key, ALL) for key in keys])
    mask.close(whole, total_known=not mask.is_small((ALL, ALL)))
    return frozenset(row for row, _column in mask.hidden)


def grid_guard(
    grid: Grid,
    threshold: int,
    *,
    rows: frozenset[str] = frozenset(),
    columns: frozenset[str] = frozenset(),
) -> Grid:
    """Return the grid with its cells marked; `rows` and `columns` are the lines hidden already.

    The lines' own totals are decided by the tables along one dimension (`lines_hidden`), so that
    they are the same here as there.
    """
    mask = _Mask(grid, threshold)
    for row, column in _inner(grid):
        if row in rows or column in columns or mask.is_small((row, column)):
            mask.hidden.add((row, column))
    margins = {(row, ALL) for row in rows} | {(ALL, column) for column in columns}
    if mask.is_small((ALL, ALL)):
        margins |= {keys for keys in grid.cells if ALL in keys}
    _cells_close(mask, margins)
    hidden = mask.hidden | margins
    cells: dict[Keys, Cell] = {
        keys: replace(grid.at(*keys), is_hidden=keys in hidden)
        for keys in {*grid.cells, *hidden, (ALL, ALL)}
    }
    return replace(grid, cells=cells)


def _inner(grid: Grid) -> list[Keys]:
    return [(row, column) for row in grid.row_keys for column in grid.column_keys]


def _cells_close(mask: _Mask, margins: set[Keys]) -> None:
    """Hide cells until no line, and no chain of lines, gives a small one away."""
    grid = mask.grid
    if not grid.column_keys:
        return
    lines = [
        _Line((row, ALL), [(row, column) for column in grid.column_keys]) for row in grid.row_keys
    ]
    lines += [
        _Line((ALL, column), [(row, column) for row in grid.row_keys])
        for column in grid.column_keys
    ]
    while True:
        before = len(mask.hidden)
        for line in lines:
            mask.close(line, total_known=line.total not in margins)
        _chains_break(mask, margins, lines)
        if len(mask.hidden) == before:
            return


def _chains_break(mask: _Mask, margins: set[Keys], lines: list[_Line]) -> None:
    """A hidden cell that is a bridge between lines can be computed: give its lines another."""
    for keys in bridges(mask.hidden | margins):
        if keys in mask.hidden and mask.is_small(keys):
            for line in lines:
                if keys in line.parts and mask.widen(line):
                    return
