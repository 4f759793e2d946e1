"""The one door: everybody who comes into a course or a path passes here, seats counted."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.selectors import membership_today
from courses.catalogue.models import Course, Programme
from courses.enrolment.enums import (
    EnrolmentMode,
    EnrolmentStatus,
    EntryWay,
    EventKind,
    RequestStatus,
)
from courses.enrolment.exceptions import (
    CohortMismatchError,
    EnrolmentClosedError,
    NotEligibleError,
    SeatsTakenError,
    WrongWayError,
)
from courses.enrolment.models import (
    Cohort,
    Enrolment,
    EnrolmentPolicy,
    EnrolmentRequest,
    ProgrammeEnrolment,
    Target,
    WaitingPlace,
    target_fields,
)
from courses.enrolment.selectors import barriers_find, policy_get, seats_taken
from courses.enrolment.services.history import event_write


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What came of it: a seat (`enrolment`, `path`) or a place in the queue (`waiting`)."""

    enrolment: Enrolment | None = None
    path: ProgrammeEnrolment | None = None
    waiting: WaitingPlace | None = None
    is_new: bool = True

    @property
    def is_in(self) -> bool:
        """Whether the person has a seat."""
        return self.waiting is None


@dataclass(frozen=True, kw_only=True)
class EntryAsk:
    """Who wants into what, by which way; `by` is the member of staff who acts, if any."""

    user: User
    target: Target
    language: str
    way: EntryWay
    cohort: Cohort | None = None
    by: User | None = None
    reason: str = ""


@transaction.atomic
def enter(ask: EntryAsk) -> Entry:
    """Give a seat or a place on the waiting list; called again it changes nothing.

    Callers check first whether the person may come in this way. The rows that count seats are
    locked (rule, then cohort), so that the last seat is given once. Raises SeatsTakenError when
    it is full and nobody waits, CohortMismatchError.
    """
    policy = pools_lock(ask.target, ask.cohort)
    found = _existing(ask)
    if found is not None:
        return found
    waiting = WaitingPlace.objects.filter(
        user=ask.user, promoted_at=None, left_at=None, **target_fields(ask.target)
    ).first()
    if seat_is_free(ask.target, ask.cohort, policy):
        return seat_give(ask)
    if waiting is not None:
        return Entry(waiting=waiting, is_new=False)
    if policy is not None and not policy.has_waiting_list:
        raise SeatsTakenError
    place = WaitingPlace.objects.create(
        user=ask.user,
        cohort=ask.cohort,
        language=ask.language,
        way=ask.way,
        **target_fields(ask.target),
    )
    return Entry(waiting=place)


def pools_lock(target: Target, cohort: Cohort | None) -> EnrolmentPolicy | None:
    """Lock what counts seats, always in the same order; return the target's rule, if any."""
    rules = EnrolmentPolicy.objects.select_for_update(no_key=True, of=("self",))
    policy = rules.filter(**target_fields(target)).first()
    if cohort is not None:
        locked = Cohort.objects.select_for_update(no_key=True, of=("self",)).get(pk=cohort.pk)
        wanted = target_fields(target)
        if (locked.course_id, locked.programme_id) != tuple(
            None if value is None else value.pk for value in wanted.values()
        ):
            raise CohortMismatchError
        cohort.seats = locked.seats
    return policy


def seats_free(target: Target, cohort: Cohort | None, policy: EnrolmentPolicy | None) -> int | None:
    """Return how many seats rule and cohort leave; None when neither counts.

    The caller holds the locks.
    """
    free = []
    if policy is not None and policy.seats is not None:
        free.append(policy.seats - seats_taken(target))
    if cohort is not None and cohort.seats is not None:
        free.append(cohort.seats - seats_taken(target, cohort))
    return max(min(free), 0) if free else None


def seat_is_free(target: Target, cohort: Cohort | None, policy: EnrolmentPolicy | None) -> bool:
    """Return whether rule and cohort both have a seat left. The caller holds the locks."""
    return seats_free(target, cohort, policy) != 0


def _existing(ask: EntryAsk) -> Entry | None:
    """The seat that the person holds already."""
    if isinstance(ask.target, Programme):
        path = ProgrammeEnrolment.objects.filter(user=ask.user, programme=ask.target).first()
        if path is not None and path.status != EnrolmentStatus.WITHDRAWN:
            return Entry(path=path, is_new=False)
        return None
    row = Enrolment.objects.filter(user=ask.user, course=ask.target).first()
    if row is not None and row.status != EnrolmentStatus.WITHDRAWN:
        return Entry(enrolment=row, is_new=False)
    return None


