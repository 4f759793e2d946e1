"""Many at once: the same as one by one, in the same few queries whatever the number."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from courses.enrolment.enums import EntryWay
from courses.enrolment.exceptions import CohortMismatchError, SeatsTakenError
from courses.enrolment.services import EntryAsk, enter_many
from courses.models import Enrolment, EnrolmentEvent, ProgrammeEnrolment, WaitingPlace
from tests.concurrency import run_at_once
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.catalogue import CourseFactory, ProgrammeFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory, EnrolmentPolicyFactory

pytestmark = pytest.mark.django_db


def asks(people: list[Any], target: Any, by: Any = None, cohort: Any = None) -> list[EntryAsk]:
    return [
        EntryAsk(
            user=user, target=target, language="ar", way=EntryWay.IMPORT, cohort=cohort, by=by,
            reason="liste.csv",
        )
        for user in people
    ]  # fmt: skip


def test_each_gets_enrolment_history_and_trail():
    cohort = CohortFactory()
    staff, *people = UserFactory.create_batch(4)
    place = MembershipFactory(user=people[0], region="09")
    entries = enter_many(asks(people, cohort.course, staff, cohort))
    assert [entry.enrolment.user for entry in entries] == people
    rows = list(Enrolment.objects.order_by("pk"))
    assert [(row.cohort, row.language, row.status) for row in rows] == [
        (cohort, "ar", "active")
    ] * 3
    assert (rows[0].organisation, rows[0].region, rows[1].organisation) == (
        place.organisation,
        "09",
        None,
    )
    events = EnrolmentEvent.objects.order_by("pk").values_list(
        "enrolment", "kind", "way", "by", "after", "reason"
    )
    assert list(events) == [
        (row.pk, "enrolled", "import", staff.pk, cohort.code, "liste.csv") for row in rows
    ]
    trail = ModelLogEntry.objects.filter(action="courses.enrolment").order_by("pk")
    assert [(row.object_id, row.label, row.user, row.data["person"]) for row in trail] == [
        (str(row.pk), str(row.user), staff, str(row.user.uuid)) for row in rows
    ]


def test_again_nothing_changes():
    course = CourseFactory()
    people = UserFactory.create_batch(3)
    enter_many(asks(people, course))
    again = enter_many(asks(people, course))
    assert [entry.is_new for entry in again] == [False] * 3
    assert (Enrolment.objects.count(), EnrolmentEvent.objects.count()) == (3, 3)


def test_who_has_been_there_passes_first_and_the_rest_wait_in_order():
    policy = EnrolmentPolicyFactory(mode="import", seats=2)
    left = EnrolmentFactory(course=policy.course, status="withdrawn")
    first, second = UserFactory.create_batch(2)
    entries = enter_many(asks([first, second, left.user], policy.course))
    assert [entry.is_in for entry in entries] == [True, False, True]
    left.refresh_from_db()
    assert left.status == "active"
    assert list(WaitingPlace.objects.values_list("user", "language")) == [(second.pk, "ar")]


def test_without_a_waiting_list_nobody_is_taken_when_not_all_fit():
    policy = EnrolmentPolicyFactory(mode="import", seats=1, has_waiting_list=False)
    with pytest.raises(SeatsTakenError):
        enter_many(asks(UserFactory.create_batch(2), policy.course))
    assert Enrolment.objects.count() == 0


def test_a_cohort_of_another_course_is_refused():
    with pytest.raises(CohortMismatchError):
        enter_many(asks(UserFactory.create_batch(2), CourseFactory(), cohort=CohortFactory()))


def test_on_a_path_its_first_course_opens_for_each():
    programme = ProgrammeFactory()
    courses = [
        CourseFactory(programme=programme, position=number, live_fr=True) for number in (1, 2)
    ]
    EnrolmentPolicyFactory(course=None, programme=programme, is_in_order=True)
    people = UserFactory.create_batch(3)
    ahead = EnrolmentFactory(course=courses[0], completed_at="2026-01-05T10:00Z")
    entries = enter_many(asks([*people, ahead.user], programme))
    assert all(entry.path is not None for entry in entries)
    assert ProgrammeEnrolment.objects.count() == 4
    assert {
        (row.user_id, row.course_id, row.path.user_id)
        for row in Enrolment.objects.filter(path__isnull=False).select_related("path")
    } == {(user.pk, courses[0].pk, user.pk) for user in people} | {
        (ahead.user_id, courses[1].pk, ahead.user_id)
    }


def test_queries_do_not_grow():
    cohort, staff = CohortFactory(), UserFactory()
    counts = []
    for size in (2, 20):
        people = UserFactory.create_batch(size)
        enter_many(asks(UserFactory.create_batch(1), cohort.course, staff, cohort))
        with CaptureQueriesContext(connection) as queries:
            enter_many(asks(people, cohort.course, staff, cohort))
        counts.append(len(queries))
    assert counts == [11, 11]


@pytest.mark.django_db(transaction=True)
def test_lists_at_once_share_the_last_seats():
    cohort = CohortFactory(seats=7)
    groups = [UserFactory.create_batch(5) for _number in range(3)]
    calls = [
        (lambda people=people: enter_many(asks(people, cohort.course, None, cohort)))
        for people in groups
    ]
    results = run_at_once(calls)
    assert sorted(sum(entry.is_in for entry in entries) for entries in results) == [0, 2, 5]
    assert Enrolment.objects.filter(cohort=cohort).count() == 7
    assert WaitingPlace.objects.count() == 8
