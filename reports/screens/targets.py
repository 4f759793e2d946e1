"""Targets per programme and year, set by administrators."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from accounts.enums import Scope
from accounts.http import request_user
from accounts.roles import scopes_of
from core.exceptions import PermissionRefusedError
from reports.models import Target
from reports.targets import target_delete, target_save


class TargetForm(forms.ModelForm[Target]):
    """One target."""

    class Meta:
        model = Target
        fields = ("year", "programme", "indicator", "value")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme: Any = self.fields["programme"]
        programme.empty_label = _("All programmes")


def targets(request: HttpRequest) -> HttpResponse:
    """List the targets; add, or with `delete` take away, one."""
    user = request_user(request)
    if Scope.EVERYBODY not in scopes_of(user):
        raise PermissionRefusedError
    if request.method == "POST" and "delete" in request.POST:
        pk = request.POST["delete"]
        target_delete(target=get_object_or_404(Target, pk=pk if pk.isdigit() else 0), by=user)
        messages.success(request, _("Target deleted."))
        return redirect("report_targets")
    form = TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        target_save(target=form.instance, by=user)
        messages.success(request, _("Target saved."))
        return redirect("report_targets")
    context = {
        "page_title": _("Targets"),
        "form": form,
        "targets": Target.objects.select_related("programme"),
    }
    return render(request, "reports/targets.html", context)
