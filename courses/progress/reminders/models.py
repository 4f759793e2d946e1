"""Rules, texts, refusals and the log of reminders."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import Localized
from courses.catalogue.models import Course
from courses.enrolment.models import Cohort, Enrolment
from courses.progress.reminders.enums import ReminderKind
from courses.progress.reminders.words import reason_words


class ReminderRule(models.Model):
    """After how many days, how often; for everybody, for a course, or for a cohort.

    The most particular rule wins: cohort, course, everybody, then `defaults.DEFAULT_RULES`.
    """

    kind = models.CharField(_("reminder"), max_length=12, choices=ReminderKind.choices)
    course = models.ForeignKey(
        Course,
        on_delete=models.CASCADE,
        related_name="reminder_rules",
        null=True,
        blank=True,
        verbose_name=_("course"),
    )
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.CASCADE,
        related_name="reminder_rules",
        null=True,
        blank=True,
        verbose_name=_("cohort"),
    )
    is_active = models.BooleanField(_("active"), default=True)
    days = models.PositiveSmallIntegerField(
        _("days"),
        help_text=_("Days without a start or an activity; for a deadline, days before it."),
    )
    repeat_days = models.PositiveSmallIntegerField(
        _("again after (days)"),
        default=14,
        help_text=_("Between two reminders for the same reason."),
    )
    max_times = models.PositiveSmallIntegerField(
        _("at most (times)"), default=2, help_text=_("For the same reason; then silence.")
    )

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["kind", "course", "cohort"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(course=None) | models.Q(cohort=None),
                name="reminder_rule_course_or_cohort",
                violation_error_message=_("Choose a course or a cohort, not both."),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(course=None, cohort=None),
                name="reminder_rule_once",
                violation_error_message=_("There is a rule for this reminder already."),
            ),
            models.UniqueConstraint(
                fields=["kind", "course"],
                condition=models.Q(course__isnull=False),
                name="reminder_rule_once_per_course",
                violation_error_message=_("This course has a rule for this reminder already."),
            ),
            models.UniqueConstraint(
                fields=["kind", "cohort"],
                condition=models.Q(cohort__isnull=False),
                name="reminder_rule_once_per_cohort",
                violation_error_message=_("This cohort has a rule for this reminder already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.cohort or self.course or '*'}"


class ReminderTemplate(models.Model):
    """The words of one kind of reminder, in both languages, with a closed set of placeholders."""

    kind = models.CharField(
        _("reminder"), max_length=12, choices=ReminderKind.choices, unique=True, editable=False
    )
    subject_fr = models.CharField(_("subject in French"), max_length=160)
    text_fr = models.TextField(_("text in French"))
    subject_ar = models.CharField(_("subject in Arabic"), max_length=160)
    text_ar = models.TextField(_("text in Arabic"))
    subject = Localized("subject")

    class Meta:
        verbose_name = _("reminder text")
        verbose_name_plural = _("reminder texts")

    def __str__(self) -> str:
        return str(self.get_kind_display())


class ReminderOptOut(models.Model):
    """A person who does not want one kind of reminder. Changed by `services.opt_outs_set`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminder_opt_outs"
    )
    kind = models.CharField(_("reminder"), max_length=12, choices=ReminderKind.choices)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("refusal of reminders")
        verbose_name_plural = _("refusals of reminders")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="opt_out_once_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.kind}"


class ReminderRequest(models.Model):
    """An event elsewhere asks for a reminder (a certificate is ready); the next plan writes it.

    Made by `services.reminder_request`; `key` makes it once.
    """

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="reminder_requests"
    )
    kind = models.CharField(_("reminder"), max_length=12, choices=ReminderKind.choices)
    key = models.CharField(_("key"), max_length=120, unique=True)
    created_at = models.DateTimeField(_("asked on"), auto_now_add=True)

    class Meta:
        verbose_name = _("request for a reminder")
        verbose_name_plural = _("requests for reminders")

    def __str__(self) -> str:
        return self.key


class ReminderLog(models.Model):
    """One reminder that was written: to whom, about what, why. Never changed.

    The two constraints are what makes it once: one a day for a person over all kinds, one for each
    reason (`key`). Two planners at once write one row, hence one message.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders"
    )
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(_("reminder"), max_length=12, choices=ReminderKind.choices)
    key = models.CharField(_("key"), max_length=120, unique=True)
    day = models.DateField(_("day"))
    facts = models.JSONField(_("reason"), default=dict)
    run = models.UUIDField(default=uuid.uuid4, editable=False)
    written_at = models.DateTimeField(_("written on"), auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="reminder_one_a_day"),
        ]
        indexes = [
            models.Index(fields=["run"], name="reminder_run_idx"),
            models.Index(fields=["enrolment", "kind"], name="reminder_enrolment_idx"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def reason(self) -> str:
        """Why, in words of the active language."""
        return reason_words(self.kind, self.facts)
