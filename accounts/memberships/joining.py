"""The periods of two accounts of one person, put together: on every day one of them counts."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.models import Membership, User

DAY = dt.timedelta(days=1)
FOREVER = dt.date.max


@dataclass(frozen=True, kw_only=True)
class Span:
    """Days from one to another, both included."""

    start: dt.date
    end: dt.date


def span_of(row: Membership) -> Span:
    """Return the days of a row."""
    return Span(start=row.starts_on, end=row.ends_on or FOREVER)


def spans_left(span: Span, taken: Iterable[Span]) -> list[Span]:
    """Return the parts of `span` that none of the `taken` covers."""
    left, start = [], span.start
    for other in sorted(taken, key=lambda one: one.start):
        if other.end < start or other.start > span.end:
            continue
        if other.start > start:
            left.append(Span(start=start, end=other.start - DAY))
        if other.end >= span.end:
            return left
        start = other.end + DAY
    return [*left, Span(start=start, end=span.end)]


def memberships_join(
    *, wins: User, yields: User, kept: User, put_aside: Callable[[Membership], None]
) -> int:
    """Give `kept` the periods of both accounts, in the caller's transaction; return how many moved.

    Where two periods meet, those of `wins` count: those of `yields` keep the other days, and a row
    without any day left goes to `put_aside`. Two that follow each other at one place become one.
    """
    rows = Membership.objects.select_for_update(of=("self",)).order_by("starts_on", "pk")
    winners = list(rows.filter(user=wins))
    added: list[Membership] = []
    for row in rows.filter(user=yields):
        parts = spans_left(span_of(row), [span_of(one) for one in winners])
        apart = [part for part in parts if not _absorbed(row, part, winners)]
        if not apart:
            put_aside(row)
            continue
        first, *others = apart
        added += [_part(row, part, kept) for part in others]
        _dates_set(row, first)
        row.save(update_fields=["starts_on", "ends_on"])
    Membership.objects.bulk_update(winners, ["starts_on", "ends_on"])
    moved = Membership.objects.filter(user__in=[wins, yields]).exclude(user=kept).update(user=kept)
    Membership.objects.bulk_create(added)
    return moved


def _absorbed(row: Membership, part: Span, winners: list[Membership]) -> bool:
    """Lengthen the period of the same place that the part adjoins; False where there is none."""
    for one in winners:
        if _place(one) != _place(row):
            continue
        if part.end != FOREVER and part.end + DAY == one.starts_on:
            one.starts_on = part.start
            return True
        if one.ends_on is not None and one.ends_on + DAY == part.start:
            _dates_set(one, Span(start=one.starts_on, end=part.end))
            return True
    return False


def _place(row: Membership) -> tuple[int | None, str, str, str]:
    return (row.organisation_id, row.organisation_other, row.region, row.city)


def _dates_set(row: Membership, span: Span) -> None:
    row.starts_on = span.start
    row.ends_on = None if span.end == FOREVER else span.end


def _part(row: Membership, span: Span, user: User) -> Membership:
    """A further part of a row that another period divides."""
    part = Membership(
        user=user,
        organisation_id=row.organisation_id,
        organisation_other=row.organisation_other,
        region=row.region,
        city=row.city,
        position=row.position,
    )
    _dates_set(part, span)
    return part
