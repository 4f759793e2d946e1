"""Until when the members of a cohort should have completed a unit."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Unit
from courses.enrolment.enums import DueBasis
from courses.enrolment.models.cohort import Cohort
from courses.enrolment.models.enrolment import Enrolment


class DueDate(models.Model):
    """The last day for one unit in one cohort: a date, or days after enrolment or start.

    A date guides and reminds; it closes nothing (a course's closing date does). Read through
    `courses.enrolment.due`, changed by `due_dates_set`.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="due_dates")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="due_dates")
    basis = models.CharField(_("counted from"), max_length=12, choices=DueBasis.choices)
    day = models.DateField(_("date"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)

    class Meta:
        verbose_name = _("due date")
        verbose_name_plural = _("due dates")
        ordering = ["cohort", "unit__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "unit"], name="due_once_per_unit"),
            models.CheckConstraint(
                condition=models.Q(basis=DueBasis.DATE, day__isnull=False, days=None)
                | (~models.Q(basis=DueBasis.DATE) & models.Q(day=None, days__isnull=False)),
                name="due_day_or_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id} · {self.unit_id}"


class DueExtension(models.Model):
    """One person got more time for one unit, for a reason. Changed by `due_extend` (audited)."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="extensions")
    day = models.DateField(_("new date"))
    reason = models.CharField(_("reason"), max_length=300)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField(_("granted on"), auto_now=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "unit"], name="extension_once_per_unit")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.unit_id}"
