"""Enrolments in the administration: whom one may see, their history, and what staff may change."""

import datetime as dt
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
from accounts.selectors import named_q
from core.audit import audit_words
from core.dates import date_format_long
from core.exceptions import NotFoundError
from courses.enrolment.admin.forms import EnrolmentFilterForm, ExtendForm, ReasonForm, TransferForm
from courses.enrolment.admin.permissions import CHANGE, VIEW, staff_require
from courses.enrolment.models import Enrolment
from courses.enrolment.selectors import cohorts_visible, enrolments_visible, events_of
from courses.enrolment.services import (
    enrolment_extend,
    enrolment_reopen,
    enrolment_transfer,
    enrolment_withdraw,
)

PER_PAGE = 50


def enrolment_index(request: HttpRequest) -> HttpResponse:
    """List the enrolments that this person may see, filtered."""
    user = staff_require(request, VIEW)
    form = EnrolmentFilterForm(request.GET, user=user)
    is_valid = form.is_valid()
    rows = _filtered(enrolments_visible(user), form.cleaned_data if is_valid else {})
    rows = rows.select_related("user", "course", "cohort", "organisation")
    page = Paginator(rows.order_by("-enrolled_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    kept = [(name, value) for name, value in request.GET.items() if name != "page" and value]
    context = {
        "page_title": _("Enrolments"),
        "form": form,
        "page_obj": page,
        "query": urlencode(kept),
    }
    status = HTTPStatus.OK if is_valid else HTTPStatus.BAD_REQUEST
    return render(request, "courses/admin/enrolments.html", context, status=status)


def _filtered(rows: Any, filters: dict[str, Any]) -> Any:
    for name in ("course", "cohort", "status"):
        if filters.get(name):
            rows = rows.filter(**{name: filters[name]})
    if filters.get("organisation"):
        rows = rows.filter(organisation__path__startswith=filters["organisation"].path)
    return name_filter(rows, filters.get("q") or "")


def name_filter(rows: Any, text: str) -> Any:
    """Keep the rows whose person has every word in a name, an address or the login name."""
    for word in text.split():
        rows = rows.filter(named_q(word, "user__", also=("email", "contact_email", "username")))
    return rows


def _row(user: User, uuid: UUID) -> Enrolment:
    rows = enrolments_visible(user).select_related("user", "course", "cohort", "path__programme")
    row: Enrolment | None = rows.filter(uuid=uuid).first()
    if row is None:
        raise NotFoundError
    return row


def enrolment_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One enrolment with its history and what may be done."""
    user = staff_require(request, VIEW)
    row = _row(user, uuid)
    return _detail(request, user, row)


def _detail(
    request: HttpRequest,
    user: User,
    row: Enrolment,
    bound: dict[str, Any] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    cohorts = cohorts_visible(user).filter(course=row.course)
    forms = {
        "withdraw": ReasonForm(prefix="withdraw"),
        "reopen": ReasonForm(prefix="reopen"),
        "transfer": TransferForm(
            prefix="transfer", cohorts=cohorts, initial={"cohort": row.cohort}
        ),
        "extend": ExtendForm(prefix="extend", initial={"until": row.access_until}),
        **(bound or {}),
    }
    context = {
        "page_title": str(row.user),
        "row": row,
        "events": [
            {"event": event, "before": _stated(event.before), "after": _stated(event.after)}
            for event in events_of(row)
        ],
        "forms": forms,
        "may_change": user.has_perm(CHANGE),
    }
    return render(request, "courses/admin/enrolment.html", context, status=status)


def _stated(value: str) -> str:
    """A status or a day in words; a cohort's code as it is."""
    try:
        return date_format_long(dt.date.fromisoformat(value))
    except ValueError:
        return audit_words(value)


def enrolment_change(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """Withdraw, reopen, transfer or extend, with a reason; by POST."""
    user = staff_require(request, CHANGE)
    row = _row(user, uuid)
    if request.method != "POST":
        return redirect("enrolment_detail", uuid=row.uuid)
    form = _form(request, user, row, act)
    if not form.is_valid():
        return _detail(request, user, row, {act: form}, HTTPStatus.BAD_REQUEST)
    data = form.cleaned_data
    reason = data["reason"]
    if act == "withdraw":
        enrolment_withdraw(enrolment=row, by=user, reason=reason)
    elif act == "reopen":
        enrolment_reopen(subject=row, by=user, reason=reason)
    elif act == "transfer":
        enrolment_transfer(subject=row, cohort=data["cohort"], by=user, reason=reason)
    else:
        enrolment_extend(enrolment=row, until=data["until"], by=user, reason=reason)
    messages.success(request, _("The enrolment is changed; its history says so."))
    return redirect("enrolment_detail", uuid=row.uuid)


def _form(request: HttpRequest, user: User, row: Enrolment, act: str) -> Any:
    if act == "transfer":
        cohorts = cohorts_visible(user).filter(course=row.course)
        return TransferForm(request.POST, prefix=act, cohorts=cohorts)
    if act == "extend":
        return ExtendForm(request.POST, prefix=act)
    if act in {"withdraw", "reopen"}:
        return ReasonForm(request.POST, prefix=act)
    raise NotFoundError
