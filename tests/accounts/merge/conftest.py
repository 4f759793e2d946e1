"""Who merges."""

import pytest

from accounts.enums import Role
from accounts.models import User
from tests.factories.accounts import (
    UserFactory,
)


@pytest.fixture
def admin() -> User:
    return UserFactory(username="chef", role=Role.ADMINISTRATOR)
