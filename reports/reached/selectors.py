"""People reached: one queryset that table, totals and files all read."""

from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.translation import get_language, gettext

from accounts.models import User
from accounts.scope import organisations_managed
from core.dates import MONTHS
from core.enums import Region
from courses.models import WorkshopCount, WorkshopReport
from reports.reached.forms import GroupBy

# The table's numbers: name → condition on the counts (None: all of them).
NUMBERS: dict[str, Q] = {
    "people": Q(),
    "women": Q(sex="F"),
    "men": Q(sex="M"),
    "sex_not_stated": Q(sex="N"),
    "under_25": Q(age_band="u25"),
    "from_25": Q(age_band="25-34"),
    "from_35": Q(age_band="35+"),
    "age_not_stated": Q(age_band="n"),
}


def reached_rows(*, user: User, filters: dict[str, Any]) -> QuerySet[WorkshopReport]:
    """Return the workshops that this person may count and the filters select, with their numbers.

    Managers count those of the institutions that they manage; administrators, and monitoring
    officers (who see no names), count all.
    Institution and region are those on the record; the period is the workshops' days, both ends
    included. Without a status: the validated ones.
    """
    rows = WorkshopReport.objects.select_related("organisation", "course", "facilitator")
    if user.has_perm("courses.export_figures"):
        # Whoever reads names reads those of the own institutions only.
        rows = rows.filter(organisation__in=organisations_managed(user))
    status = filters.get("status") or "validated"
    if status != "all":
        rows = rows.filter(status=status)
    for name in ("course", "region"):
        if filters.get(name):
            rows = rows.filter(**{name: filters[name]})
    if filters.get("organisation"):
        rows = rows.filter(organisation__path__startswith=filters["organisation"].path)
    if filters.get("since"):
        rows = rows.filter(held_on__gte=filters["since"])
    if filters.get("until"):
        rows = rows.filter(held_on__lte=filters["until"])
    found: Any = rows.annotate(**{name: _sum(where) for name, where in NUMBERS.items()})
    ordered: QuerySet[WorkshopReport] = found.order_by("held_on", "pk")
    return ordered


def _sum(where: Q) -> Coalesce:
    """The sum of a workshop's counts; a subquery, so that no join multiplies anything."""
    counted = (
        WorkshopCount.objects.filter(where, report=OuterRef("pk"))
        .order_by()
        .values("report")
        .annotate(n=Sum("count"))
        .values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _sums() -> dict[str, Any]:
    """The aggregates; an aggregate must not bear the name of what it sums."""
    sums: dict[str, Any] = {f"sum_{name}": Coalesce(Sum(name), 0) for name in NUMBERS}
    return {
        "sum_workshops": Count("pk"),
        **sums,
        "sum_right": Coalesce(Sum("quiz_right"), 0),
        "sum_answers": Coalesce(Sum("quiz_answers"), 0),
    }


def _named(line: dict[str, Any]) -> dict[str, Any]:
    named = {name.removeprefix("sum_"): value for name, value in line.items()}
    return {**named, "rate": rate(named)}


def reached_totals(rows: QuerySet[WorkshopReport]) -> dict[str, Any]:
    """Return the totals of exactly these rows; one query."""
    return _named(rows.order_by().aggregate(**_sums()))


def reached_table(rows: QuerySet[WorkshopReport], group: str) -> list[dict[str, Any]]:
    """Return one line for each institution, region or month of these rows; one query."""
    keys: dict[str, Any] = {
        GroupBy.ORGANISATION: F("organisation__name_fr"),
        GroupBy.REGION: F("region"),
        GroupBy.MONTH: TruncMonth("held_on"),
    }
    chosen = group or GroupBy.ORGANISATION
    extra = {"key_ar": F("organisation__name_ar")} if chosen == GroupBy.ORGANISATION else {}
    lines = (
        rows.order_by()
        .annotate(key=keys[chosen], **extra)
        .values("key", *extra)
        .annotate(**_sums())
        .order_by("key")
    )
    return [{**_named(line), "label": _label(chosen, line)} for line in lines]


def _label(group: str, line: dict[str, Any]) -> Any:
    code = (get_language() or "fr")[:2]
    if group == GroupBy.REGION:
        return dict(Region.choices).get(line["key"], gettext("Not stated"))
    if group == GroupBy.MONTH:
        return f"{MONTHS[code][line['key'].month - 1]} {line['key'].year}"
    return line["key_ar"] if code == "ar" else line["key"]


def rate(numbers: dict[str, Any]) -> int | None:
    """Return the share of right answers in whole per cent, None without answers."""
    return round(numbers["right"] * 100 / numbers["answers"]) if numbers["answers"] else None
