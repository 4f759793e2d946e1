"""Factories of enrolments and completions."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses.models import (
    Cohort,
    Enrolment,
    EnrolmentKey,
    EnrolmentPolicy,
    Prerequisite,
    ProgrammeEnrolment,
    UnitCompletion,
)
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory, ProgrammeFactory, UnitFactory


class CohortFactory(DjangoModelFactory):
    """A cohort."""

    class Meta:
        model = Cohort

    code = factory.Sequence(lambda n: f"cohort-{n}")
    course = factory.SubFactory(CourseFactory)
    title_fr = factory.Sequence(lambda n: f"Cohorte {n}")
    title_ar = factory.Sequence(lambda n: f"فوج {n}")


class EnrolmentFactory(DjangoModelFactory):
    """An active enrolment; trait `completed`."""

    class Meta:
        model = Enrolment

    user = factory.SubFactory(UserFactory)
    course = factory.SubFactory(CourseFactory, units=3)
    language = "fr"

    class Params:
        completed = factory.Trait(
            status="completed", completed_at=factory.LazyFunction(timezone.now)
        )


class UnitCompletionFactory(DjangoModelFactory):
    """A completion by the learner's act."""

    class Meta:
        model = UnitCompletion

    enrolment = factory.SubFactory(EnrolmentFactory)
    unit = factory.SubFactory(UnitFactory)
    completed_at = factory.LazyFunction(timezone.now)
    language = "fr"
    source = "learner"


class EnrolmentPolicyFactory(DjangoModelFactory):
    """An open rule without limit for a course; `programme=` with `course=None` for a path."""

    class Meta:
        model = EnrolmentPolicy

    course = factory.SubFactory(CourseFactory)


class PrerequisiteFactory(DjangoModelFactory):
    """A course to have completed before another."""

    class Meta:
        model = Prerequisite

    course = factory.SubFactory(CourseFactory)


class EnrolmentKeyFactory(DjangoModelFactory):
    """A key without limit for a course."""

    class Meta:
        model = EnrolmentKey

    course = factory.SubFactory(CourseFactory)
    code = factory.Sequence(lambda n: f"CLE{n}")


class ProgrammeEnrolmentFactory(DjangoModelFactory):
    """A person on a path; its courses are not enrolled in."""

    class Meta:
        model = ProgrammeEnrolment

    user = factory.SubFactory(UserFactory)
    programme = factory.SubFactory(ProgrammeFactory)
