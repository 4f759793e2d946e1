"""Withdraw, move, extend, take up again: each keeps history and obeys the seats."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.enrolment.exceptions import (
    CohortMismatchError,
    CourseClosedError,
    EventFrozenError,
    SeatsTakenError,
)
from courses.enrolment.selectors import enrolment_is_open, events_of
from courses.enrolment.services import (
    enrolment_extend,
    enrolment_reopen,
    enrolment_transfer,
    enrolment_withdraw,
)
from courses.models import Enrolment, EnrolmentEvent, WaitingPlace
from courses.progress.enums import CompletionSource
from courses.progress.services import unit_complete
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory, EnrolmentPolicyFactory

pytestmark = pytest.mark.django_db


def history(row: Enrolment) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.before, one.after, one.reason) for one in events_of(row)]


def test_a_withdrawal_by_staff_is_in_both_histories_once():
    row, staff = EnrolmentFactory(), UserFactory()
    for _number in range(2):
        enrolment_withdraw(enrolment=row, by=staff, reason="Départ")
    assert history(row) == [("withdrawn", "active", "withdrawn", "Départ")]
    entry = ModelLogEntry.objects.get(action="courses.enrolment")
    assert (entry.user, entry.data["from"], entry.data["to"], entry.data["person"]) == (
        staff,
        "active",
        "withdrawn",
        str(row.user.uuid),
    )


def test_a_withdrawal_by_the_person_is_no_act_of_staff():
    enrolment_withdraw(enrolment=EnrolmentFactory())
    assert ModelLogEntry.objects.filter(action="courses.enrolment").count() == 0


def test_a_completed_course_is_not_left():
    row = EnrolmentFactory(completed=True)
    enrolment_withdraw(enrolment=row)
    assert (row.status, history(row)) == ("completed", [])


def test_moving_to_another_cohort_keeps_from_and_to():
    course = CourseFactory()
    first, second = CohortFactory.create_batch(2, course=course)
    row = EnrolmentFactory(course=course, cohort=first)
    for _number in range(2):
        enrolment_transfer(subject=row, cohort=second, by=UserFactory(), reason="Mutation")
    assert row.cohort == second
    assert history(row) == [("transferred", first.code, second.code, "Mutation")]


def test_a_full_cohort_takes_nobody_in():
    course = CourseFactory()
    full = CohortFactory(course=course, seats=1)
    EnrolmentFactory(course=course, cohort=full)
    row = EnrolmentFactory(course=course)
    with pytest.raises(SeatsTakenError):
        enrolment_transfer(subject=row, cohort=full, by=UserFactory())
    assert history(row) == []


def test_a_cohort_of_another_course_is_refused():
    with pytest.raises(CohortMismatchError):
        enrolment_transfer(subject=EnrolmentFactory(), cohort=CohortFactory(), by=UserFactory())


def test_taking_up_again_needs_a_seat():
    policy = EnrolmentPolicyFactory(seats=1)
    row = EnrolmentFactory(course=policy.course, status="withdrawn")
    other = EnrolmentFactory(course=policy.course)
    staff = UserFactory()
    with pytest.raises(SeatsTakenError):
        enrolment_reopen(subject=row, by=staff)
    assert WaitingPlace.objects.count() == 0
    enrolment_withdraw(enrolment=other)
    enrolment_reopen(subject=row, by=staff, reason="Retour")
    assert (row.status, history(row)) == ("active", [("reopened", "", "", "Retour")])


def days(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("cohort_end", "course_end", "until", "is_open"),
    [
        (None, None, None, True),
        (0, None, None, True),
        (-1, None, None, False),
        (None, -1, None, False),
        (-1, None, 0, True),
        (None, -1, 0, True),
        (-1, -1, -1, False),
        (5, 5, -3, True),
    ],
)
def test_an_extension_opens_beyond_the_end_of_course_and_cohort(
    cohort_end: int | None, course_end: int | None, until: int | None, is_open: bool
):
    now = timezone.now()
    course = CourseFactory(
        closes_at=None if course_end is None else now + dt.timedelta(days=course_end)
    )
    ends_on = None if cohort_end is None else days(cohort_end)
    row = EnrolmentFactory(course=course, cohort=CohortFactory(course=course, ends_on=ends_on))
    if until is not None:
        enrolment_extend(enrolment=row, until=days(until), by=UserFactory(), reason="Congé")
    assert enrolment_is_open(row) is is_open


def test_an_extension_does_not_open_a_course_before_its_day():
    row = EnrolmentFactory(
        course__opens_at=timezone.now() + dt.timedelta(days=1), access_until=days(9)
    )
    assert enrolment_is_open(row) is False


def test_after_the_cohort_nothing_is_recorded_until_extended():
    course = CourseFactory(units=1)
    cohort = CohortFactory(course=course, ends_on=days(-1))
    row = EnrolmentFactory(course=course, cohort=cohort)
    act: dict[str, Any] = {
        "enrolment_id": row.pk,
        "unit": course.units.get(),
        "source": CompletionSource.LEARNER,
        "language": "fr",
    }
    with pytest.raises(CourseClosedError):
        unit_complete(**act)
    enrolment_extend(enrolment=row, until=days(0), by=UserFactory())
    assert unit_complete(**act).course_completed_now
    assert history(row) == [("extended", "", days(0).isoformat(), "")]


def test_history_is_only_added_to():
    enrolment_withdraw(enrolment=EnrolmentFactory())
    event = EnrolmentEvent.objects.get()
    event.reason = "autre"
    with pytest.raises(EventFrozenError):
        event.save()
    with pytest.raises(EventFrozenError):
        event.delete()
