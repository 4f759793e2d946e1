"""Reads of the list of those who need help: the board's own states, over several cohorts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Max, Q, QuerySet

from accounts.models import User
from courses.api import Member, MemberState, cohorts_followed, members_by_cohort
from courses.models import Cohort, Enrolment, ReminderLog
from reports.at_risk.forms import Need
from reports.scope import Counted, small_groups

STATES = (
    MemberState.NOT_STARTED,
    MemberState.STUCK,
    MemberState.ACTIVE,
    MemberState.FINISHED,
)


@dataclass(kw_only=True)
class Person:
    """Somebody who needs help, with what is needed to act."""

    member: Member
    mail: str = ""
    reminded_on: Any = None
    accesses: list[Any] = field(default_factory=list)

    @property
    def enrolment_ids(self) -> list[int]:
        """The enrolments that the reminders are about."""
        return [row.pk for row in self.member.rows]


@dataclass(kw_only=True)
class CohortRisk:
    """One cohort: how many members stand where, and those who need help. None: hidden."""

    cohort: Cohort
    members: int | None
    counts: dict[str, int | None]
    people: list[Person] = field(default_factory=list)
    may_write: bool = False


def cohorts_at_risk(user: User, counted: Counted, filters: dict[str, Any]) -> QuerySet[Cohort]:
    """Return the cohorts that are not archived, followed by the person, chosen by the filters."""
    rows = cohorts_followed(user) if counted.with_names else Cohort.objects.all()
    rows = rows.filter(is_archived=False)
    if filters.get("cohort"):
        rows = rows.filter(pk=filters["cohort"].pk)
    if filters.get("course"):
        course = filters["course"]
        condition = Q(course=course)
        if course.programme_id:
            condition |= Q(programme=course.programme_id)
        rows = rows.filter(condition)
    return rows.select_related("course", "programme", "organisation")


def risks_get(
    cohorts: Sequence[Cohort],
    enrolments: QuerySet[Enrolment],
    *,
    need: str,
    with_names: bool,
) -> list[CohortRisk]:
    """Return where the members of these cohorts stand. A constant number of queries."""
    members = members_by_cohort(cohorts, enrolments)
    risks = [
        _risk(cohort, members[cohort.pk], need=need, with_names=with_names) for cohort in cohorts
    ]
    if with_names:
        _details_add([person for risk in risks for person in risk.people])
    return risks


def _risk(cohort: Cohort, members: list[Member], *, need: str, with_names: bool) -> CohortRisk:
    present = [one for one in members if one.state != MemberState.WITHDRAWN]
    sizes = [sum(1 for one in present if one.state == state) for state in STATES]
    late = sum(1 for one in present if one.late)
    counts: dict[str, int | None] = {
        state.value: size for state, size in zip(STATES, sizes, strict=True)
    }
    counts["late"] = late
    if with_names:
        people = [Person(member=one) for one in present if is_in_need(one, need)]
        return CohortRisk(cohort=cohort, members=len(present), counts=counts, people=people)
    for place in small_groups(sizes):
        counts[STATES[place].value] = None
    if 0 < late < settings.LMS_SMALL_GROUP or 0 < len(present) - late < settings.LMS_SMALL_GROUP:
        counts["late"] = None
    is_small = 0 < len(present) < settings.LMS_SMALL_GROUP
    return CohortRisk(cohort=cohort, members=None if is_small else len(present), counts=counts)


def is_in_need(one: Member, need: str) -> bool:
    """Whether somebody is in the list, for this reason or (empty) for any."""
    if one.state in {MemberState.FINISHED, MemberState.WITHDRAWN}:
        return False
    reasons = {
        Need.NOT_STARTED: one.state == MemberState.NOT_STARTED,
        Need.STUCK: one.state == MemberState.STUCK,
        Need.LATE: one.late > 0,
    }
    return reasons[Need(need)] if need else any(reasons.values())


def _details_add(people: list[Person]) -> None:
    """Add address, last reminder and enrolments. Three queries."""
    users = User.objects.in_bulk({person.member.first.user_id for person in people})
    ids = {pk for person in people for pk in person.enrolment_ids}
    reminded = dict(
        ReminderLog.objects.filter(enrolment__in=ids)
        .order_by()
        .values("enrolment_id")
        .annotate(last=Max("day"))
        .values_list("enrolment_id", "last")
    )
    uuids = dict(Enrolment.objects.filter(pk__in=ids).values_list("pk", "uuid"))
    for person in people:
        person.accesses = [uuids[pk] for pk in person.enrolment_ids]
        person.mail = users[person.member.first.user_id].mail_address
        days = [reminded[pk] for pk in person.enrolment_ids if pk in reminded]
        person.reminded_on = max(days, default=None)
