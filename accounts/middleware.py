"""The administration's door: a second factor, and what Wagtail leaves open to all its users."""

import re
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

CHECKED = "staff_mfa_checked"
# The administration, and the staff pages outside it that show lists of people.
STAFF_PATHS = re.compile(r"^/(?:admin|[a-z]{2}/(?:sessions/run|facilitator/review|follow-up))/")
# Wagtail's own user screens would change roles and superusers without a trace, and the snippets
# API of wagtail-localize lists every snippet to whoever may open the administration.
CLOSED = ("wagtailusers_users:", "wagtail_localize:snippets_api_")
# Wagtail's history shows what was done to a kind of thing to all who may see one of it.
HISTORY = "wagtailadmin_reports:site_history"
CHOOSER = "wagtailsnippetchoosers_"


class StaffMfaMiddleware:
    """Send staff without a second factor to its set-up before staff pages open.

    The answer "has one" is kept in the session of a login, so that it costs one query per login.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.LMS_STAFF_MFA_REQUIRED and STAFF_PATHS.match(request.path):
            user = request.user
            if user.is_authenticated and not request.session.get(CHECKED):
                if not is_mfa_enabled(user):
                    messages.warning(
                        request,
                        _("Staff pages need a second factor: set one up to go on."),
                    )
                    return redirect("mfa_index")
                request.session[CHECKED] = True
        return self.get_response(request)


class AdminGateMiddleware:
    """Refuse the addresses of Wagtail that know no scope; ours ask `accounts.scope` themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> None:
        """Raise PermissionDenied for what this person may not open."""
        match = request.resolver_match
        if match is None or not request.path.startswith("/admin/"):
            return
        if not self._is_open(match.view_name or "", kwargs, request):
            raise PermissionDenied

    def _is_open(self, name: str, kwargs: dict[str, Any], request: HttpRequest) -> bool:
        if name.startswith(CLOSED):
            return False
        if name == "wagtail_bulk_action":
            return (kwargs["app_label"], kwargs["model_name"]) != ("accounts", "user")
        if name.startswith(HISTORY):
            return request.user.has_perm("accounts.change_user")
        if name.startswith(CHOOSER):
            app, model = name.removeprefix(CHOOSER).partition(":")[0].split("_", 1)
            # A chooser of people knows no scope: it is for those who see everybody.
            verbs = ("change",) if (app, model) == ("accounts", "user") else ("change", "view")
            policy = policy_registry.get_by_type(apps.get_model(app, model))
            return bool(policy.user_has_any_permission(request.user, verbs))
        return True
