"""Requests of holders to correct the name on a certificate."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.enums import RequestStatus
from certificates.models.certificate import Certificate


class CorrectionRequest(models.Model):
    """What the holder says their name is. Decided by staff, with a reason when declined."""

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="corrections"
    )
    given_name = models.CharField(_("given name, Latin script"), max_length=80, blank=True)
    family_name = models.CharField(_("family name, Latin script"), max_length=80, blank=True)
    given_name_ar = models.CharField(_("given name, Arabic script"), max_length=80, blank=True)
    family_name_ar = models.CharField(_("family name, Arabic script"), max_length=80, blank=True)
    message = models.TextField(_("what is wrong"), max_length=1000, blank=True)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=RequestStatus.choices,
        default=RequestStatus.PENDING,
    )
    created_at = models.DateTimeField(_("asked on"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decision_reason = models.TextField(_("reason of the decision"), blank=True)

    class Meta:
        verbose_name = _("request for a correction")
        verbose_name_plural = _("requests for corrections")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=models.Q(status="pending"),
                name="correction_one_pending",
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} · {self.status}"
