"""The search: incremental, idempotent, and faithful to what staff decided."""

import pytest
from wagtail.models import ModelLogEntry

from accounts.duplicates.services import duplicates_search, proposal_dismiss
from accounts.enums import Role
from accounts.merge.services import accounts_merge
from accounts.models import DuplicateProposal, IdentityKey, User
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def twins() -> tuple[User, User]:
    box = {
        "contact_email": "agence@example.org",
        "email": "",
        "given_name_ar": "",
        "family_name_ar": "",
    }
    return (
        UserFactory(given_name="Mohamed", family_name="Alaoui", **box),
        UserFactory(given_name="Med", family_name="El Alaoui", **box),
    )


def test_a_pair_is_proposed_once_and_nobody_is_merged():
    first, second = twins()
    UserFactory.create_batch(3)
    search = duplicates_search()
    assert (search.people, search.changed, search.proposed) == (5, 5, 1)
    row = DuplicateProposal.objects.get()
    assert (row.first, row.second, row.status) == (first, second, "open")
    assert row.reasons[0] in {"name_same", "name_spelt"}
    again = duplicates_search()
    assert (again.changed, again.compared, again.proposed) == (0, 0, 0)
    assert not User.objects.exclude(merged_into=None).exists()


def test_only_those_who_changed_are_compared_again():
    first, _second = twins()
    UserFactory.create_batch(3)
    duplicates_search()
    User.objects.filter(pk=first.pk).update(family_name="Bennani", given_name="Nabila")
    search = duplicates_search()
    assert search.changed == 1
    assert not DuplicateProposal.objects.exists()


def test_what_was_dismissed_comes_back_only_when_an_identity_changes():
    first, second = twins()
    by = UserFactory(role=Role.ADMINISTRATOR)
    duplicates_search()
    row = proposal_dismiss(proposal=DuplicateProposal.objects.get(), note="Deux frères", by=by)
    assert (row.status, row.decided_by, row.note) == ("dismissed", by, "Deux frères")
    entry = ModelLogEntry.objects.get(action="accounts.not_duplicate")
    assert (entry.user, entry.data["from"], entry.data["to"]) == (by, "open", "dismissed")
    # Another agency is no other identity.
    MembershipFactory(user=first, organisation=OrganisationFactory())
    assert duplicates_search().changed == 1
    assert DuplicateProposal.objects.get().status == "dismissed"
    for user in (first, second):
        User.objects.filter(pk=user.pk).update(phone="0612345678")
    duplicates_search()
    assert DuplicateProposal.objects.get().status == "open"


def test_the_first_who_dismisses_is_remembered():
    twins()
    duplicates_search()
    row = DuplicateProposal.objects.get()
    one, other = UserFactory(role=Role.ADMINISTRATOR), UserFactory(role=Role.ADMINISTRATOR)
    proposal_dismiss(proposal=row, note="", by=one)
    assert proposal_dismiss(proposal=row, note="Autre", by=other).decided_by == one
    assert ModelLogEntry.objects.filter(action="accounts.not_duplicate").count() == 1


def test_a_merge_settles_the_pair_and_the_pointer_is_looked_for_no_more():
    first, second = twins()
    by = UserFactory(role=Role.ADMINISTRATOR)
    duplicates_search()
    accounts_merge(survivor=first, merged=second, choices={}, reason="Une personne", by=by)
    assert DuplicateProposal.objects.get().status == "merged"
    duplicates_search()
    assert DuplicateProposal.objects.get().status == "merged"
    assert not IdentityKey.objects.filter(user=second).exists()


def test_a_closed_account_is_proposed_no_more():
    _first, second = twins()
    duplicates_search()
    User.objects.filter(pk=second.pk).update(is_active=False)
    duplicates_search()
    assert not DuplicateProposal.objects.exists()


def test_a_crowd_of_one_name_says_nothing():
    for _number in range(6):
        UserFactory(given_name="Mohamed", family_name="Alaoui", email="", birth_year=1980)
    # Nothing but name and year: 45 + 10 is proposed, the bare name alone is not.
    assert duplicates_search().proposed == 15
    DuplicateProposal.objects.all().delete()
    User.objects.update(birth_year=None)
    assert duplicates_search().proposed == 0


def test_a_rare_name_twice_is_proposed():
    for _number in range(2):
        UserFactory(given_name="Zoubayda", family_name="Exemplaire", email="")
    duplicates_search()
    assert DuplicateProposal.objects.get().reasons == ["name_same", "name_rare"]


@pytest.mark.parametrize("people", [4, 60])
def test_the_queries_do_not_grow_with_the_people(people, django_assert_num_queries):
    for number in range(people // 2):
        for given in ("Mohamed", "Med"):
            UserFactory(
                given_name=given,
                family_name=f"Exemple{chr(97 + number % 26)}{number}",
                contact_email=f"agence{number}@example.org",
                email="",
            )
    with django_assert_num_queries(20):
        duplicates_search()
