"""Due dates: set, moved for one person, and the moment at which a day ends."""

import datetime as dt

import pytest
from wagtail.models import ModelLogEntry

from courses.enrolment.due import (
    DueRule,
    due_dates_set,
    due_days_get,
    due_extend,
    due_moment,
)
from courses.enrolment.exceptions import DueDateRefusedError
from courses.enrolment.placement import with_placement
from courses.models import DueDate, Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2027, 1, 15)


def days_of(enrolment):
    return due_days_get(with_placement(Enrolment.objects.filter(pk=enrolment.pk)))[enrolment.pk]


@pytest.fixture
def placed():
    course = CourseFactory(units=2)
    cohort = CohortFactory(course=course)
    enrolment = EnrolmentFactory(course=course, cohort=cohort)
    return enrolment, list(course.units.order_by("position"))


def test_a_day_ends_at_its_last_minute_in_morocco_also_in_ramadan():
    assert due_moment(dt.date(2027, 2, 6)).astimezone(dt.UTC) == dt.datetime(
        2027, 2, 6, 22, 59, tzinfo=dt.UTC
    )
    assert due_moment(dt.date(2027, 2, 7)).astimezone(dt.UTC) == dt.datetime(
        2027, 2, 7, 23, 59, tzinfo=dt.UTC
    )
    assert due_moment(dt.date(2027, 3, 14)).astimezone(dt.UTC) == dt.datetime(
        2027, 3, 14, 22, 59, tzinfo=dt.UTC
    )


def test_setting_twice_changes_once_and_is_audited(placed):
    enrolment, (first, second) = placed
    admin = UserFactory()
    rules = [
        DueRule(unit_id=first.pk, basis="date", day=DAY),
        DueRule(unit_id=second.pk, basis="enrolment", days=10),
    ]
    assert due_dates_set(cohort=enrolment.cohort, rules=rules, by=admin) == 2
    assert due_dates_set(cohort=enrolment.cohort, rules=rules, by=admin) == 0
    assert due_dates_set(cohort=enrolment.cohort, rules=rules[:1], by=admin) == 1
    assert DueDate.objects.count() == 1
    entries = ModelLogEntry.objects.filter(action="courses.due_dates").order_by("pk")
    assert entries[0].data["to"] == {first.code: "2027-01-15", second.code: "enrolment + 10"}
    assert entries[1].data["from"] == {second.code: "enrolment + 10"}


def test_units_of_other_courses_are_refused(placed):
    enrolment, _units = placed
    foreign = CourseFactory(units=1).units.get()
    rule = DueRule(unit_id=foreign.pk, basis="date", day=DAY)
    with pytest.raises(DueDateRefusedError):
        due_dates_set(cohort=enrolment.cohort, rules=[rule], by=UserFactory())
    assert DueDate.objects.count() == 0


def test_an_extension_is_for_one_person_with_a_reason_in_the_trail(placed):
    enrolment, (first, second) = placed
    other = EnrolmentFactory(course=enrolment.course, cohort=enrolment.cohort)
    DueDate.objects.create(cohort=enrolment.cohort, unit=first, basis="date", day=DAY)
    later = DAY + dt.timedelta(days=7)
    trainer = UserFactory()
    due_extend(enrolment=enrolment, unit=first, day=later, reason="Congé de maladie", by=trainer)
    assert days_of(enrolment) == {first.pk: later}
    assert days_of(other) == {first.pk: DAY}
    entry = ModelLogEntry.objects.get(action="courses.due_extension")
    assert (entry.data["from"], entry.data["to"]) == ("2027-01-15", "2027-01-22")
    assert entry.data["reason"] == "Congé de maladie"
    assert entry.data["person"] == str(enrolment.user.uuid)
    for unit, reason in ((first, "  "), (second, "Sans date limite")):
        with pytest.raises(DueDateRefusedError):
            due_extend(enrolment=enrolment, unit=unit, day=later, reason=reason, by=trainer)
