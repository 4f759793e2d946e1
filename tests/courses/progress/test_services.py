"""Completion: once, in one transaction, with a constant number of queries."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from courses.enrolment.exceptions import CourseClosedError, NotEnrolledError
from courses.models import Enrolment, Unit, UnitCompletion
from courses.progress.enums import CompletionSource
from courses.progress.exceptions import UnitLockedError
from courses.progress.services import enrolments_recount, unit_complete, unit_visit
from courses.signals import course_completed
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.catalogue import CourseFactory, UnitFactory
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db


def complete(enrolment: Enrolment, unit: Unit, **changes: Any) -> Any:
    values = {"source": CompletionSource.LEARNER, "language": "fr", **changes}
    return unit_complete(enrolment_id=enrolment.pk, unit=unit, **values)


def units_of(enrolment: Enrolment) -> list[Unit]:
    return list(enrolment.course.units.order_by("position"))


def test_the_last_required_unit_completes_the_course(django_capture_on_commit_callbacks: Any):
    heard: list[int] = []

    def listen(sender: Any, enrolment_id: int, **kwargs: Any) -> None:
        heard.append(enrolment_id)

    course_completed.connect(listen)
    enrolment = EnrolmentFactory()
    try:
        with django_capture_on_commit_callbacks(execute=True):
            for unit in units_of(enrolment):
                complete(enrolment, unit)
    finally:
        course_completed.disconnect(listen)
    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.required_done, enrolment.minutes_done) == (
        "completed",
        3,
        45,
    )
    assert heard == [enrolment.pk]


def test_called_twice_it_happened_once():
    enrolment = EnrolmentFactory()
    unit = units_of(enrolment)[0]
    assert complete(enrolment, unit).created is True
    assert complete(enrolment, unit, language="ar").created is False
    assert UnitCompletion.objects.get().language == "fr"
    enrolment.refresh_from_db()
    assert enrolment.required_done == 1


def test_an_optional_unit_adds_hours_but_does_not_complete():
    enrolment = EnrolmentFactory()
    extra = UnitFactory(module=enrolment.course.modules.get(), is_required=False, minutes=30)
    complete(enrolment, extra)
    enrolment.refresh_from_db()
    assert (enrolment.required_done, enrolment.minutes_done) == (0, 30)


def test_units_of_another_course_are_refused():
    with pytest.raises(NotEnrolledError):
        complete(EnrolmentFactory(), UnitFactory())
    assert UnitCompletion.objects.count() == 0


def test_a_withdrawn_learner_is_refused():
    enrolment = EnrolmentFactory(status="withdrawn")
    with pytest.raises(NotEnrolledError):
        complete(enrolment, units_of(enrolment)[0])


def test_a_closed_course_records_nothing():
    enrolment = EnrolmentFactory()
    enrolment.course.closes_at = timezone.now() - dt.timedelta(seconds=1)
    enrolment.course.save()
    with pytest.raises(CourseClosedError):
        complete(enrolment, units_of(enrolment)[0])
    assert UnitCompletion.objects.count() == 0


def test_a_sequential_course_keeps_its_order():
    enrolment = EnrolmentFactory(course=CourseFactory(units=3, is_sequential=True))
    first, second, _third = units_of(enrolment)
    with pytest.raises(UnitLockedError):
        complete(enrolment, second)
    complete(enrolment, first)
    assert complete(enrolment, second).created is True


def test_institution_and_region_are_those_of_the_completion():
    enrolment = EnrolmentFactory(region="01")
    organisation = OrganisationFactory()
    MembershipFactory(user=enrolment.user, organisation=organisation, region="09")
    for unit in units_of(enrolment):
        complete(enrolment, unit)
    enrolment.refresh_from_db()
    assert (enrolment.organisation, enrolment.region) == (organisation, "09")


def test_a_completed_enrolment_is_not_completed_again():
    enrolment = EnrolmentFactory()
    for unit in units_of(enrolment):
        complete(enrolment, unit)
    enrolment.refresh_from_db()
    first = enrolment.completed_at
    extra = UnitFactory(module=enrolment.course.modules.get(), is_required=False)
    assert complete(enrolment, extra).course_completed_now is False
    enrolment.refresh_from_db()
    assert enrolment.completed_at == first


@pytest.mark.parametrize("size", [10, 100])
def test_a_completion_costs_the_same_whatever_the_course(size: int, django_assert_num_queries: Any):
    enrolment = EnrolmentFactory(course=CourseFactory(units=size))
    unit = units_of(enrolment)[0]
    with django_assert_num_queries(7):
        complete(enrolment, unit)


def test_the_place_is_remembered_only_when_it_changed(django_assert_num_queries: Any):
    enrolment = EnrolmentFactory()
    unit = units_of(enrolment)[1]
    with django_assert_num_queries(1):
        unit_visit(enrolment=enrolment, unit_id=unit.pk, language="ar")
    enrolment.refresh_from_db()
    assert (enrolment.last_unit_id, enrolment.language) == (unit.pk, "ar")
    with django_assert_num_queries(0):
        unit_visit(enrolment=enrolment, unit_id=unit.pk, language="ar")


def test_a_unit_that_left_the_outline_completes_those_who_have_the_rest():
    enrolment = EnrolmentFactory()
    first, second, third = units_of(enrolment)
    complete(enrolment, first)
    complete(enrolment, second)
    Unit.objects.filter(pk=third.pk).update(is_active=False)
    enrolment.course.required_units = 2
    enrolment.course.save()
    assert enrolments_recount(course_id=enrolment.course_id) == 1
    enrolment.refresh_from_db()
    assert enrolment.status == "completed"
    assert UnitCompletion.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_complete_once():
    enrolment = EnrolmentFactory(course=CourseFactory(units=1))
    unit = units_of(enrolment)[0]
    barrier = threading.Barrier(4)
    created: list[Any] = []

    def click() -> None:
        barrier.wait()
        try:
            created.append(complete(enrolment, unit).created)
        except Exception as error:  # noqa: BLE001 (compared below)
            created.append(error)
        finally:
            connections.close_all()

    if connection.vendor == "postgresql":
        threads = [threading.Thread(target=click) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:
        # One database in memory for each thread: here the calls follow each other.
        created = [complete(enrolment, unit).created for _number in range(4)]
    assert sorted(created) == [False, False, False, True]
    enrolment.refresh_from_db()
    assert (UnitCompletion.objects.count(), enrolment.required_done) == (1, 1)
