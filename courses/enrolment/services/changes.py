"""Leaving, moving, extending, taking up again: each keeps history."""

import datetime as dt
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.enrolment.enums import EnrolmentStatus, EntryWay, EventKind
from courses.enrolment.exceptions import CohortMismatchError, SeatsTakenError
from courses.enrolment.models import Cohort, Enrolment, ProgrammeEnrolment
from courses.enrolment.selectors import seats_taken
from courses.enrolment.services.entry import EntryAsk, enter
from courses.enrolment.services.history import event_write
from courses.enrolment.services.waiting import waiting_advance

Subject = Enrolment | ProgrammeEnrolment
S = TypeVar("S", bound=Subject)


def _locked(subject: S) -> S:
    model: Any = type(subject)
    rows = model.objects.select_for_update(of=("self",)).select_related("cohort", "user")
    found: S = rows.get(pk=subject.pk)
    return found


@transaction.atomic
def enrolment_withdraw(*, enrolment: Enrolment, by: User | None = None, reason: str = "") -> None:
    """Withdraw from a course that is not completed. Progress is kept. Idempotent.

    The seat goes to the first who waits.
    """
    locked = _locked(enrolment)
    if locked.status == EnrolmentStatus.ACTIVE:
        locked.status = EnrolmentStatus.WITHDRAWN
        locked.last_activity_at = timezone.now()
        locked.save(update_fields=["status", "last_activity_at"])
        event_write(
            subject=locked,
            kind=EventKind.WITHDRAWN,
            by=by,
            before=EnrolmentStatus.ACTIVE.value,
            after=EnrolmentStatus.WITHDRAWN.value,
            reason=reason,
        )
        waiting_advance(target=locked.course)
    enrolment.refresh_from_db()


@transaction.atomic
def path_withdraw(*, path: ProgrammeEnrolment, by: User | None = None, reason: str = "") -> None:
    """Withdraw from a path and from the courses that it had opened and that are not completed."""
    locked = _locked(path)
    if locked.status == EnrolmentStatus.ACTIVE:
        locked.status = EnrolmentStatus.WITHDRAWN
        locked.save(update_fields=["status"])
        event_write(
            subject=locked,
            kind=EventKind.WITHDRAWN,
            by=by,
            before=EnrolmentStatus.ACTIVE.value,
            after=EnrolmentStatus.WITHDRAWN.value,
            reason=reason,
        )
        for row in locked.course_enrolments.filter(status=EnrolmentStatus.ACTIVE):
            enrolment_withdraw(enrolment=row, by=by, reason=reason)
        waiting_advance(target=locked.programme)
    path.refresh_from_db()


@transaction.atomic
def enrolment_reopen(*, subject: Subject, by: User, reason: str = "") -> None:
    """Take a withdrawn enrolment or path up again, with its progress, if there is a seat.

    Raises SeatsTakenError when there is none: the person is not put on the waiting list.
    """
    target = subject.course if isinstance(subject, Enrolment) else subject.programme
    entry = enter(
        EntryAsk(
            user=subject.user,
            target=target,
            language=subject.user.language,
            way=EntryWay.STAFF,
            cohort=subject.cohort,
            by=by,
            reason=reason,
        )
    )
    if not entry.is_in:
        # Raising undoes the place on the waiting list.
        raise SeatsTakenError
    subject.refresh_from_db()


@transaction.atomic
def enrolment_transfer(
    *, subject: Subject, cohort: Cohort | None, by: User, reason: str = ""
) -> None:
    """Move to another cohort of the same course or programme (None: to no cohort). Idempotent.

    Cohorts are locked in the order of their keys. Raises CohortMismatchError, SeatsTakenError.
    """
    target = subject.course if isinstance(subject, Enrolment) else subject.programme
    if cohort is not None:
        cohort = Cohort.objects.select_for_update(no_key=True, of=("self",)).get(pk=cohort.pk)
        if target.pk != (
            cohort.course_id if isinstance(subject, Enrolment) else cohort.programme_id
        ):
            raise CohortMismatchError
    locked = _locked(subject)
    if locked.cohort_id == (cohort.pk if cohort else None):
        return
    if (
        cohort is not None
        and cohort.seats is not None
        and locked.status != EnrolmentStatus.WITHDRAWN
        and seats_taken(target, cohort) >= cohort.seats
    ):
        raise SeatsTakenError
    before = locked.cohort.code if locked.cohort else ""
    locked.cohort = cohort
    locked.save(update_fields=["cohort"])
    event_write(
        subject=locked,
        kind=EventKind.TRANSFERRED,
        by=by,
        before=before,
        after=cohort.code if cohort else "",
        reason=reason,
    )
    waiting_advance(target=target)
    subject.refresh_from_db()


@transaction.atomic
def enrolment_extend(
    *, enrolment: Enrolment, until: dt.date | None, by: User, reason: str = ""
) -> None:
    """Let this person work until a day (included), beyond the course's or cohort's end.

    None takes the extension back. Idempotent.
    """
    locked = _locked(enrolment)
    if locked.access_until == until:
        return
    before, locked.access_until = locked.access_until, until
    locked.save(update_fields=["access_until"])
    event_write(
        subject=locked,
        kind=EventKind.EXTENDED,
        by=by,
        before=before.isoformat() if before else "",
        after=until.isoformat() if until else "",
        reason=reason,
    )
    enrolment.refresh_from_db()
