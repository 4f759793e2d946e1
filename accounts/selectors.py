"""Reads about people and organisations."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from accounts.enums import OrganisationKind
from accounts.models import ConsentText, Membership, Organisation, User


def organisation_choices() -> list[tuple[str, Any]]:
    """Return the active organisations grouped by type, for a select. One query."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in Organisation.objects.filter(is_active=True).order_by("kind", "path"):
        indent = "– " * (row.depth - 1)
        groups.setdefault(row.kind, []).append((str(row.pk), f"{indent}{row.name}"))
    labels = dict(OrganisationKind.choices)
    return [(str(labels[kind]), rows) for kind, rows in groups.items()]


def membership_at(*, user: User, day: dt.date) -> Membership | None:
    """Return where the person belonged on a day."""
    return (
        Membership.objects.filter(user=user, starts_on__lte=day)
        .filter(Q(ends_on=None) | Q(ends_on__gte=day))
        .select_related("organisation")
        .order_by("-starts_on", "-pk")
        .first()
    )


def memberships_of(user: User) -> QuerySet[Membership]:
    """Return the person's memberships, latest first."""
    return Membership.objects.filter(user=user).select_related("organisation")


def consent_text_current() -> ConsentText | None:
    """Return the text in force."""
    return ConsentText.objects.order_by("-in_force_from").first()
