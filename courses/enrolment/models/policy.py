"""How people come into a course or a programme."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import Localized
from courses.catalogue.models import Course, Unit
from courses.enrolment.enums import EnrolmentMode
from courses.enrolment.models.target import Targeted


class EnrolmentPolicy(Targeted):
    """How people come into one course or programme. Without a row: open, no limit.

    `seats` counts everybody who is not withdrawn, except in a course those who came through a
    path (the path has its own seats). A programme with a policy is a path that people enrol in.
    """

    mode = models.CharField(
        _("how people enrol"),
        max_length=12,
        choices=EnrolmentMode.choices,
        default=EnrolmentMode.OPEN,
    )
    seats = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    has_waiting_list = models.BooleanField(
        _("waiting list"),
        default=True,
        help_text=_("When the seats are taken, people wait and move up by themselves."),
    )
    opens_at = models.DateTimeField(_("enrolment opens on"), null=True, blank=True)
    closes_at = models.DateTimeField(_("enrolment closes on"), null=True, blank=True)
    is_in_order = models.BooleanField(
        _("courses are taken in order"),
        default=True,
        help_text=_("Programmes only: a course opens when the one before it is completed."),
    )
    note_fr = models.CharField(
        _("note in French"),
        max_length=300,
        blank=True,
        help_text=_("For instance who is admitted, or whom to ask for a key."),
    )
    note_ar = models.CharField(_("note in Arabic"), max_length=300, blank=True)
    note = Localized("note")

    class Meta(Targeted.Meta):
        verbose_name = _("enrolment rule")
        verbose_name_plural = _("enrolment rules")
        constraints: ClassVar = [
            *Targeted.Meta.constraints,
            models.UniqueConstraint(
                fields=["course"],
                condition=models.Q(course__isnull=False),
                name="policy_once_per_course",
                violation_error_message=_("This course already has its enrolment rule."),
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(programme__isnull=False),
                name="policy_once_per_programme",
                violation_error_message=_("This programme already has its enrolment rule."),
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at=None)
                | models.Q(closes_at=None)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="policy_closes_after_opening",
                violation_error_message=_("Enrolment closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_title} · {self.get_mode_display()}"


class Prerequisite(Targeted):
    """One thing to have done before enrolling: a course completed, or a unit such as a pre-test."""

    needs_course = models.ForeignKey(
        Course,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("course to have completed"),
    )
    needs_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("unit to have completed"),
        help_text=_("For instance the pre-test of another course."),
    )

    class Meta(Targeted.Meta):
        verbose_name = _("condition for enrolling")
        verbose_name_plural = _("conditions for enrolling")
        ordering = ["pk"]
        constraints: ClassVar = [
            *Targeted.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(needs_course=None, needs_unit__isnull=False)
                | models.Q(needs_course__isnull=False, needs_unit=None),
                name="prerequisite_one_need",
                violation_error_message=_("Choose either a course or a unit to have completed."),
            ),
            models.CheckConstraint(
                condition=models.Q(course=None)
                | models.Q(needs_course=None)
                | ~models.Q(course=models.F("needs_course")),
                name="prerequisite_not_itself",
                violation_error_message=_("A course cannot be a condition for itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_title} ← {self.needs_course or self.needs_unit}"
