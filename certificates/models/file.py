"""Files of many certificates: made in the background, fetched once or twice, then gone."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FileForm(models.TextChoices):
    """What is made of the certificates."""

    ZIP = "zip", _("ZIP of the signed PDFs")
    PRINT = "print", _("One file to print")
    MARKS = "marks", _("One file to print, with crop marks")


class CertificateFile(models.Model):
    """A file that somebody asked for; for them alone, until `expires_at`.

    Which certificates is fixed when it is asked for. Changed by `certificates.services.files` only.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.CharField(_("form"), max_length=8, choices=FileForm.choices)
    certificate_ids = models.JSONField()
    total = models.PositiveIntegerField(_("certificates"))
    done = models.PositiveIntegerField(_("done"), default=0)
    created_at = models.DateTimeField(_("started on"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("started by"),
    )
    # The last sign of life of who makes it: another may take over when there is none for long.
    seen_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("finished on"), null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(_("available until"), null=True, blank=True)
    file = models.CharField(_("file"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("file of certificates")
        verbose_name_plural = _("files of certificates")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_form_display()} · {self.total}"

    @property
    def state(self) -> str:
        """One of: running, failed, ready, gone."""
        if self.finished_at is None:
            return "failed" if self.failed_at else "running"
        is_there = self.file and self.expires_at and self.expires_at > timezone.now()
        return "ready" if is_there else "gone"
