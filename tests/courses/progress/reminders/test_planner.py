"""Who is reminded of what, why, and who is left in peace."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Notice
from accounts.notices import notices_deliver_due
from courses.models import (
    DueDate,
    Enrolment,
    ProgrammeEnrolment,
    ReminderLog,
    ReminderRule,
)
from courses.progress.reminders.enums import ReminderKind
from courses.progress.reminders.planner import reminders_plan
from courses.progress.reminders.services import (
    opt_outs_set,
    reminders_request,
    reminders_run,
)
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory, ProgrammeFactory
from tests.factories.enrolment import (
    CohortFactory,
    EnrolmentFactory,
    UnitCompletionFactory,
)

pytestmark = pytest.mark.django_db
CASABLANCA = ZoneInfo("Africa/Casablanca")
NOON = dt.datetime(2026, 11, 25, 12, 0, tzinfo=CASABLANCA)


def enrolled(days: int, **fields: Any):
    """An enrolment made so many days before NOON."""
    enrolment = EnrolmentFactory(**fields)
    moment = NOON - dt.timedelta(days=days)
    Enrolment.objects.filter(pk=enrolment.pk).update(enrolled_at=moment)
    enrolment.refresh_from_db()
    return enrolment


def seen(enrolment, days: int):
    moment = NOON - dt.timedelta(days=days)
    Enrolment.objects.filter(pk=enrolment.pk).update(started_at=moment, last_activity_at=moment)


def plan(now=NOON, **options: Any):
    return [one for chunk in reminders_plan(now=now, **options) for one in chunk]


def brief(now=NOON):
    return [(one.candidate.pk, one.kind.value, one.blocked) for one in plan(now)]


def test_not_started_after_seven_days_and_again_after_fourteen_then_silence():
    enrolment = enrolled(6)
    assert plan() == []
    assert reminders_run(now=NOON + dt.timedelta(days=1)) == 1
    assert reminders_run(now=NOON + dt.timedelta(days=2)) == 0
    assert reminders_run(now=NOON + dt.timedelta(days=14)) == 0
    assert reminders_run(now=NOON + dt.timedelta(days=15)) == 1
    assert reminders_run(now=NOON + dt.timedelta(days=60)) == 0
    assert [row.facts for row in ReminderLog.objects.order_by("pk")] == [
        {"days": 7, "time": 1, "of": 2},
        {"days": 21, "time": 2, "of": 2},
    ]
    assert ReminderLog.objects.filter(enrolment=enrolment).count() == 2


def test_no_activity_after_ten_days_counts_anew_after_a_return():
    enrolment = enrolled(40)
    seen(enrolment, 10)
    assert reminders_run(now=NOON) == 1
    assert reminders_run(now=NOON + dt.timedelta(days=14)) == 1
    assert reminders_run(now=NOON + dt.timedelta(days=28)) == 0
    moment = NOON + dt.timedelta(days=30)
    Enrolment.objects.update(last_activity_at=moment)
    assert reminders_run(now=NOON + dt.timedelta(days=39)) == 0
    assert reminders_run(now=NOON + dt.timedelta(days=40)) == 1


def test_completed_withdrawn_and_closed_are_left_in_peace():
    enrolled(30, completed=True)
    enrolled(30, status="withdrawn")
    enrolled(30, course__closes_at=NOON - dt.timedelta(days=1))
    enrolled(30, course__opens_at=NOON + dt.timedelta(days=1))
    enrolled(30, user__is_active=False)
    enrolled(30, cohort=CohortFactory(is_archived=True))
    enrolled(30, cohort=CohortFactory(ends_on=NOON.date() - dt.timedelta(days=1)))
    enrolled(30, cohort=CohortFactory(starts_on=NOON.date() - dt.timedelta(days=3)))
    assert plan() == []


def test_deadline_near_for_a_unit_not_done_only():
    course = CourseFactory(units=2)
    first, second = course.units.order_by("position")
    cohort = CohortFactory(course=course)
    DueDate.objects.create(cohort=cohort, unit=first, basis="date", day=dt.date(2026, 11, 28))
    DueDate.objects.create(cohort=cohort, unit=second, basis="date", day=dt.date(2026, 12, 20))
    behind = enrolled(3, course=course, cohort=cohort)
    done = enrolled(3, course=course, cohort=cohort)
    UnitCompletionFactory(enrolment=done, unit=first)
    enrolled(3, course=course)
    assert [(one.candidate.pk, one.kind, one.facts) for one in plan()] == [
        (behind.pk, "deadline", {"day": "2026-11-28", "unit": first.pk})
    ]
    assert plan()[0].unit_title == first.title_fr
    assert reminders_run(now=NOON) == 1
    assert reminders_run(now=NOON + dt.timedelta(days=1)) == 0


def test_relative_dates_count_from_enrolment_and_from_the_cohorts_start():
    course = CourseFactory(units=2)
    first, second = course.units.order_by("position")
    cohort = CohortFactory(course=course, starts_on=dt.date(2026, 11, 20))
    DueDate.objects.create(cohort=cohort, unit=first, basis="enrolment", days=5)
    DueDate.objects.create(cohort=cohort, unit=second, basis="cohort", days=6)
    enrolled(2, course=course, cohort=cohort)
    assert plan()[0].facts == {"day": "2026-11-26", "unit": second.pk}
    assert plan(NOON + dt.timedelta(days=2))[0].facts == {"day": "2026-11-28", "unit": first.pk}


def test_the_certificate_comes_first_and_one_a_day_over_all_kinds():
    user = UserFactory()
    enrolled(30, user=user)
    finished = enrolled(30, user=user, completed=True)
    reminders_request(kind=ReminderKind.CERTIFICATE, enrolments={"abc": finished.pk})
    reminders_request(kind=ReminderKind.CERTIFICATE, enrolments={"abc": finished.pk})
    assert reminders_run(now=NOON) == 1
    assert [row.kind for row in ReminderLog.objects.all()] == ["certificate"]
    assert brief(NOON + dt.timedelta(hours=2))[0][1:] == ("not_started", "today")
    assert reminders_run(now=NOON + dt.timedelta(hours=2)) == 0
    assert reminders_run(now=NOON + dt.timedelta(days=1)) == 1
    assert reminders_run(now=NOON + dt.timedelta(days=2)) == 0
    assert Notice.objects.count() == 2


def test_refused_kinds_and_missing_addresses_are_said():
    refuses = enrolled(10)
    opt_outs_set(user=refuses.user, unwanted=["not_started"])
    nowhere = enrolled(10, user__email="")
    assert brief() == [
        (refuses.pk, "not_started", "opted_out"),
        (nowhere.pk, "not_started", "no_address"),
    ]
    assert reminders_run(now=NOON) == 0


def test_another_reason_is_written_when_the_first_is_refused():
    user = UserFactory()
    finished = enrolled(10, user=user, completed=True)
    reminders_request(kind=ReminderKind.CERTIFICATE, enrolments={"abc": finished.pk})
    other = enrolled(10, user=user)
    opt_outs_set(user=user, unwanted=["certificate"])
    assert brief() == [(other.pk, "not_started", "")]


def test_the_most_particular_rule_wins():
    cohort = CohortFactory()
    in_cohort = enrolled(3, course=cohort.course, cohort=cohort)
    in_course = enrolled(3, course=cohort.course)
    elsewhere = enrolled(3)
    ReminderRule.objects.create(kind="not_started", days=2)
    assert {pk for pk, _kind, _why in brief()} == {in_cohort.pk, in_course.pk, elsewhere.pk}
    ReminderRule.objects.create(kind="not_started", course=cohort.course, days=4)
    assert {pk for pk, _kind, _why in brief()} == {elsewhere.pk}
    ReminderRule.objects.create(kind="not_started", cohort=cohort, days=1)
    assert {pk for pk, _kind, _why in brief()} == {in_cohort.pk, elsewhere.pk}
    ReminderRule.objects.filter(course=None, cohort=None).update(is_active=False)
    assert {pk for pk, _kind, _why in brief()} == {in_cohort.pk}


def test_each_is_written_to_in_their_language_with_a_way_to_stop(settings):
    enrolled(10, user__language="ar", user__contact_email="agence@example.org")
    assert reminders_run(now=NOON) == 1
    notice = Notice.objects.get()
    assert notice.address == "agence@example.org"
    assert notice.subject == "دورتكم مفتوحة"
    assert "أمينة مثال" in notice.text
    assert f"{settings.SITE_URL}/ar/reminders/stop/" in notice.text
    url = notice.headers["List-Unsubscribe"].strip("<>")
    assert url in notice.text
    assert notice.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_headers_leave_with_the_mail():
    enrolled(10)
    now = timezone.now().astimezone(CASABLANCA).replace(hour=12, minute=0)
    assert reminders_run(now=now + dt.timedelta(days=30)) == 1
    Notice.objects.update(spares_night=False)
    assert notices_deliver_due() == 1
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_programme_cohorts_place_the_enrolments_of_their_courses():
    programme = ProgrammeFactory()
    course = CourseFactory(units=1, programme=programme)
    cohort = CohortFactory(course=None, programme=programme)
    unit = course.units.get()
    DueDate.objects.create(cohort=cohort, unit=unit, basis="date", day=NOON.date())
    enrolment = enrolled(1, course=course)
    assert plan() == []
    ProgrammeEnrolment.objects.create(user=enrolment.user, programme=programme, cohort=cohort)
    assert brief() == [(enrolment.pk, "deadline", "")]


@pytest.mark.parametrize("size", [2, 12])
def test_planning_takes_the_same_queries_whatever_the_size(size):
    course = CourseFactory(units=2)
    cohort = CohortFactory(course=course)
    for unit in course.units.all():
        DueDate.objects.create(cohort=cohort, unit=unit, basis="date", day=NOON.date())
    for _number in range(size):
        enrolled(20, course=course, cohort=cohort)
    with CaptureQueriesContext(connection) as queries:
        assert len(plan()) == size
    assert len(queries) == 11
    with CaptureQueriesContext(connection) as queries:
        assert reminders_run(now=NOON) == size
    assert len(queries) == 17


def test_a_person_is_never_split_between_chunks():
    user = UserFactory()
    for _number in range(3):
        enrolled(10, user=user)
    enrolled(10)
    assert len(plan(chunk=2)) == 2
    assert reminders_run(now=NOON, chunk=2) == 2
