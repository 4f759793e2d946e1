"""The tables of an annual report, labelled in the active language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from accounts.enums import Gender
from reports.annual.figures import AnnualFigures
from reports.api import ALL, Grid, Table
from reports.figures.tables import table_of


@dataclass(frozen=True, kw_only=True)
class AnnualTables:
    """`by`: the people trained along each dimension; `sexes`: every indicator told by sex."""

    by: Mapping[str, Table]
    sexes: Mapping[str, Table]


def tables_label(figures: AnnualFigures) -> AnnualTables:
    """Return the tables; women and men have a line each, also without anybody in it."""
    is_masked = not figures.reader.sees_names
    selection = figures.selection
    return AnnualTables(
        by={
            code: table_of(grid, selection, is_masked=is_masked)
            for code, grid in figures.by.items()
        },
        sexes={
            code: table_of(_with_both(grid), selection, is_masked=is_masked)
            for code, grid in figures.sexes.items()
        },
    )


def _with_both(grid: Grid) -> Grid:
    both = {(sex.value, ALL): grid.at(sex.value) for sex in (Gender.FEMALE, Gender.MALE)}
    return replace(grid, cells={**grid.cells, **both})
