"""Closing and signing a session, and correcting a signed list. See the ADR on attendance."""

import hashlib
import json
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.audit import audit_write
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.signals import attendance_decided
from courses.workshops.enums import (
    AttendanceSource,
    AttendanceState,
    RegistrationStatus,
    SessionStatus,
)
from courses.workshops.exceptions import (
    NotOnCourseError,
    ReasonMissingError,
    SessionNotStartedError,
    SessionStateError,
)
from courses.workshops.models import Attendance, Session
from courses.workshops.rules import is_attended
from courses.workshops.services.attendance import Mark, mark_write, marks_open_require
from courses.workshops.services.registration import session_lock


def frozen_list(session: Session) -> list[dict[str, Any]]:
    """Return the list as it stands, people by `uuid` and without names, in a fixed order."""
    rows = Attendance.objects.filter(session=session).select_related("enrolment__user")
    found = [
        {
            "person": str(row.enrolment.user.uuid),
            "state": row.state,
            "minutes": row.minutes,
            "came": row.entered_at.isoformat() if row.entered_at else "",
            "left": row.left_at.isoformat() if row.left_at else "",
            "source": row.source,
        }
        for row in rows
    ]
    return sorted(found, key=lambda entry: entry["person"])


def frozen_hash(entries: list[dict[str, Any]]) -> str:
    """Return the SHA-256 of the list's canonical JSON: anybody can compute it again."""
    text = json.dumps(entries, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def session_close(*, session: Session, signed_name: str, by: User) -> Session:
    """Close and sign: who was registered and not marked is absent; attendance completes the unit.

    The list is frozen with its hash. `attendance_decided` is sent for each person in the same
    transaction: the completions commit with the signature or not at all. Raises
    SessionNotStartedError, SessionClosedError (the second time), SessionStateError (cancelled).
    """
    locked = session_lock(session.pk)
    marks_open_require(locked)
    now = timezone.now()
    if now < locked.starts_at:
        raise SessionNotStartedError
    _absent_write(locked, by)
    entries = frozen_list(locked)
    locked.status = SessionStatus.CLOSED
    locked.closed_at = now
    locked.closed_by = by
    locked.signed_name = signed_name.strip()[:160] or str(by)
    locked.frozen = entries
    locked.frozen_hash = frozen_hash(entries)
    locked.save()
    rows = Attendance.objects.filter(session=locked).select_related("enrolment")
    attended = [
        row for row in rows.order_by("enrolment_id") if is_attended(locked, row.state, row.minutes)
    ]
    for row in attended:
        _decide(locked, row.enrolment, is_present=True, by=by)
    audit_write(
        action="courses.session_close",
        instance=locked,
        by=by,
        before=SessionStatus.PLANNED.value,
        after=SessionStatus.CLOSED.value,
        listed=len(entries),
        attended=len(attended),
        hash=locked.frozen_hash,
        signed=locked.signed_name,
    )
    return locked


def _absent_write(session: Session, by: User) -> None:
    marked = Attendance.objects.filter(session=session).values("enrolment_id")
    rows = (
        session.registrations.filter(status=RegistrationStatus.REGISTERED)
        .exclude(enrolment__status=EnrolmentStatus.WITHDRAWN)
        .exclude(enrolment_id__in=marked)
        .select_related("enrolment")
    )
    now = timezone.now()
    for row in rows:
        mark = Mark(state=AttendanceState.ABSENT, marked_at=now, client_id=uuid.uuid4())
        mark_write(
            session=session,
            enrolment=row.enrolment,
            mark=mark,
            source=AttendanceSource.CLOSING,
            by=by,
        )


def _decide(session: Session, enrolment: Enrolment, *, is_present: bool, by: User) -> None:
    if enrolment.status == EnrolmentStatus.WITHDRAWN:
        return
    attendance_decided.send(
        sender=Attendance,
        enrolment_id=enrolment.pk,
        unit_id=session.unit_id,
        attended=is_present,
        recorded_by_id=by.pk,
    )


@transaction.atomic
def attendance_correct(
    *, session: Session, enrolment: Enrolment, mark: Mark, by: User
) -> Attendance:
    """Correct a signed list, with a reason (`mark.reason`): audited, the signed list stays.

    Attendance that is given completes the unit. Attendance that is taken away revokes the
    completion while the course is not completed; once it is, the completion and the certificate
    stay as they are and the row is flagged for an administrator. Raises ReasonMissingError,
    SessionStateError (not signed yet), NotOnCourseError.
    """
    if not mark.reason.strip():
        raise ReasonMissingError
    locked = session_lock(session.pk)
    if not locked.is_closed:
        raise SessionStateError
    row = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    if row.course_id != locked.unit.course_id:
        raise NotOnCourseError
    held = Attendance.objects.filter(session=locked, enrolment=row).first()
    before = {"state": held.state, "minutes": held.minutes} if held else None
    was = held is not None and is_attended(locked, held.state, held.minutes)
    mark_write(session=locked, enrolment=row, mark=mark, source=AttendanceSource.CORRECTION, by=by)
    attendance = Attendance.objects.get(session=locked, enrolment=row)
    now_attended = is_attended(locked, attendance.state, attendance.minutes)
    _consequences(locked, row, attendance, was=was, is_now=now_attended, by=by)
    audit_write(
        action="courses.attendance_correct",
        instance=locked,
        by=by,
        person=row.user,
        before=before,
        after={"state": attendance.state, "minutes": attendance.minutes},
        reason=mark.reason.strip(),
        flagged=attendance.flagged_at is not None,
    )
    return attendance


def _consequences(
    session: Session,
    enrolment: Enrolment,
    attendance: Attendance,
    *,
    was: bool,
    is_now: bool,
    by: User,
) -> None:
    flag = None
    if is_now:
        _decide(session, enrolment, is_present=True, by=by)
    elif was or attendance.flagged_at:
        if enrolment.status == EnrolmentStatus.COMPLETED:
            flag = attendance.flagged_at or timezone.now()
        elif not _attended_elsewhere(session, enrolment):
            _decide(session, enrolment, is_present=False, by=by)
    if flag != attendance.flagged_at:
        attendance.flagged_at = flag
        attendance.save(update_fields=["flagged_at"])


def _attended_elsewhere(session: Session, enrolment: Enrolment) -> bool:
    """Whether another signed session of the same unit completes it anyway."""
    others = (
        Attendance.objects.filter(
            enrolment=enrolment, session__unit_id=session.unit_id, session__status="closed"
        )
        .exclude(session_id=session.pk)
        .select_related("session__unit")
    )
    return any(is_attended(row.session, row.state, row.minutes) for row in others)
