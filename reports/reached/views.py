"""People reached by workshops, in the administration: table, totals, rows, files."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.http import request_user
from core.exceptions import PermissionRefusedError
from core.sheets import Sheet, sheet_answer
from reports.files import FORMATS, export_note, query_of
from reports.reached.forms import ReachedFilterForm
from reports.reached.selectors import reached_rows, reached_table, reached_totals

PER_PAGE = 50


def reached(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """How many people the workshops reached; on screen or, with `format`, as a file."""
    user = request_user(request)
    if not user.has_perm("courses.view_figures"):
        raise PermissionRefusedError
    with_names = user.has_perm("courses.export_figures")
    form = ReachedFilterForm(request.GET)
    context: dict[str, Any] = {"page_title": _("People reached by workshops"), "form": form}
    if not form.is_valid():
        return render(request, "reports/reached.html", context, status=HTTPStatus.BAD_REQUEST)
    rows = reached_rows(user=user, filters=form.cleaned_data)
    query = query_of(request)
    export = request.GET.get("format", "")
    if export in FORMATS:
        found = list(rows)
        export_note(by=user, kind=export, rows=len(found), name="reached", query=query)
        return _file(found, export, with_names=with_names)
    context |= {
        "totals": reached_totals(rows),
        "lines": reached_table(rows, form.cleaned_data["group"]),
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "with_names": with_names,
        "query": query,
    }
    return render(request, "reports/reached.html", context)


def _columns(*, with_names: bool) -> list[str]:
    names = [_("Facilitator")] if with_names else []
    return [
        _("Date"),
        *names,
        _("Course"),
        _("Institution"),
        _("Region"),
        _("Language"),
        _("Status"),
        _("Participants"),
        _("Women"),
        _("Men"),
        _("Sex not stated"),
        _("Under 25"),
        _("25 to 34"),
        _("35 and over"),
        _("Age not stated"),
        _("Right answers"),
        _("Answers"),
    ]


def _values(row: Any, *, with_names: bool) -> list[Any]:
    names = [str(row.facilitator)] if with_names else []
    return [
        row.held_on,
        *names,
        row.course.title,
        row.organisation.name,
        str(row.get_region_display()) if row.region else "",
        str(row.get_language_display()),
        str(row.get_status_display()),
        row.people,
        row.women,
        row.men,
        row.sex_not_stated,
        row.under_25,
        row.from_25,
        row.from_35,
        row.age_not_stated,
        row.quiz_right,
        row.quiz_answers,
    ]


def _file(
    found: list[Any], export: str, *, with_names: bool
) -> HttpResponse | StreamingHttpResponse:
    values: Iterator[list[Any]] = (_values(row, with_names=with_names) for row in found)
    sheet = Sheet(title=_("Workshops"), columns=_columns(with_names=with_names), rows=values)
    return sheet_answer(sheet, name="people-reached", kind=export)
