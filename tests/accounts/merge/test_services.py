"""Making one account of two: who may, what leads where, who is told."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.exceptions import (
    MergeReasonError,
    MergeRefusedError,
    MergeRolesError,
    MergeStateError,
)
from accounts.merge.services import accounts_merge
from accounts.models import AccountMerge, ManagerGrant, Notice, User
from accounts.roles import role_give, roles_sync
from tests.accounts.merge.pairs import merge, pair
from tests.factories.accounts import (
    OrganisationFactory,
    UserFactory,
)
from tests.factories.enrolment import (
    EnrolmentFactory,
)

pytestmark = pytest.mark.django_db


def test_the_merged_account_is_a_pointer_that_leads_to_the_survivor(admin):
    kept, other = pair()
    kept.set_password("secret-de-a")
    kept.save()
    EmailAddress.objects.create(user=kept, email=kept.email, verified=True, primary=True)
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    Authenticator.objects.create(user=other, type="totp", data={})
    record = merge(kept, other, admin)
    other.refresh_from_db()
    assert (other.merged_into, other.is_active, other.email, other.phone) == (kept, False, "", "")
    assert not other.has_usable_password()
    assert record.survivor == kept
    # Both login names and both confirmed addresses lead to the one account.
    assert authenticate(username="med.alaoui", password="secret-de-a") == kept
    rows = EmailAddress.objects.order_by("pk").values_list("user", "email", "primary")
    assert list(rows) == [
        (kept.pk, "a.alaoui@example.org", True),
        (kept.pk, "med.alaoui@example.org", False),
    ]
    assert not Authenticator.objects.exists()


def test_an_address_that_nobody_confirmed_is_freed(admin):
    kept, other = pair()
    EmailAddress.objects.create(user=other, email=other.email, verified=False, primary=True)
    record = merge(kept, other, admin)
    assert not EmailAddress.objects.exists()
    assert [row["model"] for row in record.set_aside] == ["account.emailaddress"]
    assert UserFactory(email="med.alaoui@example.org").pk


def test_values_are_taken_where_they_were_chosen(admin):
    kept, other = pair()
    User.objects.filter(pk=other.pk).update(family_name="Alaoui", phone="0611", birth_year=1980)
    EmailAddress.objects.create(user=kept, email=kept.email, verified=True, primary=True)
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    record = merge(kept, other, admin, name="merged", email="merged", birth_year="survivor")
    kept.refresh_from_db()
    assert (kept.family_name, kept.email) == ("Alaoui", "med.alaoui@example.org")
    assert (kept.birth_year, kept.phone) == (None, "")
    assert record.choices["after"] == {
        "family_name": "Alaoui",
        "email": "med.alaoui@example.org",
    }
    primary = EmailAddress.objects.get(primary=True)
    assert primary.email == "med.alaoui@example.org"


def test_rights_are_never_given_or_lost_by_a_merge(admin):
    kept, other = pair()
    roles_sync()
    role_give(user=other, role=Role.TRAINER)
    with pytest.raises(MergeRolesError):
        merge(kept, other, admin)
    role_give(user=kept, role=Role.TRAINER)
    role_give(user=other, role=Role.LEARNER)
    merge(kept, other, admin)
    assert set(kept.groups.values_list("name", flat=True)) == {"trainer", "learner"}
    assert not other.groups.exists()


def test_institutions_managed_must_be_the_survivors_already(admin):
    kept, other = pair()
    organisation = OrganisationFactory()
    ManagerGrant.objects.create(user=other, organisation=organisation)
    with pytest.raises(MergeRolesError):
        merge(kept, other, admin)
    ManagerGrant.objects.create(user=kept, organisation=organisation)
    merge(kept, other, admin)
    assert ManagerGrant.objects.get().user == kept


def test_the_same_merge_again_returns_the_first(admin):
    kept, other = pair()
    record = merge(kept, other, admin)
    assert merge(kept, other, admin) == record
    assert ModelLogEntry.objects.filter(action="accounts.merge").count() == 1
    assert Notice.objects.filter(kind="merge").count() == 2


def test_the_other_way_round_is_refused_afterwards(admin):
    kept, other = pair()
    merge(kept, other, admin)
    with pytest.raises(MergeStateError):
        merge(other, kept, admin)


def test_a_chain_of_merges_leads_to_the_last(admin):
    first, second, third = UserFactory(username="un"), UserFactory(), UserFactory()
    merge(second, first, admin)
    merge(third, second, admin)
    first.refresh_from_db()
    assert first.merged_into == third
    assert User.objects.get_by_natural_key("un") == third


def test_some_merges_are_refused(admin):
    kept, other = pair()
    with pytest.raises(MergeReasonError):
        accounts_merge(survivor=kept, merged=other, choices={}, reason=" ", by=admin)
    for survivor, merged in ((kept, kept), (kept, admin), (kept, _superuser())):
        with pytest.raises(MergeRefusedError):
            merge(survivor, merged, admin)
    assert not AccountMerge.objects.exists()


def _superuser() -> User:
    return User.objects.create_superuser("racine", "secret-de-racine")


def test_the_person_is_written_to_at_both_addresses_in_their_language(admin):
    kept, other = pair()
    User.objects.filter(pk=kept.pk).update(language="ar")
    merge(kept, other, admin)
    notices = Notice.objects.filter(kind="merge").order_by("pk")
    assert [row.address for row in notices] == ["a.alaoui@example.org", "med.alaoui@example.org"]
    assert {row.language for row in notices} == {"ar"}
    assert "a.alaoui" in notices[0].text
    assert "med.alaoui" in notices[0].text


def test_the_trail_says_from_which_to_which_and_keeps_its_actors(admin):
    kept, other = pair()
    role = User.objects.get(pk=other.pk)
    EnrolmentFactory(user=other)
    merge(kept, other, admin)
    entry = ModelLogEntry.objects.get(action="accounts.merge")
    assert entry.user == admin
    assert entry.data["person"] == str(kept.uuid)
    assert (entry.data["from"], entry.data["to"]) == ("med.alaoui", "a.alaoui")
    assert entry.data["other"] == str(role.uuid)
    assert entry.data["reason"] == "Même personne"
    assert entry.data["moved"] == {"courses.Enrolment.user": 1}


def test_a_pointer_keeps_its_name_for_the_history(admin):
    kept, other = pair()
    name = other.name_latin
    merge(kept, other, admin)
    other.refresh_from_db()
    assert str(other) == name
    with pytest.raises(ValidationError):
        User(username="MED.alaoui").full_clean(exclude=["password"])


def test_telephone_and_staff_number_lead_to_one_person_only(admin):
    kept, other = pair()
    User.objects.filter(pk=other.pk).update(phone="+212611223344", staff_number="AB12")
    merge(kept, other, admin, staff_number="merged")
    people = User.objects.filter(pk__in=[kept.pk, other.pk]).order_by("pk")
    assert list(people.values_list("phone", "staff_number")) == [("", "AB12"), ("", "")]
