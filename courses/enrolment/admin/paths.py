"""Learning paths in the administration: who follows one and how far, what staff change."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import NotFoundError
from courses.enrolment.admin.forms import PathAddForm, PathFilterForm, ReasonForm, TransferForm
from courses.enrolment.admin.people import name_filter
from courses.enrolment.admin.permissions import CHANGE, IMPORT, VIEW, staff_require
from courses.enrolment.enums import EntryWay
from courses.enrolment.models import ProgrammeEnrolment
from courses.enrolment.selectors import cohorts_visible, courses_of_paths, paths_visible
from courses.enrolment.services import (
    EntryAsk,
    enrolment_reopen,
    enrolment_transfer,
    enter,
    path_withdraw,
)

PER_PAGE = 50


def path_index(request: HttpRequest) -> HttpResponse:
    """List who follows a path, with the courses done."""
    user = staff_require(request, VIEW)
    form = PathFilterForm(request.GET)
    data = form.cleaned_data if form.is_valid() else {}
    rows = paths_visible(user).select_related("user", "programme", "cohort")
    for name in ("programme", "status"):
        if data.get(name):
            rows = rows.filter(**{name: data[name]})
    rows = name_filter(rows, data.get("q") or "")
    page = Paginator(rows.order_by("-enrolled_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    courses = courses_of_paths(list(page))
    kept = [(name, value) for name, value in request.GET.items() if name != "page" and value]
    context = {
        "page_title": _("Learning paths"),
        "form": form,
        "page_obj": page,
        "lines": [(row, courses[row.pk]) for row in page],
        "query": urlencode(kept),
        "may_enrol": user.has_perm(IMPORT),
    }
    return render(request, "courses/admin/paths.html", context)


def path_new(request: HttpRequest) -> HttpResponse:
    """Enrol a known person in a path: for those who bring people in."""
    user = staff_require(request, IMPORT)
    form = PathAddForm(request.POST or None, cohorts=cohorts_visible(user))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        person: User = data["person"]
        entry = enter(
            EntryAsk(
                user=person,
                target=data["programme"],
                language=person.language,
                way=EntryWay.STAFF,
                cohort=data["cohort"],
                by=user,
                reason=data["reason"],
            )
        )
        if entry.path is None:
            messages.info(request, _("No seat is left: the person is on the waiting list."))
            return redirect("enrolment_paths")
        messages.success(request, _("The person follows the path; its first course is open."))
        return redirect("enrolment_path", uuid=entry.path.uuid)
    context = {"page_title": _("Enrol in a path"), "form": form}
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "courses/admin/path_new.html", context, status=status)


def _row(user: User, uuid: UUID) -> ProgrammeEnrolment:
    row = paths_visible(user).select_related("user", "programme", "cohort").filter(uuid=uuid)
    found = row.first()
    if found is None:
        raise NotFoundError
    return found


def path_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One path with its courses, its history and what may be done."""
    user = staff_require(request, VIEW)
    return _detail(request, user, _row(user, uuid), {})


def _detail(
    request: HttpRequest,
    user: User,
    row: ProgrammeEnrolment,
    bound: dict[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    cohorts = cohorts_visible(user).filter(programme=row.programme)
    forms = {
        "withdraw": ReasonForm(prefix="withdraw"),
        "reopen": ReasonForm(prefix="reopen"),
        "transfer": TransferForm(
            prefix="transfer", cohorts=cohorts, initial={"cohort": row.cohort}
        ),
        **bound,
    }
    context = {
        "page_title": str(row.user),
        "row": row,
        "courses": courses_of_paths([row])[row.pk],
        "events": list(row.events.select_related("by").order_by("at", "pk")),
        "forms": forms,
        "may_change": user.has_perm(CHANGE),
    }
    return render(request, "courses/admin/path.html", context, status=status)


def path_change(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """Withdraw, take up again or move to another cohort, with a reason; by POST."""
    user = staff_require(request, CHANGE)
    row = _row(user, uuid)
    if act not in {"withdraw", "reopen", "transfer"}:
        raise NotFoundError
    if request.method != "POST":
        return redirect("enrolment_path", uuid=row.uuid)
    form: Any = ReasonForm(request.POST, prefix=act)
    if act == "transfer":
        cohorts = cohorts_visible(user).filter(programme=row.programme)
        form = TransferForm(request.POST, prefix=act, cohorts=cohorts)
    if not form.is_valid():
        return _detail(request, user, row, {act: form}, HTTPStatus.BAD_REQUEST)
    reason = form.cleaned_data["reason"]
    if act == "withdraw":
        path_withdraw(path=row, by=user, reason=reason)
    elif act == "reopen":
        enrolment_reopen(subject=row, by=user, reason=reason)
    else:
        enrolment_transfer(subject=row, cohort=form.cleaned_data["cohort"], by=user, reason=reason)
    messages.success(request, _("The enrolment is changed; its history says so."))
    return redirect("enrolment_path", uuid=row.uuid)
