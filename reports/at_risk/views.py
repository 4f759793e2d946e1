"""Who has not started, is stuck or late, with the action beside it."""

from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.http import request_user
from courses.api import may_write_to
from reports.at_risk.exports import cohorts_sheet, people_sheet
from reports.at_risk.forms import RiskFilterForm
from reports.at_risk.selectors import cohorts_at_risk, risks_get
from reports.files import FORMATS, query_of, report_file
from reports.learning.permissions import gains_require
from reports.scope import counted_for

PER_PAGE = 20


def at_risk(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The cohorts that the person follows, a page of them, and in each those who need help."""
    user = request_user(request)
    gains_require(user)
    counted = counted_for(user)
    form = RiskFilterForm(request.GET, cohorts=cohorts_at_risk(user, counted, {}))
    context: dict[str, Any] = {"page_title": _("Who needs help"), "form": form}
    if not form.is_valid():
        return render(request, "reports/at_risk.html", context, status=HTTPStatus.BAD_REQUEST)
    filters = form.cleaned_data
    cohorts = cohorts_at_risk(user, counted, filters)
    enrolments = counted.enrolments
    if filters["organisation"]:
        path = filters["organisation"].path
        enrolments = enrolments.filter(organisation__path__startswith=path)
    choice: Any = {"need": filters["need"], "with_names": counted.with_names}
    if request.GET.get("format") in FORMATS:
        risks = risks_get(list(cohorts), enrolments, **choice)
        sheets = [cohorts_sheet(risks)]
        if counted.with_names:
            sheets.insert(0, people_sheet(risks))
        rows = sum(len(risk.people) for risk in risks)
        return report_file(request, *sheets, name="at-risk", rows=rows or len(risks))
    page = Paginator(cohorts, PER_PAGE).get_page(request.GET.get("page"))
    risks = risks_get(list(page), enrolments, **choice)
    writable = may_write_to(user, [risk.cohort for risk in risks])
    for risk in risks:
        risk.may_write = risk.cohort.pk in writable
    context |= {
        "risks": risks,
        "page_obj": page,
        "with_names": counted.with_names,
        "may_change": user.has_perm("courses.change_enrolment"),
        "query": query_of(request),
    }
    return render(request, "reports/at_risk.html", context)
