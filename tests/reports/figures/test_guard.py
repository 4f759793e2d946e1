"""From the outsider's side: nothing small can be computed from all that is shown."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.figures.grid import ALL, Cell, Grid, Keys
from reports.figures.guard import grid_guard, lines_hidden
from reports.indicators import INDICATORS

SMALL = 5
COUNTS = st.lists(
    st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 30]), min_size=2, max_size=5),
    min_size=2,
    max_size=5,
).filter(lambda rows: len({len(row) for row in rows}) == 1)


def grid_make(rows: list[list[int]]) -> Grid:
    """A table with its totals."""
    cells: dict[Keys, int] = {}
    for place, row in enumerate(rows):
        for column, count in enumerate(row):
            for keys in ((f"r{place}", f"c{column}"), (f"r{place}", ALL), (ALL, f"c{column}")):
                cells[keys] = cells.get(keys, 0) + count
            cells[ALL, ALL] = cells.get((ALL, ALL), 0) + count
    counted = {keys: Cell(participations=count, people=count) for keys, count in cells.items()}
    return Grid(indicator=INDICATORS["enrolled"], cells=counted)


def guarded(grid: Grid) -> Grid:
    return grid_guard(
        grid,
        SMALL,
        rows=lines_hidden(grid.without_columns(), SMALL, {}, frozenset()),
        columns=lines_hidden(grid.turned().without_columns(), SMALL, {}, frozenset()),
    )


def solved(grid: Grid) -> set[Keys]:
    """The hidden cells that an outsider computes: all equations, by elimination."""
    hidden = sorted(keys for keys, cell in grid.cells.items() if cell.is_hidden)
    places = {keys: place for place, keys in enumerate(hidden)}
    equations = []
    rows, columns = [*grid.row_keys, ALL], [*grid.column_keys, ALL]
    lines = [[(row, column) for column in columns] for row in rows]
    lines += [[(row, column) for row in rows] for column in columns]
    for line in lines:
        equation = [Fraction(0)] * len(hidden)
        for keys in line:
            if keys in places:
                equation[places[keys]] = Fraction(-1 if keys == line[-1] else 1)
        equations.append(equation)
    return {hidden[place] for place in _unique(equations)}


def _unique(rows: list[list[Fraction]]) -> set[int]:
    """The unknowns that have one solution."""
    done: list[list[Fraction]] = []
    width = len(rows[0])
    for column in range(width):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [_less(row, pivot, column) for row in rows]
        done = [*(_less(row, pivot, column) for row in done), pivot]
    alone = [[place for place, value in enumerate(row) if value] for row in done]
    return {places[0] for places in alone if len(places) == 1}


def _less(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    return [value - row[column] * other for value, other in zip(row, pivot, strict=True)]


@given(rows=COUNTS)
@settings(max_examples=300, deadline=None)
def test_no_small_cell_is_shown_or_can_be_computed(rows: list[list[int]]):
    shown = guarded(grid_make(rows))
    for keys, cell in shown.cells.items():
        assert cell.is_hidden or not 0 < cell.main < SMALL, keys
    for keys in solved(shown):
        assert not 0 < shown.at(*keys).main < SMALL, keys


@given(counts=st.lists(st.sampled_from([0, 1, 2, 3, 4, 5, 8, 40]), min_size=1, max_size=8))
@settings(max_examples=300, deadline=None)
def test_what_is_hidden_in_a_line_is_together_no_small_group(counts: list[int]):
    grid = grid_make([[count] for count in counts])
    hidden = lines_hidden(grid.without_columns(), SMALL, {}, frozenset())
    left = sum(grid.at(key).main for key in hidden)
    total = grid.total.main
    assert not hidden or total < SMALL or (len(hidden) > 1 and left >= SMALL)


def test_finer_lines_protect_the_coarser_table_as_well():
    """Two types of one sector: without the second, the sector's figure would give the first."""
    grid = grid_make([[3], [40], [60], [70]])
    groups = {"r0": "a", "r1": "a", "r2": "b", "r3": "b"}
    hidden = lines_hidden(grid.without_columns(), SMALL, groups, frozenset())
    assert hidden == {"r0", "r1"}
    whole = lines_hidden(grid.without_columns(), SMALL, groups, frozenset({"b"}))
    assert whole == {"r0", "r1", "r2", "r3"}


def test_a_cut_of_a_table_hides_what_the_table_hides():
    """The mask is the whole table's: a filter is a line of it."""
    shown = guarded(grid_make([[3, 40], [50, 60], [9, 2]]))
    only = shown.only_row("r0")
    assert only.at("r0", "c0").is_hidden
    assert only.total.is_hidden is shown.at("r0").is_hidden
