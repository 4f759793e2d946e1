"""Frozen versions of templates, and the copies of images that they rest on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.template import CertificateTemplate


class FrozenImage(models.Model):
    """A re-encoded copy of an image, named by its content. Never changed, never deleted."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    data = models.BinaryField()
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))

    class Meta:
        verbose_name = _("frozen image")
        verbose_name_plural = _("frozen images")

    def __str__(self) -> str:
        return self.digest[:12]


class TemplateVersion(models.Model):
    """What a template said and how it looked when it was published. Never changed.

    `content` has the texts of both languages, design, orientation, language mode, logos and
    signatories (images by digest); `digest` is the SHA-256 of its canonical JSON.
    """

    template = models.ForeignKey(
        CertificateTemplate, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("number"))
    digest = models.CharField(_("digest"), max_length=64)
    content = models.JSONField(_("content"))
    created_at = models.DateTimeField(_("published on"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("version of a template")
        verbose_name_plural = _("versions of templates")
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="template_version_number_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} · {self.number}"
