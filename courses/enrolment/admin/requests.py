"""Requests to decide and the waiting list, in the administration."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from courses.enrolment.admin.forms import DecideForm
from courses.enrolment.admin.permissions import DECIDE, staff_require
from courses.enrolment.enums import RequestStatus
from courses.enrolment.models import Cohort, EnrolmentRequest, WaitingPlace, target_fields
from courses.enrolment.services import request_decide

PER_PAGE = 50


def request_index(request: HttpRequest) -> HttpResponse:
    """Requests: those to decide first, or the decided ones."""
    staff_require(request, DECIDE)
    shown = request.GET.get("status", RequestStatus.PENDING.value)
    if shown not in RequestStatus.values:
        shown = RequestStatus.PENDING.value
    rows = EnrolmentRequest.objects.filter(status=shown)
    rows = rows.select_related("user", "course", "programme", "decided_by")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_title": _("Requests"),
        "page_obj": page,
        "statuses": RequestStatus.choices,
        "shown": shown,
        "query": f"status={shown}",
    }
    return render(request, "courses/admin/requests.html", context)


def request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One request; approve or refuse by POST."""
    user = staff_require(request, DECIDE)
    rows = EnrolmentRequest.objects.select_related("user", "course", "programme")
    row = get_object_or_404(rows, pk=pk)
    cohorts = Cohort.objects.filter(**target_fields(row.target))
    form = DecideForm(request.POST if request.method == "POST" else None, cohorts=cohorts)
    if form.is_valid():
        approve = request.POST.get("decision") == "approve"
        entry = request_decide(
            request=row,
            by=user,
            approve=approve,
            reason=form.cleaned_data["reason"],
            cohort=form.cleaned_data["cohort"],
        )
        if entry is not None and not entry.is_in:
            messages.warning(request, _("Accepted; no seat is free: on the waiting list."))
        else:
            messages.success(request, _("The decision is sent to the person by e-mail."))
        return redirect("enrolment_requests")
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    context = {"page_title": str(row.user), "row": row, "form": form}
    return render(request, "courses/admin/request.html", context, status=status)


def waiting_index(request: HttpRequest) -> HttpResponse:
    """Who waits for what, in order."""
    staff_require(request, DECIDE)
    rows = WaitingPlace.objects.filter(promoted_at=None, left_at=None)
    rows = rows.select_related("user", "course", "programme", "cohort")
    rows = rows.order_by("course", "programme", "cohort", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_title": _("Waiting list"), "page_obj": page, "query": ""}
    return render(request, "courses/admin/waiting.html", context)
