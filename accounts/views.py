"""A person's own profile. Nobody sees another person's here."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.contact import contact_change_ask, contact_change_confirm, contact_change_get
from accounts.exceptions import ContactCodeError
from accounts.forms import OTHER, ContactCodeForm, ProfileForm
from accounts.http import request_user
from accounts.models import Membership, User
from accounts.selectors import membership_today, memberships_of
from accounts.services import PROFILE_FIELDS, personal_data, profile_update
from core.ratelimit import rate_limit


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change the own profile."""
    user = request_user(request)
    memberships = list(memberships_of(user))
    current = membership_today(user)
    form = ProfileForm(request.POST or None, initial=_initial(user, current), user=user)
    if request.method == "POST" and form.is_valid():
        return _profile_save(request, user, form.cleaned_data)
    status = 400 if form.is_bound else 200
    context = {"form": form, "memberships": memberships}
    return render(request, "accounts/profile.html", context, status=status)


def _profile_save(request: HttpRequest, user: User, data: dict[str, Any]) -> HttpResponse:
    """Save all but another contact address, which waits for its code."""
    asked = data.pop("contact_email")
    if not asked:
        data["contact_email"] = ""
    profile_update(user=user, data=data)
    messages.success(request, _("Your profile is saved."))
    if not asked or asked == user.contact_email.lower():
        return redirect("accounts:profile")
    rate_limit(request, scope="contact-code", limit=5, seconds=3600, person=str(user.pk))
    contact_change_ask(user=user, address=asked, session=request.session)
    return redirect("accounts:contact")


@login_required
def contact(request: HttpRequest) -> HttpResponse:
    """Enter the code that came to another contact address."""
    user = request_user(request)
    form = ContactCodeForm(request.POST or None)
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            contact_change_confirm(
                user=user, code=form.cleaned_data["code"], session=request.session
            )
        except ContactCodeError as refusal:
            error = str(refusal.message)
        else:
            messages.success(request, _("Your mail now goes to this address."))
            return redirect("accounts:profile")
    change = contact_change_get(request.session)
    if change is None and not error:
        return redirect("accounts:profile")
    context = {"form": form, "change": change, "error": error}
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "accounts/contact.html", context, status=status)


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
