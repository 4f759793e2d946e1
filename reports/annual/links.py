"""Where the rows behind a figure of the annual report stand."""

from collections.abc import Mapping

from reports.annual.figures import AnnualFigures
from reports.api import Cell
from reports.screens.question import rows_url


def figure_url(figures: AnnualFigures, indicator: str, cell: Cell, keys: Mapping[str, str]) -> str:
    """Return the address of the rows; empty for those who may not read them, and for no rows."""
    if not figures.reader.sees_names or not cell.participations:
        return ""
    return rows_url(indicator, figures.selection, keys)
