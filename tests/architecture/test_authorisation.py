"""Every address, as everybody, from another institution: what is denied and what is not told.

The addresses come from the URL configuration, the rules from `tests/architecture/access/`; see
`docs/developers/authorisation-matrix.md`.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.architecture.addresses import addresses_all
from tests.architecture.matrix import problems_of
from tests.architecture.rules import Actor, rule_name_for, rules_all
from tests.architecture.world import World, world_make

# Libraries' addresses take three quarters of the time and change with their versions only: a plain
# pytest asks them as these, `make test` as everybody.
FULL = os.environ.get("LMS_MATRIX") == "full"
SAMPLE = {Actor.LEARNER, Actor.MANAGER}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The data, written once for all actors and undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world_make()
        transaction.set_rollback(True)


def test_every_address_has_a_rule():
    rules = rules_all()
    missing = [
        f'"{address.name}": Rule(may=…),  # {address.route}, {address.module}'
        for address in addresses_all()
        if rule_name_for(address.name, rules) is None
    ]
    assert missing == [], "add to RULES of tests/architecture/access/<app>.py:\n" + "\n".join(
        missing
    )


def test_every_rule_has_an_address():
    rules = rules_all()
    used = {rule_name_for(address.name, rules) for address in addresses_all()}
    assert set(rules) - used == set(), "these addresses are gone: delete their rules"


@pytest.mark.django_db
@pytest.mark.parametrize("actor", Actor, ids=str)
def test_from_another_institution(world: World, actor: Actor):
    rules = rules_all()
    problems: list[str] = []
    for address in addresses_all():
        name = rule_name_for(address.name, rules)
        if name is not None and (FULL or address.is_ours or actor in SAMPLE):
            problems += problems_of(
                address=address,
                rule=rules[name],
                world=world,
                actor=actor,
                exact=not name.endswith("*"),
            )
    assert problems == [], "\n".join(problems)
