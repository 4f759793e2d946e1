"""The pages where staff decide about a pair."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from accounts.duplicates.services import duplicates_search
from accounts.enums import Role
from accounts.models import DuplicateProposal, ManagerGrant, User
from courses.models import Enrolment
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db
URL = "/admin/people/duplicates/"


def login(client: Client, role: Role, language: str = "fr") -> User:
    user: User = UserFactory(role=role, language=language, given_name="Équipe")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


def twins(place: Any = None, family: str = "Alaoui") -> DuplicateProposal:
    for given in ("Mohamed", "Med"):
        user = UserFactory(
            given_name=given, family_name=family, email="", contact_email=f"{family}@example.org"
        )
        MembershipFactory(user=user, organisation=place or OrganisationFactory())
    duplicates_search()
    return DuplicateProposal.objects.latest("pk")


def test_the_list_says_who_and_why(client: Client):
    login(client, Role.ADMINISTRATOR)
    row = twins()
    html = client.get(URL).content.decode()
    assert f"{URL}{row.pk}/" in html
    assert "Mohamed Alaoui" in html
    assert "Med Alaoui" in html
    assert "même boîte aux lettres électronique" in html


def test_filters_by_institution_reason_and_status(client: Client):
    login(client, Role.ADMINISTRATOR)
    top = OrganisationFactory()
    agency = OrganisationFactory(parent=top)
    twins(agency, "Alaoui")
    twins(None, "Bennani")
    for query, names in (
        ({"organisation": top.pk}, ["Alaoui"]),
        ({"reason": "institution"}, ["Alaoui"]),
        ({"reason": "mailbox"}, ["Alaoui", "Bennani"]),
        ({"q": "bennani"}, ["Bennani"]),
        ({"status": "merged"}, []),
    ):
        html = client.get(URL, query).content.decode()
        found = [name for name in ("Alaoui", "Bennani") if f"Med {name}" in html]
        assert found == names, query
    assert client.get(URL, {"reason": "zodiac"}).status_code == 400


def test_two_accounts_are_merged_as_chosen(client: Client):
    admin = login(client, Role.ADMINISTRATOR)
    row = twins()
    enrolment = EnrolmentFactory(user=row.first)
    page = client.get(f"{URL}{row.pk}/").content.decode()
    assert "Inscriptions" in page
    data = {"action": "merge", "survivor": "second", "name": "first", "membership": "second"}
    assert client.post(f"{URL}{row.pk}/", {**data, "reason": "Même personne"}).status_code == 400
    assert client.post(f"{URL}{row.pk}/", {**data, "confirm": "on"}).status_code == 400
    assert not User.objects.exclude(merged_into=None).exists()
    full = {**data, "reason": "Même personne", "confirm": "on"}
    assert client.post(f"{URL}{row.pk}/", full).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.decided_by) == ("merged", admin)
    survivor = User.objects.get(pk=row.second_id)
    assert survivor.given_name == "Mohamed"
    assert Enrolment.objects.get(pk=enrolment.pk).user == survivor
    # A pair that is decided shows who decided, and takes no other decision.
    page = client.get(f"{URL}{row.pk}/").content.decode()
    assert "Même personne" in page
    client.post(f"{URL}{row.pk}/", {"action": "dismiss"})
    row.refresh_from_db()
    assert row.status == "merged"


def test_a_merge_that_is_refused_says_why(client: Client):
    login(client, Role.ADMINISTRATOR)
    row = twins()
    ManagerGrant.objects.create(user=row.second, organisation=OrganisationFactory())
    data = {"survivor": "first", "name": "first", "membership": "first", "reason": "x"}
    response = client.post(f"{URL}{row.pk}/", {**data, "confirm": "on"})
    assert response.status_code == 409
    assert "rôles" in response.content.decode()


def test_not_a_duplicate_is_remembered(client: Client):
    admin = login(client, Role.ADMINISTRATOR)
    row = twins()
    client.post(f"{URL}{row.pk}/", {"action": "dismiss", "note": "Deux frères"})
    row.refresh_from_db()
    assert (row.status, row.decided_by, row.note) == ("dismissed", admin, "Deux frères")


def test_a_manager_of_both_people_may_follow_but_not_merge(client: Client):
    manager = login(client, Role.INSTITUTION_MANAGER)
    place = OrganisationFactory()
    ManagerGrant.objects.create(user=manager, organisation=place)
    row = twins(place)
    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}{row.pk}/").status_code == 403
    data = {"survivor": "first", "name": "first", "reason": "x", "confirm": "on"}
    assert client.post(f"{URL}{row.pk}/", data).status_code == 403
    assert not User.objects.exclude(merged_into=None).exists()


def test_a_merged_account_is_not_listed_among_people(client: Client):
    login(client, Role.ADMINISTRATOR)
    row = twins()
    User.objects.filter(pk=row.second_id).update(merged_into=row.first_id, is_active=False)
    html = client.get("/admin/snippets/accounts/user/").content.decode()
    assert "Mohamed Alaoui" in html
    assert "Med Alaoui" not in html


def test_the_page_speaks_arabic(client: Client):
    login(client, Role.ADMINISTRATOR, "ar")
    row = twins()
    html = client.get(f"{URL}{row.pk}/").content.decode()
    assert "حسابان لشخص واحد؟" in html
    assert 'dir="rtl"' in html


@pytest.mark.parametrize("pairs", [1, 6])
def test_queries_do_not_grow(client: Client, pairs: int, django_assert_num_queries: Any):
    login(client, Role.ADMINISTRATOR)
    for number in range(pairs):
        twins(None, f"Exemple{chr(97 + number)}")
    client.get(URL)
    with django_assert_num_queries(13):
        client.get(URL)
