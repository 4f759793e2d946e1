"""The board on the site: list of cohorts, members of one, one member, files."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import request_user
from accounts.models import User
from core.audit import audit_write
from core.exceptions import NotFoundError
from core.sheets import Sheet, sheet_answer
from courses.catalogue.models import Unit
from courses.enrolment.due import due_extend
from courses.enrolment.models import Cohort
from courses.progress.board.exports import columns, row_values
from courses.progress.board.filters import BoardFilterForm, members_count, members_filter
from courses.progress.board.forms import ExtensionForm
from courses.progress.board.members import members_detail, members_get
from courses.progress.board.permissions import (
    cohort_followed,
    follow_require,
    may_write,
    members_shown,
    write_require,
)
from courses.progress.board.selectors import cohort_sizes, cohorts_list, member_detail

PER_PAGE = 25


@login_required
def cohorts(request: HttpRequest) -> HttpResponse:
    """The cohorts that the person follows."""
    user = request_user(request)
    follow_require(user)
    words = request.GET.get("q", "")[:100]
    archived = bool(request.GET.get("archived"))
    rows = cohorts_list(user, words=words, archived=archived)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    sizes = cohort_sizes(user, shown)
    context = {
        "page_obj": page,
        "entries": [{"cohort": cohort, "sizes": sizes.get(cohort.pk)} for cohort in shown],
        "q": words,
        "archived": archived,
        "query": _query(request),
    }
    return render(request, "courses/board/cohorts.html", context)


@login_required
def board(request: HttpRequest, code: str) -> HttpResponse:
    """The members of one cohort, filtered; as a page."""
    user = request_user(request)
    follow_require(user)
    cohort = cohort_followed(user, code)
    form = BoardFilterForm(request.GET)
    status = HTTPStatus.OK if form.is_valid() else HTTPStatus.BAD_REQUEST
    members = members_get(cohort, members_shown(user, cohort))
    found = members_filter(members, form.cleaned_data)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    members_detail(page)
    context = {
        "cohort": cohort,
        "trainers": list(cohort.trainers.all()),
        "form": form,
        "counts": members_count(members),
        "page_obj": page,
        "found": len(found),
        "query": _query(request),
        "may_write": may_write(user, cohort),
        "filtered": any(form.cleaned_data.get(name) for name in ("q", "state", "late")),
    }
    return render(request, "courses/board/board.html", context, status=status)


@login_required
def export(request: HttpRequest, code: str) -> HttpResponse | StreamingHttpResponse:
    """The same members as a file. Audited."""
    user = request_user(request)
    follow_require(user)
    cohort = cohort_followed(user, code)
    kind = request.GET.get("format", "csv")
    form = BoardFilterForm(request.GET)
    if kind not in {"csv", "xlsx"} or not form.is_valid():
        raise NotFoundError
    found = members_filter(members_get(cohort, members_shown(user, cohort)), form.cleaned_data)
    members_detail(found)
    audit_write(
        action="courses.cohort_export",
        instance=cohort,
        by=user,
        format=kind,
        rows=len(found),
        query=_query(request),
    )
    rows = [row_values(one) for one in found]
    sheet = Sheet(title=_("Members"), columns=columns(), rows=rows)
    return sheet_answer(sheet, name=cohort.code, kind=kind)


def _query(request: HttpRequest) -> str:
    """The filters as an address, without page and format."""
    kept: list[tuple[str, Any]] = [
        (name, value)
        for name, value in request.GET.items()
        if name not in {"page", "format"} and value
    ]
    return urlencode(kept)


def _member_find(user: User, cohort: Cohort, person: UUID) -> Any:
    rows = members_shown(user, cohort).filter(user__uuid=person)
    if not rows.exists():
        raise NotFoundError
    return rows


@login_required
def member(request: HttpRequest, code: str, person: UUID) -> HttpResponse:
    """One member: what is done, due, scored, attended, and what was written to them."""
    user = request_user(request)
    follow_require(user)
    cohort = cohort_followed(user, code)
    return _member_page(request, cohort, _member_find(user, cohort, person), None)


def _member_page(
    request: HttpRequest, cohort: Cohort, rows: Any, form: ExtensionForm | None
) -> HttpResponse:
    user = request_user(request)
    language = (get_language() or "fr")[:2]
    found = members_get(cohort, rows)
    members_detail(found)
    courses = member_detail(rows, language)
    context = {
        "cohort": cohort,
        "member": found[0],
        "person": courses[0].enrolment.user,
        "courses": courses,
        "may_write": may_write(user, cohort),
        "form": form or ExtensionForm(),
        "announcements": list(
            courses[0]
            .enrolment.user.announcements_received.filter(announcement__cohort=cohort)
            .select_related("announcement")
            .order_by("-pk")[:20]
        ),
    }
    status = HTTPStatus.BAD_REQUEST if form is not None else HTTPStatus.OK
    return render(request, "courses/board/member.html", context, status=status)


@require_POST
@login_required
def extend(request: HttpRequest, code: str, person: UUID) -> HttpResponse:
    """Give one member more time for one unit, with a reason."""
    user = request_user(request)
    follow_require(user)
    cohort = cohort_followed(user, code)
    write_require(user, cohort)
    rows = _member_find(user, cohort, person)
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        return _member_page(request, cohort, rows, form)
    unit = Unit.objects.filter(pk=form.cleaned_data["unit"]).first()
    enrolment = rows.filter(course=unit.course_id).first() if unit else None
    if unit is None or enrolment is None:
        raise NotFoundError
    due_extend(
        enrolment=enrolment,
        unit=unit,
        day=form.cleaned_data["day"],
        reason=form.cleaned_data["reason"],
        by=user,
    )
    messages.success(request, _("The new date is saved."))
    return redirect("courses:board_member", code=cohort.code, person=person)
