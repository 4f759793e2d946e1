"""The trainer's list: what a phone kept while it had no network comes in, once, in any order."""

from typing import Any

from django.db import transaction

from accounts.models import User
from courses.enrolment.models import Enrolment
from courses.workshops.enums import AttendanceSource
from courses.workshops.exceptions import SessionClosedError, SessionStateError
from courses.workshops.models import AttendanceMark, Session
from courses.workshops.payload import Sent, SentMark
from courses.workshops.services.attendance import (
    DUPLICATE,
    Mark,
    mark_write,
    marks_open_require,
)
from courses.workshops.services.people import newcomer_add
from courses.workshops.services.registration import session_lock

REFUSED = "refused"


@transaction.atomic
def list_sync(*, session: Session, sent: Sent, by: User) -> dict[str, Any]:
    """Take in what the phone kept. Returns, per mark and per person added, what became of it.

    Idempotent: marks by their client id, people by their `ref`'s name and address. A mark of a
    signed or cancelled session is `refused` with the reason, unless it had come in before; the
    phone shows it to the trainer, who corrects with a reason.
    """
    locked = session_lock(session.pk)
    message = ""
    try:
        marks_open_require(locked)
    except (SessionClosedError, SessionStateError) as error:
        message = str(error)
    people: dict[str, int] = {}
    if not message:
        for ref, newcomer in sent.people.items():
            people[ref] = newcomer_add(session=locked, newcomer=newcomer, by=by).pk
    enrolments = _enrolments(locked, sent, people)
    results = {}
    for mark in sorted(sent.marks, key=lambda one: one.marked_at):
        results[str(mark.client_id)] = _take(locked, mark, people, enrolments, message, by)
    return {"people": people, "marks": results, "message": message}


def _enrolments(session: Session, sent: Sent, people: dict[str, int]) -> dict[int, Enrolment]:
    """The enrolments that may be marked: of this course only."""
    wanted = {mark.enrolment_id for mark in sent.marks if mark.enrolment_id}
    rows = Enrolment.objects.filter(
        pk__in=wanted | set(people.values()), course_id=session.unit.course_id
    )
    return {row.pk: row for row in rows}


def _take(  # noqa: PLR0917 (one mark in its surroundings)
    session: Session,
    mark: SentMark,
    people: dict[str, int],
    enrolments: dict[int, Enrolment],
    message: str,
    by: User,
) -> str:
    if message:
        known = AttendanceMark.objects.filter(session=session, client_id=mark.client_id)
        return DUPLICATE if known.exists() else REFUSED
    enrolment = enrolments.get(mark.enrolment_id or people.get(mark.ref, 0))
    if enrolment is None:
        return REFUSED
    return mark_write(
        session=session,
        enrolment=enrolment,
        mark=Mark(
            state=mark.state,
            marked_at=mark.marked_at,
            client_id=mark.client_id,
            minutes=mark.minutes,
            entered_at=mark.entered_at,
            left_at=mark.left_at,
        ),
        source=AttendanceSource.LIST,
        by=by,
    )
