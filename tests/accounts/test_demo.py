"""The demonstration's institutions: three levels, one duplicate, somebody who moved."""

from typing import Any

import pytest
from django.core.management import call_command

from accounts.institutions.duplicates import duplicates_proposed
from accounts.models import Membership, Organisation, User

pytestmark = pytest.mark.django_db


def test_the_demonstration_shows_a_tree_a_duplicate_and_a_move(settings: Any, capsys: Any):
    settings.LMS_DEMO = True
    call_command("demo_accounts")
    first = (Organisation.objects.count(), Membership.objects.count(), User.objects.count())
    call_command("demo_accounts")
    again = (Organisation.objects.count(), Membership.objects.count(), User.objects.count())
    assert first == again
    agency = Organisation.objects.get(code="anapec-tanger")
    above = list(agency.get_ancestors().values_list("code", flat=True))
    assert above == ["anapec", "anapec-region-01"]
    assert Organisation.objects.get(code="anapec").get_children().count() == 12
    (pair,) = duplicates_proposed()
    assert {pair.kept.code, pair.old.code} == {"anapec-tanger", "agence-anapec-tanger"}
    person = User.objects.get(username="conseillere")
    codes = person.memberships.order_by("starts_on").values_list("organisation__code", flat=True)
    assert list(codes) == ["anapec-agadir", "anapec-tanger"]
