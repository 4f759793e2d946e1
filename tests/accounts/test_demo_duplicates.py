"""The demonstration shows three likely duplicates from the first start."""

import pytest
from django.core.management import call_command

from accounts.models import DuplicateProposal, User

pytestmark = pytest.mark.django_db


def test_three_pairs_wait_and_the_seeding_changes_nothing_again(settings, capsys):
    settings.LMS_DEMO = True
    call_command("demo_accounts")
    pairs = {
        (row.first.username, row.second.username): row.reasons
        for row in DuplicateProposal.objects.select_related("first", "second")
    }
    assert pairs == {
        ("m.modele", "med.modele"): ["name_spelt", "mailbox", "institution", "name_rare"],
        ("f.exemplaire", "fz.exemplaire"): ["phone", "name_part", "institution"],
        ("n.echantillon", "nadia.echantillon"): ["name_same", "name_rare", "institution_near"],
    }
    people = User.objects.count()
    call_command("demo_accounts")
    assert (User.objects.count(), DuplicateProposal.objects.count()) == (people, 3)
