"""Registration, from the form to the confirmed address."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Consent, ConsentText, Membership, User
from tests.factories.accounts import ConsentTextFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "une-phrase-longue-2026"


@pytest.fixture
def text() -> ConsentText:
    return ConsentTextFactory(version="2026-1")


def form_data(**changes: Any) -> dict[str, Any]:
    return {
        "email": "Nadia@Example.org",
        "password1": PASSWORD,
        "given_name": "Nadia",
        "family_name": "Exemple",
        "given_name_ar": "نادية",
        "family_name_ar": "مثال",
        "gender": "F",
        "region": "04",
        "language": "ar",
        "consent": "on",
        **changes,
    }


def test_registration_writes_person_membership_and_consent(client: Client, text: ConsentText):
    organisation = OrganisationFactory()
    response = client.post(
        "/fr/accounts/signup/", form_data(organisation=str(organisation.pk)), follow=True
    )
    assert response.status_code == 200
    user = User.objects.get()
    assert (user.email, user.username) == ("nadia@example.org", "nadia")
    assert (user.name_latin, user.name_arabic) == ("Nadia Exemple", "نادية مثال")
    assert (user.gender, user.language, user.is_staff) == ("F", "ar", False)
    membership = Membership.objects.get()
    assert (membership.organisation, membership.region) == (organisation, "04")
    consent = Consent.objects.get()
    assert (consent.text, consent.language) == (text, "fr")
    assert b'name="code"' in response.content


def test_the_code_of_the_mail_confirms_the_address(client: Client, text: ConsentText):
    client.post("/ar/accounts/signup/", form_data())
    message = mail.outbox[0]
    assert message.to == ["nadia@example.org"]
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", str(message.body), re.MULTILINE)
    assert code is not None
    response = client.post("/ar/accounts/confirm-email/", {"code": code[1]})
    assert response.status_code == 302
    assert User.objects.get().emailaddress_set.get().verified is True
    assert client.get("/ar/profile/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"consent": ""}, "consent"),
        ({"given_name": "", "given_name_ar": ""}, "given_name"),
        ({"given_name_ar": "Nadia"}, "given_name_ar"),
        ({"family_name": "مثال"}, "family_name"),
        ({"given_name": "x" * 10_000}, "given_name"),
        ({"region": "99"}, "region"),
        ({"organisation": "999999"}, "organisation"),
        ({"organisation": "other"}, "organisation_other"),
        ({"gender": "Z"}, "gender"),
        ({"password1": "123"}, "password1"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(
    client: Client, text: ConsentText, changes: dict[str, str], field: str
):
    response = client.post("/fr/accounts/signup/", form_data(**changes))
    assert field in response.context["form"].errors
    assert User.objects.count() == 0


def test_fields_that_are_not_asked_are_not_written(client: Client, text: ConsentText):
    client.post(
        "/fr/accounts/signup/", form_data(is_staff="on", is_superuser="on", username="root")
    )
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.username) == (False, False, "nadia")


def test_an_address_is_unique_without_case(client: Client, text: ConsentText):
    UserFactory(email="nadia@example.org")
    client.post("/fr/accounts/signup/", form_data())
    assert User.objects.count() == 1


def test_registration_is_closed_without_a_consent_text(client: Client):
    response = client.post("/fr/accounts/signup/", form_data())
    assert len(response.context["form"].non_field_errors()) == 1
    assert User.objects.count() == 0
