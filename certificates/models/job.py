"""Issuing in bulk: a job made of chunks, each done once."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.rule import CertificateRule
from courses.models import Cohort


class IssueJob(models.Model):
    """Issue what a rule earns to a cohort (or to all enrolled), in the background.

    Who is looked at is fixed when the job is made, in `chunks`. Progress is what its chunks say.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rule = models.ForeignKey(
        CertificateRule,
        on_delete=models.PROTECT,
        related_name="jobs",
        verbose_name=_("certificate rule"),
    )
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.PROTECT,
        related_name="certificate_jobs",
        null=True,
        blank=True,
        verbose_name=_("cohort"),
    )
    total = models.PositiveIntegerField(_("people"), default=0)
    created_at = models.DateTimeField(_("started on"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("started by"),
    )

    class Meta:
        verbose_name = _("issue in bulk")
        verbose_name_plural = _("issues in bulk")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.rule} · {self.cohort or '–'}"


class IssueChunk(models.Model):
    """Some of a job's enrolments. Locked, issued and marked in one transaction: all or nothing."""

    job = models.ForeignKey(IssueJob, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField(_("number"))
    enrolment_ids = models.JSONField()
    done_at = models.DateTimeField(_("done on"), null=True, blank=True)
    issued = models.PositiveIntegerField(_("issued"), default=0)
    had = models.PositiveIntegerField(_("had one already"), default=0)
    unmet = models.PositiveIntegerField(_("conditions not met"), default=0)

    class Meta:
        verbose_name = _("part of an issue in bulk")
        verbose_name_plural = _("parts of an issue in bulk")
        ordering = ["job", "number"]
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="issue_chunk_once"),
        ]

    def __str__(self) -> str:
        return f"{self.job_id} · {self.number}"