def seat_give(ask: EntryAsk) -> Entry:
    """Write the enrolment or the path down. The caller holds the locks and counted the seats.

    Whoever has the seat waits and asks for it no longer.
    """
    wanted = {"user": ask.user, **target_fields(ask.target)}
    now = timezone.now()
    open_places = WaitingPlace.objects.filter(promoted_at=None, left_at=None, **wanted)
    open_places.update(promoted_at=now)
    asked = EnrolmentRequest.objects.filter(status=RequestStatus.PENDING, **wanted)
    asked.update(status=RequestStatus.CANCELLED, decided_at=now)
    if isinstance(ask.target, Programme):
        return Entry(path=_path_open(ask, ask.target))
    return Entry(enrolment=enrolment_open(ask, ask.target))


def enrolment_open(
    ask: EntryAsk, course: Course, path: ProgrammeEnrolment | None = None
) -> Enrolment:
    """Enrol in a course, or take a withdrawn enrolment up again with its progress.

    The institution and region of the day are noted on a new enrolment.
    """
    membership = membership_today(ask.user)
    row, is_new = Enrolment.objects.get_or_create(
        user=ask.user,
        course=course,
        defaults={
            "cohort": ask.cohort,
            "path": path,
            "language": ask.language,
            "organisation_id": membership.organisation_id if membership else None,
            "region": membership.region if membership else "",
        },
    )
    if not is_new:
        if row.status != EnrolmentStatus.WITHDRAWN:
            return row
        row.status = EnrolmentStatus.COMPLETED if row.completed_at else EnrolmentStatus.ACTIVE
        row.cohort = ask.cohort or row.cohort
        row.path = path or row.path
        row.save(update_fields=["status", "cohort", "path"])
    event_write(
        subject=row,
        kind=EventKind.ENROLLED if is_new else EventKind.REOPENED,
        way=ask.way,
        by=ask.by,
        after=ask.cohort.code if ask.cohort else "",
        reason=ask.reason,
    )
    return row


def _path_open(ask: EntryAsk, programme: Programme) -> ProgrammeEnrolment:
    """Open the path and enrol in the course (or courses) that it begins with."""
    from courses.enrolment.services.paths import path_continue  # noqa: PLC0415 (they need enter)

    path, is_new = ProgrammeEnrolment.objects.get_or_create(
        user=ask.user, programme=programme, defaults={"cohort": ask.cohort}
    )
    if not is_new:
        path.status = EnrolmentStatus.COMPLETED if path.completed_at else EnrolmentStatus.ACTIVE
        path.cohort = ask.cohort or path.cohort
        path.save(update_fields=["status", "cohort"])
    event_write(
        subject=path,
        kind=EventKind.ENROLLED if is_new else EventKind.REOPENED,
        way=ask.way,
        by=ask.by,
        after=ask.cohort.code if ask.cohort else "",
        reason=ask.reason,
    )
    path_continue(path=path, language=ask.language, by=ask.by, reopens=True)
    return path


def eligible_require(*, user: User, policy: EnrolmentPolicy, language: str) -> None:
    """Raise EnrolmentClosedError or NotEligibleError, with the reason in words."""
    for barrier in barriers_find(user=user, policy=policy, language=language):
        if barrier.code in {"closed", "not_open_yet", "language"}:
            raise EnrolmentClosedError(barrier.message)
        raise NotEligibleError(barrier.message)


def enrol_self(*, user: User, target: Target, language: str) -> Entry:
    """Enrol by one's own act where the rule is open; called again it returns the same place.

    Raises WrongWayError (another mode), EnrolmentClosedError, NotEligibleError, SeatsTakenError.
    """
    ask = EntryAsk(user=user, target=target, language=language, way=EntryWay.SELF)
    found = _existing(ask)
    if found is not None:
        return found
    policy = policy_get(target)
    path = path_open_find(user, target)
    if path is not None and isinstance(target, Course):
        eligible_require(user=user, policy=policy, language=language)
        row = enrolment_open(replace(ask, way=EntryWay.PATH), target, path)
        return Entry(enrolment=row)
    if policy.mode != EnrolmentMode.OPEN:
        raise WrongWayError
    eligible_require(user=user, policy=policy, language=language)
    return enter(ask)


def path_open_find(user: User, target: Target) -> ProgrammeEnrolment | None:
    """Return the path on which the person is that leads through this course."""
    if isinstance(target, Programme) or target.programme_id is None:
        return None
    rows = ProgrammeEnrolment.objects.filter(user=user, programme_id=target.programme_id)
    return rows.exclude(status=EnrolmentStatus.WITHDRAWN).first()


def enrolment_create(*, user: User, course: Course, language: str) -> Enrolment:
    """Enrol a person by their own act in a course with free seats; idempotent.

    As `enrol_self`, for callers that want the enrolment: SeatsTakenError when only the waiting
    list is left (the place there is kept).
    """
    entry = enrol_self(user=user, target=course, language=language)
    if entry.enrolment is None:
        raise SeatsTakenError
    return entry.enrolment


def enrol_by_staff(ask: EntryAsk, by: User) -> Entry:
    """Enrol somebody as a member of staff: dates and conditions do not hold, seats do."""
    return enter(replace(ask, by=by))
