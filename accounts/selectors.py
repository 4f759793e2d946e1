"""Reads about people and organisations."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.utils import timezone

from accounts.enums import OrganisationKind
from accounts.models import ConsentText, Membership, Organisation, User


def named_q(word: str, prefix: str = "", *, also: Sequence[str] = ("username",)) -> Q:
    """Return the condition "a name in either script, or one of `also`, contains the word".

    `prefix` leads to the person (`user__`); empty for people themselves.
    """
    names = ("given_name", "family_name", "given_name_ar", "family_name_ar", *also)
    condition = Q()
    for name in names:
        condition |= Q(**{f"{prefix}{name}__icontains": word})
    return condition


def organisation_choices() -> list[tuple[str, Any]]:
    """Return the active organisations grouped by type, for a select. One query."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in Organisation.objects.filter(is_active=True).order_by("kind", "path"):
        indent = "– " * (row.depth - 1)
        groups.setdefault(row.kind, []).append((str(row.pk), f"{indent}{row.name}"))
    labels = dict(OrganisationKind.choices)
    return [(str(labels[kind]), rows) for kind, rows in groups.items()]


def organisations_current() -> QuerySet[Organisation]:
    """Return the institutions in the order of the tree, without those that were merged."""
    return Organisation.objects.filter(merged_into=None).order_by("path")


def membership_at(*, user: User | int, day: dt.date) -> Membership | None:
    """Return where the person belonged on a day."""
    return memberships_on(day).filter(user=user).select_related("organisation").first()


def membership_today(user: User | int) -> Membership | None:
    """Return where the person belongs today."""
    return membership_at(user=user, day=timezone.localdate())


def memberships_on(day: Any) -> QuerySet[Membership]:
    """Return the memberships that count on a day (also an expression): at most one a person."""
    return Membership.objects.filter(starts_on__lte=day).filter(
        Q(ends_on=None) | Q(ends_on__gte=day)
    )


def with_place(
    rows: QuerySet[Any], *, day: Any, person: str = "user_id", kept: str = ""
) -> QuerySet[Any]:
    """Annotate rows about people with where each person belonged on a day: one query, any size.

    `day` is an expression for a date (a column, `TruncDate("enrolled_at")`, `Value(day)`), `person`
    the column of the person. Adds `place_day`, `place_membership`, `place_organisation` (key) and
    `place_region`. Where nothing is known of that day, the two are those that the row itself keeps
    (`organisation_id` and `region`, behind the prefix `kept`).
    """
    rows = rows.annotate(place_day=day)
    then = memberships_on(OuterRef("place_day")).filter(user=OuterRef(person))
    rows = rows.annotate(place_membership=Subquery(then.values("pk")[:1]))
    known = Membership.objects.filter(pk=OuterRef("place_membership"))
    columns: dict[str, tuple[str, Any]] = {
        "place_organisation": ("organisation_id", BigIntegerField()),
        "place_region": ("region", CharField()),
    }
    return rows.annotate(
        **{
            name: Case(
                When(place_membership=None, then=F(f"{kept}{column}")),
                default=Subquery(known.values(column)[:1]),
                output_field=output,
            )
            for name, (column, output) in columns.items()
        }
    )


def memberships_of(user: User) -> QuerySet[Membership]:
    """Return the person's memberships, latest first."""
    return Membership.objects.filter(user=user).select_related("organisation")


def consent_text_current() -> ConsentText | None:
    """Return the text in force."""
    return ConsentText.objects.order_by("-in_force_from").first()
