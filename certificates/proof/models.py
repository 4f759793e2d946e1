"""Rows behind the proof of a certificate. Changed by `certificates.proof.services` only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """What was signed."""

    PDF = "pdf", _("PDF")
    CREDENTIAL = "credential", _("Digital credential")
    TRANSCRIPT = "transcript", _("Transcript")


class NameShown(models.TextChoices):
    """How the holder's name stands on pages that others see."""

    INITIALS = "initials", _("My initials only")
    FULL = "full", _("My full name")


class SignedDocument(models.Model):
    """A document that was signed once and is served as it is; its hash recognises it for ever.

    A certificate has one per kind; a further number only where the earlier file was lost or its
    key withdrawn: the earlier hash then still recognises what people hold. Of transcripts only the
    hash is kept, with the person they are about.
    """

    certificate = models.ForeignKey(
        "certificates.Certificate",
        on_delete=models.PROTECT,
        related_name="documents",
        null=True,
        blank=True,
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind.choices)
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveIntegerField(_("size"))
    file = models.CharField(_("file"), max_length=200, blank=True)
    signed_by = models.CharField(_("signed by"), max_length=200)
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)

    class Meta:
        verbose_name = _("signed document")
        verbose_name_plural = _("signed documents")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "kind", "number"], name="document_numbered_once"
            ),
            models.CheckConstraint(
                condition=models.Q(certificate__isnull=False) | models.Q(user__isnull=False),
                name="document_is_about_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:16]}"


class StatusNumber(models.Model):
    """The place of a certificate in a status list, drawn at random: places tell no order."""

    certificate = models.OneToOneField(
        "certificates.Certificate", on_delete=models.PROTECT, related_name="status_number"
    )
    list_number = models.PositiveIntegerField(_("list"))
    position = models.PositiveIntegerField(_("position"))

    class Meta:
        verbose_name = _("status number")
        verbose_name_plural = _("status numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["list_number", "position"], name="status_position_used_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.list_number}/{self.position}"


class Sharing(models.Model):
    """What the holder lets others see. Without a row: initials by code, no public page."""

    certificate = models.OneToOneField(
        "certificates.Certificate", on_delete=models.CASCADE, related_name="sharing"
    )
    name_shown = models.CharField(
        _("Name shown to others"),
        max_length=8,
        choices=NameShown.choices,
        default=NameShown.INITIALS,
    )
    # Another address than the check code's: switching the page off leaves the paper checkable.
    token = models.CharField(max_length=32, unique=True)
    is_public = models.BooleanField(_("public page"), default=False)
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)

    class Meta:
        verbose_name = _("sharing")
        verbose_name_plural = _("sharing")

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.name_shown}"
