"""Imports in the administration: send, map, look, confirm, follow, take the report away."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.http import request_user
from core.audit import audit_write
from courses.enrolment.admin.forms import ImportForm
from courses.enrolment.admin.permissions import IMPORT, staff_require
from courses.enrolment.imports.enums import ImportField, ImportStatus, Outcome
from courses.enrolment.imports.exceptions import REASONS, FileRefusedError, MappingRefusedError
from courses.enrolment.imports.models import ImportLine, ImportRun
from courses.enrolment.imports.report import report_bytes, template_bytes
from courses.enrolment.imports.services import (
    import_cancel,
    import_confirm,
    import_map,
    import_start,
    line_decide,
)
from courses.enrolment.imports.words import lines_notes
from courses.enrolment.selectors import seats_taken

PER_PAGE = 50
STEPS = (
    gettext_lazy("Columns"),
    gettext_lazy("Check"),
    gettext_lazy("Import"),
    gettext_lazy("Report"),
)
STEP_OF = {
    ImportStatus.MAPPING: 0,
    ImportStatus.CHECKING: 1,
    ImportStatus.CHECKED: 1,
    ImportStatus.APPLYING: 2,
    ImportStatus.DONE: 3,
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def import_index(request: HttpRequest) -> HttpResponse:
    """All imports, latest first."""
    staff_require(request, IMPORT)
    rows = ImportRun.objects.select_related(
        "created_by", "course", "programme", "cohort__course", "cohort__programme"
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_title": _("Imports"), "page_obj": page, "query": ""}
    return render(request, "courses/admin/imports.html", context)


def import_new(request: HttpRequest) -> HttpResponse:
    """Send a file."""
    user = staff_require(request, IMPORT)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            run = import_start(
                name=data["file"].name,
                content=data["file"].read(),
                by=user,
                target=form.target,
                cohort=data["cohort"],
                organisation=data["organisation"],
                language=data["language"],
                invites=data["invites"],
            )
        except FileRefusedError as error:
            form.add_error("file", str(error))
        else:
            return redirect("import_run", uuid=run.uuid)
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    context = {"page_title": _("Import a list"), "form": form}
    return render(request, "courses/admin/import_new.html", context, status=status)


def _run(uuid: UUID) -> ImportRun:
    rows = ImportRun.objects.select_related(
        "created_by", "course", "programme", "cohort__course", "cohort__programme"
    )
    return get_object_or_404(rows, uuid=uuid)


def import_run(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One import, at the step where it is."""
    staff_require(request, IMPORT)
    return _page(request, _run(uuid))


def _page(
    request: HttpRequest, run: ImportRun, problem: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    shown = request.GET.get("outcome", "")
    lines = run.lines.select_related("similar", "user")
    if shown in Outcome.values:
        lines = lines.filter(outcome=shown)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    words = lines_notes(run.lines.filter(pk__in=[line.pk for line in page]))
    context: dict[str, Any] = {
        "page_title": run.name,
        "run": run,
        "target": run.target,
        "columns": _columns(run),
        "fields": ImportField.choices,
        "problem": problem or REASONS.get(run.problem, ""),
        "page_obj": page,
        "lines": [{"line": line, "notes": words(line)} for line in page],
        "counts": [(value, label, run.counts.get(value, 0)) for value, label in Outcome.choices],
        "shown": shown,
        "query": f"outcome={shown}" if shown else "",
        "is_running": run.status in {ImportStatus.CHECKING, ImportStatus.APPLYING},
        "seats_left": _seats_left(run),
        "steps": list(enumerate(STEPS)),
        "step": STEP_OF.get(ImportStatus(run.status)),
    }
    return render(request, "courses/admin/import_run.html", context, status=status)


def _columns(run: ImportRun) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "heading": heading,
            "samples": [row[number] for row in run.samples if number < len(row) and row[number]],
            "field": run.mapping.get(str(number), ""),
        }
        for number, heading in enumerate(run.headers)
    ]


def _seats_left(run: ImportRun) -> int | None:
    cohort, target = run.cohort, run.target
    if cohort is None or cohort.seats is None or target is None:
        return None
    return max(cohort.seats - seats_taken(target, cohort), 0)


@require_POST
def import_map_view(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say what the columns are."""
    staff_require(request, IMPORT)
    run = _run(uuid)
    mapping = {
        str(number): request.POST.get(f"column-{number}", "") for number in range(len(run.headers))
    }
    mapping = {number: field for number, field in mapping.items() if field in ImportField.values}
    try:
        import_map(run=run, mapping=mapping)
    except MappingRefusedError as error:
        run.mapping = mapping
        return _page(request, run, str(error), HTTPStatus.BAD_REQUEST)
    return redirect("import_run", uuid=run.uuid)


@require_POST
def import_confirm_view(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Start the import."""
    user = staff_require(request, IMPORT)
    run = _run(uuid)
    import_confirm(run=run, by=user)
    return redirect("import_run", uuid=run.uuid)


@require_POST
def import_cancel_view(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Drop it."""
    staff_require(request, IMPORT)
    import_cancel(run=_run(uuid))
    return redirect("imports")


@require_POST
def import_decide_view(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """Say whether a new line is the similar person."""
    staff_require(request, IMPORT)
    run = _run(uuid)
    line = get_object_or_404(ImportLine.objects.select_related("run"), run=run, number=number)
    line_decide(line=line, takes_similar=request.POST.get("same") == "1")
    query = request.POST.get("query", "")[:60]
    return redirect(f"{request.path.rpartition('lines/')[0]}?{query}#line-{line.number}")


def import_report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The lines with what became of them, as a workbook."""
    staff_require(request, IMPORT)
    run = _run(uuid)
    audit_write(
        action="courses.import_report",
        instance=run,
        by=request_user(request),
        title=run.name,
        format="xlsx",
        rows=run.lines.count(),
    )
    return _file(report_bytes(run), f"import-{run.created_at:%Y-%m-%d}.xlsx")


def import_template(request: HttpRequest) -> HttpResponse:
    """An empty list with the headings that are always understood and two invented people."""
    staff_require(request, IMPORT)
    return _file(template_bytes(), "liste-exemple.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
