"""Factories of courses. `CourseFactory(units=3)` gives a live course with an outline."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from courses.models import Course, Module, Programme, Unit


class ProgrammeFactory(DjangoModelFactory):
    """A programme."""

    class Meta:
        model = Programme

    code = factory.Sequence(lambda n: f"programme-{n}")
    title_fr = factory.Sequence(lambda n: f"Programme {n}")
    title_ar = factory.Sequence(lambda n: f"برنامج {n}")


class CourseFactory(DjangoModelFactory):
    """A course live in both languages; `units=n` adds one module with n required lessons."""

    class Meta:
        model = Course
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"course-{n}")
    title_fr = factory.Sequence(lambda n: f"Cours {n}")
    title_ar = factory.Sequence(lambda n: f"دورة {n}")
    summary_fr = "Un résumé."
    summary_ar = "ملخص."
    live_fr = True
    live_ar = True
    outline_version = 1

    @factory.post_generation
    def units(self: Any, create: bool, extracted: int | None, **kwargs: Any) -> None:
        """Add a module with `extracted` units and set the derived counters."""
        if not create or not extracted:
            return
        module = ModuleFactory(course=self)
        for position in range(extracted):
            UnitFactory(course=self, module=module, position=position, **kwargs)
        self.required_units = extracted
        self.required_minutes = self.minutes = 15 * extracted
        self.save()


class ModuleFactory(DjangoModelFactory):
    """An active module."""

    class Meta:
        model = Module

    course = factory.SubFactory(CourseFactory)
    code = factory.Sequence(lambda n: f"module-{n}")
    position = 0
    title_fr = factory.Sequence(lambda n: f"Module {n}")
    title_ar = factory.Sequence(lambda n: f"وحدة {n}")
    is_active = True


class UnitFactory(DjangoModelFactory):
    """An active, required lesson of 15 minutes."""

    class Meta:
        model = Unit

    module = factory.SubFactory(ModuleFactory)
    course = factory.SelfAttribute("module.course")
    code = factory.Sequence(lambda n: f"unit-{n}")
    kind = "lesson"
    position = factory.Sequence(lambda n: n)
    minutes = 15
    is_required = True
    title_fr = factory.Sequence(lambda n: f"Leçon {n}")
    title_ar = factory.Sequence(lambda n: f"درس {n}")
    is_active = True
