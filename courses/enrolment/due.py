"""Due dates: which, for whom, until when. A date ends at the end of its day in Morocco."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.audit import audit_write
from courses.catalogue.models import Unit
from courses.enrolment.enums import DueBasis
from courses.enrolment.exceptions import DueDateRefusedError
from courses.enrolment.models import Cohort, DueDate, DueExtension, Enrolment
from courses.enrolment.placement import with_placement

LAST_MINUTE = dt.time(23, 59)


@dataclass(frozen=True, kw_only=True)
class DueRule:
    """What was set for one unit of a cohort."""

    unit_id: int
    basis: str
    day: dt.date | None = None
    days: int | None = None


def due_moment(day: dt.date) -> dt.datetime:
    """Return the last minute of a day in Morocco: 22:59 UTC, during Ramadan 23:59 UTC."""
    return dt.datetime.combine(day, LAST_MINUTE, tzinfo=timezone.get_default_timezone())


def due_day(
    rule: DueDate | DueRule, *, enrolled_at: dt.datetime, starts_on: dt.date | None
) -> dt.date:
    """Return the day that a rule means for somebody enrolled then.

    Days after the cohort's start count from the enrolment when the cohort has no first day.
    """
    if rule.basis == DueBasis.DATE and rule.day is not None:
        return rule.day
    enrolled_on = timezone.localtime(enrolled_at).date()
    start = starts_on if rule.basis == DueBasis.COHORT and starts_on else enrolled_on
    return start + dt.timedelta(days=rule.days or 0)


def due_days_get(rows: Iterable[Any]) -> dict[int, dict[int, dt.date]]:
    """Return for each enrolment {unit: day}, extensions included. Two queries, whatever the size.

    `rows` have `pk`, `course_id`, `enrolled_at` and `placed_in` (`with_placement`). Units that left
    the outline are not due.
    """
    placed = [row for row in rows if row.placed_in]
    by_cohort: dict[int, list[DueDate]] = {}
    rules = DueDate.objects.filter(
        cohort__in={row.placed_in for row in placed}, unit__is_active=True
    )
    for rule in rules.select_related("unit", "cohort"):
        by_cohort.setdefault(rule.cohort_id, []).append(rule)
    found: dict[int, dict[int, dt.date]] = {}
    for row in placed:
        found[row.pk] = {
            rule.unit_id: due_day(
                rule, enrolled_at=row.enrolled_at, starts_on=rule.cohort.starts_on
            )
            for rule in by_cohort.get(row.placed_in, [])
            if rule.unit.course_id == row.course_id
        }
    longer = DueExtension.objects.filter(
        enrolment__in=[row.pk for row in placed if found[row.pk]], unit__is_active=True
    )
    for enrolment_id, unit_id, day in longer.values_list("enrolment_id", "unit_id", "day"):
        if unit_id in found[enrolment_id]:
            found[enrolment_id][unit_id] = day
    return found


@transaction.atomic
def due_dates_set(*, cohort: Cohort, rules: Sequence[DueRule], by: User) -> int:
    """Make these the due dates of the cohort; return how many changed. Audited. Idempotent.

    Raises DueDateRefusedError for a unit of another course.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    courses = {cohort.course_id} if cohort.course_id else set()
    units = Unit.objects.filter(pk__in=[rule.unit_id for rule in rules]).select_related("course")
    known = {unit.pk: unit for unit in units}
    for rule in rules:
        unit = known.get(rule.unit_id)
        of_programme = unit and unit.course.programme_id == cohort.programme_id
        if unit is None or not (
            unit.course_id in courses or (cohort.programme_id and of_programme)
        ):
            raise DueDateRefusedError
    before = {
        row.unit_id: DueRule(unit_id=row.unit_id, basis=row.basis, day=row.day, days=row.days)
        for row in cohort.due_dates.all()
    }
    wanted = {rule.unit_id: rule for rule in rules}
    changed = {
        unit_id
        for unit_id in before.keys() | wanted.keys()
        if before.get(unit_id) != wanted.get(unit_id)
    }
    if not changed:
        return 0
    cohort.due_dates.filter(unit_id__in=changed).delete()
    DueDate.objects.bulk_create(
        [
            DueDate(
                cohort=cohort,
                unit_id=unit_id,
                basis=wanted[unit_id].basis,
                day=wanted[unit_id].day,
                days=wanted[unit_id].days,
            )
            for unit_id in sorted(changed & wanted.keys())
        ]
    )
    codes = dict(Unit.objects.filter(pk__in=changed).values_list("pk", "code"))
    audit_write(
        action="courses.due_dates",
        instance=cohort,
        by=by,
        before={codes[pk]: _stated(before[pk]) for pk in sorted(changed & before.keys())},
        after={codes[pk]: _stated(wanted[pk]) for pk in sorted(changed & wanted.keys())},
    )
    return len(changed)


def _stated(rule: DueRule) -> str:
    return rule.day.isoformat() if rule.day else f"{rule.basis} + {rule.days}"


@transaction.atomic
def due_extend(
    *, enrolment: Enrolment, unit: Unit, day: dt.date, reason: str, by: User
) -> DueExtension:
    """Give one person until `day` for one unit, with a reason. Audited.

    Raises DueDateRefusedError when the unit has no due date for the person or no reason is given.
    """
    locked = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    current = due_days_get([_placed(locked)]).get(locked.pk, {}).get(unit.pk)
    if current is None or not reason.strip():
        raise DueDateRefusedError
    extension, _created = DueExtension.objects.update_or_create(
        enrolment=locked,
        unit=unit,
        defaults={"day": day, "reason": reason.strip()[:300], "granted_by": by},
    )
    audit_write(
        action="courses.due_extension",
        instance=locked,
        by=by,
        person=locked.user,
        before=current.isoformat(),
        after=day.isoformat(),
        reason=reason.strip(),
        unit=unit.code,
    )
    return extension


def _placed(enrolment: Enrolment) -> Any:
    return with_placement(Enrolment.objects.filter(pk=enrolment.pk)).get()
