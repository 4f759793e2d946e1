"""What happens to each table that points to a person when two accounts become one.

Every foreign key to `User`, and to each model whose rows may give way (an enrolment), has one rule,
declared by its app. `tests/architecture/test_merge_rules.py` fails for one without.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db.models import ForeignKey, Model

from accounts.models import User


class How(StrEnum):
    """What a rule does with the rows of the account that is merged."""

    MOVE = "move"  # all of them become the survivor's
    UNION = "union"  # the same, but what both have stands once: the better one
    STAY = "stay"  # they tell who acted then, and keep pointing to the merged account
    END = "end"  # sessions and settings of the merged account end with it
    OWN = "own"  # a function of the app decides
    REFUSE = "refuse"  # no merge while there are rows that the survivor lacks


@dataclass(kw_only=True)
class MergeRun:
    """One merge under way: who becomes whom, what moved, what gave way."""

    survivor: User
    merged: User
    by: User
    choices: Mapping[str, str] = field(default_factory=dict)
    moved: Counter[str] = field(default_factory=Counter)
    set_aside: list[dict[str, Any]] = field(default_factory=list)

    def put_aside(self, row: Model) -> None:
        """Keep the row in the record of the merge, and delete it."""
        self.set_aside += serializers.serialize("python", [row])
        type(row)._base_manager.filter(pk=row.pk).delete()

    def relations_apply(self, kept: Model, dropped: Model) -> None:
        """Run the rules of all that points to `dropped`, which becomes `kept`."""
        for relation, rule in rules_for(type(kept)):
            rule.run(self, relation, kept, dropped)


@dataclass(frozen=True, kw_only=True)
class Relation:
    """A foreign key that points to what is merged."""

    model: type[Model]
    name: str

    @property
    def label(self) -> str:
        """As it stands in the rules and in the record of a merge."""
        return f"{self.model._meta.label}.{self.name}"

    @property
    def table(self) -> Any:
        """All rows, whatever a manager of the model leaves out."""
        return self.model._base_manager

    def rows(self, target: Model) -> Any:
        """The rows that point to the target."""
        return self.table.filter(**{self.name: target.pk})


Runner = Callable[[MergeRun, Relation, Any, Any], None]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a rule is called, what it does, and when (lower first)."""

    how: How
    run: Runner
    order: int = 50


_RULES: dict[str, Rule] = {}


def merge_rules(rules: Mapping[str, Rule]) -> None:
    """Declare rules: {"app.Model.field": rule}. Called by each app when it is ready."""
    _RULES.update(rules)


def rules_all() -> Mapping[str, Rule]:
    """Return what was declared."""
    return _RULES


def relations_to(target: type[Model]) -> list[Relation]:
    """Return every foreign key (also of many-to-many tables) that points to the model."""
    return [
        Relation(model=model, name=one.name)
        for model in apps.get_models(include_auto_created=True)
        for one in model._meta.local_fields
        if isinstance(one, ForeignKey)
        and one.related_model is target
        and not model._meta.proxy
        and model._meta.managed
    ]


def rules_for(target: type[Model]) -> list[tuple[Relation, Rule]]:
    """Return the relations to the model with their rules, in order."""
    found = [(relation, _RULES[relation.label]) for relation in relations_to(target)]
    return sorted(found, key=lambda pair: (pair[1].order, pair[0].label))


def move(order: int = 50) -> Rule:
    """All rows become the survivor's."""

    def run(merging: MergeRun, relation: Relation, kept: Model, dropped: Model) -> None:
        count = relation.rows(dropped).update(**{relation.name: kept.pk})
        merging.moved[relation.label] += count

    return Rule(how=How.MOVE, run=run, order=order)


def stay() -> Rule:
    """The rows keep pointing to the merged account: it is who acted."""
    return Rule(how=How.STAY, run=lambda *_args: None)


def end() -> Rule:
    """The rows of the merged account are deleted."""

    def run(merging: MergeRun, relation: Relation, kept: Model, dropped: Model) -> None:
        relation.rows(dropped).delete()

    return Rule(how=How.END, run=run)


def own(run: Runner, *, how: How = How.OWN, order: int = 50) -> Rule:
    """A function decides."""
    return Rule(how=how, run=run, order=order)


def union(
    *keys: str,
    best: Callable[[Any], Any] | None = None,
    blend: Callable[[MergeRun, Any, Any], None] | None = None,
    after: Callable[[MergeRun, Any], None] | None = None,
    order: int = 50,
) -> Rule:
    """Rows that agree in `keys` stand once: the one with the greatest `best`, else the survivor's.

    What points to the other row follows to the one that stays, by the rules of that relation.
    `blend(merging, winner, loser)` then takes over values, the loser is set aside, and `after` is
    called for the winner, which belongs to the survivor by then.
    """
    key_of = attrgetter(*keys)

    def run(merging: MergeRun, relation: Relation, kept: Model, dropped: Model) -> None:
        locked = relation.table.select_for_update(of=("self",))
        rows = locked.filter(**{f"{relation.name}__in": [kept.pk, dropped.pk]}).order_by("pk")
        theirs: dict[Any, Any] = {}
        moving: list[Any] = []
        for row in rows:
            if getattr(row, f"{relation.name}_id") == kept.pk:
                theirs[key_of(row)] = row
            else:
                moving.append(row)
        for row in moving:
            merging.moved[relation.label] += 1
            same = theirs.get(key_of(row))
            if same is None:
                _point(relation, row, kept)
                theirs[key_of(row)] = row
                continue
            winner, loser = _ranked(same, row, best)
            merging.relations_apply(winner, loser)
            if blend is not None:
                blend(merging, winner, loser)
            merging.put_aside(loser)
            _point(relation, winner, kept)
            theirs[key_of(row)] = winner
            if after is not None:
                after(merging, winner)

    return Rule(how=How.UNION, run=run, order=order)


def _ranked(kept: Any, other: Any, best: Callable[[Any], Any] | None) -> tuple[Any, Any]:
    if best is not None and best(other) > best(kept):
        return other, kept
    return kept, other


def _point(relation: Relation, row: Any, kept: Model) -> None:
    relation.table.filter(pk=row.pk).update(**{relation.name: kept.pk})
    setattr(row, f"{relation.name}_id", kept.pk)


def labels(model: str, rule: Rule, names: Iterable[str]) -> dict[str, Rule]:
    """Return the same rule for several fields of a model."""
    return {f"{model}.{name}": rule for name in names}
