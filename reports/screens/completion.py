"""One figure told apart by one or two dimensions; the rows behind a figure."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.http import request_user
from core.exceptions import PermissionRefusedError
from core.sheets import Sheet
from reports.charts import Series, chart_bars
from reports.enums import IndicatorCode
from reports.figures.dimensions import NONE, names_of
from reports.figures.grid import Cell
from reports.figures.reader import reader_of
from reports.figures.selection import dimension_within, facts_of
from reports.figures.tables import Line, Table, table_get
from reports.indicators import indicator_get
from reports.outputs import KINDS, About, file_answer, table_sheet
from reports.screens.forms import TableForm
from reports.screens.question import Question, question_read, rows_url
from reports.screens.saved import saved_context

PER_PAGE = 50
CHARTED_MAX = 20


def completion(request: HttpRequest) -> HttpResponse:
    """Any figure by any dimension, crossed with any other; on screen or as a file."""
    asked = question_read(request, TableForm)
    context: dict[str, Any] = {"page_title": _("Results by…"), "asked": asked, "form": asked.form}
    if not asked.form.is_valid():
        status = HTTPStatus.BAD_REQUEST
        return render(request, "reports/completion.html", context, status=status)
    data = asked.form.cleaned_data
    table = table_get(
        asked.reader,
        indicator=data["indicator"] or IndicatorCode.COMPLETED,
        selection=asked.selection,
        rows=data["rows"] or "kind",
        columns=data["columns"],
    )
    kind = request.GET.get("format", "")
    if kind in KINDS:
        return _file(asked, table, kind)
    lines = _sorted(table, data["sort"])
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    context |= {
        "table": table,
        "indicators": [table.indicator],
        "page_obj": page,
        "lines": [_line(asked, table, line) for line in page],
        "total": _cell(asked, table, table.total, {}),
        "column_totals": [
            _cell(asked, table, cell, _keys(table, "", key))
            for (key, _label), cell in zip(table.columns, table.column_totals, strict=True)
        ],
        "heads": _heads(asked, table, data["sort"]),
        "chart": _chart(table, lines),
        **saved_context(asked, "completion"),
    }
    return render(request, "reports/completion.html", context)


def _keys(table: Table, row: str, column: str) -> dict[str, str]:
    keys = {table.rows.code: row} if row else {}
    if column and table.across is not None:
        keys[table.across.code] = column
    return keys


def _cell(asked: Question, table: Table, cell: Cell, keys: dict[str, str]) -> dict[str, Any]:
    """A figure and where its rows stand; no link for those who may not read them."""
    url = ""
    if asked.reader.sees_names and cell.participations:
        url = rows_url(table.indicator.code, table.selection, keys)
    return {"cell": cell, "url": url}


def _line(asked: Question, table: Table, line: Line) -> dict[str, Any]:
    cells = [
        _cell(asked, table, cell, _keys(table, line.key, key))
        for (key, _label), cell in zip(table.columns, line.cells, strict=True)
    ]
    total = _cell(asked, table, line.total, _keys(table, line.key, ""))
    return {"line": line, "total": total, "cells": cells}


def _sorted(table: Table, sort: str) -> list[Line]:
    """By the chosen column; `-` before it turns it round. Without one: the dimension's order."""
    lines = list(table.lines)
    name = sort.lstrip("-")
    places = {key: place for place, (key, _label) in enumerate(table.columns)}

    def value(line: Line) -> Any:
        if name == "label":
            return line.label
        if name == "participations":
            return -1 if line.total.is_hidden else line.total.participations
        cell = line.cells[places[name]] if name in places else line.total
        return -1 if cell.shown is None else cell.shown

    if name in {"label", "participations", "people", *places}:
        lines.sort(key=value, reverse=sort.startswith("-"))
    return lines


def _heads(asked: Question, table: Table, sort: str) -> list[dict[str, Any]]:
    """The headings, each with the address that sorts by it."""
    base = {key: value for key, value in asked.form.data.items() if key not in {"sort", "page"}}
    named = [("label", table.rows.name), ("participations", _("Participations"))]
    if table.indicator.has_people:
        named.append(("people", _("Unique people")))
    heads = []
    for name, label in [*named, *table.columns]:
        is_down = sort == f"-{name}"
        turned = name if is_down or (name == "label" and sort != name) else f"-{name}"
        heads.append(
            {
                "label": label,
                "url": urlencode([*base.items(), ("sort", turned)]),
                "aria": "descending" if is_down else "ascending" if sort == name else "none",
                "is_number": name != "label",
            }
        )
    return heads


