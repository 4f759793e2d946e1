"""Invitations in the administration: sent, opened, accepted; again or revoked."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.selectors import named_q
from courses.enrolment.admin.forms import InviteForm
from courses.enrolment.admin.permissions import IMPORT, staff_require
from courses.enrolment.invitations.models import Invitation, InvitationState
from courses.enrolment.invitations.services import (
    invitation_resend,
    invitation_revoke,
    person_invite,
)

PER_PAGE = 50


def _state_q(state: str) -> Q:
    open_q = Q(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())
    return {
        InvitationState.SENT.value: open_q & Q(opened_at=None),
        InvitationState.OPENED.value: open_q & Q(opened_at__isnull=False),
        InvitationState.ACCEPTED.value: Q(accepted_at__isnull=False),
        InvitationState.REVOKED.value: Q(revoked_at__isnull=False, accepted_at=None),
        InvitationState.EXPIRED.value: Q(
            accepted_at=None, revoked_at=None, expires_at__lte=timezone.now()
        ),
    }.get(state, Q())


def invitation_index(request: HttpRequest) -> HttpResponse:
    """All invitations, by state and words."""
    staff_require(request, IMPORT)
    shown, words = request.GET.get("state", ""), request.GET.get("q", "")[:100]
    rows = Invitation.objects.filter(_state_q(shown)).select_related(
        "user", "course", "programme", "cohort__course", "cohort__programme"
    )
    for word in words.split():
        rows = rows.filter(named_q(word, "user__") | Q(address__icontains=word))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_title": _("Invitations"),
        "page_obj": page,
        "states": InvitationState.choices,
        "shown": shown,
        "q": words,
        "query": f"state={shown}&q={words}" if shown or words else "",
    }
    return render(request, "courses/admin/invitations.html", context)


def invitation_new(request: HttpRequest) -> HttpResponse:
    """Invite one person."""
    user = staff_require(request, IMPORT)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person_invite(
            data=form.person, by=user, target=form.target, cohort=form.cleaned_data["cohort"]
        )
        messages.success(request, _("The invitation is on its way."))
        return redirect("invitations")
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    context = {"page_title": _("Invite a person"), "form": form}
    return render(request, "courses/admin/invitation_new.html", context, status=status)


@require_POST
def invitation_resend_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Send again, with a new link."""
    user = staff_require(request, IMPORT)
    invitation_resend(invitation=get_object_or_404(Invitation, pk=pk), by=user)
    messages.success(request, _("The invitation is on its way, with a new link."))
    return redirect("invitations")


@require_POST
def invitation_revoke_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the link lead nowhere."""
    user = staff_require(request, IMPORT)
    invitation_revoke(invitation=get_object_or_404(Invitation, pk=pk), by=user)
    messages.success(request, _("The invitation is revoked."))
    return redirect("invitations")
