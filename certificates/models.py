"""Certificates: frozen facts that anybody can check."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from certificates.enums import CertificateStatus
from core.enums import CertificateKind
from courses.models import Enrolment


class Certificate(models.Model):
    """States what was true when it was issued; `data` holds everything its PDF is made from.

    Later edits of course, template or profile never change it. One in force per enrolment and
    kind, by a database constraint. Changed by `certificates.services` only.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(
        Enrolment,
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("enrolment"),
    )
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=CertificateKind.choices,
        default=CertificateKind.SUCCESS,
    )
    serial = models.CharField(_("serial"), max_length=32, unique=True)
    check_code = models.CharField(_("check code"), max_length=32, unique=True)
    data = models.JSONField(_("frozen data"))
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=CertificateStatus.choices,
        default=CertificateStatus.VALID,
    )
    issued_at = models.DateTimeField(_("issued on"))
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    revocation_reason = models.TextField(_("reason"), blank=True)
    replaced_by = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaces", null=True, blank=True
    )

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "kind"],
                condition=~models.Q(status="replaced"),
                name="certificate_once_per_enrolment",
            )
        ]

    def __str__(self) -> str:
        return self.serial


@register_setting(icon="form")
class CertificateSettings(BaseSiteSetting):
    """Who signs. Copied into each certificate when it is issued; later changes touch none."""

    issuer_fr = models.CharField(
        _("issuer in French"),
        max_length=160,
        default="Organisation internationale pour les migrations, Maroc",
    )
    issuer_ar = models.CharField(
        _("issuer in Arabic"), max_length=160, default="المنظمة الدولية للهجرة، المغرب"
    )
    signatory_fr = models.CharField(
        _("signatory in French"), max_length=160, default="La direction de la mission"
    )
    signatory_ar = models.CharField(
        _("signatory in Arabic"), max_length=160, default="إدارة البعثة"
    )
    function_fr = models.CharField(
        _("function in French"), max_length=160, default="OIM Maroc", blank=True
    )
    function_ar = models.CharField(
        _("function in Arabic"),
        max_length=160,
        default="المنظمة الدولية للهجرة بالمغرب",
        blank=True,
    )

    class Meta:
        verbose_name = _("certificate texts")


from certificates.proof.models import Sharing, SignedDocument, StatusNumber  # noqa: E402

__all__ = ["Certificate", "CertificateSettings", "Sharing", "SignedDocument", "StatusNumber"]
