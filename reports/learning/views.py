"""What people learned, and the questions of an assessment, in the administration."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.http import request_user
from reports.files import FORMATS, query_of, report_file
from reports.learning.exports import gain_sheet, items_sheet, options_sheet
from reports.learning.forms import GainFilterForm, GainGroup, ItemsFilterForm
from reports.learning.permissions import gains_require, items_require
from reports.learning.privacy import analysis_hide
from reports.learning.remarks import ANSWERS_MIN, DISCRIMINATION_MIN, LANGUAGE_MIN
from reports.learning.selectors import (
    Analysis,
    assessment_analyse,
    assessments_analysed,
    enrolments_filter,
    gain_hidden,
    gain_lines,
    gains_read,
    people_assessed,
    people_tested,
)
from reports.scope import cohorts_choosable, counted_for, is_exposed

Answer = HttpResponse | StreamingHttpResponse


def gains(request: HttpRequest) -> Answer:
    """The gain from the pre-test to the post-test, with its spread."""
    user = request_user(request)
    gains_require(user)
    counted = counted_for(user)
    form = GainFilterForm(request.GET, cohorts=cohorts_choosable(user, counted))
    context: dict[str, Any] = {"page_title": _("Learning gain"), "form": form}
    if not form.is_valid():
        return render(request, "reports/gains.html", context, status=HTTPStatus.BAD_REQUEST)
    filters = form.cleaned_data
    group = filters["group"] or GainGroup.COURSE
    rows = enrolments_filter(counted.enrolments, filters)
    found = gains_read(rows, group=group, language=filters["language"])
    lines, total = gain_lines(found, with_names=counted.with_names)
    if not counted.with_names:
        course = {"course": filters["course"]}
        whole = people_tested(enrolments_filter(counted.enrolments, course))
        if is_exposed(len({row[1] for _label, row in found}), whole):
            lines, total = [], gain_hidden()
    heading = str(GainGroup(group).label)
    if request.GET.get("format") in FORMATS:
        return report_file(request, gain_sheet(lines, total, heading), name="gain", rows=len(lines))
    context |= {
        "lines": lines,
        "total": total,
        "group_label": heading,
        "with_names": counted.with_names,
        "query": query_of(request),
    }
    return render(request, "reports/gains.html", context)


def items(request: HttpRequest) -> Answer:
    """The item analysis of one assessment, both languages side by side."""
    user = request_user(request)
    items_require(user)
    counted = counted_for(user)
    form = ItemsFilterForm(
        request.GET,
        cohorts=cohorts_choosable(user, counted),
        assessments=assessments_analysed(counted.enrolments),
    )
    context: dict[str, Any] = {"page_title": _("Questions of the assessments"), "form": form}
    if not form.is_valid():
        return render(request, "reports/items.html", context, status=HTTPStatus.BAD_REQUEST)
    assessment = form.cleaned_data["assessment"]
    if assessment is None:
        return render(request, "reports/items.html", context)
    rows = enrolments_filter(counted.enrolments, form.cleaned_data)
    analysis = assessment_analyse(assessment, rows)
    is_small = False
    if not counted.with_names:
        whole = people_assessed(assessment, counted.enrolments)
        is_small = is_exposed(people_assessed(assessment, rows), whole)
        analysis = replace(analysis, items=[]) if is_small else analysis_hide(analysis)
    if request.GET.get("format") in FORMATS:
        sheets = [items_sheet(analysis), options_sheet(analysis)]
        name = f"questions-{assessment.unit.code}"
        return report_file(request, *sheets, name=name, rows=len(analysis.items))
    context |= {
        "assessment": assessment,
        "analysis": analysis,
        "is_small": is_small,
        "weak": _weak(analysis),
        "may_edit": user.has_perm("courses.change_question"),
        "minimum": ANSWERS_MIN,
        "discrimination_minimum": DISCRIMINATION_MIN,
        "language_minimum": LANGUAGE_MIN,
        "query": query_of(request),
    }
    return render(request, "reports/items.html", context)


def _weak(analysis: Analysis) -> int:
    """How many questions an author should read again."""
    return sum(1 for one in analysis.items if any(row.is_serious for row in one.remarks))
