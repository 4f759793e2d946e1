"""What changes memberships. At most one counts on any day; for staff, every change is audited."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.memberships.exceptions import MembershipDatesError, MembershipOverlapError
from accounts.models import Membership, Organisation, User
from core.audit import audit_write

FIELDS = ("organisation", "organisation_other", "region", "city", "position")
DAY = dt.timedelta(days=1)


@dataclass(kw_only=True)
class Change:
    """What a move from a day on does to one person's rows, worked out before it is written."""

    before: Membership | None = None
    corrected: Membership | None = None
    closed: Membership | None = None
    created: Membership | None = None

    @property
    def after(self) -> Membership:
        """The row that counts from that day on."""
        row = self.created or self.corrected or self.before
        if row is None:
            raise ValueError("a change without any row")
        return row

    @property
    def is_nothing(self) -> bool:
        """The person is there already."""
        return self.corrected is None and self.created is None


def change_plan(
    *, user: User, rows: Iterable[Membership], day: dt.date, values: dict[str, Any]
) -> Change:
    """Return what it takes that the person belongs there from `day` on, until what comes later.

    The row of the day is closed the day before; one that began on this very day is corrected:
    nobody worked at a place for no day. A later row stays as it is.
    """
    ordered = sorted(rows, key=lambda row: row.starts_on)
    covering = next((row for row in ordered if _covers(row, day)), None)
    later = next((row for row in ordered if row.starts_on > day), None)
    if covering is None:
        ends_on = later.starts_on - DAY if later else None
        return Change(created=Membership(user=user, starts_on=day, ends_on=ends_on, **values))
    if all(getattr(covering, name) == value for name, value in values.items()):
        return Change(before=covering)
    change = Change(before=_copy(covering))
    if covering.starts_on == day:
        for name, value in values.items():
            setattr(covering, name, value)
        change.corrected = covering
        return change
    change.created = Membership(user=user, starts_on=day, ends_on=covering.ends_on, **values)
    covering.ends_on = day - DAY
    change.closed = covering
    return change


def _covers(row: Membership, day: dt.date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)


def _copy(row: Membership) -> Membership:
    stated = {name: getattr(row, name) for name in (*FIELDS, "starts_on", "ends_on")}
    return Membership(user_id=row.user_id, **stated)


def _followed(organisation: Organisation | None) -> Organisation | None:
    """Return the institution as it is now; the one that was kept if it was merged meanwhile."""
    if organisation is None:
        return None
    row = Organisation.objects.select_related("merged_into").get(pk=organisation.pk)
    return row.merged_into or row


def _values(data: dict[str, Any]) -> dict[str, Any]:
    """Institution and place; the institution's own region and city where none are said."""
    organisation = _followed(data.get("organisation"))
    other = "" if organisation else data.get("organisation_other", "")
    found: dict[str, Any] = {"organisation": organisation, "organisation_other": other}
    for name in ("region", "city"):
        found[name] = data.get(name) or (getattr(organisation, name) if organisation else "")
    if "position" in data:
        found["position"] = data["position"]
    return found


def _write(changes: Iterable[Change]) -> None:
    """Write closings first: at no moment do two rows overlap."""
    listed = list(changes)
    closed = [change.closed for change in listed if change.closed]
    corrected = [change.corrected for change in listed if change.corrected]
    Membership.objects.bulk_update(closed, ["ends_on"])
    Membership.objects.bulk_update(corrected, list(FIELDS))
    Membership.objects.bulk_create([change.created for change in listed if change.created])


def _lock(people: Iterable[int]) -> list[User]:
    """Lock the people whose rows change, in a fixed order."""
    rows = User.objects.select_for_update(of=("self",)).filter(pk__in=list(people))
    return list(rows.order_by("pk"))


@transaction.atomic
def membership_move(
    *,
    user: User,
    organisation: Organisation | None,
    organisation_other: str = "",
    region: str = "",
    city: str = "",
    starts_on: dt.date | None = None,
) -> Membership:
    """Note that the person belongs here from today (or another day) on; history is not rewritten.

    Nothing happens when nothing changed. Not audited: the person's own doing, or an import's.
    """
    _lock([user.pk])
    organisation = _followed(organisation)
    change = change_plan(
        user=user,
        rows=Membership.objects.filter(user=user).select_related("organisation"),
        day=starts_on or timezone.localdate(),
        values={
            "organisation": organisation,
            "organisation_other": "" if organisation else organisation_other,
            "region": region,
            "city": city,
        },
    )
    _write([change])
    return change.after


@dataclass(kw_only=True)
class MoveLine:
    """One person of a move of many: where from, and whether anything changes."""

    user: User
    before: Membership | None
    is_nothing: bool
    is_correction: bool


