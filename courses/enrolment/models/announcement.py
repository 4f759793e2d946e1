"""What a trainer tells the members of a cohort."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import Localized
from courses.enrolment.models.cohort import Cohort


class Announcement(models.Model):
    """One message to a cohort or to some of its members, in one language or both.

    Whoever reads in the language that was left empty gets the other one. Its text never changes
    once written: the history shows what was said. `for_all`: to every member at the moment of
    sending. Changed by `courses.enrolment.announcements`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="announcements")
    title_fr = models.CharField(_("title in French"), max_length=160, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=160, blank=True)
    title = Localized("title")
    text_fr = models.TextField(_("text in French"), blank=True)
    text_ar = models.TextField(_("text in Arabic"), blank=True)
    text = Localized("text")
    by_mail = models.BooleanField(_("by e-mail"), default=True)
    on_dashboard = models.BooleanField(_("on the dashboard"), default=True)
    for_all = models.BooleanField(_("to all members"), default=True)
    expires_on = models.DateField(_("shown until"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="announcements_written"
    )
    written_at = models.DateTimeField(_("written on"), auto_now_add=True)
    finished_at = models.DateTimeField(_("sent on"), null=True, blank=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text_fr="") | ~models.Q(text_ar=""),
                name="announcement_has_text",
            ),
            models.CheckConstraint(
                condition=models.Q(by_mail=True) | models.Q(on_dashboard=True),
                name="announcement_has_channel",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AnnouncementRecipient(models.Model):
    """One person to whom an announcement goes, once: when it was delivered and read."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="recipients"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="announcements_received"
    )
    delivered_at = models.DateTimeField(_("delivered on"), null=True, blank=True)
    read_at = models.DateTimeField(_("read on"), null=True, blank=True)

    class Meta:
        verbose_name = _("recipient of an announcement")
        verbose_name_plural = _("recipients of announcements")
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "user"], name="announcement_once_per_person"
            )
        ]
        indexes = [
            models.Index(
                fields=["user"],
                name="announcement_unread_idx",
                condition=models.Q(read_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} · {self.user_id}"
