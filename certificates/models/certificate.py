"""Certificates: frozen facts that anybody can check."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.enums import CertificateKind, CertificateStatus, Origin
from certificates.models.template import CertificateTemplate
from certificates.models.version import TemplateVersion
from courses.models import Course, Enrolment, Programme, ProgrammeEnrolment


class Certificate(models.Model):
    """States what was true when it was issued.

    `data` holds every fact, `version` every text and image of its PDF; later edits of course,
    template or profile change neither. One in force per person, subject (course or programme) and
    template, by a database constraint. `enrolment` or `programme_enrolment` is what it rests on;
    one issued by hand (a trainer's) may have neither. Changed by `certificates.services` only.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("holder"),
    )
    course = models.ForeignKey(
        Course,
        on_delete=models.PROTECT,
        related_name="certificates",
        null=True,
        blank=True,
        verbose_name=_("course"),
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="certificates",
        null=True,
        blank=True,
        verbose_name=_("programme"),
    )
    enrolment = models.ForeignKey(
        Enrolment,
        on_delete=models.PROTECT,
        related_name="certificates",
        null=True,
        blank=True,
        verbose_name=_("enrolment"),
    )
    programme_enrolment = models.ForeignKey(
        ProgrammeEnrolment,
        on_delete=models.PROTECT,
        related_name="certificates",
        null=True,
        blank=True,
        verbose_name=_("enrolment in a programme"),
    )
    template = models.ForeignKey(
        CertificateTemplate,
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("template"),
    )
    version = models.ForeignKey(
        TemplateVersion,
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("version of the template"),
    )
    kind = models.CharField(
        _("kind"),
        max_length=16,
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
    origin = models.CharField(
        _("how it was issued"), max_length=12, choices=Origin.choices, default=Origin.RULE
    )
    issued_at = models.DateTimeField(_("issued on"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    issue_reason = models.TextField(_("reason of the issue"), blank=True)
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
                fields=["user", "course", "template"],
                condition=Q(status="valid"),
                name="certificate_once_per_course",
            ),
            models.UniqueConstraint(
                fields=["user", "programme", "template"],
                condition=Q(status="valid"),
                name="certificate_once_per_programme",
            ),
            models.CheckConstraint(
                condition=Q(course=None, programme__isnull=False)
                | Q(course__isnull=False, programme=None),
                name="certificate_course_or_programme",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "status"], name="certificate_user_status_idx"),
            models.Index(
                fields=["expires_at"],
                name="certificate_expiry_idx",
                condition=Q(status="valid", expires_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def subject(self) -> Course | Programme:
        """What it is about: the course, or the programme."""
        subject = self.course or self.programme
        if subject is None:
            raise TypeError("a certificate without course and programme")
        return subject

    @property
    def state(self) -> str:
        """The status as of now: valid, expired, revoked or replaced."""
        is_over = self.expires_at is not None and self.expires_at <= timezone.now()
        return "expired" if self.status == CertificateStatus.VALID and is_over else self.status


class SerialCounter(models.Model):
    """The last number given in a year. Locked while numbers are taken, so that none is missing."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter of serial numbers")
        verbose_name_plural = _("counters of serial numbers")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
