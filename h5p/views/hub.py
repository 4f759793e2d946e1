"""The H5P Hub in the administration."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import request_user
from core.exceptions import LmsError, PermissionRefusedError
from h5p.exceptions import HubOffError
from h5p.hub import hub_enabled
from h5p.models import HubState
from h5p.permissions import libraries_may_install
from h5p.services.hub import hub_install, hub_offers, hub_refresh


def _check(request: HttpRequest) -> None:
    if not libraries_may_install(request_user(request)):
        raise PermissionRefusedError
    if not hub_enabled():
        raise HubOffError


def hub_list(request: HttpRequest) -> HttpResponse:
    """What the hub offered when it was last asked."""
    _check(request)
    context = {
        "page_title": _("H5P Hub"),
        "offers": hub_offers(),
        "state": HubState.objects.first(),
    }
    return render(request, "h5p/hub.html", context)


@require_POST
def hub_refresh_view(request: HttpRequest) -> HttpResponse:
    """Ask the hub for its list."""
    _check(request)
    try:
        hub_refresh()
    except LmsError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The list is up to date."))
    return redirect("h5p_hub")


@require_POST
def hub_install_view(request: HttpRequest, name: str) -> HttpResponse:
    """Install or update one content type."""
    _check(request)
    job = hub_install(name=name, by=request_user(request))
    return redirect("h5p_import", uuid=job.uuid)
