"""Writing reminders, asking for one, and refusing them."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.models import User
from accounts.notices import NoticeDraft, notices_write
from core.dates import date_format_long
from core.quiet import awake_at
from courses.enrolment.models import Enrolment
from courses.progress.reminders.defaults import Text
from courses.progress.reminders.enums import ReminderKind
from courses.progress.reminders.models import ReminderLog, ReminderOptOut, ReminderRequest
from courses.progress.reminders.planner import CHUNK, Planned, reminders_plan
from courses.progress.reminders.texts import Facts, link_get, text_fill, texts_get
from courses.progress.reminders.unsubscribe import stop_headers, stop_url


def reminders_run(*, now: dt.datetime | None = None, chunk: int = CHUNK) -> int:
    """Write the reminders that are due; return how many. Does nothing in the quiet hours.

    Idempotent, and safe when two beats or two workers run it at once: the log's constraints let
    one row in, and only the run that wrote the row writes the message, in the same transaction.
    """
    moment = now or timezone.now()
    if awake_at(moment) > moment:
        return 0
    texts = texts_get()
    today = timezone.localtime(moment).date()
    written = 0
    for planned in reminders_plan(now=moment, chunk=chunk):
        free = [one for one in planned if not one.blocked]
        if free:
            written += _chunk_write(free, today=today, texts=texts)
    return written


@transaction.atomic
def _chunk_write(planned: list[Planned], *, today: dt.date, texts: dict[str, Text]) -> int:
    run = uuid.uuid4()
    # In the order of people: two runs wait for each other instead of blocking each other.
    ordered = sorted(planned, key=lambda one: one.candidate.user_id)
    ReminderLog.objects.bulk_create(
        [
            ReminderLog(
                user_id=one.candidate.user_id,
                enrolment_id=one.candidate.pk,
                kind=one.kind,
                key=one.key,
                day=today,
                facts=one.facts,
                run=run,
            )
            for one in ordered
        ],
        ignore_conflicts=True,
        batch_size=CHUNK,
    )
    ours = set(ReminderLog.objects.filter(run=run).values_list("key", flat=True))
    return notices_write(reminder_draft(one, texts) for one in ordered if one.key in ours)


def reminder_draft(one: Planned, texts: dict[str, Text]) -> NoticeDraft:
    """Return the message as this person gets it, with the way to stop in text and headers."""
    row = one.candidate
    day = one.facts.get("day", "")
    facts = Facts(
        nom=row.name,
        formation=row.course_title,
        lien=link_get(one.kind, row.course_code, row.language),
        jours=str(one.facts.get("days", "")),
        unite=one.unit_title,
        date=date_format_long(dt.date.fromisoformat(day), row.language) if day else "",
    )
    subject, text = text_fill(texts[one.kind], row.language, facts)
    url = stop_url(str(row.user_uuid), one.kind, row.language)
    return NoticeDraft(
        kind=f"reminder_{one.kind}",
        key=f"reminder:{one.key}",
        user_id=row.user_id,
        address=row.address,
        language=row.language,
        subject=subject,
        text=with_footer(text, url, row.language),
        headers=stop_headers(url),
        spares_night=True,
    )


def with_footer(text: str, url: str, language: str) -> str:
    """Return the text with the lines that no administrator can leave out: how to stop."""
    with translation.override(language):
        return render_to_string("courses/mails/reminder.txt", {"text": text, "stop_url": url})


def reminders_request(*, kind: ReminderKind, enrolments: Mapping[str, int]) -> None:
    """Ask for reminders about events elsewhere; the next plan writes them. Idempotent by key.

    `enrolments` maps each event's key to the enrolment that it is about. For apps above courses, in
    the transaction of the events: certificates that were issued, with `ReminderKind.CERTIFICATE`.
    One query for 500 of them.
    """
    ReminderRequest.objects.bulk_create(
        [
            ReminderRequest(key=f"{kind}:{key}", enrolment_id=enrolment_id, kind=kind)
            for key, enrolment_id in enrolments.items()
        ],
        ignore_conflicts=True,
        batch_size=CHUNK,
    )


def opt_outs_get(user: User) -> set[str]:
    """Return the kinds that a person does not want. One query."""
    return set(ReminderOptOut.objects.filter(user=user).values_list("kind", flat=True))


@transaction.atomic
def opt_outs_set(*, user: User, unwanted: Iterable[str]) -> None:
    """Make these the kinds that a person does not want, by the person. Idempotent."""
    kinds = set(unwanted)
    ReminderOptOut.objects.filter(user=user).exclude(kind__in=kinds).delete()
    ReminderOptOut.objects.bulk_create(
        [ReminderOptOut(user=user, kind=kind) for kind in ReminderKind if kind in kinds],
        ignore_conflicts=True,
    )


def reminder_stop(*, user: User, kind: ReminderKind) -> None:
    """Stop one kind of reminder for a person. Idempotent."""
    ReminderOptOut.objects.get_or_create(user=user, kind=kind)


def reminder_allow(*, user: User, kind: ReminderKind) -> None:
    """Take the refusal of one kind back. Idempotent."""
    ReminderOptOut.objects.filter(user=user, kind=kind).delete()


def reminders_of(enrolment: Enrolment) -> list[ReminderLog]:
    """Return the reminders written about an enrolment, latest first."""
    return list(ReminderLog.objects.filter(enrolment=enrolment))
