"""An import of people: the run, its file while it is needed, and what became of each line."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.enums import Language
from courses.catalogue.models import Course, Programme
from courses.enrolment.imports.enums import ImportStatus, Outcome
from courses.enrolment.models import Cohort, Target


class ImportRun(models.Model):
    """One list sent by one member of staff. Changed by `courses.enrolment.imports` services.

    Without course, programme and cohort the people only get accounts. `counts` holds the number of
    lines by outcome. `touched_at` is the worker's sign of life.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("file"), max_length=160)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="import_runs",
        verbose_name=_("by"),
    )
    created_at = models.DateTimeField(_("sent on"), auto_now_add=True)
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="import_runs", null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.FRENCH
    )
    invites = models.BooleanField(_("send the invitations"), default=True)
    status = models.CharField(
        _("status"), max_length=12, choices=ImportStatus.choices, default=ImportStatus.MAPPING
    )
    described = models.JSONField(default=dict)
    header_line = models.PositiveIntegerField(default=1)
    headers = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)
    touched_at = models.DateTimeField(auto_now=True)
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished on"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        permissions = [("import_people", "Can import and invite people")]

    def __str__(self) -> str:
        return self.name

    @property
    def target(self) -> Target | None:
        """What the people are enrolled in, if in anything."""
        if self.cohort is not None:
            return self.cohort.course or self.cohort.programme
        return self.course or self.programme

    @property
    def percent(self) -> int:
        """Whole percentage of the running step."""
        return min(self.done * 100 // self.total, 100) if self.total else 0


class ImportFile(models.Model):
    """The bytes of the list: kept in the database, away from media, until the run has ended."""

    run = models.OneToOneField(
        ImportRun, on_delete=models.CASCADE, related_name="file", primary_key=True
    )
    content = models.BinaryField()

    class Meta:
        verbose_name = _("file of an import")
        verbose_name_plural = _("files of imports")

    def __str__(self) -> str:
        return str(self.run_id)


class ImportLine(models.Model):
    """What one line leads to and why. `data` is emptied when the run is older than needed.

    `notes` is a list of [code, value] put in words by `words.note_text`. `similar` is a person who
    may be the same; `takes_similar` is the reader's decision that they are.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    data = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    similar = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    takes_similar = models.BooleanField(default=False)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of imports")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="import_line_once_per_run")
        ]
        indexes = [
            models.Index(
                fields=["run", "number"],
                name="import_line_to_apply_idx",
                condition=models.Q(applied_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.number}"
