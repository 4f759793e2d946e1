"""Certificates in the administration: look up, download, revoke with a reason."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from accounts.http import request_user
from certificates.forms import RevokeForm
from certificates.models import Certificate
from certificates.services import certificate_revoke
from core.exceptions import PermissionRefusedError

PER_PAGE = 50


class CertificatesMenuItem(MenuItem):
    """Shown to those who may see certificates."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return bool(request.user.has_perm("certificates.view_certificate"))


def certificate_index(request: HttpRequest) -> HttpResponse:
    """List and search certificates by serial, code or name."""
    if not request.user.has_perm("certificates.view_certificate"):
        raise PermissionRefusedError
    words = request.GET.get("q", "")[:100]
    rows = Certificate.objects.select_related("user", "course", "programme")
    for word in words.split():
        rows = rows.filter(
            Q(serial__icontains=word)
            | Q(check_code__icontains=word.replace("-", ""))
            | Q(user__family_name__icontains=word)
            | Q(user__given_name__icontains=word)
            | Q(user__family_name_ar__icontains=word)
            | Q(user__given_name_ar__icontains=word)
        )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_title": gettext("Certificates"), "page_obj": page, "q": words}
    return render(request, "certificates/admin_index.html", context)


def certificate_revoke_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke with a reason."""
    if not request.user.has_perm("certificates.change_certificate"):
        raise PermissionRefusedError
    certificate = get_object_or_404(Certificate, pk=pk)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        certificate_revoke(
            certificate=certificate,
            reason=form.cleaned_data["reason"],
            by=request_user(request),
        )
        messages.success(request, gettext("The certificate is revoked."))
        return redirect("certificate_index")
    context = {
        "page_title": gettext("Revoke a certificate"),
        "certificate": certificate,
        "form": form,
    }
    return render(request, "certificates/admin_revoke.html", context)


@hooks.register("register_log_actions")
def certificate_log_actions(actions: LogActionRegistry) -> None:
    """What the history says of a revocation: from, to, and why."""

    @actions.register_action("certificates.revoke")
    class RevokeFormatter(LogFormatter):
        label = _("Revoke a certificate")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            reason = log_entry.data.get("reason", "")
            return gettext("Certificate revoked: %(reason)s") % {"reason": reason}


@hooks.register("register_admin_urls")
def certificate_urls() -> list[URLPattern]:
    """Addresses below /admin/."""
    return [
        path("certificates/", certificate_index, name="certificate_index"),
        path("certificates/<int:pk>/revoke/", certificate_revoke_view, name="certificate_revoke"),
    ]


@hooks.register("register_admin_menu_item")
def certificate_menu_item() -> Any:
    """Certificates, after the results."""
    return CertificatesMenuItem(
        _("Certificates"),
        reverse("certificate_index"),
        name="certificates",
        icon_name="success",
        order=350,
    )
