"""In which cohort an enrolment stands: its own, or that of the programme it belongs to."""

from typing import Any

from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models import Cohort, Enrolment, ProgrammeEnrolment


def with_placement(rows: QuerySet[Enrolment]) -> QuerySet[Any]:
    """Annotate `placed_in`: the id of the cohort that dates and trainers come from, or None."""
    path = ProgrammeEnrolment.objects.filter(
        user=OuterRef("user"), programme=OuterRef("course__programme")
    ).exclude(status=EnrolmentStatus.WITHDRAWN)
    return rows.annotate(
        placed_in=Coalesce(
            "cohort_id", Subquery(path.values("cohort_id")[:1]), output_field=BigIntegerField()
        )
    )


def cohort_enrolments(cohort: Cohort) -> QuerySet[Enrolment]:
    """Return the enrolments of a cohort's members in its course, or its programme's courses."""
    condition = Q(cohort=cohort)
    if cohort.programme_id:
        on_path = ProgrammeEnrolment.objects.filter(cohort=cohort).values("user_id")
        condition |= Q(cohort=None, course__programme=cohort.programme_id, user__in=on_path)
    return Enrolment.objects.filter(condition)


def cohort_members(cohort: Cohort) -> QuerySet[Any]:
    """Return the ids of the people who take part; those who withdrew are not among them."""
    rows = cohort_enrolments(cohort).exclude(status=EnrolmentStatus.WITHDRAWN)
    return rows.order_by("user_id").values_list("user_id", flat=True).distinct()
