"""Groups that take a course or a programme together."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.fields import Localized
from courses.catalogue.models import Course, Programme


class Cohort(models.Model):
    """A group that takes one course, or the courses of one programme, for a project and donor.

    `seats` None means no limit. `trainers` follow its members; nobody else's.
    """

    code = models.SlugField(_("code"), max_length=64, unique=True)
    course = models.ForeignKey(
        Course,
        on_delete=models.PROTECT,
        related_name="cohorts",
        null=True,
        blank=True,
        verbose_name=_("course"),
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="cohorts",
        null=True,
        blank=True,
        verbose_name=_("programme"),
    )
    title_fr = models.CharField(_("title in French"), max_length=200)
    title_ar = models.CharField(_("title in Arabic"), max_length=200)
    title = Localized("title")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="cohorts",
        null=True,
        blank=True,
        verbose_name=_("institution"),
    )
    project = models.CharField(_("project"), max_length=120, blank=True)
    donor = models.CharField(_("donor"), max_length=120, blank=True)
    trainers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="cohorts_trained",
        blank=True,
        verbose_name=_("trainers"),
    )
    seats = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    is_archived = models.BooleanField(
        _("archived"),
        default=False,
        help_text=_("No more reminders; no longer in the lists unless asked for. Nothing is lost."),
    )

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(course=None, programme__isnull=False)
                | models.Q(course__isnull=False, programme=None),
                name="cohort_course_or_programme",
                violation_error_message=_("Choose either a course or a programme."),
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="cohort_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
