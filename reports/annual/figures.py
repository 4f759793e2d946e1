"""The figures of an annual report, without language: grids of the indicators, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.api import Grid, IndicatorCode, Reader, Selection, grids_get

# What is told of the year beside the people trained.
BESIDE = (
    IndicatorCode.ENROLLED,
    IndicatorCode.COMPLETED,
    IndicatorCode.CERTIFIED,
    IndicatorCode.REACHED,
)
LINES = ("kind", "sector", "region", "programme")


@dataclass(frozen=True, kw_only=True)
class AnnualFigures:
    """`by` has the people trained along each of LINES (and by sex, where one may ask).

    `sexes` has every indicator told by sex. A dimension is missing from `by` where the filter says
    it already, or where somebody without names may not ask.
    """

    reader: Reader
    selection: Selection
    basis: str
    by: Mapping[str, Grid]
    sexes: Mapping[str, Grid]

    @property
    def trained(self) -> Grid:
        """The people trained, by sex."""
        return self.sexes[self.basis]


def annual_figures(reader: Reader, *, selection: Selection, basis: str) -> AnnualFigures:
    """Return the figures of a year. A constant number of queries, whatever the size.

    Raises QuestionTooNarrowError for more than one filter by somebody without names.
    """
    codes = list(dict.fromkeys([basis, *(code.value for code in BESIDE)]))
    sexes = grids_get(reader, indicators=codes, selection=selection, rows="gender")
    by = {}
    for line in LINES:
        if line in selection.keys or not _may_ask(reader, selection, line):
            continue
        crossed = reader.sees_names or not (selection.keys or line == "sector")
        found = grids_get(
            reader,
            indicators=[basis],
            selection=selection,
            rows=line,
            columns="gender" if crossed else "",
        )
        by[line] = found[basis]
    return AnnualFigures(reader=reader, selection=selection, basis=basis, by=by, sexes=sexes)


def _may_ask(reader: Reader, selection: Selection, line: str) -> bool:
    """Sectors are sums of types: somebody without names may not cross them with a filter."""
    return reader.sees_names or line != "sector" or not selection.keys
