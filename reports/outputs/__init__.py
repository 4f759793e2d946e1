"""Reports as files: the same figures, and who made them, when, with which filters."""

import datetime as dt
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import date_format_long
from core.sheets import Sheet, sheet_answer
from reports.figures.dimensions import DIMENSIONS, names_of
from reports.figures.grid import Cell
from reports.figures.selection import Selection
from reports.figures.tables import Table
from reports.files import export_note
from reports.indicators import INDICATORS, Indicator

KINDS = ("csv", "xlsx", "json")


@dataclass(frozen=True, kw_only=True)
class About:
    """Who made a file, when, from what: printed in each."""

    title: str
    by: User
    as_of: dt.datetime
    selection: Selection
    indicators: Sequence[Indicator]

    def lines(self) -> list[tuple[str, str]]:
        """Return headings and texts, in the active language."""
        local = timezone.localtime
        now = timezone.now()
        return [
            (_("Report"), self.title),
            (_("Made by"), str(self.by)),
            (_("Made on"), f"{date_format_long(now)}, {local(now):%H:%M}"),
            (_("Figures as of"), f"{date_format_long(self.as_of)}, {local(self.as_of):%H:%M}"),
            (_("Time zone"), "Africa/Casablanca"),
            *filters_said(self.selection),
            *itertools.chain.from_iterable(definition(one) for one in self.indicators),
        ]


def filters_said(selection: Selection) -> list[tuple[str, str]]:
    """Return period and filters in words."""
    since = date_format_long(selection.since) if selection.since else "…"
    until = date_format_long(selection.until) if selection.until else "…"
    said = [(_("Period"), f"{since} – {until}")]
    for code, key in selection.keys.items():
        dimension = DIMENSIONS[code]
        said.append((str(dimension.name), names_of(dimension, [key])[key]))
    return said


def definition(indicator: Indicator) -> list[tuple[str, str]]:
    """Return what an indicator counts, in words."""
    return [
        (_("Definition of “%(name)s”") % {"name": indicator.name}, str(indicator.definition)),
        (_("Unit counted"), str(indicator.unit)),
        (_("People counted once"), str(indicator.once)),
        (_("Date that decides"), str(indicator.date)),
    ]


def file_answer(
    *, sheet: Sheet, about: About, kind: str, name: str, count: int, query: str
) -> HttpResponse | StreamingHttpResponse:
    """Return a table as a file, written down in the history."""
    export_note(by=about.by, kind=kind, rows=count, name=name, query=query)
    if kind == "json":
        return _json(sheet, about, name)
    if kind == "xlsx":
        told = Sheet(title=_("Definitions"), columns=[about.title, ""], rows=about.lines())
        return sheet_answer(sheet, told, name=name, kind=kind)
    # After the rows, so that the first line stays the headings.
    whole = Sheet(
        title=sheet.title,
        columns=sheet.columns,
        rows=itertools.chain(sheet.rows, [()], about.lines()),
    )
    return sheet_answer(whole, name=name, kind=kind)


def _json(sheet: Sheet, about: About, name: str) -> StreamingHttpResponse:
    def parts() -> Iterator[str]:
        told = [{"name": head, "value": text} for head, text in about.lines()]
        head = json.dumps({"about": told, "columns": list(sheet.columns)}, ensure_ascii=False)
        yield f'{head[:-1]}, "rows": ['
        comma = ""
        for row in sheet.rows:
            yield comma + json.dumps([_plain(value) for value in row], ensure_ascii=False)
            comma = ",\n"
        yield "]}"

    response = StreamingHttpResponse(parts(), content_type="application/json; charset=utf-8")
    day = f"{timezone.localdate():%Y-%m-%d}"
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.json"'
    return response


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def table_sheet(table: Table) -> Sheet:
    """Return a table of figures: totals, then each column; hidden cells say so."""
    has_people = table.indicator.has_people
    heads = [str(table.rows.name), _("Participations")]
    if has_people:
        heads.append(_("Unique people"))
    heads += [label for _key, label in table.columns]

    def values(label: str, total: Cell, cells: Iterable[Cell]) -> list[Any]:
        row = [label, _shown(total.shown_participations)]
        if has_people:
            row.append(_shown(total.shown))
        return [*row, *(_shown(cell.shown) for cell in cells)]

    rows = [values(line.label, line.total, line.cells) for line in table.lines]
    rows.append(values(_("Total"), table.total, table.column_totals))
    rows += [[text] for text in (*table.warnings, *table.notes)]
    return Sheet(title=str(table.indicator.name), columns=heads, rows=rows)


def _shown(value: int | None) -> Any:
    return _("hidden (small group)") if value is None else value


ALL_INDICATORS = tuple(INDICATORS.values())
