"""The demonstration's sessions: made once, and only where it is on."""

import pytest
from django.core.management import CommandError, call_command

from courses.models import Enrolment, Session, WorkshopReport
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.catalogue import CourseFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_they_are_refused_outside_the_demonstration(settings):
    settings.LMS_DEMO = False
    with pytest.raises(CommandError):
        call_command("demo_sessions")


def test_they_are_made_once(settings):
    settings.LMS_DEMO = True
    course = CourseFactory(code="recrutement-ethique", units=1, trains_facilitators=True)
    UnitFactory(module=course.modules.get(), kind="workshop", minutes=150)
    course.required_units = 2
    course.save()
    OrganisationFactory(code="anapec-tanger", region="01")
    for name in ("conseillere", "animatrice", "formateur", "admin"):
        UserFactory(username=name)
    for _time in range(2):
        call_command("demo_sessions")
    statuses = Session.objects.order_by("starts_at").values_list("status", flat=True)
    assert list(statuses) == ["closed", "planned"]
    reports = WorkshopReport.objects.order_by("held_on").values_list("status", "total")
    assert list(reports) == [("validated", 14), ("sent", 11)]
    done = Enrolment.objects.filter(status="completed").values_list("user__username", flat=True)
    assert list(done) == ["animatrice"]
