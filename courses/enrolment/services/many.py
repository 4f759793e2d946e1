"""Many people through the one door at once: as `enter` for each, in few queries."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.selectors import memberships_on
from courses.catalogue.models import Course, Programme
from courses.enrolment.enums import EntryWay, EventKind, RequestStatus
from courses.enrolment.exceptions import SeatsTakenError
from courses.enrolment.models import (
    Enrolment,
    EnrolmentRequest,
    ProgrammeEnrolment,
    Target,
    WaitingPlace,
    target_fields,
)
from courses.enrolment.services.entry import Entry, EntryAsk, enter, pools_lock, seats_free
from courses.enrolment.services.history import events_write
from courses.enrolment.services.paths import courses_next


@transaction.atomic
def enter_many(asks: Sequence[EntryAsk]) -> list[Entry]:
    """Give each a seat or a place on the waiting list; all ask for one target, by one way.

    Who has been there (enrolled, withdrawn, waiting, asking) passes first and one by one; who is
    new gets what is left, in the order of the list. Raises what `enter` raises: then for nobody.
    """
    if not asks:
        return []
    first = asks[0]
    policy = pools_lock(first.target, first.cohort)
    known = _known(first.target, [ask.user.pk for ask in asks])
    entries = {number: enter(ask) for number, ask in enumerate(asks) if ask.user.pk in known}
    fresh = [number for number in range(len(asks)) if number not in entries]
    free = seats_free(first.target, first.cohort, policy)
    seated = fresh if free is None else fresh[:free]
    queued = fresh[len(seated) :]
    if queued and policy is not None and not policy.has_waiting_list:
        raise SeatsTakenError
    entries |= zip(seated, _seats_give([asks[number] for number in seated]), strict=True)
    entries |= zip(queued, _places_give([asks[number] for number in queued]), strict=True)
    return [entries[number] for number in range(len(asks))]


def _known(target: Target, users: list[int]) -> set[int]:
    """Who has any row here: nothing of theirs may be written in bulk."""
    wanted = target_fields(target)
    if isinstance(target, Programme):
        taken: list[Any] = [
            ProgrammeEnrolment.objects.filter(programme=target),
            Enrolment.objects.filter(course__programme=target),
        ]
    else:
        taken = [Enrolment.objects.filter(course=target)]
    taken.append(WaitingPlace.objects.filter(promoted_at=None, left_at=None, **wanted))
    taken.append(EnrolmentRequest.objects.filter(status=RequestStatus.PENDING, **wanted))
    return {
        pk for rows in taken for pk in rows.filter(user__in=users).values_list("user_id", flat=True)
    }


def _seats_give(asks: list[EntryAsk]) -> list[Entry]:
    if not asks:
        return []
    target = asks[0].target
    if isinstance(target, Course):
        return [Entry(enrolment=row) for row in _enrolments_open(asks, target)]
    paths = ProgrammeEnrolment.objects.bulk_create(
        ProgrammeEnrolment(user=ask.user, programme=target, cohort=ask.cohort) for ask in asks
    )
    _note(paths, asks[0])
    # Nobody here has a course of the programme yet: the same begins for all.
    for course in courses_next(programme=target, done=set()):
        begun = [replace(ask, target=course, way=EntryWay.PATH, cohort=None) for ask in asks]
        _enrolments_open(begun, course, paths)
    return [Entry(path=path) for path in paths]


def _enrolments_open(
    asks: list[EntryAsk], course: Course, paths: Sequence[ProgrammeEnrolment] = ()
) -> list[Enrolment]:
    users = [ask.user.pk for ask in asks]
    places = {
        row.user_id: row for row in memberships_on(timezone.localdate()).filter(user__in=users)
    }
    rows = []
    for number, ask in enumerate(asks):
        place = places.get(ask.user.pk)
        rows.append(
            Enrolment(
                user=ask.user,
                course=course,
                cohort=ask.cohort,
                path=paths[number] if paths else None,
                language=ask.language,
                organisation_id=place.organisation_id if place else None,
                region=place.region if place else "",
            )
        )
    made = Enrolment.objects.bulk_create(rows, batch_size=500)
    _note(made, asks[0])
    return made


def _note(subjects: list[Enrolment] | list[ProgrammeEnrolment], ask: EntryAsk) -> None:
    events_write(
        subjects=subjects,
        kind=EventKind.ENROLLED,
        way=ask.way,
        by=ask.by,
        after=ask.cohort.code if ask.cohort else "",
        reason=ask.reason,
    )


def _places_give(asks: list[EntryAsk]) -> list[Entry]:
    rows = [
        WaitingPlace(
            user=ask.user,
            cohort=ask.cohort,
            language=ask.language,
            way=ask.way,
            **target_fields(ask.target),
        )
        for ask in asks
    ]
    return [Entry(waiting=row) for row in WaitingPlace.objects.bulk_create(rows, batch_size=500)]
