"""Workshops that facilitators run with job seekers: numbers only, nobody's data."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.enums import Region
from courses.catalogue.models import Course
from courses.workshops.enums import AgeBand, ParticipantSex, WorkshopLanguage, WorkshopStatus

# The offers game has six cards.
QUIZ_CARDS = 6


class WorkshopReport(models.Model):
    """One workshop, by the facilitator who ran it. Changed by `services.facilitation` only.

    `total` equals the sum of its `counts` (checked by the service). `quiz` holds one pair
    [right, wrong] per card of the offers game, or is empty; the two sums are kept beside it for
    the reports. Institution and region are those of the day.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="workshop_reports",
        verbose_name=_("facilitator"),
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="workshop_reports")
    held_on = models.DateField(_("date"))
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="workshop_reports",
        verbose_name=_("agency"),
    )
    region = models.CharField(_("region"), max_length=2, choices=Region.choices, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=WorkshopLanguage.choices)
    total = models.PositiveIntegerField(_("participants"))
    quiz = models.JSONField(_("offers game"), default=list, blank=True)
    quiz_right = models.PositiveIntegerField(default=0)
    quiz_answers = models.PositiveIntegerField(default=0)
    comment = models.CharField(_("what to do better"), max_length=500, blank=True)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=WorkshopStatus.choices,
        default=WorkshopStatus.SENT,
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reviewed_at = models.DateTimeField(_("reviewed on"), null=True, blank=True)
    created_at = models.DateTimeField(_("recorded on"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)

    class Meta:
        verbose_name = _("workshop with job seekers")
        verbose_name_plural = _("workshops with job seekers")
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["held_on"], name="workshop_date_idx"),
            models.Index(fields=["facilitator", "held_on"], name="workshop_person_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} · {self.organisation_id}"

    @property
    def is_validated(self) -> bool:
        """Whether it no longer changes."""
        return self.status == WorkshopStatus.VALIDATED


class WorkshopCount(models.Model):
    """How many participants of one sex and age band."""

    report = models.ForeignKey(WorkshopReport, on_delete=models.CASCADE, related_name="counts")
    sex = models.CharField(_("sex"), max_length=1, choices=ParticipantSex.choices)
    age_band = models.CharField(_("age"), max_length=5, choices=AgeBand.choices)
    count = models.PositiveIntegerField(_("number"))

    class Meta:
        verbose_name = _("participants")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "sex", "age_band"], name="workshop_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} · {self.sex} · {self.age_band}"
