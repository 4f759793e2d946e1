"""Factories of sessions, places and facilitators' workshops."""

import datetime as dt
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.enums import Role
from accounts.roles import role_give, roles_sync
from courses.models import Registration, Session, WorkshopCount, WorkshopReport
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.catalogue import CourseFactory, UnitFactory
from tests.factories.enrolment import EnrolmentFactory


def in_days(days: float, hours: float = 0) -> dt.datetime:
    """Return a moment, without microseconds."""
    moment = timezone.now() + dt.timedelta(days=days, hours=hours)
    return moment.replace(microsecond=0)


class SessionFactory(DjangoModelFactory):
    """A session in three days; traits `now` and `over`; `trainer=user` gives it a trainer."""

    class Meta:
        model = Session
        skip_postgeneration_save = True

    class Params:
        now = factory.Trait(starts_at=factory.LazyFunction(lambda: in_days(0, -0.1)))
        over = factory.Trait(starts_at=factory.LazyFunction(lambda: in_days(-1)))

    unit = factory.SubFactory(UnitFactory, kind="workshop", minutes=150)
    starts_at = factory.LazyFunction(lambda: in_days(3))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + dt.timedelta(minutes=150))
    city = "Tanger"
    place = "Salle exemple"

    @factory.post_generation
    def trainer(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Add a trainer, who gets the role: without it nobody runs a session."""
        if create and extracted:
            self.trainers.add(extracted)
            if not extracted.groups.exists():
                roles_sync()
                role_give(user=extracted, role=Role.TRAINER)


def course_blended() -> Any:
    """A course of one lesson and one in-person unit, both required; returns (course, unit)."""
    course = CourseFactory(units=1)
    unit = UnitFactory(
        course=course, module=course.modules.get(), kind="workshop", minutes=150, position=5
    )
    course.required_units = 2
    course.save()
    return course, unit


class RegistrationFactory(DjangoModelFactory):
    """A place."""

    class Meta:
        model = Registration

    session = factory.SubFactory(SessionFactory)
    enrolment = factory.SubFactory(
        EnrolmentFactory, course=factory.SelfAttribute("..session.unit.course")
    )
    status = "registered"
    queued_at = factory.LazyFunction(timezone.now)


class WorkshopReportFactory(DjangoModelFactory):
    """A workshop with 3 women under 25 and 2 people of whom nothing was said."""

    class Meta:
        model = WorkshopReport
        skip_postgeneration_save = True

    facilitator = factory.SubFactory(UserFactory)
    course = factory.SubFactory(CourseFactory, trains_facilitators=True)
    held_on = factory.LazyFunction(timezone.localdate)
    organisation = factory.SubFactory(OrganisationFactory)
    region = "01"
    language = "ary"
    total = 5

    @factory.post_generation
    def counts(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Add the counts."""
        if create:
            WorkshopCount.objects.create(report=self, sex="F", age_band="u25", count=3)
            WorkshopCount.objects.create(report=self, sex="N", age_band="n", count=2)
