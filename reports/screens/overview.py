"""The overview: each indicator, the months, the period before, and the targets."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.sheets import Sheet
from reports.charts import Series, chart_columns
from reports.exceptions import QuestionTooNarrowError
from reports.figures.answers import grids_get
from reports.figures.dimensions import names_of
from reports.figures.grid import Cell, Grid
from reports.figures.reader import Reader
from reports.figures.selection import Selection
from reports.indicators import INDICATORS
from reports.outputs import ALL_INDICATORS, KINDS, About, file_answer
from reports.screens.question import Question, question_read, rows_url, selection_query
from reports.screens.saved import saved_context
from reports.targets import target_of, targets_progress

CHARTED = ("enrolled", "completed", "trained")


def overview(request: HttpRequest) -> HttpResponse:
    """What was reached in a period; on screen or, with `format`, as a file."""
    asked = question_read(request)
    context: dict[str, Any] = {"page_title": _("Overview"), "asked": asked, "form": asked.form}
    if not asked.form.is_valid():
        status = HTTPStatus.BAD_REQUEST
        return render(request, "reports/overview.html", context, status=status)
    selection = asked.selection
    grids = grids_get(asked.reader, indicators=INDICATORS, selection=selection, rows="month")
    before = _before(asked.reader, selection)
    targets = targets_progress(asked.reader, year=selection.year) if selection.year else []
    tiles = [
        {
            "indicator": INDICATORS[code],
            "cell": grid.total,
            "before": before.get(code),
            "change": _change(grid.total, before.get(code)),
            "target": target_of(selection, targets, code),
            "url": _behind(asked, code, selection, {}),
        }
        for code, grid in grids.items()
    ]
    months = sorted({key for grid in grids.values() for key in grid.row_keys})
    kind = request.GET.get("format", "")
    if kind in KINDS:
        return _file(asked, tiles, grids, months, kind)
    labels = names_of(next(iter(grids.values())).rows or _no_rows(), months)
    context |= {
        "tiles": tiles,
        "targets": targets,
        "indicators": ALL_INDICATORS,
        "trend": [
            {
                "label": labels[month],
                "cells": [
                    {
                        "cell": grid.at(month),
                        "url": _behind(asked, code, selection, {"month": month}),
                    }
                    for code, grid in grids.items()
                ],
            }
            for month in months
        ],
        "chart": _chart(grids, months, labels) if months else "",
        "charted": [INDICATORS[code].name for code in CHARTED],
        **saved_context(asked, "overview"),
    }
    return render(request, "reports/overview.html", context)


def _no_rows() -> Any:
    raise ValueError("the overview has months")


def _before(reader: Reader, selection: Selection) -> dict[str, Cell]:
    before = selection.before()
    if before is None:
        return {}
    try:
        grids = grids_get(reader, indicators=INDICATORS, selection=before)
    except QuestionTooNarrowError:
        return {}
    return {code: grid.total for code, grid in grids.items()}


def _change(now: Cell, before: Cell | None) -> int | None:
    """The change in percent; None where one is hidden or there was nothing before."""
    if before is None or now.shown is None or not before.shown:
        return None
    return round((now.shown - before.shown) * 100 / before.shown)


def _behind(asked: Question, code: str, selection: Selection, keys: dict[str, str]) -> str:
    """The rows for those who see names; for the others the same figure told apart by region."""
    if asked.reader.sees_names:
        return rows_url(code, selection, keys)
    narrowed = replace(selection, keys={**selection.keys, **keys})
    if len(narrowed.keys) > 1:
        return ""
    query = selection_query(narrowed, indicator=code, rows="region")
    return f"{reverse('report_completion')}?{query}"


def _chart(grids: dict[str, Grid], months: list[str], labels: dict[str, str]) -> str:
    series = [
        Series(
            name=str(INDICATORS[code].name),
            values=[grids[code].at(month).shown for month in months],
        )
        for code in CHARTED
    ]
    return chart_columns(
        title=_("People by month"),
        text=_("Columns by month; the table below has the same figures."),
        labels=[labels[month].split(" ")[0] for month in months],
        series=series,
    )


def _file(
    asked: Question,
    tiles: list[dict[str, Any]],
    grids: dict[str, Grid],
    months: list[str],
    kind: str,
) -> Any:
    hidden = _("hidden (small group)")

    def shown(value: int | None) -> Any:
        return hidden if value is None else value

    rows: list[list[Any]] = []
    for tile in tiles:
        grid = grids[tile["indicator"].code.value]
        cells = [grid.total, *(grid.at(month) for month in months)]
        if grid.indicator.has_people:
            rows.append(
                [str(grid.indicator.name), _("Unique people"), *(shown(c.shown) for c in cells)]
            )
        rows.append(
            [
                str(grid.indicator.name),
                _("Participations"),
                *(shown(cell.shown_participations) for cell in cells),
            ]
        )
    sheet = Sheet(
        title=_("Overview"),
        columns=[_("Figure"), _("Counted"), _("Period"), *months],
        rows=rows,
    )
    about = About(
        title=_("Overview"),
        by=asked.user,
        as_of=asked.state.seen_until,
        selection=asked.selection,
        indicators=ALL_INDICATORS,
    )
    return file_answer(
        sheet=sheet, about=about, kind=kind, name="overview", count=len(rows), query=asked.query
    )
