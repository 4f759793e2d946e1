"""The trainer's list on a phone: one page that works without network, one address that syncs."""

import json
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.http import request_user
from accounts.models import User
from core.csrf import json_or_csrf_token
from courses.workshops.enums import AttendanceState
from courses.workshops.models import Session
from courses.workshops.payload import PayloadError, sent_parse
from courses.workshops.permissions import session_run_get
from courses.workshops.selectors import ListPerson, session_people
from courses.workshops.services.sync import list_sync


def _line(person: ListPerson) -> dict[str, Any]:
    user, held = person.enrolment.user, person.attendance
    names = [user.name_latin, user.name_arabic]
    shown = user.display_name
    return {
        "id": person.enrolment.pk,
        "name": shown,
        "other": next((name for name in names if name and name != shown), ""),
        "institution": person.enrolment.organisation.name if person.enrolment.organisation else "",
        "place": person.place,
        "done": person.enrolment.required_done,
        "of": person.enrolment.course.required_units,
        "mark": {
            "state": held.state,
            "minutes": held.minutes,
            "entered_at": held.entered_at.isoformat() if held.entered_at else "",
            "left_at": held.left_at.isoformat() if held.left_at else "",
            "marked_at": held.marked_at.isoformat(),
            "source": held.get_source_display(),
        }
        if held
        else None,
    }


def _state(session: Session, user: User) -> dict[str, Any]:
    return {
        "list": [_line(person) for person in session_people(session, user)],
        "is_open": session.is_planned,
    }


@never_cache
@login_required
def run_offline_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The list. The service worker keeps this page for the time without network."""
    user = request_user(request)
    session = session_run_get(user, uuid)
    data = {
        "session": str(session.uuid),
        "user": str(user.uuid),
        "day": timezone.localtime(session.starts_at).date().isoformat(),
        "offset": timezone.localtime(session.starts_at).strftime("%z"),
        "ends_at": session.ends_at.isoformat(),
        "sync": reverse("courses:run_sync", args=[session.uuid]),
        "worker": reverse("courses:run_worker"),
        "scope": reverse("courses:run_list"),
        "states": [{"code": code, "label": str(label)} for code, label in AttendanceState.choices],
        "texts": {
            "phone": _("Saved on this phone"),
            "sent": _("Sent"),
            "refused": _("Not taken: the session is closed"),
            "waiting": _("On the waiting list"),
            "unregistered": _("Not registered"),
            "added": _("Added on the spot"),
            "online": _("Units done: {n} of {total}"),
            "pending": _("To send: {n}"),
            "allsent": _("Everything is sent"),
            "offline": _("No network: what you mark is saved on this phone."),
            "login": _("Log in again to send the list. Nothing is lost."),
            "failed": _("The list could not be sent. It will be tried again."),
            "closed": _("This session is closed and signed. A change is a correction."),
            "count": _("{n} of {total} marked"),
        },
        **_state(session, user),
    }
    context = {"session": session, "data": data, "states": AttendanceState.choices}
    return render(request, "courses/sessions/offline_list.html", context)


@json_or_csrf_token
@require_POST
@login_required
def run_sync(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """Take in what the phone kept; answer what became of it and how the list stands."""
    user = request_user(request)
    session = session_run_get(user, uuid)
    try:
        data = json.loads(request.body)
    except ValueError as error:
        raise PayloadError from error
    result = list_sync(session=session, sent=sent_parse(data), by=user)
    session.refresh_from_db()
    return JsonResponse({**result, **_state(session, user)})


def run_worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the lists; its folder is what it may serve. It holds no data."""
    response = render(request, "courses/sessions/worker.js", content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response
