"""The completion report in the administration."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.http import request_user
from core.audit import audit_write
from core.exceptions import PermissionRefusedError
from core.sheets import sheet_answer
from courses.api import enrolments_visible, percent_done
from courses.models import Enrolment
from reports.exports import completion_sheet
from reports.forms import CompletionFilterForm
from reports.selectors import completion_rows, completion_totals, places_put

PER_PAGE = 50


def completion(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Who enrolled and who finished, filtered; on screen or, with `format`, as a file."""
    user = request.user
    if not user.has_perm("courses.view_figures"):
        raise PermissionRefusedError
    with_names = user.has_perm("courses.export_figures")
    form = CompletionFilterForm(request.GET)
    if not form.is_valid():
        context = {"form": form, "page_title": _("Completion")}
        return render(request, "reports/completion.html", context, status=HTTPStatus.BAD_REQUEST)
    filters = form.cleaned_data
    if not with_names:
        # Searching by name would tell a name to somebody who may not see it.
        filters["q"] = ""
    # Names only of those whom this person may see; figures without names count everybody.
    seen = enrolments_visible(request_user(request)) if with_names else Enrolment.objects.all()
    rows = completion_rows(rows=seen, course=filters.get("course"), filters=filters)
    export = request.GET.get("format", "")
    if export in {"csv", "xlsx"}:
        # Read at once: the answer must not change while it is sent.
        found = places_put(list(rows))
        audit_write(
            action="reports.export",
            instance=request_user(request),
            by=user,
            format=export,
            rows=len(found),
            query=_query(request),
        )
        return _file(found, export, with_names=with_names)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_title": _("Completion"),
        "form": form,
        "totals": completion_totals(rows),
        "page_obj": page,
        "rows": [{"row": row, "percent": percent_done(row)} for row in places_put(list(page))],
        "with_names": with_names,
        "query": _query(request),
    }
    return render(request, "reports/completion.html", context)


def _query(request: HttpRequest) -> str:
    """The filters as an address, without page and format."""
    kept: list[tuple[str, Any]] = [
        (name, value)
        for name, value in request.GET.items()
        if name not in {"page", "format"} and value
    ]
    return urlencode(kept)


def _file(rows: Any, export: str, *, with_names: bool) -> HttpResponse | StreamingHttpResponse:
    sheet = completion_sheet(rows, with_names=with_names)
    return sheet_answer(sheet, name="completion", kind=export)