def _chart(table: Table, lines: list[Line]) -> str:
    shown = [line for line in lines if line.total.shown][:CHARTED_MAX]
    if not shown:
        return ""
    return chart_bars(
        title=f"{table.indicator.name} · {table.rows.name}",
        text=_("Bars for each line; the table below has the same figures."),
        labels=[line.label for line in shown],
        series=[
            Series(name=str(table.indicator.name), values=[line.total.shown for line in shown])
        ],
    )


def _file(asked: Question, table: Table, kind: str) -> Any:
    about = About(
        title=f"{table.indicator.name} · {table.rows.name}",
        by=asked.user,
        as_of=asked.state.seen_until,
        selection=table.selection,
        indicators=[table.indicator],
    )
    return file_answer(
        sheet=table_sheet(table),
        about=about,
        kind=kind,
        name=f"results-{table.indicator.code}-{table.rows.code}",
        count=len(table.lines),
        query=asked.query,
    )


def rows(request: HttpRequest) -> HttpResponse:
    """The rows behind a figure, for those who may see names; on screen or as a file."""
    if not reader_of(request_user(request)).sees_names:
        raise PermissionRefusedError
    asked = question_read(request, TableForm)
    context: dict[str, Any] = {"page_title": _("Rows"), "asked": asked, "form": asked.form}
    if not asked.form.is_valid():
        status = HTTPStatus.BAD_REQUEST
        return render(request, "reports/rows.html", context, status=status)
    indicator = indicator_get(asked.form.cleaned_data["indicator"] or IndicatorCode.COMPLETED)
    selection = asked.selection
    found = (
        facts_of([indicator], selection, asked.reader.scope)
        .select_related("person", "course", "programme", "cohort", "organisation")
        .order_by("-day", "-pk")
    )
    kind = request.GET.get("format", "")
    if kind in KINDS:
        return _rows_file(asked, found, indicator, kind)
    table = table_get(asked.reader, indicator=indicator.code, selection=selection, rows="gender")
    context |= {
        "page_title": indicator.name,
        "indicator": indicator,
        "indicators": [indicator],
        "total": table.total,
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "reports/rows.html", context)


def _rows_file(asked: Question, found: QuerySet[Any], indicator: Any, kind: str) -> Any:
    with_cohort = dimension_within("kind", asked.selection)
    kinds = names_of(with_cohort, [*with_cohort.order, NONE])
    sheet = Sheet(
        title=str(indicator.name),
        columns=[
            _("Day"),
            _("Name (Latin)"),
            _("Name (Arabic)"),
            _("Login name"),
            _("Course"),
            _("Programme"),
            _("Cohort"),
            _("Project"),
            _("Donor"),
            _("Institution"),
            _("Type of institution"),
            _("Region"),
            _("City"),
            _("Gender"),
            _("Age"),
            _("Language used"),
            _("Participations"),
        ],
        rows=(_row(fact, kinds) for fact in found.iterator(chunk_size=2000)),
    )
    about = About(
        title=str(indicator.name),
        by=asked.user,
        as_of=asked.state.seen_until,
        selection=asked.selection,
        indicators=[indicator],
    )
    return file_answer(
        sheet=sheet,
        about=about,
        kind=kind,
        name=f"rows-{indicator.code}",
        count=found.count(),
        query=asked.query,
    )


def _row(fact: Any, kinds: dict[str, str]) -> list[Any]:
    person, cohort, place = fact.person, fact.cohort, fact.organisation
    return [
        fact.day,
        person.name_latin if person else "",
        person.name_arabic if person else "",
        person.username if person else "",
        str(fact.course) if fact.course else "",
        str(fact.programme) if fact.programme else "",
        str(cohort) if cohort else "",
        cohort.project if cohort else "",
        cohort.donor if cohort else "",
        place.name if place else "",
        kinds[place.kind] if place else kinds[NONE],
        str(fact.get_region_display()),
        fact.city,
        fact.gender,
        fact.age,
        fact.language,
        fact.number,
    ]
