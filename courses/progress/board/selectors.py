"""The list of cohorts, and one member in detail."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from courses.assessments.models import Attempt
from courses.catalogue.selectors import OutlineModule, OutlineUnit, outline_get
from courses.enrolment.due import due_days_get
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models import Cohort, DueExtension, Enrolment
from courses.enrolment.placement import with_placement
from courses.enrolment.selectors import enrolments_visible
from courses.progress.board.permissions import cohorts_followed
from courses.progress.models import UnitCompletion
from courses.progress.reminders.models import ReminderLog
from courses.workshops.models import Attendance


def cohorts_list(user: User, *, words: str = "", archived: bool = False) -> QuerySet[Cohort]:
    """Return the cohorts that the person follows, running and coming ones first."""
    rows = cohorts_followed(user).filter(is_archived=archived)
    for word in words.split():
        rows = rows.filter(
            Q(title_fr__icontains=word) | Q(title_ar__icontains=word) | Q(code__icontains=word)
        )
    return rows.select_related("course", "programme", "organisation")


def cohort_sizes(user: User, cohorts: list[Cohort]) -> dict[int, dict[str, int]]:
    """Return for each cohort: members, not started, finished a course. One query."""
    rows = (
        with_placement(enrolments_visible(user))
        .filter(placed_in__in=[cohort.pk for cohort in cohorts])
        .exclude(status=EnrolmentStatus.WITHDRAWN)
        .order_by()
        .values("placed_in")
        .annotate(
            people=Count("user", distinct=True),
            begun=Count("user", distinct=True, filter=Q(started_at__isnull=False)),
            finished=Count("user", distinct=True, filter=Q(status=EnrolmentStatus.COMPLETED)),
        )
    )
    return {
        row["placed_in"]: {
            "people": row["people"],
            "not_started": row["people"] - row["begun"],
            "finished": row["finished"],
        }
        for row in rows
    }


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """One unit of a member: done when, due when, what they scored."""

    unit: OutlineUnit
    completion: UnitCompletion | None
    due: dt.date | None
    extension: DueExtension | None
    attempts: list[Attempt]
    attendances: list[Attendance] = field(default_factory=list)

    @property
    def is_late(self) -> bool:
        """Whether the date has passed and the unit is not completed."""
        return bool(self.due and self.completion is None and self.due < timezone.localdate())


@dataclass(frozen=True, kw_only=True)
class CourseLines:
    """One course of a member."""

    enrolment: Enrolment
    modules: list[tuple[OutlineModule, list[UnitLine]]]
    reminders: list[ReminderLog] = field(default_factory=list)


def member_detail(enrolments: QuerySet[Enrolment], language: str) -> list[CourseLines]:
    """Return everything that the board shows of one person. A constant number of queries."""
    rows: list[Any] = list(
        with_placement(enrolments).select_related("course", "user", "organisation").order_by("pk")
    )
    due = due_days_get(rows)
    done: dict[tuple[int, int], UnitCompletion] = {
        (row.enrolment_id, row.unit_id): row
        for row in UnitCompletion.objects.filter(enrolment__in=rows).select_related("recorded_by")
    }
    longer = {
        (row.enrolment_id, row.unit_id): row
        for row in DueExtension.objects.filter(enrolment__in=rows).select_related("granted_by")
    }
    attempts: dict[tuple[int, int], list[Attempt]] = {}
    tried = Attempt.objects.filter(enrolment__in=rows).select_related("assessment")
    for attempt in tried.defer("draw").order_by("number"):
        attempts.setdefault((attempt.enrolment_id, attempt.assessment.unit_id), []).append(attempt)
    present: dict[tuple[int, int], list[Attendance]] = {}
    marked = Attendance.objects.filter(enrolment__in=rows).select_related("session")
    for attendance in marked.order_by("session__starts_at"):
        key = (attendance.enrolment_id, attendance.session.unit_id)
        present.setdefault(key, []).append(attendance)
    reminders: dict[int, list[ReminderLog]] = {}
    for entry in ReminderLog.objects.filter(enrolment__in=rows):
        reminders.setdefault(entry.enrolment_id, []).append(entry)
    lines = []
    for row in rows:
        outline = outline_get(row.course, language)
        modules = [
            (
                module,
                [
                    UnitLine(
                        unit=unit,
                        completion=done.get((row.pk, unit.id)),
                        due=due.get(row.pk, {}).get(unit.id),
                        extension=longer.get((row.pk, unit.id)),
                        attempts=attempts.get((row.pk, unit.id), []),
                        attendances=present.get((row.pk, unit.id), []),
                    )
                    for unit in module.units
                ],
            )
            for module in outline.modules
        ]
        lines.append(
            CourseLines(enrolment=row, modules=modules, reminders=reminders.get(row.pk, []))
        )
    return lines
