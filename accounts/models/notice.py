"""Mail that the platform sends: one row a message, so that it goes out once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Language

# Where a personal link has its secret; the text is kept with this mark.
SECRET_MARK = "\u2022" * 8


class Notice(models.Model):
    """One message to one address, its text as it was when queued. `key` makes it unique.

    Written by `accounts.notices.notice_queue`, sent by `notice_deliver`. `attachments` is a list of
    objects with `name`, `type` and `content` (base64). An empty `sent_at` means still to send;
    `cancelled_at` that it no longer should be. `headers` are further mail headers (an object).
    `spares_night`: never leaves in the quiet hours (`core.quiet`), also when a failure delayed it.
    `secret` takes the place of SECRET_MARK while the message is sent and is then forgotten: what is
    kept shows the mark.
    """

    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("key"), max_length=190, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notices",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    address = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("text"))
    secret = models.CharField(max_length=128, blank=True, editable=False)
    attachments = models.JSONField(_("attachments"), default=list, blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    spares_night = models.BooleanField(_("never at night"), default=False)
    created_at = models.DateTimeField(_("queued on"), auto_now_add=True)
    due_at = models.DateTimeField(_("not before"))
    sent_at = models.DateTimeField(_("sent on"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled on"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures"), default=0)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="notice_to_send_idx",
                condition=models.Q(sent_at=None, cancelled_at=None),
            ),
            models.Index(fields=["user", "kind"], name="notice_user_kind_idx"),
        ]

    def __str__(self) -> str:
        return self.key
