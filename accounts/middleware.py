"""Staff need a second factor."""

import re
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

CHECKED = "staff_mfa_checked"
# The administration, and the staff pages outside it that show lists of people.
STAFF_PATHS = re.compile(r"^/(?:admin|[a-z]{2}/(?:sessions/run|facilitator/review))/")


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
