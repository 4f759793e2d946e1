"""A person's own profile. Nobody sees another person's here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.forms import OTHER, ProfileForm
from accounts.http import request_user
from accounts.models import Membership, User
from accounts.selectors import membership_today, memberships_of
from accounts.services import PROFILE_FIELDS, personal_data, profile_update


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change the own profile."""
    user = request_user(request)
    memberships = list(memberships_of(user))
    current = membership_today(user)
    form = ProfileForm(request.POST or None, initial=_initial(user, current))
    if request.method == "POST" and form.is_valid():
        profile_update(user=user, data=form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    status = 400 if form.is_bound else 200
    context = {"form": form, "memberships": memberships}
    return render(request, "accounts/profile.html", context, status=status)


def _initial(user: User, current: Membership | None) -> dict[str, object]:
    initial: dict[str, object] = {name: getattr(user, name) for name in PROFILE_FIELDS}
    if current is not None:
        initial["organisation_other"] = current.organisation_other
        initial["region"] = current.region
        initial["organisation"] = str(current.organisation_id or "")
        if current.organisation_id is None and current.organisation_other:
            initial["organisation"] = OTHER
    return initial


@login_required
def export(request: HttpRequest) -> HttpResponse:
    """Download the own account data."""
    user = request_user(request)
    with translation.override("fr"):
        response = JsonResponse(
            personal_data(user), json_dumps_params={"ensure_ascii": False, "indent": 2}
        )
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response
