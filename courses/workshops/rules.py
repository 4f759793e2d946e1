"""What a mark counts: minutes, and whether it completes the unit. Pure functions."""

import datetime as dt

from courses.workshops.enums import AttendanceState
from courses.workshops.models import Attendance, Session

# Somebody who comes later than this is late.
LATE_AFTER = dt.timedelta(minutes=15)
# Codes of the room are taken from this long before the start until this long after the end.
SCAN_MARGIN = dt.timedelta(minutes=60)


def state_on_entry(session: Session, at: dt.datetime) -> AttendanceState:
    """Return present, or late for somebody who comes after the first quarter of an hour."""
    late = at > session.starts_at + LATE_AFTER
    return AttendanceState.LATE if late else AttendanceState.PRESENT


def scan_window_open(session: Session, at: dt.datetime) -> bool:
    """Return whether the room's codes are taken now."""
    return (
        session.is_planned
        and session.starts_at - SCAN_MARGIN <= at <= session.ends_at + SCAN_MARGIN
    )


def minutes_between(session: Session, entered: dt.datetime | None, left: dt.datetime | None) -> int:
    """Return the minutes inside the session's hours between two moments (its bounds if None)."""
    start = max(entered or session.starts_at, session.starts_at)
    end = min(left or session.ends_at, session.ends_at)
    return max(int((end - start).total_seconds() // 60), 0)


def minutes_count(
    session: Session,
    state: str,
    minutes: int,
    entered: dt.datetime | None,
    left: dt.datetime | None,
) -> int:
    """Return what a mark counts, at most the unit's nominal minutes.

    Present counts all; late counts from the arrival when it is known; part of the time counts the
    minutes given, else those between arrival and leaving; excused and absent count nothing.
    """
    full = session.nominal_minutes
    if state == AttendanceState.PRESENT:
        return full
    if state == AttendanceState.LATE:
        lost = session.duration_minutes - minutes_between(session, entered, None)
        return max(full - lost, 0)
    if state == AttendanceState.PARTIAL:
        return min(minutes or minutes_between(session, entered, left), full)
    return 0


def state_on_exit(session: Session, attendance: Attendance, left: dt.datetime) -> str:
    """Return the state after somebody left: part of the time when too much is missing."""
    there = minutes_between(session, attendance.entered_at, left)
    enough = there * 100 >= session.partial_percent * session.duration_minutes
    return attendance.state if enough else AttendanceState.PARTIAL


def is_attended(session: Session, state: str, minutes: int) -> bool:
    """Return whether this completes the unit: present, late, or a large enough share."""
    if state == AttendanceState.PARTIAL:
        return minutes * 100 >= session.partial_percent * session.nominal_minutes
    return state in {AttendanceState.PRESENT, AttendanceState.LATE}
