"""Reads about progress: what is done, what is open, where to continue."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from courses.catalogue.kinds import kinds_all
from courses.catalogue.selectors import Outline, OutlineUnit
from courses.enrolment.models import Enrolment
from courses.progress.models import UnitCompletion
from courses.workshops.selectors import minutes_by_unit

DONE, CURRENT, LOCKED, TO_DO = "done", "current", "locked", "todo"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One learner in one outline. Built from one query (the completed units)."""

    outline: Outline
    done_ids: frozenset[int]
    is_sequential: bool

    @cached_property
    def open_ids(self) -> frozenset[int]:
        """Units that may be opened: all, or in order those with every required unit before done."""
        if not self.is_sequential:
            return frozenset(unit.id for unit in self.outline.units)
        opened = set()
        blocked = False
        for unit in self.outline.units:
            if not blocked or unit.id in self.done_ids:
                opened.add(unit.id)
            if unit.is_required and unit.id not in self.done_ids:
                blocked = True
        return frozenset(opened)

    @cached_property
    def next_unit(self) -> OutlineUnit | None:
        """The first unit open and not done; required ones come before optional ones left."""
        todo = [
            u for u in self.outline.units if u.id not in self.done_ids and u.id in self.open_ids
        ]
        required = [unit for unit in todo if unit.is_required]
        if not required:
            return None
        return todo[0] if not todo[0].is_required and not self.done_ids else required[0]

    @cached_property
    def required_done(self) -> int:
        """Required units of today's outline that are completed."""
        return sum(1 for u in self.outline.units if u.is_required and u.id in self.done_ids)

    @cached_property
    def percent(self) -> int:
        """Whole percentage of required units completed; 100 only when all are."""
        total = sum(1 for unit in self.outline.units if unit.is_required)
        return self.required_done * 100 // total if total else 0

    @cached_property
    def minutes_done(self) -> int:
        """Nominal minutes of the completed units."""
        return sum(unit.minutes for unit in self.outline.units if unit.id in self.done_ids)

    def is_done(self, unit: OutlineUnit) -> bool:
        """Whether the unit is completed."""
        return unit.id in self.done_ids

    def is_open(self, unit: OutlineUnit) -> bool:
        """Whether the unit may be opened now."""
        return unit.id in self.open_ids

    def state(self, unit: OutlineUnit, current_id: int | None = None) -> str:
        """The outline's word for the unit: done, current, locked or todo."""
        current = current_id or (self.next_unit.id if self.next_unit else None)
        if unit.id in self.done_ids and current_id != unit.id:
            return DONE
        if unit.id == current:
            return CURRENT
        return TO_DO if unit.id in self.open_ids else LOCKED


def progress_get(*, outline: Outline, enrolment: Enrolment | None, is_sequential: bool) -> Progress:
    """Return the learner's progress; one query, none without an enrolment."""
    done: frozenset[int] = frozenset()
    if enrolment is not None:
        rows = UnitCompletion.objects.filter(enrolment_id=enrolment.pk)
        done = frozenset(rows.values_list("unit_id", flat=True))
    return Progress(outline=outline, done_ids=done, is_sequential=is_sequential)


def percent_done(enrolment: Enrolment) -> int:
    """Whole percentage from the counters on the row (lists and reports); 100 when completed."""
    if enrolment.is_completed:
        return 100
    total = enrolment.course.required_units
    return min(enrolment.required_done * 100 // total, 99) if total else 0


def resume_unit(*, progress: Progress, enrolment: Enrolment) -> OutlineUnit | None:
    """Where *Continue* leads: the unit last open if it is not done, else the next one."""
    last = progress.outline.by_id.get(enrolment.last_unit_id or 0)
    if last is not None and progress.is_open(last) and not progress.is_done(last):
        return last
    return (
        progress.next_unit
        or last
        or (progress.outline.units[0] if progress.outline.units else None)
    )


def minutes_attended_of(
    enrolment_ids: Collection[int], since: dt.datetime | None = None
) -> dict[int, int]:
    """Return the minutes that people were there in person, per enrolment. Two queries.

    From the signed sessions, for each unit the best one, never more than its nominal minutes. A
    unit that was completed without any session (recorded before sessions were kept, or by staff)
    counts its nominal minutes. `since` counts only sessions held and units completed later.
    """
    attended = minutes_by_unit(enrolment_ids, since)
    in_person = [kind.code for kind in kinds_all() if kind.is_in_person]
    others = UnitCompletion.objects.filter(
        enrolment_id__in=enrolment_ids, unit__is_active=True, unit__kind__in=in_person
    )
    if since is not None:
        others = others.filter(completed_at__gte=since)
    best = dict(attended)
    for enrolment_id, unit_id, minutes in others.values_list(
        "enrolment_id", "unit_id", "unit__minutes"
    ):
        best.setdefault((enrolment_id, unit_id), minutes)
    totals: dict[int, int] = {}
    for (enrolment_id, _unit_id), minutes in best.items():
        totals[enrolment_id] = totals.get(enrolment_id, 0) + minutes
    return totals


def minutes_attended(enrolment: Enrolment) -> int:
    """Return the minutes of one enrolment; see `minutes_attended_of`."""
    return minutes_attended_of([enrolment.pk]).get(enrolment.pk, 0)
