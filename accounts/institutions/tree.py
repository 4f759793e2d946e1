"""Changes of the tree of institutions, for staff: one at a time, audited, from what to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from accounts.institutions.exceptions import InstitutionCycleError, InstitutionMergedError
from accounts.models import Organisation, User
from core.audit import audit_write

FIELDS = ("code", "name_fr", "name_ar", "kind", "region", "city", "is_active")
CODE_MAX = 56


def tree_lock() -> dict[int, Organisation]:
    """Lock every institution, in a fixed order, and return them: changes of the tree take turns.

    Rows that point at institutions can still be written meanwhile.
    """
    rows = Organisation.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    return {row.pk: row for row in rows}


def code_new(name: str) -> str:
    """Return a free code made from a name."""
    base = slugify(name)[:CODE_MAX].strip("-") or "institution"
    candidate = base
    while Organisation.objects.filter(code=candidate).exists():
        candidate = f"{base}-{get_random_string(4, '23456789')}"
    return candidate


@transaction.atomic
def institution_add(
    *, values: Mapping[str, Any], parent: Organisation | None, by: User
) -> Organisation:
    """Add an institution, at the top or below `parent`. An empty code is made from the name.

    Raises InstitutionMergedError, and ValidationError for values that are not valid.
    """
    rows = tree_lock()
    above = _locked(rows, parent) if parent is not None else None
    row = Organisation(**{name: values[name] for name in FIELDS if name in values})
    row.code = row.code or code_new(row.name_fr)
    row.full_clean(exclude=["path", "depth"])
    added: Organisation = (
        above.add_child(instance=row) if above else Organisation.add_root(instance=row)
    )
    audit_write(
        action="accounts.institution_add",
        instance=added,
        by=by,
        after=added.code,
        parent=above.code if above else "",
    )
    return added


@transaction.atomic
def institution_edit(
    *, organisation: Organisation, values: Mapping[str, Any], by: User
) -> Organisation:
    """Write names, type, region, city, state; the audit trail keeps what changed.

    A new French name may change the order among its neighbours, never the place in the tree.
    Raises InstitutionMergedError and ValidationError.
    """
    row = _locked(tree_lock(), organisation)
    before = {name: getattr(row, name) for name in FIELDS}
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    row.full_clean(exclude=["path", "depth"])
    row.save()
    changed = [name for name in FIELDS if getattr(row, name) != before[name]]
    if "name_fr" in changed:
        parent = row.get_parent()
        if parent is not None:
            row.move(parent, "sorted-child")
        else:
            row.move(Organisation.get_first_root_node(), "sorted-sibling")
        row.refresh_from_db()
    if changed:
        audit_write(
            action="accounts.institution_edit",
            instance=row,
            by=by,
            before={name: before[name] for name in changed},
            after={name: getattr(row, name) for name in changed},
        )
    return row


@dataclass(frozen=True, kw_only=True)
class Sight:
    """Managers who begin or cease to follow people."""

    gains: list[User]
    loses: list[User]


def managers_of(path: str) -> dict[int, User]:
    """Return those who manage the institution of this path, or one above it."""
    step = Organisation.steplen
    above = [path[:end] for end in range(step, len(path) + 1, step)]
    rows = User.objects.filter(manager_grants__organisation__path__in=above, is_active=True)
    return {row.pk: row for row in rows.distinct()}


def sight_after_move(organisation: Organisation, parent: Organisation | None) -> Sight:
    """Return whose sight of this institution's people a move below `parent` would change."""
    own = Organisation.steplen
    before = managers_of(organisation.path[:-own])
    after = managers_of(parent.path) if parent is not None else {}
    held = set(organisation.manager_grants.values_list("user_id", flat=True))
    return Sight(
        gains=[row for pk, row in after.items() if pk not in before and pk not in held],
        loses=[row for pk, row in before.items() if pk not in after and pk not in held],
    )


@transaction.atomic
def institution_move(
    *, organisation: Organisation, parent: Organisation | None, by: User
) -> Organisation:
    """Move an institution, with all below it, under another one or to the top.

    Memberships, enrolments and grants hang on the institutions and move with them; who manages one
    above sees accordingly more or less. Nothing happens when it is there already. Raises
    InstitutionCycleError, InstitutionMergedError.
    """
    rows = tree_lock()
    row = _locked(rows, organisation)
    target = _locked(rows, parent) if parent is not None else None
    if target is not None and target.path.startswith(row.path):
        raise InstitutionCycleError
    before = row.get_parent()
    if before == target:
        return row
    sight = sight_after_move(row, target)
    if target is not None:
        row.move(target, "sorted-child")
    else:
        row.move(Organisation.get_first_root_node(), "sorted-sibling")
    row.refresh_from_db()
    audit_write(
        action="accounts.institution_move",
        instance=row,
        by=by,
        before=before.code if before else "–",
        after=target.code if target else "–",
        gains=[str(user.uuid) for user in sight.gains],
        loses=[str(user.uuid) for user in sight.loses],
    )
    return row


@transaction.atomic
def institution_activate(*, organisation: Organisation, is_active: bool, by: User) -> Organisation:
    """Offer an institution for choice again, or no longer; its people and records stay."""
    return institution_edit(organisation=organisation, values={"is_active": is_active}, by=by)


def _locked(rows: Mapping[int, Organisation], wanted: Organisation) -> Organisation:
    """Return the locked row of an institution that is no pointer."""
    row = rows[wanted.pk]
    if row.merged_into_id is not None:
        raise InstitutionMergedError
    return row
