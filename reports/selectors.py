"""The completion report: one queryset that screen, totals and files all read."""

import datetime as dt
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import Organisation
from accounts.selectors import with_place
from certificates.models import Certificate
from core.enums import Region
from courses.models import Course, Enrolment
from reports.enums import SortKey

ORDERS = {
    SortKey.NAME: ("user__family_name", "user__given_name", "pk"),
    SortKey.ORGANISATION: ("place_name", "user__family_name", "pk"),
    SortKey.REGION: ("place_region", "user__family_name", "pk"),
    SortKey.STATUS: ("status", "user__family_name", "pk"),
    SortKey.PROGRESS: ("required_done", "user__family_name", "pk"),
    SortKey.ENROLLED: ("enrolled_at", "pk"),
    SortKey.COMPLETED: ("completed_at", "pk"),
}


def completion_rows(
    *, rows: QuerySet[Enrolment], course: Course | None, filters: dict[str, Any]
) -> QuerySet[Enrolment]:
    """Return those of `rows` that the filters select, each with its certificate's serial.

    Dates are days in Africa/Casablanca, both ends included: of completion when only completed
    enrolments are asked for, else of enrolment. Region and institution (`place_region`,
    `place_organisation`) are those where the person belonged on that day.
    """
    serial = Certificate.objects.filter(enrolment=OuterRef("pk"), status="valid").values("serial")
    found: Any = rows.select_related("user", "course").annotate(
        certificate_serial=Subquery(serial[:1])
    )
    found = with_place(found, day=TruncDate(_counted(filters)))
    if course is not None:
        found = found.filter(course=course)
    found = found.filter(_exact(filters)) if _exact(filters) else found
    organisation = filters.get("organisation")
    if organisation is not None:
        below = Organisation.objects.filter(path__startswith=organisation.path)
        found = found.filter(place_organisation__in=below.values("pk"))
    for word in (filters.get("q") or "").split():
        found = found.filter(
            Q(user__given_name__icontains=word)
            | Q(user__family_name__icontains=word)
            | Q(user__given_name_ar__icontains=word)
            | Q(user__family_name_ar__icontains=word)
            | Q(user__email__icontains=word)
            | Q(user__username__icontains=word)
        )
    found = _between(found, filters)
    if filters.get("sort") == SortKey.ORGANISATION:
        place = Organisation.objects.filter(pk=OuterRef("place_organisation"))
        found = found.annotate(place_name=Subquery(place.values("name_fr")[:1]))
    order = list(ORDERS[SortKey(filters.get("sort") or SortKey.NAME)])
    if filters.get("descending"):
        order = [f"-{name}" for name in order]
    ordered: QuerySet[Enrolment] = found.order_by(*order)
    return ordered


def _exact(filters: dict[str, Any]) -> Q:
    """Filters that compare one column."""
    columns = {
        "status": "status",
        "region": "place_region",
        "gender": "user__gender",
        "language": "language",
    }
    wanted = {column: filters[name] for name, column in columns.items() if filters.get(name)}
    return Q(**wanted) if wanted else Q()


def places_put(rows: list[Enrolment]) -> list[Enrolment]:
    """Give each row of the report its `place` (an institution or None) and `region_label`."""
    wanted: Any = rows
    found = Organisation.objects.in_bulk({row.place_organisation for row in wanted})
    labels = dict(Region.choices)
    for row in wanted:
        row.place = found.get(row.place_organisation)
        row.region_label = str(labels.get(row.place_region, ""))
    return rows


def _counted(filters: dict[str, Any]) -> str:
    """The moment by which an enrolment is counted."""
    return "completed_at" if filters.get("status") == "completed" else "enrolled_at"


def _between(rows: QuerySet[Enrolment], filters: dict[str, Any]) -> QuerySet[Enrolment]:
    column = _counted(filters)
    start, end = filters.get("since"), filters.get("until")
    if start:
        rows = rows.filter(**{f"{column}__gte": _midnight(start)})
    if end:
        rows = rows.filter(**{f"{column}__lt": _midnight(end + dt.timedelta(days=1))})
    return rows


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def completion_totals(rows: QuerySet[Enrolment]) -> dict[str, int]:
    """Return the totals of exactly these rows; one query. People are counted once."""
    return rows.order_by().aggregate(
        enrolments=Count("pk"),
        people=Count("user", distinct=True),
        active=Count("pk", filter=Q(status="active")),
        completed=Count("pk", filter=Q(status="completed")),
        withdrawn=Count("pk", filter=Q(status="withdrawn")),
        women=Count("user", distinct=True, filter=Q(user__gender="F")),
        men=Count("user", distinct=True, filter=Q(user__gender="M")),
        undisclosed=Count("user", distinct=True, filter=Q(user__gender="X")),
        not_stated=Count("user", distinct=True, filter=Q(user__gender="N")),
    )
