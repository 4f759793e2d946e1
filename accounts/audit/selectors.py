"""Reading the audit trail."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from accounts.models import User
from accounts.selectors import named_q
from core.audit import AuditGroup, audit_groups, audit_words

# Entries of Wagtail itself are about the kind of thing that they stand at.
PEOPLE_APPS = ("accounts", "account", "auth")
CHUNK = 500
# A search by name that finds more people than that is no search by name.
PEOPLE_MAX = 300


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry in words."""

    at: dt.datetime
    actor: str
    group: str
    act: str
    sentence: str
    person: str
    about: str
    kind: str
    before: str
    after: str
    reason: str


def may_read(user: User) -> bool:
    """Return whether the person may read the trail: administrators."""
    return bool(user.has_perm("accounts.change_user"))


def entries_visible(user: User) -> QuerySet[ModelLogEntry]:
    """Return the entries that the person may read, latest first; none for most."""
    if not may_read(user):
        return ModelLogEntry.objects.none()
    rows = ModelLogEntry.objects.select_related("user", "content_type")
    return rows.order_by("-timestamp", "-pk")


def entries_filter(
    rows: QuerySet[ModelLogEntry], filters: dict[str, Any]
) -> QuerySet[ModelLogEntry]:
    """Narrow by `person`, `actor` (names), `uuid` (a person), `group`, `about`, `since`, `until`.

    Days are days in Morocco, both included.
    """
    if filters.get("uuid"):
        rows = rows.filter(_about_people(User.objects.filter(uuid=filters["uuid"])))
    if filters.get("person"):
        words = filters["person"].split()
        rows = rows.filter(_about_people(_named(words)) | _labelled(words))
    if filters.get("actor"):
        rows = rows.filter(user__in=_named(filters["actor"].split()).values("pk"))
    if filters.get("group"):
        rows = rows.filter(_in_group(AuditGroup(filters["group"])))
    for word in (filters.get("about") or "").split():
        rows = rows.filter(label__icontains=word)
    if filters.get("since"):
        rows = rows.filter(timestamp__gte=_midnight(filters["since"]))
    if filters.get("until"):
        rows = rows.filter(timestamp__lt=_midnight(filters["until"] + dt.timedelta(days=1)))
    return rows


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _named(words: Iterable[str]) -> QuerySet[User]:
    rows = User.objects.all()
    for word in words:
        exact = Q(username__iexact=word) | Q(email__iexact=word)
        rows = rows.filter(exact | named_q(word, also=()))
    return rows


def _about_people(people: QuerySet[User]) -> Q:
    """Entries about these people, and about accounts that were merged into theirs."""
    found = list(people.values_list("pk", flat=True)[:PEOPLE_MAX])
    rows = User.objects.filter(Q(pk__in=found) | Q(merged_into__in=found))
    ids = {str(pk): str(uuid) for pk, uuid in rows.values_list("pk", "uuid")}
    account = Q(content_type__app_label="accounts", content_type__model="user", object_id__in=ids)
    return Q(data__person__in=list(ids.values())) | account


def _labelled(words: list[str]) -> Q:
    """Entries about somebody who has no account any more: their name stands in the entry."""
    condition = Q(data__has_key="person")
    for word in words:
        condition &= Q(label__icontains=word)
    return condition


def _in_group(group: AuditGroup) -> Q:
    condition = Q(action__in=[name for name, of in audit_groups().items() if of == group])
    wagtails = Q(action__startswith="wagtail")
    people = Q(content_type__app_label__in=PEOPLE_APPS)
    if group == AuditGroup.PEOPLE:
        condition |= wagtails & people
    if group == AuditGroup.CONTENT:
        condition |= wagtails & ~people
    return condition


def lines_read(entries: Iterable[ModelLogEntry]) -> Iterator[Line]:
    """Yield the entries in words of the active language; one query for the names of 500."""
    stream = iter(entries)
    while chunk := list(islice(stream, CHUNK)):
        wanted = {entry.data.get("person") for entry in chunk} - {None}
        people = {str(user.uuid): user for user in User.objects.filter(uuid__in=wanted)}
        for entry in chunk:
            yield _line(entry, people)


def _line(entry: ModelLogEntry, people: dict[str, User]) -> Line:
    data = entry.data
    person = people.get(data.get("person", ""))
    formatter = registry.get_formatter(entry)
    return Line(
        at=entry.timestamp,
        actor=str(entry.user_display_name),
        group=str(_group_of(entry).label),
        act=str(formatter.label) if formatter else entry.action,
        sentence=str(formatter.format_message(entry)) if formatter else entry.action,
        # The name of the day stands in the entry; the account may have another one by now.
        person=str(person) if person else (entry.label if "person" in data else ""),
        about=entry.label,
        kind=_kind(entry),
        before=audit_words(data.get("from")),
        after=audit_words(data.get("to")),
        reason=str(data.get("reason", "")),
    )


def _group_of(entry: ModelLogEntry) -> AuditGroup:
    known = audit_groups().get(entry.action)
    if known is not None:
        return known
    is_people = entry.content_type is not None and entry.content_type.app_label in PEOPLE_APPS
    return AuditGroup.PEOPLE if is_people else AuditGroup.CONTENT


def _kind(entry: ModelLogEntry) -> str:
    model = entry.content_type.model_class() if entry.content_type else None
    return str(model._meta.verbose_name) if model else ""  # noqa: SLF001 (Django's own name)
