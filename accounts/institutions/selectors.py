"""The tree as the administration shows it, with its numbers: a constant number of queries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from accounts.enums import Aggregate, OrganisationKind
from accounts.models import Organisation
from accounts.selectors import memberships_on, organisations_current
from core.text import text_normalize

PeopleCounted = Callable[[], QuerySet[Any]]
_COUNTS: dict[str, PeopleCounted] = {}


def count_register(name: str, rule: PeopleCounted) -> None:
    """Have the tree count, among the members of today, those whose ids `rule()` returns."""
    _COUNTS[name] = rule


@dataclass(kw_only=True)
class Node:
    """One institution with its own numbers and those of all below it."""

    row: Organisation
    children: list["Node"] = field(default_factory=list)
    own: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)
    above: list[Organisation] = field(default_factory=list)

    @property
    def aggregate(self) -> str:
        """The aggregate of the type."""
        return str(OrganisationKind(self.row.kind).aggregate.label)


def tree_read(*, query: str = "", kind: str = "", region: str = "") -> tuple[list[Node], int]:
    """Return the institutions at the top with all below them, and how many there are in all.

    With a search or a filter: those that match, each with its numbers, as a flat list.
    """
    nodes = _nodes()
    if not (query or kind or region):
        return [node for node in nodes if node.row.depth == 1], len(nodes)
    words = text_normalize(query).split()
    found = [
        node
        for node in nodes
        if (not kind or kind in (node.row.kind, OrganisationKind(node.row.kind).aggregate))
        and (not region or node.row.region == region)
        and all(word in _searched(node.row) for word in words)
    ]
    return found, len(found)


def _searched(row: Organisation) -> str:
    return text_normalize(f"{row.name_fr} {row.name_ar} {row.code} {row.city}")


def _nodes() -> list[Node]:
    """All institutions in the order of the tree: one query, and one for each number."""
    nodes = [Node(row=row) for row in organisations_current()]
    by_path = {node.row.path: node for node in nodes}
    numbers = _numbers()
    for node in nodes:
        node.own = {name: found.get(node.row.pk, 0) for name, found in numbers.items()}
        node.total = dict(node.own)
        parent = by_path.get(node.row.path[: -Organisation.steplen])
        if parent is not None:
            node.above = [*parent.above, parent.row]
            parent.children.append(node)
    # Deepest first, so that every sum is whole when it is added above.
    for node in sorted(nodes, key=lambda one: -one.row.depth):
        for child in node.children:
            for name in node.total:
                node.total[name] += child.total[name]
    return nodes


def _numbers() -> dict[str, dict[int, int]]:
    """Members of today by institution, and those of them whom each rule counts.

    A person belongs to one institution on a day: the numbers add up along the tree.
    """
    members = memberships_on(timezone.localdate()).exclude(organisation=None)
    wanted = {"members": members}
    wanted.update({name: members.filter(user__in=rule()) for name, rule in _COUNTS.items()})
    return {
        name: dict(rows.order_by().values_list("organisation").annotate(number=Count("pk")))
        for name, rows in wanted.items()
    }


def kind_choices() -> list[tuple[str, Any]]:
    """Return the types of institution below their aggregates, for a select."""
    groups: dict[Aggregate, list[tuple[str, Any]]] = {}
    for kind in OrganisationKind:
        groups.setdefault(kind.aggregate, []).append((kind.value, kind.label))
    return [(str(aggregate.label), groups[aggregate]) for aggregate in Aggregate]
