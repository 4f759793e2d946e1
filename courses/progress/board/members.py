"""The members of cohorts with where each stands. A constant number of queries."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from courses.assessments.enums import Purpose
from courses.assessments.models import Attempt
from courses.catalogue.models import Unit
from courses.enrolment.due import due_days_get
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models import Cohort, Enrolment
from courses.enrolment.placement import with_placement
from courses.progress.board.sizes import CohortSize, sizes_get
from courses.progress.models import UnitCompletion
from courses.progress.states import MemberState, member_state

COLUMNS = (
    "pk",
    "user_id",
    "course_id",
    "status",
    "enrolled_at",
    "started_at",
    "last_activity_at",
    "required_done",
    "user__uuid",
    "user__username",
    "user__given_name",
    "user__family_name",
    "user__given_name_ar",
    "user__family_name_ar",
    "user__language",
    "organisation__name_fr",
    "organisation__name_ar",
)
BY_NAME = ("user__family_name", "user__given_name", "user_id", "pk")


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """One enrolment of a member, as read. `placed_in` is the cohort."""

    pk: int
    user_id: int
    course_id: int
    status: str
    enrolled_at: dt.datetime
    started_at: dt.datetime | None
    last_activity_at: dt.datetime | None
    required_done: int
    user_uuid: Any
    username: str
    given_name: str
    family_name: str
    given_name_ar: str
    family_name_ar: str
    language: str
    organisation_fr: str | None
    organisation_ar: str | None
    placed_in: int

    @property
    def name_latin(self) -> str:
        """Full name in Latin script, empty when unknown."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def name_arabic(self) -> str:
        """Full name in Arabic script, empty when unknown."""
        return f"{self.given_name_ar} {self.family_name_ar}".strip()


@dataclass(kw_only=True)
class Member:
    """One person in the cohort, over all its courses."""

    rows: list[EnrolmentRow]
    state: MemberState
    percent: int
    done: int
    total: int
    last_activity_at: dt.datetime | None
    next_due: dt.date | None
    next_unit_id: int | None
    late: int
    failures: int
    next_title: str = ""
    scores: dict[str, Any] = field(default_factory=dict)

    @property
    def first(self) -> EnrolmentRow:
        """The row that names the person."""
        return self.rows[0]

    @property
    def name(self) -> str:
        """Name in the script of the active language, the other as fallback."""
        names = [self.first.name_latin, self.first.name_arabic]
        if (get_language() or "fr").startswith("ar"):
            names.reverse()
        return names[0] or names[1] or self.first.username

    @property
    def organisation(self) -> str:
        """Institution of the time, in the active language."""
        names = [self.first.organisation_fr or "", self.first.organisation_ar or ""]
        if (get_language() or "fr").startswith("ar"):
            names.reverse()
        return names[0] or names[1]


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """What the states of the members rest on."""

    today: dt.date
    sizes: dict[int, CohortSize]
    due: dict[int, dict[int, dt.date]]
    done: set[tuple[int, int]]
    failures: dict[int, int]


def members_get(cohort: Cohort, enrolments: QuerySet[Enrolment]) -> list[Member]:
    """Return the members whose enrolments are given, by name. Eight queries, whatever the size."""
    found = enrolments.order_by(*BY_NAME)
    rows = [EnrolmentRow(*(*row, cohort.pk)) for row in found.values_list(*COLUMNS)]
    return _members([cohort], enrolments, rows)[cohort.pk]


def members_by_cohort(
    cohorts: Sequence[Cohort], enrolments: QuerySet[Enrolment]
) -> dict[int, list[Member]]:
    """Return the members of several cohorts among these enrolments. As many queries as for one."""
    placed = with_placement(enrolments).filter(placed_in__in=[cohort.pk for cohort in cohorts])
    found = placed.order_by(*BY_NAME)
    rows = [EnrolmentRow(*row) for row in found.values_list(*COLUMNS, "placed_in")]
    return _members(cohorts, placed, rows)


