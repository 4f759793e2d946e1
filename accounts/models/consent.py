"""What people agreed to, in which version, and when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from core.fields import Localized


class ConsentText(models.Model):
    """One version of the text that people accept at registration. Never edited once in force."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    body_fr = models.TextField(_("text in French"))
    body_ar = models.TextField(_("text in Arabic"))
    body = Localized("body")
    in_force_from = models.DateTimeField(_("in force from"))

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["-in_force_from"]

    def __str__(self) -> str:
        return self.version


class Consent(models.Model):
    """A person accepted one version of the text, in one language, at one moment."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents"
    )
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    given_at = models.DateTimeField(_("given on"), auto_now_add=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(fields=["user", "text"], name="consent_once_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.text_id}"
