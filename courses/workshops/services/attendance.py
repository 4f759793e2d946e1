"""Marks: from the room's code or the trainer's list. The latest by time holds, all are kept."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.audit import audit_write
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.workshops.enums import AttendanceSource, AttendanceState
from courses.workshops.exceptions import (
    CodeExpiredError,
    NotOnCourseError,
    SessionClosedError,
    SessionStateError,
)
from courses.workshops.models import Attendance, AttendanceMark, Session
from courses.workshops.rules import (
    minutes_count,
    scan_window_open,
    state_on_entry,
    state_on_exit,
)
from courses.workshops.services.registration import session_lock

APPLIED, SUPERSEDED, DUPLICATE = "applied", "superseded", "duplicate"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What somebody says of a person. `client_id` makes it one mark however often it comes."""

    state: str
    marked_at: dt.datetime
    client_id: uuid.UUID
    minutes: int = 0
    entered_at: dt.datetime | None = None
    left_at: dt.datetime | None = None
    reason: str = ""


def marks_open_require(session: Session) -> None:
    """Raise SessionClosedError after the signature, SessionStateError for a cancelled session."""
    if session.is_closed:
        raise SessionClosedError
    if not session.is_planned:
        raise SessionStateError


def mark_write(
    *, session: Session, enrolment: Enrolment, mark: Mark, source: AttendanceSource, by: User
) -> str:
    """Keep a mark and, unless a later one holds, apply it. The session's row must be locked.

    Returns `applied`, `superseded` (kept, but a mark with a later time holds) or `duplicate` (this
    very mark came before). Of two marks of the same time, the one received last holds.
    """
    if AttendanceMark.objects.filter(session=session, client_id=mark.client_id).exists():
        return DUPLICATE
    held = Attendance.objects.filter(session=session, enrolment=enrolment).first()
    holds = held is None or mark.marked_at >= held.marked_at
    counted = minutes_count(session, mark.state, mark.minutes, mark.entered_at, mark.left_at)
    values = {
        "state": mark.state,
        "minutes": counted,
        "entered_at": mark.entered_at,
        "left_at": mark.left_at,
        "marked_at": mark.marked_at,
        "source": source,
        "marked_by": by,
    }
    AttendanceMark.objects.create(
        session=session,
        enrolment=enrolment,
        client_id=mark.client_id,
        reason=mark.reason,
        is_applied=holds,
        **values,
    )
    if not holds:
        return SUPERSEDED
    before = held.state if held else ""
    row = held or Attendance(session=session, enrolment=enrolment)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    if source == AttendanceSource.LIST and by.pk != enrolment.user_id and before != mark.state:
        audit_write(
            action="courses.attendance",
            instance=session,
            by=by,
            person=enrolment.user,
            before=before,
            after=mark.state,
        )
    return APPLIED


def _own_id(session: Session, enrolment: Enrolment, what: str) -> uuid.UUID:
    """The same scan is the same mark, however often the button is pressed."""
    return uuid.uuid5(session.uuid, f"{enrolment.uuid}:{what}")


def _own_enrolment(session: Session, user: User) -> Enrolment:
    enrolment = (
        Enrolment.objects.filter(user=user, course_id=session.unit.course_id)
        .exclude(status=EnrolmentStatus.WITHDRAWN)
        .first()
    )
    if enrolment is None:
        raise NotOnCourseError
    return enrolment


@transaction.atomic
def attendance_arrive(*, session: Session, user: User, source: AttendanceSource) -> Attendance:
    """The person is in the room: whoever is enrolled in the course, registered or not. Once.

    The caller has checked the room's code. What the trainer has marked stays, except an absence.
    Raises NotOnCourseError, CodeExpiredError (outside the session's hours), SessionClosedError.
    """
    locked = session_lock(session.pk)
    marks_open_require(locked)
    enrolment = _own_enrolment(locked, user)
    now = timezone.now()
    if not scan_window_open(locked, now):
        raise CodeExpiredError
    held = Attendance.objects.filter(session=locked, enrolment=enrolment).first()
    if held is not None and held.state != AttendanceState.ABSENT:
        return held
    mark = Mark(
        state=state_on_entry(locked, now),
        marked_at=now,
        entered_at=now,
        client_id=_own_id(locked, enrolment, f"in:{held.marked_at if held else ''}"),
    )
    mark_write(session=locked, enrolment=enrolment, mark=mark, source=source, by=user)
    return Attendance.objects.get(session=locked, enrolment=enrolment)


@transaction.atomic
def attendance_depart(*, session: Session, user: User, source: AttendanceSource) -> Attendance:
    """The person leaves: note the time; too short a stay becomes part of the time. Once.

    Raises NotOnCourseError for somebody who has not been marked as present or late.
    """
    locked = session_lock(session.pk)
    marks_open_require(locked)
    enrolment = _own_enrolment(locked, user)
    held = Attendance.objects.filter(session=locked, enrolment=enrolment).first()
    if held is None or held.state in {AttendanceState.ABSENT, AttendanceState.EXCUSED}:
        raise NotOnCourseError
    if held.left_at is not None:
        return held
    now = timezone.now()
    mark = Mark(
        state=state_on_exit(locked, held, now),
        marked_at=now,
        entered_at=held.entered_at,
        left_at=now,
        client_id=_own_id(locked, enrolment, f"out:{held.marked_at}"),
    )
    mark_write(session=locked, enrolment=enrolment, mark=mark, source=source, by=user)
    return Attendance.objects.get(session=locked, enrolment=enrolment)
