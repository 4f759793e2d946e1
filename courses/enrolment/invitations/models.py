"""One invitation of one person."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Course, Programme
from courses.enrolment.imports.models import ImportRun
from courses.enrolment.models import Cohort, Target


class InvitationState(models.TextChoices):
    """Where an invitation stands; derived, never stored."""

    SENT = "sent", _("Sent")
    OPENED = "opened", _("Opened")
    ACCEPTED = "accepted", _("Accepted")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")


class Invitation(models.Model):
    """An invitation to open an account and, with a target, to take a place.

    Only a hash of the link's secret is kept; each sending makes a new one, and the link before
    dies. Changed by `courses.enrolment.invitations.services`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="invitations",
        verbose_name=_("person"),
    )
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="invitations", null=True, blank=True
    )
    run = models.ForeignKey(
        ImportRun, on_delete=models.SET_NULL, related_name="invitations", null=True, blank=True
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)
    secret_hash = models.CharField(max_length=64)
    address = models.EmailField(_("address"))
    sent_count = models.PositiveSmallIntegerField(_("times sent"), default=0)
    sent_at = models.DateTimeField(_("sent on"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires on"))
    opened_at = models.DateTimeField(_("opened on"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted on"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["user", "accepted_at"], name="invitation_user_open_idx"),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def target(self) -> Target | None:
        """What the person is invited to, if to anything but an account."""
        if self.cohort is not None:
            return self.cohort.course or self.cohort.programme
        return self.course or self.programme

    def state_at(self, now: dt.datetime) -> InvitationState:
        """Return where it stands at a moment."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.revoked_at:
            return InvitationState.REVOKED
        if now >= self.expires_at:
            return InvitationState.EXPIRED
        return InvitationState.OPENED if self.opened_at else InvitationState.SENT

    @property
    def state(self) -> InvitationState:
        """Where it stands now."""
        return self.state_at(timezone.now())

    @property
    def is_open(self) -> bool:
        """Whether its link still leads somewhere."""
        return self.state in {InvitationState.SENT, InvitationState.OPENED}
