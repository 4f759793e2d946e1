"""Keys, requests and waiting places: the ways to a seat."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from courses.enrolment.enums import RequestStatus
from courses.enrolment.models.cohort import Cohort
from courses.enrolment.models.target import Targeted


class EnrolmentKey(Targeted):
    """A word that opens a place, given out by the team; leads to a cohort when one is named.

    `code` is kept folded (capitals, no spaces or dashes). `uses` is changed by
    `services.keys` only, with the row locked.
    """

    code = models.CharField(_("key"), max_length=40, unique=True)
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.PROTECT,
        related_name="keys",
        null=True,
        blank=True,
        verbose_name=_("cohort that it leads to"),
    )
    uses_max = models.PositiveIntegerField(
        _("people at most"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    uses = models.PositiveIntegerField(_("used by"), default=0, editable=False)
    expires_at = models.DateTimeField(_("expires on"), null=True, blank=True)
    domains = models.CharField(
        _("only for addresses of"),
        max_length=300,
        blank=True,
        help_text=_("Domains separated by spaces, for instance: example.org. Empty: everybody."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    note = models.CharField(_("note for the team"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)

    class Meta(Targeted.Meta):
        verbose_name = _("enrolment key")
        verbose_name_plural = _("enrolment keys")
        ordering = ["-pk"]
        constraints: ClassVar = [
            *Targeted.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(uses_max=None) | models.Q(uses__lte=models.F("uses_max")),
                name="key_not_overused",
                violation_error_message=_("More people than that have used this key already."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class EnrolmentRequest(Targeted):
    """A person asks for a place; the team decides. Decided by `services.requests`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="enrolment_requests",
        verbose_name=_("person"),
    )
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.PROTECT,
        related_name="requests",
        null=True,
        blank=True,
        verbose_name=_("cohort"),
    )
    message = models.TextField(_("message"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=RequestStatus.choices,
        default=RequestStatus.PENDING,
    )
    created_at = models.DateTimeField(_("asked on"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True)

    class Meta(Targeted.Meta):
        verbose_name = _("request for a place")
        verbose_name_plural = _("requests for a place")
        ordering = ["created_at", "pk"]
        constraints: ClassVar = [
            *Targeted.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "course"],
                condition=models.Q(status="pending", course__isnull=False),
                name="request_pending_once_per_course",
            ),
            models.UniqueConstraint(
                fields=["user", "programme"],
                condition=models.Q(status="pending", programme__isnull=False),
                name="request_pending_once_per_programme",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.target.title}"


class WaitingPlace(Targeted):
    """A person waits for a seat, in the order of `pk`. Changed by `services.waiting` only.

    Open while neither `promoted_at` (got the seat) nor `left_at` (gave up) is set.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="waiting_places",
        verbose_name=_("person"),
    )
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.PROTECT,
        related_name="waiting_places",
        null=True,
        blank=True,
        verbose_name=_("cohort"),
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    way = models.CharField(_("way"), max_length=12, default="self")
    created_at = models.DateTimeField(_("waiting since"), auto_now_add=True)
    promoted_at = models.DateTimeField(_("seat given on"), null=True, blank=True)
    left_at = models.DateTimeField(_("left on"), null=True, blank=True)

    class Meta(Targeted.Meta):
        verbose_name = _("place on the waiting list")
        verbose_name_plural = _("waiting list")
        ordering = ["pk"]
        constraints: ClassVar = [
            *Targeted.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "course"],
                condition=models.Q(promoted_at=None, left_at=None, course__isnull=False),
                name="waiting_once_per_course",
            ),
            models.UniqueConstraint(
                fields=["user", "programme"],
                condition=models.Q(promoted_at=None, left_at=None, programme__isnull=False),
                name="waiting_once_per_programme",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.target.title}"
