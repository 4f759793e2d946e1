"""What builds on reports may call: the annual report, scheduled reports, the interface.

    facts_catch_up()                                # figures as of now
    reader = reader_of(user)                        # or platform_reader() for the organisation
    selection = of_year(2026, programme="3")
    table = table_get(reader, indicator="trained", selection=selection, rows="kind",
                      columns="gender")
    totals = totals_get(reader, selection=selection)   # {code: Cell}

Described in docs/developers/reports.md.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from core.exceptions import PermissionRefusedError
from reports.enums import IndicatorCode
from reports.exceptions import QuestionTooNarrowError, UnknownKeyError
from reports.facts.services import facts_catch_up, facts_rebuild, facts_refresh
from reports.figures.answers import grids_get
from reports.figures.dimensions import DIMENSIONS, NONE, Dimension, names_of
from reports.figures.grid import ALL, Cell, Grid
from reports.figures.reader import Reader, platform_reader, reader_of
from reports.figures.selection import Selection, facts_of, of_year
from reports.figures.tables import Line, Table, table_get
from reports.indicators import INDICATORS, TRAINED_BASES, Indicator, indicator_get

__all__ = [
    "ALL",
    "DIMENSIONS",
    "INDICATORS",
    "NONE",
    "TRAINED_BASES",
    "Cell",
    "Dimension",
    "Grid",
    "Indicator",
    "IndicatorCode",
    "Line",
    "QuestionTooNarrowError",
    "Reader",
    "Selection",
    "Table",
    "UnknownKeyError",
    "facts_catch_up",
    "facts_rebuild",
    "facts_refresh",
    "grids_get",
    "indicator_get",
    "names_of",
    "of_year",
    "platform_reader",
    "reader_of",
    "rows_of",
    "table_get",
    "totals_get",
]


def totals_get(
    reader: Reader, *, selection: Selection, indicators: Iterable[str] = tuple(INDICATORS)
) -> dict[str, Cell]:
    """Return the figure of each indicator for a selection; one query for those who see names."""
    grids = grids_get(reader, indicators=indicators, selection=selection)
    return {code: grid.total for code, grid in grids.items()}


def rows_of(reader: Reader, *, indicator: str, selection: Selection) -> QuerySet[Any]:
    """Return the facts behind a figure. Raises PermissionRefusedError without access to names."""
    if not reader.sees_names:
        raise PermissionRefusedError
    return facts_of([indicator_get(indicator)], selection, reader.scope)
