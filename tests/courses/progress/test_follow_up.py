"""What the learner sees: dates in the outline and on the dashboard, the file, announcements."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from courses.enrolment.announcements import AnnouncementText, announcement_send, announcement_write
from courses.models import DueDate, Registration
from courses.progress.calendar import calendar_build
from courses.progress.follow_up import enrolment_due_days, follow_up_get
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory, UnitCompletionFactory
from tests.factories.workshops import SessionFactory

pytestmark = pytest.mark.django_db


def placed(days, **fields: Any):
    """An enrolment in a cohort with one due date for each of these days."""
    course = CourseFactory(units=len(days))
    cohort = CohortFactory(course=course, **fields)
    for unit, day in zip(course.units.order_by("position"), days, strict=True):
        DueDate.objects.create(cohort=cohort, unit=unit, basis="date", day=day)
    return EnrolmentFactory(course=course, cohort=cohort)


def test_the_file_says_the_right_moment_also_in_ramadan_in_both_languages():
    ramadan, after = dt.date(2027, 2, 20), dt.date(2027, 4, 20)
    enrolment = placed([ramadan, after], starts_on=dt.date(2027, 2, 1))
    for language, word in (("fr", "À terminer"), ("ar", "آخر أجل")):
        content = calendar_build(follow_up_get(enrolment.user), language)
        events = Calendar.from_ical(content).walk("VEVENT")
        assert [event["DTEND"].dt for event in events] == [
            dt.datetime(2027, 2, 20, 23, 59, tzinfo=dt.UTC),
            dt.datetime(2027, 4, 20, 22, 59, tzinfo=dt.UTC),
            dt.date(2027, 2, 2),
        ]
        assert word in str(events[0]["SUMMARY"])
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_file_is_ones_own(client):
    enrolment = placed([dt.date(2027, 2, 20)])
    url = reverse("courses:calendar")
    assert client.get(url).status_code == 302
    client.force_login(UserFactory())
    assert b"VEVENT" not in client.get(url).content
    client.force_login(enrolment.user)
    response = client.get(url)
    assert response["Content-Type"].startswith("text/calendar")
    assert b"VEVENT" in response.content


def test_the_file_has_the_sessions_held_and_those_of_the_cohort(client):
    enrolment = placed([], starts_on=None)
    elsewhere = EnrolmentFactory(user=enrolment.user)
    of_cohort = SessionFactory(unit__course=enrolment.course, cohort=enrolment.cohort)
    held = SessionFactory(unit__course=elsewhere.course)
    given_up = SessionFactory(unit__course=elsewhere.course)
    now = timezone.now()
    for session, status in ((held, "registered"), (given_up, "left")):
        Registration.objects.create(
            session=session, enrolment=elsewhere, status=status, queued_at=now
        )
    SessionFactory(unit__course=elsewhere.course)
    SessionFactory(unit__course=enrolment.course, cohort=enrolment.cohort, over=True)
    client.force_login(enrolment.user)
    events = Calendar.from_ical(client.get(reverse("courses:calendar")).content).walk("VEVENT")
    assert {str(event["UID"]).split("@")[0] for event in events} == {
        str(of_cohort.uuid),
        str(held.uuid),
    }


def test_what_is_done_is_due_no_longer_and_late_comes_first():
    today = timezone.localdate()
    days = [today + dt.timedelta(days=n) for n in (-3, -1, 2, 5)]
    enrolment = placed(days)
    units = list(enrolment.course.units.order_by("position"))
    UnitCompletionFactory(enrolment=enrolment, unit=units[0])
    found = follow_up_get(enrolment.user)
    assert [(due.unit.pk, due.is_late) for due in found.next_dues] == [
        (units[1].pk, True),
        (units[2].pk, False),
        (units[3].pk, False),
    ]
    assert set(enrolment_due_days(enrolment, enrolment.course)) == {unit.pk for unit in units}


def test_no_cohort_costs_no_query(django_assert_num_queries):
    enrolment = EnrolmentFactory()
    course = enrolment.course
    with django_assert_num_queries(0):
        assert enrolment_due_days(enrolment, course) == {}
        assert enrolment_due_days(None, course) == {}


def test_announcements_on_the_dashboard_until_read(client):
    enrolment = placed([])
    author = UserFactory()
    text = AnnouncementText(title_fr="Séance <b>", text_fr="Apportez le conducteur.")
    announcement = announcement_write(cohort=enrolment.cohort, text=text, by=author)
    announcement_send(announcement.pk)
    client.force_login(enrolment.user)
    dashboard = reverse("pages:dashboard")
    page = client.get(dashboard).content.decode()
    assert "Apportez le conducteur." in page
    assert "Séance &lt;b&gt;" in page
    url = reverse("courses:announcement_read", args=[announcement.uuid])
    assert client.get(url).status_code == 405
    assert client.post(url).url == dashboard
    assert "Apportez le conducteur." not in client.get(dashboard).content.decode()
    client.force_login(UserFactory())
    assert client.post(url).status_code == 404


@pytest.mark.parametrize("size", [1, 4])
def test_the_dashboards_part_takes_the_same_queries_whatever_the_size(size):
    user = UserFactory()
    today = timezone.localdate()
    for _number in range(size):
        enrolment = placed([today, today + dt.timedelta(days=3)])
        enrolment.user = user
        enrolment.save()
    with CaptureQueriesContext(connection) as queries:
        found = follow_up_get(user)
    assert len(found.dues) == 2 * size
    assert len(queries) == 7
