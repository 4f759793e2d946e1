"""What a learner sees of sessions: those to come, a place in them, the calendar file."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import request_user
from accounts.models import User
from core.exceptions import NotFoundError
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.workshops.enums import RegistrationStatus
from courses.workshops.ics import CALENDAR_TYPE, session_ics
from courses.workshops.models import Attendance, Registration, Session
from courses.workshops.permissions import may_run_sessions
from courses.workshops.rules import scan_window_open
from courses.workshops.selectors import session_for_person, sessions_of_person
from courses.workshops.services.registration import registration_create, registration_leave


def session_own_get(user: User, uuid: UUID) -> tuple[Session, Enrolment]:
    """Return a session that concerns this person, and their enrolment in its course.

    One of the course they take: open to everybody, of their cohort, or one they have a place or an
    attendance in. For others it does not exist.
    """
    session = (
        Session.objects.select_related("unit__course", "cohort")
        .prefetch_related("materials__document")
        .filter(uuid=uuid)
        .first()
    )
    if session is None:
        raise NotFoundError
    enrolment = (
        Enrolment.objects.filter(user=user, course_id=session.unit.course_id)
        .exclude(status=EnrolmentStatus.WITHDRAWN)
        .first()
    )
    if enrolment is None:
        raise NotFoundError
    if session.cohort_id in {None, enrolment.cohort_id}:
        return session, enrolment
    keys = {"session": session, "enrolment": enrolment}
    if not (
        Registration.objects.filter(**keys).exclude(status=RegistrationStatus.LEFT).exists()
        or Attendance.objects.filter(**keys).exists()
    ):
        raise NotFoundError
    return session, enrolment


@login_required
def session_list(request: HttpRequest) -> HttpResponse:
    """The coming sessions of the courses that the person takes."""
    user = request_user(request)
    entries = sessions_of_person(user)
    context = {
        "mine": [entry for entry in entries if entry.place],
        "others": [entry for entry in entries if not entry.place],
        "runs_sessions": may_run_sessions(user),
    }
    return render(request, "courses/sessions/list.html", context)


@login_required
def session_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One session: when, where, the place that one holds; link and materials for those who do."""
    session, enrolment = session_own_get(request_user(request), uuid)
    entry = session_for_person(session=session, enrolment=enrolment)
    holds_place = entry.place == RegistrationStatus.REGISTERED or entry.attendance is not None
    context = {
        "session": session,
        "entry": entry,
        "course": session.unit.course,
        "holds_place": holds_place,
        "materials": session.materials.all() if holds_place else (),
        "takes_codes": scan_window_open(session, timezone.now()),
        "quick_exit": session.unit.course.is_sensitive,
    }
    return render(request, "courses/sessions/detail.html", context)


@require_POST
@login_required
def session_register(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a place, or wait for one."""
    session, enrolment = session_own_get(request_user(request), uuid)
    registration = registration_create(session=session, enrolment=enrolment)
    if registration.status == RegistrationStatus.WAITING:
        text = _("You are on the waiting list: a message tells you when a place is free.")
    else:
        text = _("You have a place. The calendar file is in the message that we send you.")
    messages.success(request, text)
    return redirect("courses:session", uuid=uuid)


@require_POST
@login_required
def session_leave(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give the place up."""
    session, enrolment = session_own_get(request_user(request), uuid)
    registration = Registration.objects.filter(session=session, enrolment=enrolment).first()
    if registration is None:
        raise NotFoundError
    registration_leave(registration=registration)
    messages.success(request, _("Your place is free again for somebody else."))
    return redirect("courses:session", uuid=uuid)


@login_required
def session_calendar(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The calendar file."""
    session, _enrolment = session_own_get(request_user(request), uuid)
    content = session_ics(session, (get_language() or "fr")[:2])
    response = HttpResponse(content, content_type=f"{CALENDAR_TYPE}; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="session.ics"'
    return response