@dataclass(kw_only=True)
class MoveResult:
    """What a move of many does, or did."""

    lines: list[MoveLine] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """How many people move."""
        return sum(not line.is_nothing for line in self.lines)


@transaction.atomic
def memberships_move(
    *,
    people: Iterable[User],
    organisation: Organisation,
    starts_on: dt.date,
    by: User,
    reason: str = "",
    is_dry: bool = False,
) -> MoveResult:
    """Move people to an institution from a day on, all or none; `is_dry` only says what would be.

    A constant number of queries besides one line of the audit trail for each who moves. Positions
    are not carried over: they belonged to the former post.
    """
    values = _values({"organisation": organisation, "position": ""})
    target: Organisation = values["organisation"]
    locked = _lock(row.pk for row in people)
    rows: dict[int, list[Membership]] = {}
    for row in Membership.objects.filter(user__in=locked).select_related("organisation"):
        rows.setdefault(row.user_id, []).append(row)
    result, planned = MoveResult(), []
    for user in locked:
        own = rows.get(user.pk, [])
        covering = next((row for row in own if _covers(row, starts_on)), None)
        if covering is not None and covering.organisation_id == target.pk:
            # There already: the post held there is left as it is.
            change = Change(before=covering)
        else:
            change = change_plan(user=user, rows=own, day=starts_on, values=values)
        planned.append((user, change))
        result.lines.append(
            MoveLine(
                user=user,
                before=change.before,
                is_nothing=change.is_nothing,
                is_correction=change.corrected is not None,
            )
        )
    if is_dry:
        return result
    _write(change for _user, change in planned)
    for user, change in planned:
        if not change.is_nothing:
            _audit(user, by, before=change.before, after=change.after, reason=reason)
    return result


@transaction.atomic
def membership_add(*, user: User, data: dict[str, Any], by: User, reason: str = "") -> Membership:
    """Add a dated membership. An open one is not closed by it: use a move.

    Raises MembershipDatesError, MembershipOverlapError.
    """
    _lock([user.pk])
    row = Membership(user=user, starts_on=data["starts_on"], ends_on=data.get("ends_on"))
    return _save(row, data, by=by, reason=reason, before=None)


@transaction.atomic
def membership_correct(
    *, membership: Membership, data: dict[str, Any], by: User, reason: str
) -> Membership:
    """Rewrite what is wrong in a row; what it said before stays in the audit trail.

    Raises MembershipDatesError, MembershipOverlapError.
    """
    _lock([membership.user_id])
    row = Membership.objects.select_related("organisation", "user").get(pk=membership.pk)
    before = _copy(row)
    row.starts_on, row.ends_on = data["starts_on"], data.get("ends_on")
    return _save(row, data, by=by, reason=reason, before=before)


@transaction.atomic
def membership_close(
    *, membership: Membership, ends_on: dt.date, by: User, reason: str = ""
) -> Membership:
    """The person left on this day and belongs nowhere for now. Raises MembershipDatesError."""
    row = Membership.objects.select_related("organisation", "user").get(pk=membership.pk)
    data = {name: getattr(row, name) for name in FIELDS}
    return membership_correct(
        membership=row,
        data={**data, "starts_on": row.starts_on, "ends_on": ends_on},
        by=by,
        reason=reason,
    )


def _save(
    row: Membership, data: dict[str, Any], *, by: User, reason: str, before: Membership | None
) -> Membership:
    for name, value in _values({"position": "", **data}).items():
        setattr(row, name, value)
    if row.ends_on is not None and row.ends_on < row.starts_on:
        raise MembershipDatesError
    others = Membership.objects.filter(user=row.user_id).exclude(pk=row.pk)
    if any(_overlap(row, other) for other in others):
        raise MembershipOverlapError
    row.save()
    if before is None or membership_stated(before) != membership_stated(row):
        _audit(row.user, by, before=before, after=row, reason=reason)
    return row


def _overlap(row: Membership, other: Membership) -> bool:
    starts_before_end = row.ends_on is None or other.starts_on <= row.ends_on
    return starts_before_end and (other.ends_on is None or other.ends_on >= row.starts_on)


def membership_stated(row: Membership) -> dict[str, str]:
    """Return what a row says, in texts, for the audit trail."""
    return {
        "institution": row.organisation.code if row.organisation else row.organisation_other,
        "region": row.region,
        "city": row.city,
        "position": row.position,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else "",
    }


def _audit(
    user: User, by: User, *, before: Membership | None, after: Membership, reason: str
) -> None:
    audit_write(
        action="accounts.membership",
        instance=user,
        by=by,
        person=user,
        before=membership_stated(before) if before else None,
        after=membership_stated(after),
        reason=reason,
    )
