"""The funnel of a course, and the certificates issued."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.sheets import Sheet
from courses.models import Course
from reports.charts import Series, chart_bars
from reports.figures.certificates import STATES, certificates_count
from reports.figures.funnel import Funnel, funnel_get
from reports.figures.grid import ALL
from reports.indicators import indicator_get
from reports.outputs import KINDS, About, file_answer
from reports.screens.forms import ReportForm
from reports.screens.question import Question, question_read


class PeriodForm(ReportForm):
    """A period alone."""

    def __init__(self, data: Any, **extra: Any) -> None:
        super().__init__(data, **extra)
        for name in set(self.fields) - {"year", "since", "until"}:
            del self.fields[name]


class FunnelForm(PeriodForm):
    """A course and a period."""

    def __init__(self, data: Any, **extra: Any) -> None:
        super().__init__(data, **extra)
        self.course: Course | None = None
        self.fields["course"] = forms.ModelChoiceField(
            Course.objects.order_by("position"), label=_("Course"), required=False, empty_label=None
        )
        self.order_fields(["course", "year", "since", "until"])

    def clean(self) -> dict[str, Any]:
        """Keep the row apart: the selection has keys only."""
        data = super().clean()
        self.course = data.pop("course", None) or Course.objects.order_by("position").first()
        if self.course is not None:
            data["course"] = str(self.course.pk)
        return data


def funnel(request: HttpRequest) -> HttpResponse:
    """Enrolled, began, half, tried, passed, completed, certified; where people stop."""
    asked = question_read(request, FunnelForm)
    context: dict[str, Any] = {
        "page_title": _("Path through a course"),
        "asked": asked,
        "form": asked.form,
    }
    if not asked.form.is_valid():
        status = HTTPStatus.BAD_REQUEST
        return render(request, "reports/funnel.html", context, status=status)
    selection = asked.form.selection()
    course = asked.form.course if isinstance(asked.form, FunnelForm) else None
    if course is None or selection.since is None or selection.until is None:
        return render(request, "reports/funnel.html", context)
    found = funnel_get(asked.reader, course=course, since=selection.since, until=selection.until)
    kind = request.GET.get("format", "")
    if kind in KINDS:
        return _funnel_file(asked, found, kind)
    context |= {"funnel": found, "chart": _funnel_chart(found)}
    return render(request, "reports/funnel.html", context)


def _funnel_chart(found: Funnel) -> str:
    return chart_bars(
        title=_("Path through “%(course)s”") % {"course": found.course},
        text=_("Bars for each step; the table below has the same figures."),
        labels=[str(step.label) for step in found.steps],
        series=[Series(name=_("Enrolments"), values=[step.count for step in found.steps])],
    )


def _funnel_file(asked: Question, found: Funnel, kind: str) -> HttpResponse:
    hidden = _("hidden (small group)")
    rows: list[list[Any]] = [
        [str(step.label), hidden if step.count is None else step.count, step.percent]
        for step in found.steps
    ]
    rows += [[_("Last unit: %(title)s") % {"title": one.title}, one.count] for one in found.stops]
    sheet = Sheet(
        title=_("Path"), columns=[str(found.course), _("Enrolments"), _("Per cent")], rows=rows
    )
    answer: Any = file_answer(
        sheet=sheet,
        about=_about(asked, _("Path through a course"), "enrolled"),
        kind=kind,
        name=f"path-{found.course.code}",
        count=len(rows),
        query=asked.query,
    )
    return answer


def _about(asked: Question, title: str, indicator: str) -> About:
    return About(
        title=title,
        by=asked.user,
        as_of=asked.state.seen_until,
        selection=asked.form.selection(),
        indicators=[indicator_get(indicator)],
    )


def certificates(request: HttpRequest) -> HttpResponse:
    """Certificates issued in a period by template, and what became of them."""
    asked = question_read(request, PeriodForm)
    context: dict[str, Any] = {
        "page_title": _("Certificates issued"),
        "asked": asked,
        "form": asked.form,
    }
    if not asked.form.is_valid():
        status = HTTPStatus.BAD_REQUEST
        return render(request, "reports/certificates.html", context, status=status)
    selection = asked.form.selection()
    if selection.since is None or selection.until is None:
        return render(request, "reports/certificates.html", context)
    grid = certificates_count(asked.reader, since=selection.since, until=selection.until)
    lines = [
        (name, [grid.at(name, column) for column in (*STATES, ALL)])
        for name in sorted(grid.row_keys)
    ]
    totals = [grid.at(ALL, column) for column in (*STATES, ALL)]
    kind = request.GET.get("format", "")
    if kind in KINDS:
        hidden = _("hidden (small group)")
        rows = [
            [name, *(hidden if cell.shown is None else cell.shown for cell in cells)]
            for name, cells in [*lines, (_("Total"), totals)]
        ]
        sheet = Sheet(
            title=_("Certificates issued"),
            columns=[_("Template"), *(str(label) for label in STATES.values()), _("Issued")],
            rows=rows,
        )
        answer: Any = file_answer(
            sheet=sheet,
            about=_about(asked, _("Certificates issued"), "certified"),
            kind=kind,
            name="certificates",
            count=len(rows),
            query=asked.query,
        )
        return answer
    context |= {"states": list(STATES.values()), "lines": lines, "totals": totals}
    return render(request, "reports/certificates.html", context)
