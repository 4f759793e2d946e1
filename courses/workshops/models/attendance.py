"""Who was there: what the list says now, every mark that led to it, and the signed sheets."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enrolment.models import Enrolment
from courses.workshops.enums import AttendanceSource, AttendanceState
from courses.workshops.models.session import Session


class Attendance(models.Model):
    """What holds for a person in a session: the latest mark. Changed by services only.

    `minutes` is what counts, never more than the unit's nominal minutes. `flagged_at` is set when
    a correction took attendance away from a course that had been completed: the completion and its
    certificate stay, and an administrator decides (ADR on attendance).
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendances")
    state = models.CharField(_("attendance"), max_length=8, choices=AttendanceState.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    entered_at = models.DateTimeField(_("came at"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    marked_at = models.DateTimeField(_("marked on"))
    source = models.CharField(_("source"), max_length=12, choices=AttendanceSource.choices)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    flagged_at = models.DateTimeField(_("to be decided since"), null=True, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enrolment"], name="attendance_once_per_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.enrolment_id} · {self.state}"


class AttendanceMark(models.Model):
    """One mark as it came in, kept for ever, also when a later one won.

    `client_id` is made by the phone: the same mark sent twice is one row.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="marks")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField(default=uuid.uuid4)
    state = models.CharField(_("attendance"), max_length=8, choices=AttendanceState.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    entered_at = models.DateTimeField(_("came at"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    marked_at = models.DateTimeField(_("marked on"))
    received_at = models.DateTimeField(_("received on"), auto_now_add=True)
    source = models.CharField(_("source"), max_length=12, choices=AttendanceSource.choices)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    is_applied = models.BooleanField(_("holds or held"), default=True)

    class Meta:
        verbose_name = _("attendance mark")
        verbose_name_plural = _("attendance marks")
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "client_id"], name="mark_once_per_client")
        ]
        indexes = [models.Index(fields=["session", "enrolment"], name="mark_person_idx")]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.enrolment_id} · {self.state}"


def sheet_path(scan: "SheetScan", name: str) -> str:
    """Return a path that cannot be guessed; the uploaded name is not used."""
    ending = "pdf" if scan.content_type == "application/pdf" else "jpg"
    return f"attendance/{scan.session.uuid}/{uuid.uuid4()}.{ending}"


class SheetScan(models.Model):
    """A signed sheet, scanned. Stored privately: only a view that checks the right gives it."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="sheets")
    file = models.FileField(_("file"), upload_to=sheet_path, max_length=200)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("attached on"), auto_now_add=True)

    class Meta:
        verbose_name = _("signed sheet")
        verbose_name_plural = _("signed sheets")
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "sha256"], name="sheet_once_per_session")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.sha256[:12]}"
