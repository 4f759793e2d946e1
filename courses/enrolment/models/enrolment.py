"""One person in one course, and how far they are."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.enums import Language, Region
from courses.catalogue.models import Course, Unit
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models.cohort import Cohort
from courses.enrolment.models.path import ProgrammeEnrolment


class Enrolment(models.Model):
    """One person in one course: one row, whatever the language.

    Progress counters live here so that every page reads one row. They are changed only by
    `courses.progress.services`, with the row locked. `organisation` and `region` are the
    person's at the deciding moment: enrolment, then completion; a later move changes neither.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments"
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="enrolments", null=True, blank=True
    )
    path = models.ForeignKey(
        ProgrammeEnrolment,
        on_delete=models.PROTECT,
        related_name="course_enrolments",
        null=True,
        blank=True,
        help_text=_("Set when the person came in through a programme."),
    )
    access_until = models.DateField(
        _("access until"),
        null=True,
        blank=True,
        help_text=_("Extension for this person, beyond the end of the course or cohort."),
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=EnrolmentStatus.choices,
        default=EnrolmentStatus.ACTIVE,
    )
    language = models.CharField(
        _("language last used"), max_length=2, choices=Language.choices, default=Language.FRENCH
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="enrolments", null=True, blank=True
    )
    region = models.CharField(_("region"), max_length=2, choices=Region.choices, blank=True)
    enrolled_at = models.DateTimeField(_("enrolled on"), auto_now_add=True)
    started_at = models.DateTimeField(_("started on"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed on"), null=True, blank=True)
    last_activity_at = models.DateTimeField(_("last activity"), null=True, blank=True)
    last_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    required_done = models.PositiveIntegerField(_("required units completed"), default=0)
    minutes_done = models.PositiveIntegerField(_("nominal minutes validated"), default=0)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        permissions = [
            ("view_figures", "Can open the reports"),
            ("export_figures", "Can export lists of people"),
        ]
        ordering = ["-enrolled_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "course"], name="enrolment_once_per_course"),
            models.CheckConstraint(
                condition=models.Q(status="completed", completed_at__isnull=False)
                | ~models.Q(status="completed"),
                name="enrolment_completed_has_date",
            ),
        ]
        indexes = [
            models.Index(fields=["course", "status"], name="enrolment_course_status_idx"),
            models.Index(fields=["course", "enrolled_at"], name="enrolment_course_date_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.course_id}"

    @property
    def is_completed(self) -> bool:
        """Whether the course was completed."""
        return self.status == EnrolmentStatus.COMPLETED
