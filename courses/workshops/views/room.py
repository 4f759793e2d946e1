"""Being there: the code on the screen, the phone that scans or types it, one tap to confirm."""

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.http import request_user
from core.exceptions import NotFoundError
from core.ratelimit import rate_limit
from courses.workshops.codes import qr_valid, typed_valid
from courses.workshops.enums import AttendanceSource, AttendanceState
from courses.workshops.exceptions import CodeExpiredError, NotOnCourseError
from courses.workshops.models import Attendance, Session
from courses.workshops.rules import scan_window_open
from courses.workshops.selectors import sessions_open_now
from courses.workshops.services.attendance import attendance_arrive, attendance_depart

PROOFS = "room_proofs"
PROOF_SECONDS = 15 * 60
GUESSES_PER_MINUTE = 10


class TypedCodeForm(forms.Form):
    """The short code of the screen."""

    code = forms.CharField(
        label=_("Code on the screen"),
        max_length=16,
        help_text=_("Six letters and digits. It changes every minute."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "room-code-input",
                "dir": "ltr",
            }
        ),
    )


def _proof_keep(request: HttpRequest, session: Session, source: AttendanceSource) -> None:
    """Remember that this browser saw the room's code just now; it outlives logging in."""
    proofs = request.session.get(PROOFS, {})
    now = timezone.now().timestamp()
    kept = {key: one for key, one in proofs.items() if now - one["at"] < PROOF_SECONDS}
    kept[str(session.uuid)] = {"at": now, "source": source.value}
    request.session[PROOFS] = kept


def _proof_source(request: HttpRequest, session: Session) -> AttendanceSource:
    """Return how the code was seen. Raises CodeExpiredError when it was not, or too long ago."""
    proof = request.session.get(PROOFS, {}).get(str(session.uuid))
    if not proof or timezone.now().timestamp() - proof["at"] >= PROOF_SECONDS:
        raise CodeExpiredError
    return AttendanceSource(proof["source"])


@never_cache
def room_scan(request: HttpRequest, uuid: UUID, token: str) -> HttpResponse:
    """What the QR code leads to. A valid code is remembered, then the person logs in if needed."""
    session = Session.objects.filter(uuid=uuid).first()
    if session is None:
        raise NotFoundError
    if not scan_window_open(session, timezone.now()) or not qr_valid(session, token):
        raise CodeExpiredError
    _proof_keep(request, session, AttendanceSource.QR)
    return redirect("courses:room_confirm", uuid=uuid)


@never_cache
@login_required
def room_code(request: HttpRequest) -> HttpResponse:
    """The short code typed, for phones whose camera does not read."""
    user = request_user(request)
    form = TypedCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rate_limit(
            request, scope="room", limit=GUESSES_PER_MINUTE, seconds=60, person=str(user.uuid)
        )
        for session in sessions_open_now(user):
            if typed_valid(session, form.cleaned_data["code"]):
                _proof_keep(request, session, AttendanceSource.CODE)
                return redirect("courses:room_confirm", uuid=session.uuid)
        form.add_error("code", CodeExpiredError.message)
    status = 400 if form.is_bound else 200
    return render(request, "courses/sessions/code.html", {"form": form}, status=status)


@never_cache
@login_required
def room_confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One tap: I am here; later, after another scan: I leave. What was recorded is said."""
    user = request_user(request)
    session = Session.objects.select_related("unit__course").filter(uuid=uuid).first()
    if session is None:
        raise NotFoundError
    source = _proof_source(request, session)
    if request.method == "POST":
        act = attendance_depart if request.POST.get("act") == "leave" else attendance_arrive
        act(session=session, user=user, source=source)
        return redirect("courses:room_confirm", uuid=uuid)
    attendance = Attendance.objects.filter(session=session, enrolment__user=user).first()
    if attendance is not None and attendance.state == AttendanceState.ABSENT:
        attendance = None
    course = session.unit.course
    is_enrolled = course.enrolments.filter(user=user).exclude(status="withdrawn").exists()
    if not is_enrolled:
        raise NotOnCourseError
    may_leave = (
        attendance is not None
        and attendance.left_at is None
        and attendance.state != AttendanceState.EXCUSED
        and session.is_planned
        and timezone.now() > session.starts_at
    )
    context = {
        "session": session,
        "course": course,
        "attendance": attendance,
        "may_leave": may_leave,
        "quick_exit": course.is_sensitive,
    }
    return render(request, "courses/sessions/confirm.html", context)
