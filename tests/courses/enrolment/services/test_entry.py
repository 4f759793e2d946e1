"""The one door: modes, dates, conditions, seats; the last seat is given once."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from courses.enrolment.enums import EnrolmentMode, EntryWay
from courses.enrolment.exceptions import (
    CohortMismatchError,
    EnrolmentClosedError,
    NotEligibleError,
    SeatsTakenError,
    WrongWayError,
)
from courses.enrolment.services import (
    EntryAsk,
    enrol_self,
    enrolment_create,
    enrolment_withdraw,
    enter,
)
from courses.models import Enrolment, EnrolmentEvent, WaitingPlace
from tests.concurrency import run_at_once
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.catalogue import CourseFactory, ProgrammeFactory, UnitFactory
from tests.factories.enrolment import (
    CohortFactory,
    EnrolmentFactory,
    EnrolmentPolicyFactory,
    PrerequisiteFactory,
    ProgrammeEnrolmentFactory,
    UnitCompletionFactory,
)

pytestmark = pytest.mark.django_db


def test_without_a_rule_a_course_is_open_and_the_place_of_work_is_noted():
    membership = MembershipFactory(region="06")
    course = CourseFactory()
    row = enrolment_create(user=membership.user, course=course, language="ar")
    assert (row.organisation, row.region, row.language) == (
        membership.organisation,
        "06",
        "ar",
    )
    event = EnrolmentEvent.objects.get()
    assert (event.enrolment, event.kind, event.way, event.by) == (row, "enrolled", "self", None)


def test_enrolling_twice_enrols_once():
    user, course = UserFactory(), CourseFactory()
    first = enrolment_create(user=user, course=course, language="fr")
    assert enrolment_create(user=user, course=course, language="ar") == first
    assert (Enrolment.objects.count(), EnrolmentEvent.objects.count()) == (1, 1)


@pytest.mark.parametrize("mode", ["key", "request", "invitation"])
def test_other_modes_refuse_the_open_door(mode: str):
    policy = EnrolmentPolicyFactory(mode=mode)
    with pytest.raises(WrongWayError):
        enrol_self(user=UserFactory(), target=policy.course, language="fr")
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"opens_at": timezone.now() + dt.timedelta(hours=1)},
        {"closes_at": timezone.now() - dt.timedelta(hours=1)},
    ],
)
def test_nobody_enrols_outside_the_dates_of_the_rule(values: dict[str, Any]):
    policy = EnrolmentPolicyFactory(**values)
    with pytest.raises(EnrolmentClosedError):
        enrol_self(user=UserFactory(), target=policy.course, language="fr")


@pytest.mark.parametrize(
    "values",
    [
        {"enrolment_open": False},
        {"closes_at": timezone.now() - dt.timedelta(hours=1)},
        {"opens_at": timezone.now() + dt.timedelta(hours=1)},
        {"live_ar": False},
    ],
)
def test_nobody_enrols_in_a_closed_course(values: dict[str, Any]):
    with pytest.raises(EnrolmentClosedError):
        enrol_self(user=UserFactory(), target=CourseFactory(**values), language="ar")


def test_a_course_to_complete_first_is_named():
    user, first, second = UserFactory(), CourseFactory(title_fr="Bases"), CourseFactory()
    PrerequisiteFactory(course=second, needs_course=first)
    begun = EnrolmentFactory(user=user, course=first)
    with pytest.raises(NotEligibleError) as refused:
        enrol_self(user=user, target=second, language="fr")
    assert "Bases" in str(refused.value)
    Enrolment.objects.filter(pk=begun.pk).update(status="completed", completed_at=timezone.now())
    assert enrol_self(user=user, target=second, language="fr").is_in


def test_a_pre_test_to_take_first_is_named():
    user, course = UserFactory(), CourseFactory()
    unit = UnitFactory(title_fr="Test de départ")
    PrerequisiteFactory(course=course, needs_unit=unit)
    with pytest.raises(NotEligibleError) as refused:
        enrol_self(user=user, target=course, language="fr")
    assert "Test de départ" in str(refused.value)
    UnitCompletionFactory(enrolment=EnrolmentFactory(user=user, course=unit.course), unit=unit)
    assert enrol_self(user=user, target=course, language="fr").is_in


def test_the_courses_of_a_programme_in_order():
    programme = ProgrammeFactory()
    EnrolmentPolicyFactory(course=None, programme=programme, mode="invitation")
    first, second = (CourseFactory(position=n, programme=programme) for n in (1, 2))
    user = UserFactory()
    with pytest.raises(NotEligibleError) as refused:
        enrol_self(user=user, target=second, language="fr")
    assert first.title_fr in str(refused.value)
    EnrolmentFactory(user=user, course=first, completed=True)
    assert enrol_self(user=user, target=second, language="fr").is_in


def test_when_the_seats_are_taken_people_wait_or_are_refused():
    policy = EnrolmentPolicyFactory(seats=1)
    course = policy.course
    assert enrol_self(user=UserFactory(), target=course, language="fr").is_in
    late = UserFactory()
    entry = enrol_self(user=late, target=course, language="ar")
    assert (entry.is_in, entry.waiting.user, entry.waiting.language) == (False, late, "ar")
    again = enrol_self(user=late, target=course, language="ar")
    assert (again.waiting, again.is_new) == (entry.waiting, False)
    policy.has_waiting_list = False
    policy.save()
    with pytest.raises(SeatsTakenError):
        enrol_self(user=UserFactory(), target=course, language="fr")
    assert (Enrolment.objects.count(), WaitingPlace.objects.count()) == (1, 1)


def test_those_who_came_through_a_path_take_no_seat_of_the_course():
    policy = EnrolmentPolicyFactory(seats=1)
    EnrolmentFactory(course=policy.course, path=ProgrammeEnrolmentFactory())
    assert enrol_self(user=UserFactory(), target=policy.course, language="fr").is_in


def test_a_cohort_of_another_course_is_refused():
    ask = EntryAsk(
        user=UserFactory(),
        target=CourseFactory(),
        language="fr",
        way=EntryWay.STAFF,
        cohort=CohortFactory(),
    )
    with pytest.raises(CohortMismatchError):
        enter(ask)
    assert Enrolment.objects.count() == 0


def test_coming_back_takes_the_old_place_up_with_its_progress():
    policy = EnrolmentPolicyFactory(mode=EnrolmentMode.OPEN, course=CourseFactory(units=3))
    row = EnrolmentFactory(course=policy.course, required_done=2)
    enrolment_withdraw(enrolment=row)
    entry = enrol_self(user=row.user, target=policy.course, language="fr")
    assert (entry.enrolment, entry.enrolment.status, entry.enrolment.required_done) == (
        row,
        "active",
        2,
    )
    kinds = list(EnrolmentEvent.objects.values_list("kind", flat=True))
    assert kinds == ["withdrawn", "reopened"]


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_three_seats_and_no_more():
    policy = EnrolmentPolicyFactory(seats=3)
    people = UserFactory.create_batch(50)
    entries = run_at_once(
        [
            lambda person=person: enrol_self(user=person, target=policy.course, language="fr")
            for person in people
        ],
        at_a_time=25,
    )
    assert [entry for entry in entries if isinstance(entry, Exception)] == []
    assert sum(entry.is_in for entry in entries) == 3
    assert (Enrolment.objects.count(), WaitingPlace.objects.count()) == (3, 47)


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_of_a_cohort_is_given_once():
    cohort = CohortFactory(seats=1)
    people = UserFactory.create_batch(12)
    entries = run_at_once(
        [
            lambda person=person: enter(
                EntryAsk(
                    user=person,
                    target=cohort.course,
                    language="fr",
                    way=EntryWay.STAFF,
                    cohort=cohort,
                )
            )
            for person in people
        ]
    )
    assert sum(entry.is_in for entry in entries) == 1
    assert Enrolment.objects.filter(cohort=cohort).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_person_at_once_enrols_once():
    user, course = UserFactory(), CourseFactory()
    results = run_at_once(
        [lambda: enrol_self(user=user, target=course, language="fr") for _number in range(6)]
    )
    assert [result for result in results if isinstance(result, Exception)] == []
    assert (Enrolment.objects.count(), EnrolmentEvent.objects.count()) == (1, 1)
