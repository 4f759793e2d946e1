"""Imports: an uploaded package on its way in."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from core.enums import Language
from h5p.enums import JobState, LibraryPolicy
from h5p.models.activity import Activity


class ImportJob(models.Model):
    """One package to import, uploaded or, with `hub_name`, to be downloaded from the hub first.

    Changed by `h5p.services.imports`.

    `run` names the run that may finish it and the folder that this run writes to: a run that a
    killed worker left half-way is thrown away by the next one. A refusal keeps the rule's code,
    the entry and what the sentence needs, so that it reads in each person's language.
    """

    # Rows of the store are no place where an activity is shown.
    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(_("file"), max_length=255)
    upload = models.CharField(max_length=200)
    hub_name = models.CharField(max_length=255, blank=True, default="")
    size = models.PositiveBigIntegerField(_("size"), default=0)
    activity = models.ForeignKey(
        Activity,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("activity"),
    )
    replaces = models.BooleanField(_("new version"), default=False)
    libraries_only = models.BooleanField(_("libraries only"), default=False)
    policy = models.CharField(
        max_length=10, choices=LibraryPolicy.choices, default=LibraryPolicy.USE
    )
    collection = models.ForeignKey(
        Collection, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, blank=True, default=""
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=JobState.choices, default=JobState.WAITING
    )
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    run = models.UUIDField(null=True, blank=True)
    runs = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(_("rule"), max_length=60, blank=True)
    entry = models.CharField(_("entry"), max_length=1000, blank=True)
    details = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(_("notes"), default=list, blank=True)
    created_at = models.DateTimeField(_("uploaded on"), auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(_("finished on"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of a package")
        verbose_name_plural = _("imports of packages")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in {JobState.DONE, JobState.REFUSED, JobState.FAILED}
