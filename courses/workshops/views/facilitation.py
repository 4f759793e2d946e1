"""The facilitator's space: the kit, the records of workshops; and their review."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.http import request_user
from core.exceptions import NotFoundError, PermissionRefusedError
from courses.catalogue.models import Course
from courses.workshops.enums import AgeBand, ParticipantSex
from courses.workshops.exceptions import NotFacilitatorError, WorkshopLockedError
from courses.workshops.facilitation_forms import (
    ReviewForm,
    WorkshopForm,
    workshop_blank,
    workshop_initial,
)
from courses.workshops.models import WorkshopReport
from courses.workshops.permissions import workshops_reviewed_by
from courses.workshops.selectors import courses_facilitated_by, workshops_similar
from courses.workshops.services.facilitation import workshop_review, workshop_save

PER_PAGE = 20


@login_required
def facilitator_home(request: HttpRequest) -> HttpResponse:
    """The kits and the own records of those who completed a course that trains facilitators."""
    user = request_user(request)
    courses = list(courses_facilitated_by(user))
    if not courses:
        raise NotFacilitatorError
    reports = WorkshopReport.objects.filter(facilitator=user).select_related("organisation")
    page = Paginator(reports, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "courses": courses,
        "page_obj": page,
        "people": sum(reports.filter(status="validated").values_list("total", flat=True)),
        "workshops": reports.filter(status="validated").count(),
    }
    return render(request, "courses/facilitation/home.html", context)


@login_required
def workshop_new(request: HttpRequest, course_code: str) -> HttpResponse:
    """Record a workshop."""
    user = request_user(request)
    course = courses_facilitated_by(user).filter(code=course_code).first()
    if course is None:
        raise NotFacilitatorError
    form = WorkshopForm(request.POST or None, facilitator=user, initial=workshop_blank(user))
    return _form_answer(request, form, course, None)


@login_required
def workshop_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Correct an own record until it is validated."""
    user = request_user(request)
    report = (
        WorkshopReport.objects.select_related("course").filter(uuid=uuid, facilitator=user).first()
    )
    if report is None:
        raise NotFoundError
    if report.is_validated:
        raise WorkshopLockedError
    form = WorkshopForm(request.POST or None, facilitator=user, initial=workshop_initial(report))
    return _form_answer(request, form, report.course, report)


def _form_answer(
    request: HttpRequest, form: WorkshopForm, course: Course, report: WorkshopReport | None
) -> HttpResponse:
    """Save and go back; or show the form, with its errors or with what looks like a duplicate."""
    user = request_user(request)
    similar = []
    if request.method == "POST" and form.is_valid():
        data = form.data_get()
        uuid = report.uuid if report else form.cleaned_data["uuid"]
        similar = list(
            workshops_similar(
                facilitator=user,
                organisation_id=data.organisation.pk,
                held_on=data.held_on,
                without=uuid,
            )
        )
        if not similar or request.POST.get("confirmed") == "on":
            workshop_save(uuid=uuid, course=course, facilitator=user, data=data)
            messages.success(request, _("The workshop is recorded. Thank you."))
            return redirect("courses:facilitator")
    status = HTTPStatus.OK
    if form.is_bound:
        status = HTTPStatus.CONFLICT if similar else HTTPStatus.BAD_REQUEST
    context = {"form": form, "course": course, "report": report, "similar": similar}
    return render(request, "courses/facilitation/workshop_form.html", context, status=status)


@login_required
def review_list(request: HttpRequest) -> HttpResponse:
    """The records that wait for this reviewer, then the others."""
    user = request_user(request)
    rows = workshops_reviewed_by(user)
    if not (user.has_perm("courses.change_workshopreport") or rows.exists()):
        raise PermissionRefusedError
    waiting = rows.filter(status="sent").order_by("held_on", "pk")
    page = Paginator(rows.exclude(status="sent"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"waiting": waiting, "page_obj": page}
    return render(request, "courses/facilitation/review_list.html", context)


@login_required
def review_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One record: look at its numbers, validate it or return it."""
    user = request_user(request)
    report = workshops_reviewed_by(user).filter(uuid=uuid).prefetch_related("counts").first()
    if report is None:
        raise NotFoundError
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        validate = request.POST.get("act") == "validate"
        workshop_review(report=report, validate=validate, note=form.cleaned_data["note"], by=user)
        messages.success(
            request, _("The record is validated.") if validate else _("The record is returned.")
        )
        return redirect("courses:review_list")
    counted = {(row.sex, row.age_band): row.count for row in report.counts.all()}
    context = {
        "report": report,
        "form": form,
        "sexes": ParticipantSex.labels,
        "grid": [
            (label, [counted.get((sex, band), 0) for sex in ParticipantSex.values])
            for band, label in AgeBand.choices
        ],
        "similar": workshops_similar(
            facilitator=report.facilitator,
            organisation_id=report.organisation_id,
            held_on=report.held_on,
            without=report.uuid,
        ),
    }
    return render(request, "courses/facilitation/review.html", context)
