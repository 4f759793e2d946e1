"""The page behind a personal link."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.http import request_user
from core.ratelimit import rate_limit
from courses.catalogue.models import Course
from courses.enrolment.addresses import target_path
from courses.enrolment.invitations.exceptions import InvitationForAnotherError
from courses.enrolment.invitations.forms import InvitationForm, initial_of
from courses.enrolment.invitations.models import Invitation
from courses.enrolment.invitations.services import (
    account_open,
    invitation_accept,
    invitation_find,
    invitation_open,
    is_fresh,
)
from courses.enrolment.services import Entry

LINKS_PER_MINUTE = 30
BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters("password")
def invitation_view(request: HttpRequest, uuid: UUID, secret: str) -> HttpResponse:
    """Show the invitation; by POST, open the account or take the place up."""
    rate_limit(request, scope="invitation", limit=LINKS_PER_MINUTE, seconds=60)
    invitation = invitation_find(uuid=uuid, secret=secret)
    if request.user.is_authenticated and request.user.pk != invitation.user_id:
        raise InvitationForAnotherError
    if request.method == "GET":
        invitation_open(invitation=invitation)
    if is_fresh(invitation.user):
        return _account(request, invitation)
    if request.method == "POST" and request.user.is_authenticated:
        entry = invitation_accept(
            invitation=invitation, user=request_user(request), language=_language()
        )
        return _lead_on(request, invitation, entry)
    return _page(request, invitation, form=None)


def _language() -> str:
    return (get_language() or "fr")[:2]


def _account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Open the account made for the person."""
    person = invitation.user
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        person=person,
        initial=initial_of(person),
    )
    if form.is_valid() and form.consent_text is not None:
        entry = account_open(
            invitation=invitation,
            data=form.cleaned_data,
            password=form.cleaned_data["password"],
            consent_text=form.consent_text,
            language=_language(),
        )
        person.refresh_from_db()
        login(request, person, backend=BACKEND)
        return _lead_on(request, invitation, entry)
    return _page(request, invitation, form=form)


def _page(
    request: HttpRequest, invitation: Invitation, form: InvitationForm | None
) -> HttpResponse:
    status = HTTPStatus.BAD_REQUEST if form is not None and form.is_bound else HTTPStatus.OK
    context = {
        "invitation": invitation,
        "target": invitation.target,
        "person": invitation.user,
        "form": form,
        "is_signed_in": request.user.is_authenticated,
    }
    response = render(request, "courses/invitation.html", context, status=status)
    # The secret stands in the address: no other site may learn it. Not "no-referrer": browsers
    # then send `Origin: null` with our own form, and the check against forgery refuses it.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _lead_on(request: HttpRequest, invitation: Invitation, entry: Entry | None) -> HttpResponse:
    target = invitation.target
    if target is None or entry is None:
        messages.success(request, _("Welcome. Your account is open."))
        return redirect("pages:dashboard")
    if entry.waiting is not None:
        messages.info(request, _("You are on the waiting list. We write to you about your seat."))
    else:
        messages.success(request, _("Welcome. You are enrolled."))
    if entry.is_in and isinstance(target, Course):
        return redirect("courses:continue", course_code=target.code)
    return redirect(target_path(target))
