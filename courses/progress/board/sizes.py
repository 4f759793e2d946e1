"""What cohorts ask of their members. Two queries, however many cohorts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from courses.catalogue.models import Course
from courses.enrolment.models import Cohort
from courses.progress.reminders.rules import rules_get, stuck_days


@dataclass(frozen=True, kw_only=True)
class CohortSize:
    """What a cohort asks of its members, and after how many silent days one is stuck."""

    silent_days: int
    courses: int
    total: int


def sizes_get(cohorts: Sequence[Cohort]) -> dict[int, CohortSize]:
    """Read what the cohorts' courses require. Two queries."""
    courses = Course.objects.filter(
        Q(pk__in=[cohort.course_id for cohort in cohorts if cohort.course_id])
        | Q(
            programme__in=[cohort.programme_id for cohort in cohorts if cohort.programme_id],
            outline_version__gt=0,
        )
    ).values_list("pk", "programme_id", "required_units")
    read = list(courses)
    rules = rules_get()
    sizes = {}
    for cohort in cohorts:
        required = [
            units
            for pk, programme_id, units in read
            if pk == cohort.course_id
            or (cohort.programme_id and programme_id == cohort.programme_id)
        ]
        sizes[cohort.pk] = CohortSize(
            silent_days=stuck_days(rules, course_id=cohort.course_id or 0, cohort_id=cohort.pk),
            courses=len(required),
            total=sum(required),
        )
    return sizes
