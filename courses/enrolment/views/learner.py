"""Coming in and leaving by one's own act, by POST only: courses and paths alike."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import request_user
from core.middleware import wants_json
from core.ratelimit import rate_limit
from courses.catalogue.models import Course
from courses.catalogue.selectors import course_get
from courses.enrolment.addresses import target_path
from courses.enrolment.exceptions import KeyRefusedError, NotEnrolledError
from courses.enrolment.models import Target
from courses.enrolment.selectors import enrolment_find, path_find, programme_get
from courses.enrolment.services import (
    Entry,
    enrol_self,
    enrolment_withdraw,
    key_use,
    path_withdraw,
    request_cancel,
    request_create,
    waiting_leave,
)

KEYS_PER_MINUTE = 10


def _target(kind: str, code: str) -> Target:
    return course_get(code) if kind == "course" else programme_get(code)


def _language() -> str:
    return (get_language() or "fr")[:2]


def _entered(request: HttpRequest, entry: Entry, target: Target) -> HttpResponse:
    """Say what came of it, and lead on."""
    if entry.waiting is not None:
        messages.info(request, _("You are on the waiting list. We write to you about your seat."))
        return redirect(target_path(target))
    messages.success(request, _("You are enrolled. You can stop at any time: nothing is lost."))
    if isinstance(target, Course):
        return redirect("courses:continue", course_code=target.code)
    return redirect(target_path(target))


@require_POST
@login_required
def enrol(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Enrol the person, or put them on the waiting list, then go on."""
    target = _target(kind, code)
    entry = enrol_self(user=request_user(request), target=target, language=_language())
    return _entered(request, entry, target)


@require_POST
@login_required
def enrol_key(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Enrol with a key. A refused one leads back to the field, with the reason."""
    rate_limit(request, scope="enrol-key", limit=KEYS_PER_MINUTE, seconds=60)
    target = _target(kind, code)
    key = request.POST.get("key", "")[:60]
    try:
        entry = key_use(user=request_user(request), target=target, code=key, language=_language())
    except KeyRefusedError as error:
        if wants_json(request):
            raise
        messages.error(request, str(error))
        return redirect(f"{target_path(target)}#enrol")
    return _entered(request, entry, target)


@require_POST
@login_required
def ask(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Ask for a place."""
    target = _target(kind, code)
    request_create(
        user=request_user(request),
        target=target,
        language=_language(),
        message=request.POST.get("message", "")[:1000],
    )
    messages.success(request, _("Your request is sent. You will get the answer by e-mail."))
    return redirect(target_path(target))


@require_POST
@login_required
def ask_cancel(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Take a request back."""
    target = _target(kind, code)
    request_cancel(user=request_user(request), target=target)
    messages.success(request, _("Your request is taken back."))
    return redirect(target_path(target))


@require_POST
@login_required
def waiting_leave_view(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Leave the waiting list."""
    target = _target(kind, code)
    waiting_leave(user=request_user(request), target=target)
    messages.success(request, _("You have left the waiting list."))
    return redirect(target_path(target))


@require_POST
@login_required
def withdraw(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Withdraw; progress is kept for a later return."""
    target = _target(kind, code)
    user = request_user(request)
    if isinstance(target, Course):
        enrolment = enrolment_find(user=user, course=target)
        if enrolment is None:
            raise NotEnrolledError
        enrolment_withdraw(enrolment=enrolment)
        messages.success(request, _("You have left the course. Your progress is kept."))
    else:
        path = path_find(user=user, programme=target)
        if path is None:
            raise NotEnrolledError
        path_withdraw(path=path)
        messages.success(request, _("You have left the path. Your progress is kept."))
    return redirect(target_path(target))
