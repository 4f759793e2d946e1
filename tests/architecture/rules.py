"""What a rule of the authorisation matrix says, and where the rules are collected.

`docs/developers/authorisation-matrix.md` explains how to add one.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Actor(StrEnum):
    """Who asks: nobody known, or one person per role, of another institution than the objects'."""

    ANONYMOUS = "anonymous"
    LEARNER = "learner"
    TRAINER = "trainer"
    MANAGER = "institution_manager"
    JURY = "jury"
    AUTHOR = "author"
    TRANSLATOR = "translator"
    MONITORING = "monitoring"
    ADMINISTRATOR = "administrator"


Actors = frozenset[Actor]
NOBODY: Actors = frozenset()
ANYBODY: Actors = frozenset(Actor)
PEOPLE: Actors = ANYBODY - {Actor.ANONYMOUS}
ADMINISTRATOR: Actors = frozenset({Actor.ADMINISTRATOR})
# Those who may open the administration at all.
STAFF: Actors = PEOPLE - {Actor.LEARNER, Actor.JURY}
EDITORS: Actors = frozenset({Actor.AUTHOR, Actor.TRANSLATOR, Actor.ADMINISTRATOR})
AUTHORS: Actors = frozenset({Actor.AUTHOR, Actor.ADMINISTRATOR})


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Who may do what at one address, when everything there belongs to another institution.

    may      who is answered; everybody else must be refused (login, 403, 404, 405), and a refused
             request must write nothing. Under an exact name, those who may must be answered.
    post     the same for POST, where it differs
    names    who may read the other institution's person's name, address or telephone in the answer
    changes  who may change the other institution's records by POST
    args     parameters of the address: {parameter: key of the world's values}
    query    what GET adds to the address
    data     what POST sends: {field: key of the world's values, or "=literal"}
    fails    the error with which a view of a library fails here for those who may; never for ours
    """

    may: Actors
    post: Actors | None = None
    names: Actors = NOBODY
    changes: Actors = NOBODY
    args: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    fails: str = ""

    def allowed(self, method: str) -> Actors:
        """Who may use the method."""
        return self.post if method == "POST" and self.post is not None else self.may


def snippet_rules(model: str, **values: Any) -> dict[str, Rule]:
    """Return the rules of a snippet's views and of its chooser: `accounts.user`, for instance."""
    app, name = model.split(".")
    views, chooser = f"wagtailsnippets_{app}_{name}:", f"wagtailsnippetchoosers_{app}_{name}:"
    # Wagtail's chooser fails on a POST to create where it offers no form for it.
    create = Rule(may=values["may"], fails="AttributeError")
    rule = Rule(**{"args": {"pk": name}, **values})
    return {f"{views}*": rule, f"{chooser}*": rule, f"{chooser}create*": create}


def rules_all() -> dict[str, Rule]:
    """Return the rules of every module of `tests.architecture.access`."""
    package = importlib.import_module("tests.architecture.access")
    rules: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(package.__path__):
        found = importlib.import_module(f"{package.__name__}.{module.name}").RULES
        twice = set(rules) & set(found)
        assert not twice, f"two rules for {sorted(twice)}"
        rules.update(found)
    return rules


def rule_name_for(name: str, rules: Mapping[str, Rule]) -> str | None:
    """Return the name of the rule of an address: its own, else the longest `prefix*`."""
    if name in rules:
        return name
    matching = [key for key in rules if key.endswith("*") and name.startswith(key[:-1])]
    return max(matching, key=len, default=None)
