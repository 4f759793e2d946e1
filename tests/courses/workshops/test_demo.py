"""The demonstration's sessions: made once, and only where it is on."""

import pytest
from django.core.management import CommandError, call_command

from courses.models import Course, Enrolment, Session, WorkshopReport
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.catalogue import CourseFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_they_are_refused_outside_the_demonstration(settings):
    settings.LMS_DEMO = False
    with pytest.raises(CommandError):
        call_command("demo_sessions")


def course_of_the_demonstration(*, trains_facilitators: bool):
    course = CourseFactory(
        code="recrutement-ethique", units=1, trains_facilitators=trains_facilitators
    )
    UnitFactory(module=course.modules.get(), kind="workshop", minutes=150)
    course.required_units = 2
    course.save()
    OrganisationFactory(code="anapec-tanger", region="01")
    for name in ("conseillere", "animatrice", "formateur", "admin"):
        UserFactory(username=name)
    return course


def test_an_older_folder_whose_course_makes_no_facilitator_still_starts(settings):
    settings.LMS_DEMO = True
    course = course_of_the_demonstration(trains_facilitators=False)
    for _time in range(2):
        call_command("demo_sessions")
    assert Session.objects.count() == 2
    assert WorkshopReport.objects.count() == 0
    course.trains_facilitators = True
    course.save()
    call_command("demo_sessions")
    assert WorkshopReport.objects.count() == 2


def test_an_older_folder_with_a_changed_outline_still_starts(settings):
    settings.LMS_DEMO = True
    course = course_of_the_demonstration(trains_facilitators=True)
    call_command("demo_sessions")
    UnitFactory(module=course.modules.get(), kind="lesson")
    Course.objects.filter(pk=course.pk).update(required_units=3)
    WorkshopReport.objects.all().delete()
    call_command("demo_sessions")
    assert WorkshopReport.objects.count() == 2


def test_they_are_made_once(settings):
    settings.LMS_DEMO = True
    course_of_the_demonstration(trains_facilitators=True)
    for _time in range(2):
        call_command("demo_sessions")
    statuses = Session.objects.order_by("starts_at").values_list("status", flat=True)
    assert list(statuses) == ["closed", "planned"]
    reports = WorkshopReport.objects.order_by("held_on").values_list("status", "total")
    assert list(reports) == [("validated", 14), ("sent", 11)]
    done = Enrolment.objects.filter(status="completed").values_list("user__username", flat=True)
    assert list(done) == ["animatrice"]
