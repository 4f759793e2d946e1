"""One person on a learning path: the ordered courses of a programme."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Programme
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models.cohort import Cohort


class ProgrammeEnrolment(models.Model):
    """One person in one programme, beside the enrolment in each of its courses.

    Completed when each of the programme's courses is; `courses.signals.programme_completed` is
    then announced once, after commit. Changed by `courses.enrolment` services only.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="programme_enrolments"
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="enrolments")
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.PROTECT,
        related_name="programme_enrolments",
        null=True,
        blank=True,
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=EnrolmentStatus.choices,
        default=EnrolmentStatus.ACTIVE,
    )
    enrolled_at = models.DateTimeField(_("enrolled on"), auto_now_add=True)
    completed_at = models.DateTimeField(_("completed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("enrolment in a programme")
        verbose_name_plural = _("enrolments in programmes")
        ordering = ["-enrolled_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "programme"], name="programme_enrolment_once_per_programme"
            ),
            models.CheckConstraint(
                condition=models.Q(status="completed", completed_at__isnull=False)
                | ~models.Q(status="completed"),
                name="programme_enrolment_completed_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.programme_id}"
