"""Merging two records of one institution: everything goes to the one that is kept.

Every foreign key to institutions has a rule here or in the app that owns it (`merge_rule_register`
when the app is ready); a test walks all models and fails for one without.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.institutions.exceptions import (
    InstitutionCycleError,
    InstitutionMergeBelowError,
    InstitutionMergedError,
)
from accounts.institutions.tree import Sight, managers_of, tree_lock
from accounts.models import ManagerGrant, Membership, Organisation, User
from core.audit import audit_write

Move = Callable[[Organisation, Organisation], int]


@dataclass(frozen=True, kw_only=True)
class MergeRule:
    """What becomes of the rows of one foreign key: `move(old, kept)` returns how many moved."""

    model: type[models.Model]
    name: str
    label: Any
    move: Move

    def rows(self, organisation: Organisation) -> int:
        """Return how many rows point at the institution."""
        return _manager(self.model).filter(**{self.name: organisation}).count()


_RULES: dict[tuple[type[models.Model], str], MergeRule] = {}


def merge_rule_register(
    model: type[models.Model], name: str, *, label: Any, move: Move | None = None
) -> None:
    """Say what becomes of `model.name` at a merge; without `move` the rows point at the kept one.

    `label` names the rows to people, in the plural.
    """
    chosen = move or partial(_repoint, model, name)
    _RULES[(model, name)] = MergeRule(model=model, name=name, label=label, move=chosen)


def merge_rules() -> list[MergeRule]:
    """Return all rules, in the order of their registration."""
    return list(_RULES.values())


def _repoint(model: type[models.Model], name: str, old: Organisation, kept: Organisation) -> int:
    return _manager(model).filter(**{name: old}).update(**{name: kept})


def _manager(model: type[models.Model]) -> models.Manager[Any]:
    """All rows, also those that the model's own manager hides."""
    return model._base_manager  # noqa: SLF001 (documented by Django)


def _grants_move(old: Organisation, kept: Organisation) -> int:
    """Who manages both already needs one grant only."""
    held = ManagerGrant.objects.filter(organisation=kept).values_list("user_id", flat=True)
    ManagerGrant.objects.filter(organisation=old, user__in=list(held)).delete()
    return ManagerGrant.objects.filter(organisation=old).update(organisation=kept)


merge_rule_register(Membership, "organisation", label=_("memberships, with their dates"))
merge_rule_register(
    ManagerGrant, "organisation", label=_("institution managers"), move=_grants_move
)
# Earlier merges keep leading to the one that is left.
merge_rule_register(Organisation, "merged_into", label=_("institutions merged earlier"))


COMPARED = (
    (_("name in French"), "name_fr"),
    (_("name in Arabic"), "name_ar"),
    (_("type"), "get_kind_display"),
    (_("region"), "get_region_display"),
    (_("city"), "city"),
)


@dataclass(frozen=True, kw_only=True)
class MergePlan:
    """What a merge would do, to be shown before it is done."""

    moves: list[tuple[Any, int]]
    children: list[Organisation]
    sight: Sight
    refusal: str = ""
    differences: list[tuple[Any, str, str]] = field(default_factory=list)


def merge_plan(*, old: Organisation, kept: Organisation) -> MergePlan:
    """Return what would move from `old` to `kept`, and whose sight would change."""
    refusal = ""
    try:
        _require(old, kept)
    except (InstitutionCycleError, InstitutionMergedError, InstitutionMergeBelowError) as error:
        refusal = str(error)
    there, here = managers_of(old.path), managers_of(kept.path)
    granted = set(old.manager_grants.values_list("user_id", flat=True))
    pairs = [(label, _shown(old, name), _shown(kept, name)) for label, name in COMPARED]
    return MergePlan(
        moves=[(rule.label, rule.rows(old)) for rule in merge_rules()],
        children=list(old.get_children()),
        sight=Sight(
            gains=[there[pk] for pk in there if pk in granted and pk not in here]
            + [row for pk, row in here.items() if pk not in there],
            loses=[row for pk, row in there.items() if pk not in here and pk not in granted],
        ),
        refusal=refusal,
        differences=[pair for pair in pairs if pair[1] != pair[2]],
    )


def _shown(row: Organisation, how: str) -> str:
    value = getattr(row, how)
    return str(value() if callable(value) else value) or "–"


def _require(old: Organisation, kept: Organisation) -> None:
    if old.pk == kept.pk:
        raise InstitutionCycleError
    if old.merged_into_id is not None or kept.merged_into_id is not None:
        raise InstitutionMergedError
    if kept.path.startswith(old.path):
        raise InstitutionMergeBelowError


@transaction.atomic
def institutions_merge(
    *, old: Organisation, kept: Organisation, by: User, reason: str = ""
) -> dict[str, int]:
    """Move everything from `old` to `kept`; return how many rows of which foreign key moved.

    `old` stays as a pointer to `kept`, at the top of the tree, inactive; its services go below
    `kept`; nothing is deleted but the second of two equal grants. Dates are not touched. Both rows
    are locked, the lower key first: of two opposite merges at once the second is refused. Raises
    InstitutionCycleError, InstitutionMergedError, InstitutionMergeBelowError.
    """
    tree_lock()
    # Also against new rows that point at either of them.
    locked = {
        row.pk: row
        for row in Organisation.objects.select_for_update(of=("self",))
        .filter(pk__in=[old.pk, kept.pk])
        .order_by("pk")
    }
    gone, left = locked[old.pk], locked[kept.pk]
    _require(gone, left)
    moved: dict[str, int] = {}
    for child in gone.get_children():
        child.move(left, "sorted-child")
        left.refresh_from_db()
        moved["children"] = moved.get("children", 0) + 1
    moved.update(_rules_apply(gone, left))
    gone.refresh_from_db()
    if gone.depth > 1:
        gone.move(Organisation.get_first_root_node(), "sorted-sibling")
        gone.refresh_from_db()
    gone.merged_into = left
    gone.is_active = False
    gone.save()
    audit_write(
        action="accounts.institution_merge",
        instance=left,
        by=by,
        before=gone.code,
        after=left.code,
        reason=reason,
        moved=moved,
    )
    return moved


def _rules_apply(old: Organisation, kept: Organisation) -> dict[str, int]:
    moved: dict[str, int] = {}
    for rule in merge_rules():
        number = rule.move(old, kept)
        if number:
            moved[f"{rule.model.__name__}.{rule.name}"] = number
    return moved


@transaction.atomic
def merged_sweep() -> int:
    """Move what was written to a merged institution by somebody who had read it before the merge.

    Idempotent; returns how many rows moved. One query a rule when there is nothing.
    """
    moved = 0
    for rule in merge_rules():
        if rule.model is Organisation:
            continue
        late = _manager(rule.model).exclude(**{f"{rule.name}__merged_into": None})
        keys = late.order_by().values_list(rule.name, flat=True).distinct()
        for old in Organisation.objects.filter(pk__in=list(keys)).select_related("merged_into"):
            if old.merged_into is not None:
                moved += rule.move(old, old.merged_into)
    return moved
