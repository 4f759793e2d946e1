"""Who would get which reminder today, and why. Reads only; a constant number of queries a chunk."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from courses.catalogue.models import Unit
from courses.enrolment.due import due_days_get
from courses.enrolment.models import Cohort
from courses.progress.models import UnitCompletion
from courses.progress.reminders.candidates import Candidate, candidates_read, requests_pending
from courses.progress.reminders.defaults import Rule
from courses.progress.reminders.enums import Blocked, ReminderKind
from courses.progress.reminders.models import ReminderLog, ReminderOptOut
from courses.progress.reminders.rules import Rules, rules_get

CHUNK = 1000
ORDER = {kind: place for place, kind in enumerate(ReminderKind)}


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One reminder that is due; `blocked` says why it is not written after all (empty: it is)."""

    candidate: Candidate
    kind: ReminderKind
    key: str
    facts: dict[str, Any]
    unit_title: str = ""
    blocked: str = ""


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What a chunk's decisions rest on."""

    today: dt.date
    rules: Rules
    cohorts: dict[int, Cohort]
    due: dict[int, dict[int, dt.date]]
    done: set[tuple[int, int]]
    requests: dict[int, list[tuple[str, str]]]
    written: dict[tuple[int, str], list[dt.date]]
    keys: set[str]
    had_today: set[int]
    opted_out: set[tuple[int, str]] = field(default_factory=set)

    def rule(self, kind: str, row: Candidate) -> Rule:
        return self.rules.get(kind, course_id=row.course_id, cohort_id=row.placed_in)


def reminders_plan(*, now: dt.datetime, chunk: int = CHUNK) -> Iterator[list[Planned]]:
    """Yield, chunk by chunk, the reminders due at `now`; at most one that is not blocked a person.

    Two queries, then eight a chunk. The quiet hours are not looked at here: see `reminders_run`.
    """
    rules = rules_get()
    cohorts = Cohort.objects.in_bulk()
    for rows in candidates_read(now=now, rules=rules, chunk=chunk):
        known = _known_get(rows, now=now, rules=rules, cohorts=cohorts)
        yield _titled(_chosen(rows, known))


def _known_get(
    rows: list[Candidate], *, now: dt.datetime, rules: Rules, cohorts: dict[int, Cohort]
) -> _Known:
    today = timezone.localtime(now).date()
    people = {"user_id__gte": rows[0].user_id, "user_id__lte": rows[-1].user_id}
    written: dict[tuple[int, str], list[dt.date]] = {}
    keys, had_today = set(), set()
    logs = ReminderLog.objects.filter(**people)
    for user_id, enrolment_id, kind, key, day in logs.values_list(
        "user_id", "enrolment_id", "kind", "key", "day"
    ):
        written.setdefault((enrolment_id, kind), []).append(day)
        keys.add(key)
        if day == today:
            had_today.add(user_id)
    requests: dict[int, list[tuple[str, str]]] = {}
    asked = requests_pending(now).filter(
        enrolment__user_id__gte=rows[0].user_id, enrolment__user_id__lte=rows[-1].user_id
    )
    for enrolment_id, kind, key in asked.order_by("pk").values_list("enrolment_id", "kind", "key"):
        requests.setdefault(enrolment_id, []).append((kind, key))
    due = due_days_get(row for row in rows if row.is_active)
    dated = [pk for pk, days in due.items() if days]
    done = UnitCompletion.objects.filter(enrolment_id__in=dated)
    return _Known(
        today=today,
        rules=rules,
        cohorts=cohorts,
        due=due,
        done=set(done.values_list("enrolment_id", "unit_id")),
        requests=requests,
        written=written,
        keys=keys,
        had_today=had_today,
        opted_out=set(ReminderOptOut.objects.filter(**people).values_list("user_id", "kind")),
    )


def _chosen(rows: list[Candidate], known: _Known) -> list[Planned]:
    """For each person the most useful reason that may be written; if none may, the first."""
    by_person: dict[int, list[Planned]] = {}
    for row in rows:
        found = by_person.setdefault(row.user_id, [])
        for reason in _reasons(row, known):
            if reason is not None and reason.key not in known.keys:
                found.append(reason)
    planned = []
    for found in by_person.values():
        found.sort(key=lambda one: (ORDER[one.kind], one.key))
        blocked = [(_blocked(one, known), one) for one in found]
        free = next((one for why, one in blocked if not why), None)
        if free is not None:
            planned.append(free)
        elif blocked:
            why, one = blocked[0]
            planned.append(
                Planned(
                    candidate=one.candidate,
                    kind=one.kind,
                    key=one.key,
                    facts=one.facts,
                    blocked=why,
                )
            )
    return planned


