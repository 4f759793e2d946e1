"""What people are told about a session: their place, a change, a cancellation, a reminder."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from accounts.notices import Attachment, notice_cancel, notice_queue
from courses.workshops.enums import RegistrationStatus
from courses.workshops.ics import CALENDAR_TYPE, session_ics
from courses.workshops.models import Registration, Session

KIND = "session"
REMINDER_BEFORE = dt.timedelta(hours=24)


def registrations_told(session: Session) -> Iterable[Registration]:
    """Return those who hold a place or wait for one."""
    return (
        session.registrations.exclude(status=RegistrationStatus.LEFT)
        .exclude(enrolment__status="withdrawn")
        .select_related("enrolment__user")
    )


def place_notice(registration: Registration, *, moved_up: bool = False) -> None:
    """Say that the person has a place (with the calendar file), or waits for one."""
    if registration.status == RegistrationStatus.WAITING:
        _queue(registration, "session_waiting", calendar=False)
        return
    _queue(registration, "session_moved_up" if moved_up else "session_registered")
    reminder_plan(registration)


def change_notice(session: Session, *, before: dict[str, Any]) -> None:
    """Tell everybody concerned that date, place or link changed; plan the reminders anew."""
    for registration in registrations_told(session):
        holds = registration.status == RegistrationStatus.REGISTERED
        _queue(registration, "session_changed", calendar=holds, before=before)
        if holds:
            reminder_plan(registration)


def cancel_notice(session: Session) -> None:
    """Tell everybody concerned that the session will not take place; drop the reminders."""
    for registration in registrations_told(session):
        holds = registration.status == RegistrationStatus.REGISTERED
        _queue(registration, "session_cancelled", calendar=holds)
        reminder_drop(registration)


def _reminder_key(registration: Registration, sequence: int) -> str:
    stamp = int(registration.queued_at.timestamp())
    return f"session-reminder:{registration.pk}:{stamp}:{sequence}"


def reminder_plan(registration: Registration) -> None:
    """Plan the reminder a day ahead; none when the session is nearer than that."""
    session = registration.session
    reminder_drop(registration)
    due = session.starts_at - REMINDER_BEFORE
    if due <= timezone.now():
        return
    _queue(
        registration,
        "session_reminder",
        key=_reminder_key(registration, session.sequence),
        due_at=due,
        calendar=False,
    )


def reminder_drop(registration: Registration) -> None:
    """Keep every planned reminder of this place from being sent."""
    for sequence in range(registration.session.sequence + 1):
        notice_cancel(_reminder_key(registration, sequence))


def _queue(
    registration: Registration,
    name: str,
    *,
    key: str = "",
    due_at: dt.datetime | None = None,
    calendar: bool = True,
    before: dict[str, Any] | None = None,
) -> None:
    session, user = registration.session, registration.enrolment.user
    stamp = int(registration.queued_at.timestamp())
    files: tuple[Attachment, ...] = ()
    if calendar:
        content = session_ics(session, user.language)
        method = "CANCEL" if session.is_cancelled else "PUBLISH"
        files = (Attachment(name=f"{method.lower()}.ics", type=CALENDAR_TYPE, content=content),)
    notice_queue(
        kind=KIND,
        key=key or f"{name}:{registration.pk}:{stamp}:{session.sequence}",
        template=f"courses/mails/{name}",
        context={
            "session": session,
            "unit": session.unit,
            "course": session.unit.course,
            "before": before or {},
            "holds_place": registration.status == RegistrationStatus.REGISTERED,
        },
        user=user,
        due_at=due_at,
        attachments=files,
    )
