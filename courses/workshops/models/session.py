"""Sessions: when and where a unit is held in person, and who has a place."""

import secrets
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from core.fields import Localized
from courses.catalogue.models import Unit
from courses.enrolment.models import Cohort, Enrolment
from courses.workshops.enums import RegistrationStatus, SessionLanguage, SessionStatus


def secret_new() -> str:
    """Return what the room's codes are made from; it never leaves the server."""
    return secrets.token_hex(16)


class Session(ClusterableModel):
    """One meeting of an in-person unit. Never deleted: it is cancelled, or closed and signed.

    Changed by `courses.workshops.services`, with the row locked for every seat and mark.
    `sequence` counts the changes that people's calendars must learn of. `frozen` is the list as
    signed: people by `uuid`, without names; `frozen_hash` is the SHA-256 of its canonical JSON.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("unit")
    )
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.PROTECT,
        related_name="sessions",
        null=True,
        blank=True,
        verbose_name=_("cohort"),
        help_text=_("Empty: open to everybody enrolled in the course."),
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    language = models.CharField(
        _("language"),
        max_length=4,
        choices=SessionLanguage.choices,
        default=SessionLanguage.FRENCH,
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("Building, room, address.")
    )
    video_url = models.URLField(
        _("video link"), blank=True, help_text=_("Shown to those registered only.")
    )
    trainers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="sessions_run", verbose_name=_("trainers")
    )
    seats = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    practical_fr = models.TextField(_("practical information in French"), blank=True)
    practical_ar = models.TextField(_("practical information in Arabic"), blank=True)
    practical = Localized("practical")
    partial_percent = models.PositiveSmallIntegerField(
        _("share of the time that completes the unit (%)"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("For people who were there part of the time."),
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=SessionStatus.choices,
        default=SessionStatus.PLANNED,
        editable=False,
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    secret = models.CharField(max_length=64, default=secret_new, editable=False)
    cancel_reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    signed_name = models.CharField(max_length=160, blank=True, editable=False)
    frozen = models.JSONField(default=list, blank=True, editable=False)
    frozen_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_start",
                violation_error_message=_("The session ends before it starts."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status="closed") | models.Q(closed_at__isnull=False),
                name="session_closed_has_date",
            ),
        ]
        indexes = [models.Index(fields=["unit", "starts_at"], name="session_unit_date_idx")]

    def __str__(self) -> str:
        return f"{self.unit.title} · {self.starts_at:%d/%m/%Y}"

    def clean(self) -> None:
        """Refuse a session without a place and a cohort of another course."""
        super().clean()
        if not self.place and not self.video_url:
            raise ValidationError({"place": _("Give a place or a video link.")})
        cohort = self.cohort if self.cohort_id else None
        if cohort is None or not self.unit_id:
            return
        course = self.unit.course
        if cohort.course_id not in {None, course.pk} or (
            cohort.course_id is None and cohort.programme_id != course.programme_id
        ):
            raise ValidationError({"cohort": _("This cohort does not take this course.")})

    @property
    def duration_minutes(self) -> int:
        """Planned length."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def nominal_minutes(self) -> int:
        """What full attendance counts: the unit's nominal minutes, else the planned length."""
        return self.unit.minutes or self.duration_minutes

    @property
    def is_planned(self) -> bool:
        """Whether it still takes registrations and marks."""
        return self.status == SessionStatus.PLANNED

    @property
    def is_closed(self) -> bool:
        """Whether it was closed and signed."""
        return self.status == SessionStatus.CLOSED

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not take place."""
        return self.status == SessionStatus.CANCELLED


class SessionMaterial(Orderable):
    """A document or an address that goes with a session, for those registered."""

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="materials")
    title_fr = models.CharField(_("title in French"), max_length=160)
    title_ar = models.CharField(_("title in Arabic"), max_length=160)
    title = Localized("title")
    document = models.ForeignKey(
        "wagtaildocs.Document",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("document"),
    )
    url = models.URLField(_("address"), blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Ask for exactly one of the two."""
        super().clean()
        if bool(self.document_id) == bool(self.url):
            raise ValidationError(_("Choose a document or give an address."))

    @property
    def href(self) -> str:
        """Where it leads."""
        return self.document.url if self.document else self.url


class Registration(models.Model):
    """A person's place in a session, or in its waiting list. Changed by services only."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="registrations")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="registrations")
    status = models.CharField(_("status"), max_length=12, choices=RegistrationStatus.choices)
    queued_at = models.DateTimeField(_("registered on"))

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["queued_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enrolment"], name="registration_once_per_session"
            )
        ]
        indexes = [
            models.Index(fields=["session", "status", "queued_at"], name="registration_queue_idx")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.enrolment_id}"
