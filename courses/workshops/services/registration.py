"""Places: taken, given up, and handed on to those who wait. The session's row is the lock."""

from django.db import transaction
from django.utils import timezone

from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.exceptions import NotEnrolledError
from courses.enrolment.models import Enrolment
from courses.workshops.enums import RegistrationStatus
from courses.workshops.exceptions import SessionNotOpenError
from courses.workshops.models import Registration, Session
from courses.workshops.services.mails import place_notice, reminder_drop


def session_lock(session_id: int) -> Session:
    """Return the session with its row locked; inside a transaction only."""
    return (
        Session.objects.select_for_update(of=("self",))
        .select_related("unit__course", "cohort")
        .get(pk=session_id)
    )


def _open_require(session: Session) -> None:
    if not session.is_planned or session.starts_at <= timezone.now():
        raise SessionNotOpenError


def _seats_left(session: Session) -> int | None:
    """Return the free places, None without a limit. Those who left the course hold none."""
    if session.seats is None:
        return None
    taken = Registration.objects.filter(
        session=session, status=RegistrationStatus.REGISTERED
    ).exclude(enrolment__status=EnrolmentStatus.WITHDRAWN)
    return max(session.seats - taken.count(), 0)


@transaction.atomic
def registration_create(*, session: Session, enrolment: Enrolment) -> Registration:
    """Take a place, or one in the waiting list when there is none left; idempotent.

    Raises NotEnrolledError (another course, another cohort, withdrawn) and SessionNotOpenError.
    """
    locked = session_lock(session.pk)
    if (
        enrolment.course_id != locked.unit.course_id
        or enrolment.status == EnrolmentStatus.WITHDRAWN
        or (locked.cohort_id and enrolment.cohort_id != locked.cohort_id)
    ):
        raise NotEnrolledError
    _open_require(locked)
    registration = Registration.objects.filter(session=locked, enrolment=enrolment).first()
    if registration is not None and registration.status != RegistrationStatus.LEFT:
        return registration
    if registration is None:
        registration = Registration(session=locked, enrolment=enrolment)
    registration.session, registration.enrolment = locked, enrolment
    waiting = Registration.objects.filter(session=locked, status=RegistrationStatus.WAITING)
    is_full = _seats_left(locked) == 0 or waiting.exists()
    registration.status = RegistrationStatus.WAITING if is_full else RegistrationStatus.REGISTERED
    registration.queued_at = timezone.now()
    registration.save()
    place_notice(registration)
    waiting_move_up(locked)
    registration.refresh_from_db(fields=["status"])
    return registration


@transaction.atomic
def registration_leave(*, registration: Registration) -> None:
    """Give the place up; the first who waits gets it. Idempotent until the session begins."""
    locked = session_lock(registration.session_id)
    row = Registration.objects.select_related("enrolment__user").get(pk=registration.pk)
    if row.status == RegistrationStatus.LEFT:
        return
    _open_require(locked)
    row.session = locked
    row.status = RegistrationStatus.LEFT
    row.save(update_fields=["status"])
    reminder_drop(row)
    waiting_move_up(locked)


def waiting_move_up(session: Session) -> int:
    """Give free places to those who wait, in order; return how many. The session is locked."""
    left = _seats_left(session)
    rows = (
        Registration.objects.filter(session=session, status=RegistrationStatus.WAITING)
        .exclude(enrolment__status=EnrolmentStatus.WITHDRAWN)
        .select_related("enrolment__user")
        .order_by("queued_at", "pk")
    )
    chosen = list(rows if left is None else rows[:left])
    for row in chosen:
        row.session = session
        row.status = RegistrationStatus.REGISTERED
        row.save(update_fields=["status"])
        place_notice(row, moved_up=True)
    return len(chosen)
