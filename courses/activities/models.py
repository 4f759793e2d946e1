"""The page of an activity, and what learners did in activities."""

import uuid
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail_localize.fields import SynchronizedField

from core.enums import Language
from courses.activities.enums import CompletionRule
from courses.catalogue.models import Unit, UnitPage
from courses.enrolment.models import Enrolment
from h5p.models import Activity, ActivityVersion


class ActivityPage(UnitPage):
    """A unit that is one activity. Each language may present an activity of its own.

    Its score is practice evidence: an assessment never counts it.
    """

    kind_code = "activity"
    template = "courses/lesson_preview.html"

    introduction = RichTextField(_("introduction"), features=["bold", "ul", "ol"], blank=True)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="+", verbose_name=_("activity")
    )
    text_alternative = RichTextField(
        _("text alternative"),
        features=["bold", "ul", "ol"],
        help_text=_("What the activity teaches, for those who cannot play it."),
    )
    rule = models.CharField(
        _("completed when"),
        max_length=8,
        choices=CompletionRule.choices,
        default=CompletionRule.FINISHED,
    )
    pass_percent = models.PositiveSmallIntegerField(
        _("score asked for, in percent"),
        default=70,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("From this score on, a result is called successful."),
    )
    reveals = models.BooleanField(
        _("right answers are shown in the results"),
        default=True,
        help_text=_("To the learner, beside their own answers, once the activity is finished."),
    )

    content_panels_extra: ClassVar[list[Panel]] = [
        FieldPanel("introduction"),
        FieldPanel("activity"),
        FieldPanel("text_alternative"),
    ]
    settings_panels_extra: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("rule"), FieldPanel("pass_percent"), FieldPanel("reveals")],
            heading=_("Completion and results"),
        ),
        *UnitPage.settings_panels_extra,
    ]
    override_translatable_fields: ClassVar[list[Any]] = [
        *UnitPage.override_translatable_fields,
        SynchronizedField("rule", overridable=False),
        SynchronizedField("pass_percent", overridable=False),
        SynchronizedField("reveals", overridable=False),
    ]

    class Meta:
        verbose_name = _("activity page")
        verbose_name_plural = _("activity pages")


class ActivityPlay(models.Model):
    """One play of an activity, from opening it to its end, on whatever devices.

    Changed by `courses.activities.services` only, with the row locked. `slot` is empty for a unit
    that is an activity, else the identifier of the block in the lesson, the same in every
    language. Rule, mark and whether answers are shown are those in force at the start. `score` and
    `maximum` are the server's where it can count them (`is_verified`); what the browser said
    otherwise stands beside them (`is_corrected`).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="plays")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plays")
    slot = models.CharField(max_length=36, blank=True, default="")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="plays")
    version = models.ForeignKey(ActivityVersion, on_delete=models.PROTECT, related_name="plays")
    number = models.PositiveIntegerField(_("number"))
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    rule = models.CharField(max_length=8, choices=CompletionRule.choices, blank=True)
    pass_percent = models.PositiveSmallIntegerField(default=70)
    reveals = models.BooleanField(default=True)
    started_at = models.DateTimeField(_("started on"))
    finished_at = models.DateTimeField(_("finished on"), null=True, blank=True)
    score = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    maximum = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    percent = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, blank=True)
    passed = models.BooleanField(_("successful"), null=True, blank=True)
    is_verified = models.BooleanField(_("counted by the platform"), default=False)
    is_corrected = models.BooleanField(_("corrected by the platform"), default=False)
    reported_score = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    reported_maximum = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    seconds = models.PositiveIntegerField(_("seconds"), null=True, blank=True)

    class Meta:
        verbose_name = _("play of an activity")
        verbose_name_plural = _("plays of activities")
        default_permissions = ()
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "unit", "slot", "number"], name="play_number_unique"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "unit", "slot"],
                condition=models.Q(finished_at=None),
                name="play_one_open",
            ),
        ]
        indexes = [models.Index(fields=["unit", "slot", "finished_at"], name="play_unit_idx")]

    def __str__(self) -> str:
        return str(self.uuid)


class ActivityAnswer(models.Model):
    """One question of a finished play, with its words as they were then.

    `position` is the question's place in the activity, the same in every language. `parts` are the
    pieces of the answer: [{"key": …, "text": …, "right": true, false or null}].
    """

    play = models.ForeignKey(ActivityPlay, on_delete=models.CASCADE, related_name="answers")
    position = models.CharField(max_length=40)
    sub_content_id = models.CharField(max_length=64, blank=True)
    library = models.CharField(max_length=255, blank=True)
    interaction = models.CharField(max_length=16, blank=True)
    question = models.TextField(blank=True)
    response = models.TextField(blank=True)
    parts = models.JSONField(default=list)
    right_text = models.TextField(blank=True)
    score = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    maximum = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    is_right = models.BooleanField(null=True)
    is_corrected = models.BooleanField(default=False)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("answer in an activity")
        verbose_name_plural = _("answers in activities")
        default_permissions = ()
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["play", "position"], name="play_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.play_id} · {self.position}"