def _members(
    cohorts: Sequence[Cohort], enrolments: QuerySet[Any], rows: list[EnrolmentRow]
) -> dict[int, list[Member]]:
    facts = _facts_get(cohorts, enrolments, rows)
    people: dict[tuple[int, int], list[EnrolmentRow]] = {}
    for row in rows:
        people.setdefault((row.placed_in, row.user_id), []).append(row)
    members: dict[int, list[Member]] = {cohort.pk: [] for cohort in cohorts}
    for (cohort_id, _user_id), own in people.items():
        members[cohort_id].append(_member(own, facts))
    return members


def _facts_get(
    cohorts: Sequence[Cohort], enrolments: QuerySet[Any], rows: list[EnrolmentRow]
) -> _Facts:
    due = due_days_get(rows)
    units = {unit_id for days in due.values() for unit_id in days}
    ids = enrolments.order_by().values("pk")
    completions = UnitCompletion.objects.filter(unit_id__in=units, enrolment__in=ids)
    return _Facts(
        today=timezone.localdate(),
        sizes=sizes_get(cohorts),
        due=due,
        done=set(completions.values_list("enrolment_id", "unit_id")),
        failures=_failures(ids),
    )


def _failures(ids: Any) -> dict[int, int]:
    """For each enrolment the most failed attempts at one assessment that is not completed."""
    completed = UnitCompletion.objects.filter(
        enrolment=OuterRef("enrolment"), unit=OuterRef("assessment__unit")
    )
    counted = (
        Attempt.objects.filter(~Exists(completed), enrolment__in=ids, passed=False)
        .filter(assessment__purpose=Purpose.GRADED)
        .order_by()
        .values("enrolment_id", "assessment_id")
        .annotate(count=Count("pk"))
    )
    most: dict[int, int] = {}
    for enrolment_id, count in counted.values_list("enrolment_id", "count"):
        most[enrolment_id] = max(most.get(enrolment_id, 0), count)
    return most


def _member(rows: list[EnrolmentRow], facts: _Facts) -> Member:
    size = facts.sizes[rows[0].placed_in]
    active = [row for row in rows if row.status != EnrolmentStatus.WITHDRAWN]
    finished = sum(1 for row in rows if row.status == EnrolmentStatus.COMPLETED)
    done = sum(row.required_done for row in active)
    open_days = sorted(
        (day, unit_id)
        for row in active
        if row.status == EnrolmentStatus.ACTIVE
        for unit_id, day in facts.due.get(row.pk, {}).items()
        if (row.pk, unit_id) not in facts.done
    )
    ahead = [pair for pair in open_days if pair[0] >= facts.today]
    last = max((row.last_activity_at for row in rows if row.last_activity_at), default=None)
    failures = max((facts.failures.get(row.pk, 0) for row in active), default=0)
    is_finished = finished >= max(size.courses, 1)
    state = member_state(
        is_finished=is_finished,
        is_withdrawn=not active,
        started_at=min((row.started_at for row in active if row.started_at), default=None),
        last_activity_at=last,
        failures=failures,
        silent_days=size.silent_days,
        today=facts.today,
    )
    share = done * 100 // size.total if size.total else 0
    return Member(
        rows=rows,
        state=state,
        percent=100 if is_finished else min(share, 99),
        done=min(done, size.total),
        total=size.total,
        last_activity_at=last,
        next_due=ahead[0][0] if ahead else None,
        next_unit_id=ahead[0][1] if ahead else None,
        late=len(open_days) - len(ahead),
        failures=failures,
    )


def members_detail(members: Iterable[Member]) -> None:
    """Add to the members of one page: title of the next unit, scores of both tests. Two queries."""
    shown = list(members)
    units = Unit.objects.in_bulk({one.next_unit_id for one in shown if one.next_unit_id})
    owners = {row.pk: one for one in shown for row in one.rows}
    tests = Attempt.objects.filter(
        enrolment_id__in=owners,
        assessment__purpose__in=[Purpose.PRETEST, Purpose.POSTTEST],
        score__isnull=False,
    ).order_by("pk")
    for enrolment_id, purpose, score in tests.values_list(
        "enrolment_id", "assessment__purpose", "score"
    ):
        scores = owners[enrolment_id].scores
        # The first pre-test and the last post-test, as the learning gain takes them.
        if purpose == Purpose.POSTTEST or purpose not in scores:
            scores[purpose] = score
    for one in shown:
        if one.next_unit_id in units:
            one.next_title = units[one.next_unit_id].title
