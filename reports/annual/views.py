"""The annual report in the administration: page and PDF."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.http import request_user
from reports.annual.figures import annual_figures
from reports.annual.forms import AnnualForm
from reports.annual.pdf import annual_pdf
from reports.annual.report import Side, side_write
from reports.api import Reader, facts_catch_up, reader_of
from reports.files import export_note, query_of

LANGUAGES = ("fr", "ar")


def annual(request: HttpRequest) -> HttpResponse:
    """The report of a year, in both languages; on screen or, with `format=pdf`, as a file."""
    user = request_user(request)
    reader = reader_of(user)
    state = facts_catch_up()
    form = AnnualForm(request.GET, reader=reader)
    context: dict[str, Any] = {"page_title": _("Annual report"), "form": form}
    if not form.is_valid():
        return render(request, "reports/annual.html", context, status=HTTPStatus.BAD_REQUEST)
    sides = _sides(reader, form, state.seen_until)
    query = query_of(request)
    if request.GET.get("format") == "pdf":
        content = annual_pdf(sides, form=form, user=user, as_of=state.seen_until)
        rows = sum(len(table.lines) for table in sides["fr"].tables)
        export_note(by=user, kind="pdf", rows=rows, name="annual", query=query)
        name = f"annual-report-{form.cleaned_data['year']}.pdf"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type="application/pdf", headers=headers)
    mine = (get_language() or "fr")[:2]
    context |= {
        "side": sides[mine],
        "indicators": sides[mine].indicators,
        "sides": [sides[mine], *(side for code, side in sides.items() if code != mine)],
        "query": query,
    }
    return render(request, "reports/annual.html", context)


def _sides(reader: Reader, form: AnnualForm, as_of: Any) -> dict[str, Side]:
    data = form.cleaned_data
    figures = annual_figures(reader, selection=form.selection(), basis=data["basis"])
    return {
        language: side_write(figures, language=language, as_of=as_of, stated=data["stated"])
        for language in LANGUAGES
    }
