"""Another contact address counts once its code came back."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.notices import notices_deliver_due
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def profile_data(**changes: Any) -> dict[str, Any]:
    return {
        "given_name": "Nora",
        "family_name": "Exemple",
        "gender": "X",
        "region": "09",
        "language": "fr",
        **changes,
    }


def code_sent() -> str:
    notices_deliver_due()
    found = re.search(r"^(\d{6})$", str(mail.outbox[-1].body), re.M)
    assert found is not None
    return found[1]


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory(contact_email="ancienne@example.org")
    client.force_login(user)
    return user


def test_the_address_is_written_after_its_code(client: Client, user: User):
    response = client.post("/fr/profile/", profile_data(contact_email="Agence@Example.org"))
    assert response["Location"] == "/fr/profile/contact/"
    user.refresh_from_db()
    assert (user.given_name, user.contact_email) == ("Nora", "ancienne@example.org")
    code = code_sent()
    assert mail.outbox[-1].to == ["agence@example.org"]
    assert client.post("/fr/profile/contact/", {"code": code}).status_code == 302
    user.refresh_from_db()
    assert user.contact_email == "agence@example.org"
    assert client.get("/fr/profile/contact/").status_code == 302


def test_wrong_codes_write_nothing_and_end_the_request(client: Client, user: User):
    client.post("/fr/profile/", profile_data(contact_email="agence@example.org"))
    code = code_sent()
    wrong = "000000" if code != "000000" else "000001"
    for _number in range(5):
        assert client.post("/ar/profile/contact/", {"code": wrong}).status_code == 400
    assert client.post("/fr/profile/contact/", {"code": code}).status_code == 400
    user.refresh_from_db()
    assert user.contact_email == "ancienne@example.org"


def test_another_person_cannot_end_it(client: Client, user: User):
    client.post("/fr/profile/", profile_data(contact_email="agence@example.org"))
    code = code_sent()
    other = UserFactory(contact_email="")
    stranger = Client()
    stranger.force_login(other)
    stranger.post("/fr/profile/contact/", {"code": code})
    other.refresh_from_db()
    user.refresh_from_db()
    assert (other.contact_email, user.contact_email) == ("", "ancienne@example.org")


def test_somebody_without_own_address_keeps_one(client: Client):
    person = UserFactory(email="", contact_email="agence@example.org")
    client.force_login(person)
    assert client.post("/fr/profile/", profile_data(contact_email="")).status_code == 400
    person.refresh_from_db()
    assert person.contact_email == "agence@example.org"


def test_an_address_is_emptied_at_once_when_there_is_another(client: Client, user: User):
    assert client.post("/fr/profile/", profile_data(contact_email="")).status_code == 302
    user.refresh_from_db()
    assert user.contact_email == ""


@pytest.mark.parametrize(("typed", "status"), [("06 12 34 56 78", 302), ("pas un numéro", 400)])
def test_a_telephone_is_kept_in_one_form(client: Client, user: User, typed: str, status: int):
    data = profile_data(contact_email="ancienne@example.org", phone=typed)
    assert client.post("/fr/profile/", data).status_code == status
    user.refresh_from_db()
    assert user.phone == ("+212612345678" if status == 302 else "")