def _blocked(one: Planned, known: _Known) -> str:
    if (one.candidate.user_id, one.kind) in known.opted_out:
        return Blocked.OPTED_OUT
    if not one.candidate.address:
        return Blocked.NO_ADDRESS
    return Blocked.TODAY if one.candidate.user_id in known.had_today else ""


def _reasons(row: Candidate, known: _Known) -> Iterator[Planned | None]:
    for kind, key in known.requests.get(row.pk, []):
        if known.rule(kind, row).is_active:
            yield Planned(candidate=row, kind=ReminderKind(kind), key=key, facts={})
    cohort = known.cohorts.get(row.placed_in or 0)
    if not row.is_active or (cohort is not None and cohort.is_archived):
        return
    yield _deadline(row, known)
    ends_on = cohort.ends_on if cohort is not None else None
    if ends_on and max(ends_on, row.access_until or ends_on) < known.today:
        return
    yield _not_started(row, known, cohort) if row.started_at is None else _inactive(row, known)


def _deadline(row: Candidate, known: _Known) -> Planned | None:
    rule = known.rule(ReminderKind.DEADLINE, row)
    last = known.today + dt.timedelta(days=rule.days)
    near = [
        (day, unit_id)
        for unit_id, day in known.due.get(row.pk, {}).items()
        if known.today <= day <= last and (row.pk, unit_id) not in known.done
    ]
    if not near or not rule.is_active:
        return None
    # The first unit of the nearest day stands for the others of that day: one mail a deadline.
    day, unit_id = min(near, key=lambda pair: pair[0])
    return Planned(
        candidate=row,
        kind=ReminderKind.DEADLINE,
        key=f"{ReminderKind.DEADLINE}:{row.pk}:{day.isoformat()}",
        facts={"day": day.isoformat(), "unit": unit_id},
    )


def _not_started(row: Candidate, known: _Known, cohort: Cohort | None) -> Planned | None:
    begun = timezone.localtime(max(row.enrolled_at, row.opens_at or row.enrolled_at)).date()
    if cohort is not None and cohort.starts_on:
        begun = max(begun, cohort.starts_on)
    return _silence(row, known, ReminderKind.NOT_STARTED, begun)


def _inactive(row: Candidate, known: _Known) -> Planned | None:
    if row.last_activity_at is None:
        return None
    last = timezone.localtime(row.last_activity_at).date()
    return _silence(row, known, ReminderKind.INACTIVE, last)


def _silence(row: Candidate, known: _Known, kind: ReminderKind, since: dt.date) -> Planned | None:
    """A reminder about days without anything since `since`, repeated as its rule says."""
    rule = known.rule(kind, row)
    days = (known.today - since).days
    before = [day for day in known.written.get((row.pk, kind), []) if day >= since]
    if not rule.is_active or days < rule.days or len(before) >= rule.max_times:
        return None
    if before and (known.today - max(before)).days < rule.repeat_days:
        return None
    number = len(before) + 1
    return Planned(
        candidate=row,
        kind=kind,
        key=f"{kind}:{row.pk}:{since.isoformat()}:{number}",
        facts={"days": days, "time": number, "of": rule.max_times},
    )


def _titled(planned: list[Planned]) -> list[Planned]:
    """Add the unit's title in the person's language to the deadlines. One query."""
    wanted = {one.facts["unit"] for one in planned if "unit" in one.facts}
    titles = {
        pk: {"fr": title_fr or title_ar, "ar": title_ar or title_fr}
        for pk, title_fr, title_ar in Unit.objects.filter(pk__in=wanted).values_list(
            "pk", "title_fr", "title_ar"
        )
    }
    return [
        one
        if "unit" not in one.facts
        else Planned(
            candidate=one.candidate,
            kind=one.kind,
            key=one.key,
            facts=one.facts,
            unit_title=titles[one.facts["unit"]].get(one.candidate.language, ""),
            blocked=one.blocked,
        )
        for one in planned
    ]
