"""The proposals that staff look at."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.enums import ProposalStatus
from accounts.models import DuplicateProposal, Membership, Organisation, User
from accounts.scope import people_q
from accounts.selectors import named_q


def may_merge(user: User) -> bool:
    """Return whether the person may merge accounts: administrators.

    Managers follow people of their institutions but do not change them.
    """
    return bool(user.has_perm("accounts.change_user"))


def proposals_visible(user: User) -> QuerySet[DuplicateProposal]:
    """Return the pairs of which the person may change both; none for most."""
    if not may_merge(user):
        return DuplicateProposal.objects.none()
    both = people_q(user, "first__") & people_q(user, "second__")
    return DuplicateProposal.objects.filter(both).select_related(
        "first", "second", "decided_by", "first__merged_into", "second__merged_into"
    )


def proposals_filter(
    rows: QuerySet[DuplicateProposal], filters: dict[str, Any]
) -> QuerySet[DuplicateProposal]:
    """Narrow by `status`, `reason`, `organisation` (with all below it) and words `q`."""
    rows = rows.filter(status=filters.get("status") or ProposalStatus.OPEN)
    organisation: Organisation | None = filters.get("organisation")
    if organisation is not None:
        there = Membership.objects.filter(
            ends_on=None, organisation__path__startswith=organisation.path
        ).values("user")
        rows = rows.filter(Q(first__in=there) | Q(second__in=there))
    if filters.get("reason"):
        # A code stands between quotes in the list, so that no other contains it.
        rows = rows.filter(reasons__icontains=f'"{filters["reason"]}"')
    for word in (filters.get("q") or "").split():
        rows = rows.filter(named_q(word, "first__") | named_q(word, "second__"))
    return rows


def proposal_find(user: User, pk: int) -> DuplicateProposal | None:
    """Return one pair, if the person may see both."""
    return proposals_visible(user).filter(pk=pk).first()


def memberships_open(user_ids: list[int]) -> dict[int, Membership]:
    """Return where each person belongs today. One query."""
    rows = Membership.objects.filter(user__in=user_ids, ends_on=None)
    return {row.user_id: row for row in rows.select_related("organisation")}
