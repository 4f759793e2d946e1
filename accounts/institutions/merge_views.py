"""Duplicate institutions in the administration: proposed, shown whole, merged on confirmation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.institutions.duplicates import duplicates_proposed
from accounts.institutions.forms import MergeForm, ReasonForm
from accounts.institutions.merging import institutions_merge, merge_plan
from accounts.institutions.views import EDIT, institution_get, manager_require
from core.exceptions import LmsError


def duplicates(request: HttpRequest) -> HttpResponse:
    """The pairs that are perhaps one institution."""
    manager_require(request)
    context = {"page_title": _("Likely duplicates"), "proposals": duplicates_proposed()}
    return render(request, "accounts/institutions/duplicates.html", context)


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which one is kept, see what moves, then confirm."""
    user = manager_require(request)
    old = institution_get(pk)
    form = MergeForm(request.POST or request.GET or None, old=old)
    reason = ReasonForm(request.POST or None)
    kept = form.cleaned_data["kept"] if form.is_bound and form.is_valid() else None
    if kept is not None and request.method == "POST" and reason.is_valid():
        try:
            institutions_merge(old=old, kept=kept, by=user, reason=reason.cleaned_data["reason"])
        except LmsError as error:
            form.add_error("kept", str(error))
        else:
            said = _("%(old)s is merged into %(kept)s.") % {"old": old.name, "kept": kept.name}
            messages.success(request, said)
            return redirect(EDIT, kept.pk)
    context = {
        "page_title": _("Merge a duplicate"),
        "old": old,
        "kept": kept,
        "form": form,
        "reason": reason,
        "plan": merge_plan(old=old, kept=kept) if kept else None,
    }
    status = 400 if form.errors else 200
    return render(request, "accounts/institutions/merge.html", context, status=status)
