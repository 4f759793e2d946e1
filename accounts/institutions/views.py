"""The tree of institutions in the administration: see, add, edit, move, close, list as a file."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import request_user
from accounts.institutions.exports import institutions_sheet
from accounts.institutions.forms import InstitutionForm, MoveForm, TreeFilterForm
from accounts.institutions.selectors import tree_read
from accounts.institutions.tree import (
    institution_activate,
    institution_add,
    institution_edit,
    institution_move,
    sight_after_move,
)
from accounts.models import Organisation, User
from accounts.selectors import memberships_on
from core.audit import audit_write
from core.exceptions import LmsError, PermissionRefusedError

LIST = "wagtailsnippets_accounts_organisation:list"
EDIT = "wagtailsnippets_accounts_organisation:edit"
FORMATS = ("xlsx", "csv")


def manager_require(request: HttpRequest) -> User:
    """Return the person, or raise PermissionRefusedError: administrators only."""
    user = request_user(request)
    if not user.has_perm("accounts.change_organisation"):
        raise PermissionRefusedError
    return user


def institution_get(pk: Any) -> Organisation:
    """Return an institution, also a merged one (whose page leads to the one that was kept)."""
    return get_object_or_404(Organisation.objects.select_related("merged_into"), pk=pk)


def tree(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The whole tree, or what a search finds, with members and enrolled; also as a file."""
    user = manager_require(request)
    form = TreeFilterForm(request.GET)
    data = form.cleaned_data if form.is_valid() else {}
    filters = {"query": data.get("q", ""), "kind": data.get("kind", "")}
    nodes, total = tree_read(**filters, region=data.get("region", ""))
    wanted = request.GET.get("format", "")
    if wanted in FORMATS:
        audit_write(
            action="accounts.institutions_export",
            instance=user,
            by=user,
            format=wanted,
            rows=total,
        )
        return institutions_sheet(nodes, kind=wanted, flat=any(data.values()))
    query = request.GET.copy()
    query.pop("format", None)
    context = {
        "page_title": _("Institutions"),
        "form": form,
        "nodes": nodes,
        "total": total,
        "is_filtered": any(data.values()),
        "query": query.urlencode(),
    }
    return render(request, "accounts/institutions/tree.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Add an institution; `?parent=` puts it below another one, with its type and region."""
    user = manager_require(request)
    form = InstitutionForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            row = institution_add(
                values=form.cleaned_data, parent=form.cleaned_data["parent"], by=user
            )
        except LmsError as error:
            form.add_error("parent", str(error))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s is added.") % {"name": row.name})
            return redirect(EDIT, row.pk)
    context = {"page_title": _("Add an institution"), "form": form}
    status = 400 if form.errors else 200
    return render(request, "accounts/institutions/add.html", context, status=status)


def _initial(request: HttpRequest) -> dict[str, Any]:
    pk = request.GET.get("parent", "")
    parent = Organisation.objects.filter(pk=pk, merged_into=None).first() if pk.isdigit() else None
    if parent is None:
        return {}
    return {"parent": parent.pk, "kind": parent.kind, "region": parent.region}


def edit(request: HttpRequest, pk: Any) -> HttpResponse:
    """Edit an institution, and all that can be done with it."""
    user = manager_require(request)
    row = institution_get(pk)
    form = InstitutionForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            institution_edit(organisation=row, values=form.cleaned_data, by=user)
        except LmsError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(EDIT, row.pk)
    # The form writes what was typed into its instance: what is shown is what is kept.
    shown = institution_get(pk)
    context = {
        "page_title": shown.name,
        "row": shown,
        "form": form,
        "above": list(shown.get_ancestors()),
        "children": list(shown.get_children().filter(merged_into=None)),
        "merged": list(shown.merged_from.order_by("code")),
    }
    status = 400 if form.errors else 200
    return render(request, "accounts/institutions/edit.html", context, status=status)


def move(request: HttpRequest, pk: Any) -> HttpResponse:
    """Choose a new place, see what moves and whose sight changes, then confirm."""
    user = manager_require(request)
    row = institution_get(pk)
    form = MoveForm(request.POST or request.GET or None)
    context: dict[str, Any] = {"page_title": _("Move"), "row": row, "form": form}
    is_chosen = form.is_bound and form.is_valid()
    parent = form.cleaned_data["parent"] if is_chosen else None
    if is_chosen and parent is not None and parent.path.startswith(row.path):
        form.add_error(
            "parent", _("An institution cannot depend on itself or on one of its own services.")
        )
        is_chosen = False
    if is_chosen and request.method == "POST":
        institution_move(organisation=row, parent=parent, by=user)
        messages.success(request, _("%(name)s is moved.") % {"name": row.name})
        return redirect(EDIT, row.pk)
    if is_chosen:
        context |= {
            "is_chosen": True,
            "parent": parent,
            "current": row.get_parent(),
            "below": list(row.get_descendants().filter(merged_into=None)),
            "people": _people_below(row),
            "sight": sight_after_move(row, parent),
        }
    status = 400 if form.errors else 200
    return render(request, "accounts/institutions/move.html", context, status=status)


def _people_below(row: Organisation) -> int:
    today = memberships_on(timezone.localdate())
    return today.filter(organisation__path__startswith=row.path).count()


@require_POST
def activate(request: HttpRequest, pk: Any) -> HttpResponse:
    """Offer an institution for choice, or no longer."""
    user = manager_require(request)
    row = institution_get(pk)
    is_active = request.POST.get("is_active") == "yes"
    institution_activate(organisation=row, is_active=is_active, by=user)
    said = _("The institution is offered again.")
    if not is_active:
        said = _("The institution is closed: its people and records stay.")
    messages.success(request, said)
    return redirect(reverse(EDIT, args=[row.pk]))
