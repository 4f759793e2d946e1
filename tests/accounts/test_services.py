"""Login names for many people at once."""

import pytest

from accounts.services import username_new, usernames_new
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_login_names_are_free_and_all_different(django_assert_num_queries):
    UserFactory(username="Amina")
    with django_assert_num_queries(2):
        names = usernames_new(["amina@example.org", "salma@example.org", "salma@example.net", "@"])
    assert names[1] == "salma"
    assert names[3] == "p"
    assert names[0].startswith("amina")
    assert names[2].startswith("salma")
    assert len({*names, "amina"}) == 5
    assert username_new("salma@example.org") == "salma"


def test_a_name_shared_by_thousands_does_not_run_out():
    # Names in Arabic alone give no Latin letters: all share one base.
    assert len(set(usernames_new(["@"] * 9000))) == 9000
