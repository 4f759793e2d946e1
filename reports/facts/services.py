"""Filling the table of facts: whole, or for the people to whom something happened."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from reports.enums import IndicatorCode
from reports.facts.changes import Changes, changes_since
from reports.facts.sources import COLUMNS, OF_PEOPLE, reached
from reports.models import Fact, FactState

# What is being written while the clock is read may be stamped a little earlier than it is seen.
OVERLAP = dt.timedelta(minutes=2)
# More people than these are refreshed by filling the whole table, which is then quicker.
PEOPLE_MAX = 2000


def _insert(rows: QuerySet[Any]) -> None:
    """Copy what the queryset selects into the table; the database does it alone."""
    select, params = rows.query.get_compiler(connection=connection).as_sql()
    table, quote = Fact._meta.db_table, connection.ops.quote_name  # noqa: SLF001
    columns = ", ".join(quote(name) for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(table)} ({columns}) {select}", params)


@transaction.atomic
def facts_rebuild() -> int:
    """Fill the whole table anew; return how many facts there are. Idempotent; readers never see
    it half filled.
    """
    now = timezone.now()
    _lock(now)
    Fact.objects.all().delete()
    for source in (*OF_PEOPLE, reached):
        _insert(source())
    FactState.objects.update(built_at=now, seen_until=now)
    return Fact.objects.count()


@transaction.atomic
def facts_refresh(*, people: Collection[int]) -> None:
    """Make anew the facts of these people, and of the accounts merged into them. Idempotent."""
    _lock(timezone.now())
    _refresh(people)


def _refresh(people: Collection[int]) -> None:
    if not people:
        return
    into = User.objects.filter(pk__in=people, merged_into__isnull=False).values("merged_into")
    whole = set(people) | set(into.values_list("merged_into", flat=True))
    Fact.objects.filter(person__in=whole).delete()
    for source in OF_PEOPLE:
        _insert(source().filter(Q(user__in=whole) | Q(user__merged_into__in=whole)))


def _reached_refresh() -> None:
    Fact.objects.filter(indicator=IndicatorCode.REACHED).delete()
    _insert(reached())


def facts_catch_up(*, now: dt.datetime | None = None, max_age: int | None = None) -> FactState:
    """Bring the facts up to date, unless they were within `max_age` seconds; return their state.

    The first call fills the table. Later ones refresh the people to whom something happened since;
    when what happened concerns everybody (an institution merged), the whole table is filled.
    """
    now = now or timezone.now()
    state = FactState.objects.first()
    age = settings.LMS_REPORTS_MAX_AGE if max_age is None else max_age
    if state is not None and (now - state.seen_until).total_seconds() < age:
        return state
    if state is None:
        facts_rebuild()
        return FactState.objects.get()
    with transaction.atomic():
        locked = _lock(now)
        changes = changes_since(locked.seen_until - OVERLAP)
        if changes.is_everything or len(changes.people) > PEOPLE_MAX:
            facts_rebuild()
        else:
            _apply(changes)
            FactState.objects.filter(pk=locked.pk).update(seen_until=now)
    return FactState.objects.get()


def _apply(changes: Changes) -> None:
    _refresh(changes.people)
    if changes.has_workshops:
        _reached_refresh()


def _lock(now: dt.datetime) -> FactState:
    """Return the state, locked: one writer at a time."""
    FactState.objects.get_or_create(pk=1, defaults={"built_at": now, "seen_until": now})
    return FactState.objects.select_for_update().get(pk=1)
