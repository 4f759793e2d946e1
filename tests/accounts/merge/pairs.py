"""Two accounts of one person, for the tests of merging."""

from accounts.merge.services import accounts_merge
from accounts.models import AccountMerge, User
from tests.factories.accounts import (
    UserFactory,
)


def merge(survivor: User, merged: User, by: User, **choices: str) -> AccountMerge:
    return accounts_merge(
        survivor=survivor, merged=merged, choices=choices, reason="Même personne", by=by
    )


def pair() -> tuple[User, User]:
    return UserFactory(username="a.alaoui"), UserFactory(username="med.alaoui")
