"""The holder asks for a correction: of their own certificates, once, with something changed."""

from typing import Any

import pytest
from django.test import Client

from certificates.models import CorrectionRequest
from certificates.services import certificate_revoke, correction_ask
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certificate_make

pytestmark = pytest.mark.django_db
NAMES = {
    "given_name": "Amina",
    "family_name": "Exemple-Nouveau",
    "given_name_ar": "أمينة",
    "family_name_ar": "مثال",
}


def address(certificate: Any, language: str = "fr") -> str:
    return f"/{language}/certificates/{certificate.uuid}/correction/"


@pytest.mark.parametrize(
    ("language", "sent"), [("fr", "Votre demande est envoyée"), ("ar", "أُرسل طلبكم")]
)
def test_a_holder_asks_once(client: Client, language: str, sent: str):
    certificate = certificate_make()
    client.force_login(certificate.user)
    url = address(certificate, language)
    assert "identité" in client.get(url).content.decode() or language == "ar"
    response = client.post(url, {**NAMES, "message": "Nom composé"}, follow=True)
    assert sent in response.content.decode()
    asked = CorrectionRequest.objects.get()
    assert (asked.family_name, asked.message) == ("Exemple-Nouveau", "Nom composé")
    assert '<form class="stack"' not in client.get(url).content.decode()
    assert client.post(url, NAMES).status_code == 409
    assert CorrectionRequest.objects.count() == 1


def test_what_changes_nothing_or_names_nobody_is_refused(client: Client):
    certificate = certificate_make()
    user = certificate.user
    client.force_login(user)
    same = {name: getattr(user, name) for name in NAMES}
    for values in (same, dict.fromkeys(NAMES, "")):
        assert client.post(address(certificate), values).status_code == 200
    assert CorrectionRequest.objects.count() == 0


def test_others_do_not_know_that_it_exists(client: Client):
    certificate = certificate_make()
    url = address(certificate)
    assert client.get(url).status_code == 302
    client.force_login(UserFactory())
    assert (client.get(url).status_code, client.post(url, NAMES).status_code) == (404, 404)
    assert CorrectionRequest.objects.count() == 0


def test_a_revoked_certificate_is_not_corrected(client: Client):
    certificate = certificate_make()
    asked = correction_ask(certificate=certificate, names=NAMES, message="")
    certificate_revoke(certificate=certificate, reason="x", by=UserFactory())
    client.force_login(certificate.user)
    assert client.get(address(certificate)).status_code == 404
    asked.refresh_from_db()
    assert asked.status == "pending"
