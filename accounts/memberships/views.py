"""Where people belonged, in the administration: one person's lines, and a move of many."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.http import request_user
from accounts.institutions.views import institution_get
from accounts.memberships.forms import MembershipCorrectForm, MembershipForm, MoveForm
from accounts.memberships.services import (
    membership_add,
    membership_correct,
    memberships_move,
)
from accounts.models import Membership, User
from accounts.scope import people_visible
from accounts.selectors import memberships_of, memberships_on, named_q
from core.exceptions import LmsError, PermissionRefusedError

PER_PAGE = 100
# What one request moves; a longer list is imported.
MOVE_MAX = 500


def staff_require(request: HttpRequest) -> User:
    """Return the person, or raise PermissionRefusedError: administrators only."""
    user = request_user(request)
    if not user.has_perm("accounts.change_membership"):
        raise PermissionRefusedError
    return user


def person_memberships(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All lines of a person, and a form for a new one."""
    by = staff_require(request)
    person = get_object_or_404(people_visible(by), uuid=uuid)
    form = MembershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            membership_add(user=person, data=data, by=by, reason=data["reason"])
        except LmsError as error:
            form.add_error("starts_on", str(error))
        else:
            messages.success(request, _("The membership is added."))
            return redirect("person_memberships", uuid=person.uuid)
    context = {
        "page_title": _("Institutions over time"),
        "person": person,
        "rows": list(memberships_of(person)),
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "accounts/memberships/person.html", context, status=status)


def membership_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct or close a line."""
    by = staff_require(request)
    rows = Membership.objects.filter(user__in=people_visible(by))
    row = get_object_or_404(rows.select_related("user", "organisation"), pk=pk)
    names = ("organisation", "organisation_other", "position", "region", "city")
    initial: dict[str, Any] = {name: getattr(row, name) for name in (*names, "starts_on")}
    initial["ends_on"] = row.ends_on
    form = MembershipCorrectForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            membership_correct(membership=row, data=data, by=by, reason=data["reason"])
        except LmsError as error:
            form.add_error("starts_on", str(error))
        else:
            messages.success(request, _("The membership is corrected."))
            return redirect("person_memberships", uuid=row.user.uuid)
    context = {"page_title": _("Correct a membership"), "row": row, "form": form}
    status = 400 if form.errors else 200
    return render(request, "accounts/memberships/edit.html", context, status=status)


def institution_members(request: HttpRequest, pk: int) -> HttpResponse:
    """Who belongs today to an institution, with all below it; those chosen can be moved."""
    by = staff_require(request)
    row = institution_get(pk)
    words = request.GET.get("q", "")[:100].split()
    people = memberships_on(timezone.localdate()).filter(
        organisation__path__startswith=row.path, user__in=people_visible(by)
    )
    for word in words:
        people = people.filter(named_q(word, "user__"))
    ordered = people.select_related("user", "organisation").order_by(
        "user__family_name", "user__given_name", "user_id"
    )
    context = {
        "page_title": _("Members"),
        "row": row,
        "q": " ".join(words),
        "page_obj": Paginator(ordered, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "accounts/memberships/members.html", context)


def people_move(request: HttpRequest) -> HttpResponse:
    """Move those who are named (`person`, several) from a day on: first shown, then confirmed."""
    by = staff_require(request)
    people = list(_people_named(request, by))
    if not people:
        messages.warning(request, _("Choose at least one person."))
        return redirect("wagtailsnippets_accounts_organisation:list")
    is_confirmed = request.method == "POST" and "confirm" in request.POST
    asked = request.POST if "starts_on" in request.POST else None
    form = MoveForm(asked, initial={"starts_on": timezone.localdate()})
    result = None
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        result = memberships_move(people=people, by=by, is_dry=not is_confirmed, **data)
        if is_confirmed:
            said = ngettext("%(n)s person moved.", "%(n)s people moved.", result.changed)
            messages.success(request, said % {"n": result.changed})
            return redirect("institution_members", pk=data["organisation"].pk)
    context = {
        "page_title": _("Move people"),
        "people": people,
        "form": form,
        "result": result,
        "target": form.cleaned_data.get("organisation") if result else None,
        "day": form.cleaned_data.get("starts_on") if result else None,
    }
    status = 400 if form.errors else 200
    return render(request, "accounts/memberships/move.html", context, status=status)


def _people_named(request: HttpRequest, by: User) -> Any:
    """Those who are named and may be seen; names that are no identifiers are nobody's."""
    source = request.POST if request.method == "POST" else request.GET
    wanted = []
    for text in source.getlist("person")[:MOVE_MAX]:
        try:
            wanted.append(UUID(text))
        except ValueError:
            continue
    return people_visible(by).filter(uuid__in=wanted).order_by("family_name", "given_name", "pk")
