"""What a learner sees of their cohort: dates, what is due next, announcements."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from courses.catalogue.models import Course, Unit
from courses.enrolment.announcements import announcements_shown
from courses.enrolment.due import due_days_get
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models import AnnouncementRecipient, Cohort, Enrolment
from courses.enrolment.placement import with_placement
from courses.progress.models import UnitCompletion


@dataclass(frozen=True, kw_only=True)
class Due:
    """A date that is still ahead of the learner, or behind."""

    enrolment: Enrolment
    unit: Unit
    day: dt.date

    @property
    def is_late(self) -> bool:
        """Whether the day has passed."""
        return self.day < timezone.localdate()


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """Cohorts, dates and announcements of one learner."""

    cohorts: list[Cohort]
    dues: list[Due]
    announcements: list[AnnouncementRecipient]

    @property
    def next_dues(self) -> list[Due]:
        """What is late, then the next dates: at most four lines."""
        late = [due for due in self.dues if due.is_late]
        ahead = [due for due in self.dues if not due.is_late]
        return [*late[:2], *ahead[: 4 - len(late[:2])]]


def follow_up_get(user: User) -> FollowUp:
    """Return what the dashboard shows. Six queries with dates, three without."""
    rows: list[Any] = list(
        with_placement(
            Enrolment.objects.filter(user=user).exclude(status=EnrolmentStatus.WITHDRAWN)
        )
        .exclude(placed_in=None)
        .select_related("course")
        .order_by("pk")
    )
    cohorts = Cohort.objects.filter(pk__in={row.placed_in for row in rows}, is_archived=False)
    return FollowUp(
        cohorts=list(cohorts.select_related("course", "programme").order_by("starts_on", "pk")),
        dues=dues_of(rows),
        announcements=list(announcements_shown(user)[:5]),
    )


def dues_of(rows: Sequence[Any]) -> list[Due]:
    """Return the dates of units not completed yet, earliest first. `rows` from `with_placement`."""
    active = {row.pk: row for row in rows if row.status == EnrolmentStatus.ACTIVE}
    days = due_days_get(active.values())
    units = {unit_id for found in days.values() for unit_id in found}
    if not units:
        return []
    done = set(
        UnitCompletion.objects.filter(enrolment__in=active, unit__in=units).values_list(
            "enrolment_id", "unit_id"
        )
    )
    known = Unit.objects.select_related("course").in_bulk(units)
    dues = [
        Due(enrolment=active[pk], unit=known[unit_id], day=day)
        for pk, found in days.items()
        for unit_id, day in found.items()
        if (pk, unit_id) not in done
    ]
    return sorted(dues, key=lambda due: (due.day, due.unit.position, due.unit.pk))


def enrolment_due_days(enrolment: Enrolment | None, course: Course) -> dict[int, dt.date]:
    """Return {unit: day} of one enrolment; no query for those in no cohort and no programme."""
    if enrolment is None or enrolment.status != EnrolmentStatus.ACTIVE:
        return {}
    if enrolment.cohort_id is None and course.programme_id is None:
        return {}
    rows = with_placement(Enrolment.objects.filter(pk=enrolment.pk))
    return due_days_get(rows).get(enrolment.pk, {})
