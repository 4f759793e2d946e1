"""What one enrols in: a course, or a programme taken as a path."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Course, Programme

Target = Course | Programme


def target_fields(target: Target) -> dict[str, Any]:
    """Return the two columns that name the target, for a filter or a new row."""
    if isinstance(target, Course):
        return {"course": target, "programme": None}
    return {"course": None, "programme": target}


class Targeted(models.Model):
    """A row about one course or one programme."""

    course = models.ForeignKey(
        Course,
        on_delete=models.PROTECT,
        related_name="%(class)s_rows",
        null=True,
        blank=True,
        verbose_name=_("course"),
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="%(class)s_rows",
        null=True,
        blank=True,
        verbose_name=_("programme"),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(course=None, programme__isnull=False)
                | models.Q(course__isnull=False, programme=None),
                name="%(class)s_one_target",
                violation_error_message=_("Choose either a course or a programme."),
            )
        ]

    @property
    def target(self) -> Target:
        """The course or the programme."""
        found = self.course or self.programme
        assert found is not None  # noqa: S101 (held by the constraint)
        return found

    @property
    def target_title(self) -> str:
        """Its title, also while a form is filled in that names neither."""
        found = self.course or self.programme
        return found.title if found else "–"
