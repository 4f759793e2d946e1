"""What earns a certificate, per course or programme."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.models.template import CertificateTemplate
from courses.models import Course, Programme


class CertificateRule(models.Model):
    """Who gets which certificate for a course or a programme. All conditions that are set count.

    `min_score`: the best attempt at the course's final assessment (its last graded one in the
    outline); for a programme, in each of its courses that has one. `min_hours`: hours attended in
    person, over all its courses for a programme. A course may have several rules, one a template.
    """

    course = models.ForeignKey(
        Course,
        on_delete=models.CASCADE,
        related_name="certificate_rules",
        null=True,
        blank=True,
        verbose_name=_("course"),
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.CASCADE,
        related_name="certificate_rules",
        null=True,
        blank=True,
        verbose_name=_("programme"),
    )
    template = models.ForeignKey(
        CertificateTemplate,
        on_delete=models.PROTECT,
        related_name="rules",
        limit_choices_to={"live": True},
        verbose_name=_("template"),
    )
    needs_completion = models.BooleanField(
        _("all required units completed"),
        default=True,
        help_text=_("For a programme: each of its courses completed."),
    )
    min_score = models.PositiveSmallIntegerField(
        _("at least this score in percent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("In the best attempt at the final assessment. Empty: no condition."),
    )
    min_hours = models.PositiveSmallIntegerField(
        _("at least these hours attended in person"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: no condition."),
    )
    valid_months = models.PositiveSmallIntegerField(
        _("valid for so many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Empty: without end."),
    )
    renewal_days = models.PositiveSmallIntegerField(
        _("renewal opens so many days before the end"),
        default=60,
        validators=[MinValueValidator(7), MaxValueValidator(365)],
        help_text=_("On that day the holder is reminded; what is achieved from then on renews."),
    )
    is_active = models.BooleanField(_("in force"), default=True)
    applies_from = models.DateTimeField(
        _("by itself for completions since"),
        default=timezone.now,
        help_text=_("Earlier ones get their certificate when you issue in bulk."),
    )

    class Meta:
        verbose_name = _("certificate rule")
        verbose_name_plural = _("certificate rules")
        ordering = ["course__position", "programme__position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(course=None, programme__isnull=False)
                | Q(course__isnull=False, programme=None),
                name="rule_course_or_programme",
                violation_error_message=_("Choose either a course or a programme."),
            ),
            models.CheckConstraint(
                condition=Q(needs_completion=True)
                | Q(min_score__isnull=False)
                | Q(min_hours__isnull=False),
                name="rule_asks_something",
                violation_error_message=_("Set at least one condition."),
            ),
            models.UniqueConstraint(
                fields=["course", "template"],
                name="rule_once_per_course_and_template",
                violation_error_message=_("This course has a rule for this template already."),
            ),
            models.UniqueConstraint(
                fields=["programme", "template"],
                name="rule_once_per_programme_and_template",
                violation_error_message=_("This programme has a rule for this template already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course or self.programme} · {self.template}"
