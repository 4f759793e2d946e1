"""The waiting list moves up by itself, in order, and tells once."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Notice
from courses.enrolment.enums import EntryWay
from courses.enrolment.selectors import waiting_position
from courses.enrolment.services import (
    EntryAsk,
    enrol_self,
    enrolment_withdraw,
    enter,
    waiting_advance,
    waiting_advance_all,
    waiting_leave,
)
from courses.models import Cohort, Enrolment, EnrolmentEvent, EnrolmentPolicy, WaitingPlace
from tests.concurrency import run_at_once
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory, EnrolmentPolicyFactory

pytestmark = pytest.mark.django_db


def queue(course: Any, count: int) -> list[Any]:
    entries = [
        enrol_self(user=UserFactory(language="ar"), target=course, language="ar")
        for _number in range(count)
    ]
    return [entry.waiting for entry in entries]


def full_course(seats: int = 1) -> EnrolmentPolicy:
    policy = EnrolmentPolicyFactory(seats=seats)
    EnrolmentFactory.create_batch(seats, course=policy.course)
    return policy


def test_a_seat_that_is_left_goes_to_the_first_who_waits():
    policy = full_course()
    first, second = queue(policy.course, 2)
    assert [waiting_position(first), waiting_position(second)] == [1, 2]
    enrolment_withdraw(enrolment=Enrolment.objects.get())
    taken = Enrolment.objects.filter(status="active")
    assert [row.user for row in taken] == [first.user]
    assert waiting_position(second) == 1
    event = EnrolmentEvent.objects.get(enrolment=taken.get())
    assert event.way == "waiting"
    notice = Notice.objects.get()
    assert (notice.user, notice.language) == (first.user, "ar")


def test_more_seats_are_given_out_when_the_rule_is_saved(
    django_capture_on_commit_callbacks: Any,
):
    policy = full_course()
    queue(policy.course, 3)
    with django_capture_on_commit_callbacks(execute=True):
        policy.seats = 3
        policy.save()
    assert Enrolment.objects.count() == 3
    assert WaitingPlace.objects.filter(promoted_at=None).count() == 1


def test_more_seats_in_a_cohort_are_given_out(django_capture_on_commit_callbacks: Any):
    cohort = CohortFactory(seats=0)
    other = CohortFactory(course=cohort.course, seats=0)
    people = UserFactory.create_batch(4)
    for number, person in enumerate(people):
        enter(
            EntryAsk(
                user=person,
                target=cohort.course,
                language="fr",
                way=EntryWay.KEY,
                cohort=other if number % 2 == 0 else cohort,
            )
        )
    with django_capture_on_commit_callbacks(execute=True):
        changed = Cohort.objects.get(pk=cohort.pk)
        changed.seats = 1
        changed.save()
    row = Enrolment.objects.get()
    assert (row.user, row.cohort) == (people[1], changed)


def test_nobody_moves_up_after_the_closing_date():
    policy = full_course()
    queue(policy.course, 1)
    policy.closes_at = timezone.now() - dt.timedelta(minutes=1)
    policy.save()
    enrolment_withdraw(enrolment=Enrolment.objects.get())
    assert Enrolment.objects.filter(status="active").count() == 0


def test_who_leaves_the_list_is_passed_over():
    policy = full_course()
    first, second = queue(policy.course, 2)
    assert waiting_leave(user=first.user, target=policy.course) is True
    assert waiting_leave(user=first.user, target=policy.course) is False
    enrolment_withdraw(enrolment=Enrolment.objects.get())
    assert Enrolment.objects.get(status="active").user == second.user


def test_the_sweep_finds_what_was_lost_and_does_it_once():
    policy = full_course()
    queue(policy.course, 2)
    EnrolmentPolicy.objects.filter(pk=policy.pk).update(seats=2)
    assert [waiting_advance_all(), waiting_advance_all()] == [1, 0]
    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_advance_at_once_give_each_seat_once():
    policy = full_course()
    queue(policy.course, 6)
    EnrolmentPolicy.objects.filter(pk=policy.pk).update(seats=4)
    given = run_at_once([lambda: waiting_advance(target=policy.course) for _number in range(4)])
    assert sum(given) == 3
    assert (Enrolment.objects.count(), Notice.objects.count()) == (4, 3)
