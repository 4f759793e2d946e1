"""Outgoing mail, once: a row first, the sending after commit, a sweep for what was left.

Templates are `<app>/mails/<name>_subject.txt` and `<name>.txt`, rendered in the reader's language.
"""

import base64
import datetime as dt
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from kombu.exceptions import OperationalError

from accounts import tasks
from accounts.models import SECRET_MARK, Notice, User
from core.quiet import awake_at

logger = logging.getLogger(__name__)
FAILURES_MAX = 8
RETRY_FIRST = dt.timedelta(minutes=2)
SWEEP_SIZE = 500


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A small file that goes with a message."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class NoticeDraft:
    """One message of a mass mailing, for `notices_write`."""

    kind: str
    key: str
    user_id: int
    address: str
    language: str
    subject: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)
    spares_night: bool = False
    secret: str = ""


def notices_write(drafts: Iterable[NoticeDraft]) -> int:
    """Write many messages down at once, idempotent by key; one query for 500 of them.

    One job after commit starts sending; the sweep goes on with what it leaves. Returns how many
    drafts had an address.
    """
    now = timezone.now()
    rows = [
        Notice(
            kind=draft.kind,
            key=draft.key,
            user_id=draft.user_id,
            address=draft.address,
            language=draft.language,
            subject=" ".join(draft.subject.split())[:255],
            text=draft.text.strip() + "\n",
            headers=dict(draft.headers),
            spares_night=draft.spares_night,
            secret=draft.secret,
            due_at=now,
        )
        for draft in drafts
        if draft.address
    ]
    if rows:
        Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        transaction.on_commit(_deliver_due_soon)
    return len(rows)


def _deliver_due_soon() -> None:
    try:
        tasks.notices_deliver_due.delay()
    except OperationalError:
        logger.warning("no broker: messages left to the sweep")


def notice_render(
    *, template: str, context: Mapping[str, Any], user: User | None, language: str
) -> tuple[str, str]:
    """Return subject and text of a template `<app>/mails/<name>` (without ending).

    The context gets `person` (the user, or None) and `site_url`.
    """
    with translation.override(language):
        full = {"person": user, "site_url": settings.SITE_URL, "language": language, **context}
        subject = render_to_string(f"{template}_subject.txt", full)
        return subject, render_to_string(f"{template}.txt", full)


def notice_queue(
    *,
    kind: str,
    key: str,
    template: str,
    context: Mapping[str, Any],
    user: User | None = None,
    address: str = "",
    language: str = "",
    due_at: dt.datetime | None = None,
    attachments: Sequence[Attachment] = (),
    secret: str = "",
) -> Notice | None:
    """Queue a message from a template; see `notice_render` and `notice_write`."""
    language = language or (user.language if user else "fr")
    subject, text = notice_render(template=template, context=context, user=user, language=language)
    return notice_write(
        kind=kind,
        key=key,
        subject=subject,
        text=text,
        user=user,
        address=address,
        language=language,
        due_at=due_at,
        attachments=attachments,
        secret=secret,
    )


def notice_write(
    *,
    kind: str,
    key: str,
    subject: str,
    text: str,
    user: User | None = None,
    address: str = "",
    language: str = "",
    due_at: dt.datetime | None = None,
    attachments: Sequence[Attachment] = (),
    secret: str = "",
) -> Notice | None:
    """Write one message down to be sent after commit (or at `due_at`); idempotent by `key`.

    Returns the row, also when the key was there already (its text is then unchanged), or None when
    there is no address to write to. `address` defaults to the person's `mail_address`. `secret`
    is put where the text has SECRET_MARK, in the mail only.
    """
    address = address or (user.mail_address if user else "")
    if not address:
        return None
    now = timezone.now()
    values = {
        "kind": kind,
        "user": user,
        "address": address,
        "language": language or (user.language if user else "fr"),
        "subject": " ".join(subject.split())[:255],
        "text": text.strip() + "\n",
        "secret": secret,
        "due_at": due_at or now,
        "attachments": [
            {
                "name": one.name,
                "type": one.type,
                "content": base64.b64encode(one.content).decode("ascii"),
            }
            for one in attachments
        ],
    }
    notice, is_new = Notice.objects.get_or_create(key=key, defaults=values)
    if is_new and notice.due_at <= now:
        transaction.on_commit(lambda: _deliver_soon(notice.pk))
    return notice


def _deliver_soon(pk: int) -> None:
    try:
        tasks.notice_deliver.delay(pk)
    except OperationalError:
        logger.warning("no broker: notice %s left to the sweep", pk)


def notice_cancel(key: str) -> bool:
    """Keep a message from being sent; return whether it was still to send."""
    rows = Notice.objects.filter(key=key, sent_at=None, cancelled_at=None)
    return bool(rows.update(cancelled_at=timezone.now(), secret=""))


@transaction.atomic
def notice_deliver(pk: int) -> bool:
    """Send one message if it is still to send and due; return whether this call sent it.

    The row is locked while the server takes the message: two workers do not send it twice. A
    failure is counted and tried again later, at growing intervals, FAILURES_MAX times.
    """
    notice = Notice.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    now = timezone.now()
    if notice is None or notice.sent_at or notice.cancelled_at or notice.due_at > now:
        return False
    if notice.spares_night and (morning := awake_at(now)) > now:
        notice.due_at = morning
        notice.save(update_fields=["due_at"])
        return False
    body = notice.text.replace(SECRET_MARK, notice.secret) if notice.secret else notice.text
    message = EmailMessage(
        subject=notice.subject, body=body, to=[notice.address], headers=notice.headers
    )
    for one in notice.attachments:
        message.attach(one["name"], base64.b64decode(one["content"]), one["type"])
    try:
        message.send()
    except (SMTPException, OSError):
        logger.exception("notice %s was not sent", pk)
        notice.failures += 1
        notice.due_at = now + RETRY_FIRST * 2 ** (notice.failures - 1)
        if notice.failures >= FAILURES_MAX:
            notice.cancelled_at = now
            notice.secret = ""
        notice.save(update_fields=["failures", "due_at", "cancelled_at", "secret"])
        return False
    notice.sent_at = now
    notice.secret = ""
    notice.save(update_fields=["sent_at", "secret"])
    return True


def notices_deliver_due() -> int:
    """Send what is due and was not sent: lost jobs, later dates, earlier failures."""
    due = Notice.objects.filter(sent_at=None, cancelled_at=None, due_at__lte=timezone.now())
    pks = list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:SWEEP_SIZE])
    return sum(notice_deliver(pk) for pk in pks)
