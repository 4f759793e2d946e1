"""Announcements to the members of a cohort: written once, delivered once to each, read."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from kombu.exceptions import OperationalError

from accounts.models import User
from accounts.notices import NoticeDraft, notices_write
from core.audit import audit_write
from core.fields import localized_get
from courses.enrolment import tasks
from courses.enrolment.exceptions import AnnouncementRefusedError
from courses.enrolment.models import Announcement, AnnouncementRecipient, Cohort
from courses.enrolment.placement import cohort_members

logger = logging.getLogger(__name__)
CHUNK = 200
KIND = "announcement"


@dataclass(frozen=True, kw_only=True)
class AnnouncementText:
    """What is announced. A language may be left empty, not both."""

    title_fr: str = ""
    text_fr: str = ""
    title_ar: str = ""
    text_ar: str = ""
    by_mail: bool = True
    on_dashboard: bool = True
    expires_on: dt.date | None = None

    @property
    def is_complete(self) -> bool:
        """Whether one language has both title and text, none has half, and a channel is chosen."""
        pairs = [(self.title_fr, self.text_fr), (self.title_ar, self.text_ar)]
        is_whole = all(bool(title) == bool(text) for title, text in pairs)
        return is_whole and any(text for _title, text in pairs) and self.has_channel

    @property
    def has_channel(self) -> bool:
        """Whether it would reach anybody."""
        return self.by_mail or self.on_dashboard


@transaction.atomic
def announcement_write(
    *, cohort: Cohort, text: AnnouncementText, by: User, people: Sequence[int] | None = None
) -> Announcement:
    """Write an announcement down and send it in the background. Audited.

    `people` are the ids of the members chosen; None means all members at the moment of sending.
    Raises AnnouncementRefusedError without text, channel or recipients; who is no member is none.
    """
    chosen: list[int] = []
    if people is not None:
        chosen = list(cohort_members(cohort).filter(user_id__in=people))
    if not text.is_complete or (people is not None and not chosen):
        raise AnnouncementRefusedError
    announcement = Announcement.objects.create(
        cohort=cohort,
        title_fr=text.title_fr.strip(),
        title_ar=text.title_ar.strip(),
        text_fr=text.text_fr.strip(),
        text_ar=text.text_ar.strip(),
        by_mail=text.by_mail,
        on_dashboard=text.on_dashboard,
        for_all=people is None,
        expires_on=text.expires_on,
        author=by,
    )
    _recipients_add(announcement, chosen)
    audit_write(
        action="courses.announcement",
        instance=cohort,
        by=by,
        after=announcement.title,
        announcement=str(announcement.uuid),
        people=len(chosen) if people is not None else "all",
    )
    transaction.on_commit(lambda: _send_soon(announcement.pk))
    return announcement


def _recipients_add(announcement: Announcement, people: Sequence[int]) -> None:
    AnnouncementRecipient.objects.bulk_create(
        [AnnouncementRecipient(announcement=announcement, user_id=pk) for pk in people],
        ignore_conflicts=True,
        batch_size=500,
    )


def _send_soon(pk: int) -> None:
    try:
        tasks.announcement_send.delay(pk)
    except OperationalError:
        logger.warning("no broker: announcement %s left to the sweep", pk)


def announcement_send(pk: int) -> int:
    """Deliver what is still to deliver; return to how many. Idempotent, safe to run twice at once.

    In transactions of CHUNK people, so that progress is seen and a killed job loses nothing.
    """
    announcement = Announcement.objects.select_related("cohort").get(pk=pk)
    if announcement.finished_at is not None:
        return 0
    if announcement.for_all:
        _recipients_add(announcement, list(cohort_members(announcement.cohort)))
    delivered = 0
    while True:
        count = _chunk_deliver(announcement)
        delivered += count
        if not count:
            break
    if not announcement.recipients.filter(delivered_at=None).exists():
        Announcement.objects.filter(pk=pk, finished_at=None).update(finished_at=timezone.now())
    return delivered


@transaction.atomic
def _chunk_deliver(announcement: Announcement) -> int:
    rows = list(
        announcement.recipients.select_for_update(of=("self",), skip_locked=True)
        .filter(delivered_at=None)
        .select_related("user")
        .order_by("pk")[:CHUNK]
    )
    if announcement.by_mail:
        notices_write(_draft(announcement, row.user) for row in rows if row.user.is_active)
    AnnouncementRecipient.objects.filter(pk__in=[row.pk for row in rows]).update(
        delivered_at=timezone.now()
    )
    return len(rows)


def _draft(announcement: Announcement, user: User) -> NoticeDraft:
    subject, text = announcement_mail(announcement, user)
    return NoticeDraft(
        kind=KIND,
        key=f"{KIND}:{announcement.pk}:{user.pk}",
        user_id=user.pk,
        address=user.mail_address,
        language=user.language,
        subject=subject,
        text=text,
    )


def announcement_mail(announcement: Announcement, user: User) -> tuple[str, str]:
    """Return subject and text as this person gets them (also the preview)."""
    language = user.language
    with translation.override(language):
        context = {
            "person": user,
            "cohort": announcement.cohort,
            "text": localized_get(announcement, "text", language),
            "author": announcement.author,
            "site_url": settings.SITE_URL,
            "language": language,
        }
        text = render_to_string("courses/mails/announcement.txt", context)
    return localized_get(announcement, "title", language), text


def announcements_send_left() -> int:
    """Send what a lost job left out (every minute, by beat); return how many announcements."""
    left = list(Announcement.objects.filter(finished_at=None).values_list("pk", flat=True)[:20])
    for pk in left:
        announcement_send(pk)
    return len(left)


def announcements_shown(user: User) -> QuerySet[AnnouncementRecipient]:
    """Return what the dashboard shows: delivered, not read, not expired; latest first."""
    today = timezone.localdate()
    return (
        AnnouncementRecipient.objects.filter(
            Q(announcement__expires_on=None) | Q(announcement__expires_on__gte=today),
            user=user,
            read_at=None,
            delivered_at__isnull=False,
            announcement__on_dashboard=True,
        )
        .select_related("announcement__cohort", "announcement__author")
        .order_by("-announcement__written_at", "-pk")
    )


def announcement_read(*, announcement_uuid: Any, user: User) -> bool:
    """Mark as read by this person; return whether it was one of theirs. Idempotent."""
    rows = AnnouncementRecipient.objects.filter(announcement__uuid=announcement_uuid, user=user)
    row = rows.first()
    if row is None:
        return False
    if row.read_at is None:
        row.read_at = timezone.now()
        row.save(update_fields=["read_at"])
    return True


def announcements_of(cohort: Cohort) -> QuerySet[Any]:
    """Return what was sent to a cohort, latest first, with counts: to, delivered, read."""
    return (
        Announcement.objects.filter(cohort=cohort)
        .select_related("author")
        .annotate(
            to_count=Count("recipients"),
            delivered_count=Count("recipients", filter=Q(recipients__delivered_at__isnull=False)),
            read_count=Count("recipients", filter=Q(recipients__read_at__isnull=False)),
        )
        .order_by(F("written_at").desc(), "-pk")
    )
