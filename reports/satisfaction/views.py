"""What people thought of the courses, in the administration."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.http import request_user
from courses.api import SURVEY_GROUP_MIN, responses_visible
from reports.files import FORMATS, query_of, report_file
from reports.learning.permissions import gains_require
from reports.satisfaction.exports import comments_sheet, lines_sheet, questions_sheet
from reports.satisfaction.forms import SatisfactionFilterForm, SatisfactionGroup
from reports.satisfaction.selectors import (
    COMMENTS_SHOWN,
    group_lines,
    is_exposing,
    question_lines,
    rate_get,
    responses_filter,
)
from reports.scope import cohorts_choosable, counted_for


def satisfaction(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Response rate, distributions and comments; nothing of a group of fewer than five."""
    user = request_user(request)
    gains_require(user)
    counted = counted_for(user)
    form = SatisfactionFilterForm(request.GET, cohorts=cohorts_choosable(user, counted))
    context: dict[str, Any] = {"page_title": _("Satisfaction"), "form": form}
    if not form.is_valid():
        return render(request, "reports/satisfaction.html", context, status=HTTPStatus.BAD_REQUEST)
    filters = form.cleaned_data
    group = filters["group"] or SatisfactionGroup.COURSE
    visible = responses_visible(user)
    rows = responses_filter(visible, filters)
    shown = rows.count()
    is_small = is_exposing(visible, filters)
    lines = [] if is_small else group_lines(rows, group)
    questions = [] if is_small else question_lines(rows)
    heading = str(SatisfactionGroup(group).label)
    if request.GET.get("format") in FORMATS:
        sheets = [
            lines_sheet(lines, heading),
            questions_sheet(questions),
            comments_sheet(questions),
        ]
        return report_file(request, *sheets, name="satisfaction", rows=0 if is_small else shown)
    rate = rate_get(counted.enrolments, filters)
    context |= {
        "lines": lines,
        "group_label": heading,
        "questions": questions,
        "comments_shown": COMMENTS_SHOWN,
        "rate": rate,
        "is_rate_small": not counted.with_names and 0 < rate.offered < SURVEY_GROUP_MIN,
        "shown": shown,
        "is_small": is_small,
        "query": query_of(request),
    }
    return render(request, "reports/satisfaction.html", context)
