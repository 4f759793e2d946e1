"""Credentials as an implementation that is not ours sees them: Digital Bazaar's, on Node."""

import datetime as dt
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from certificates.credentials.keys import key_make, key_withdraw, keys_all
from certificates.documents import certificate_credential
from certificates.services import certificate_revoke
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certificate_make

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).with_name("verify.mjs")


def verdict(client: Client, credential: dict[str, Any]) -> dict[str, Any]:
    """Return what the other implementation says, given what anybody can fetch from us."""
    cache.clear()
    list_path = credential["credentialStatus"]["statusListCredential"].split("8000", 1)[1]
    given = {
        "credential": credential,
        "issuer": json.loads(client.get("/.well-known/did.json").content),
        "statusList": json.loads(client.get(list_path).content),
    }
    done = subprocess.run(
        ["node", str(SCRIPT)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        cwd=SCRIPT.parent,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_it_is_verified_and_its_status_is_read(client: Client):
    certificate = certificate_make()
    credential = json.loads(certificate_credential(certificate))
    said = verdict(client, credential)
    assert (said["verified"], said["results"], said["errors"]) == (True, [False], [])
    certificate_revoke(certificate=certificate, reason="Erreur", by=UserFactory())
    assert verdict(client, credential)["results"] == [True]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("credentialSubject", "identifier", 0, "identityHash"), "Autre Personne"),
        (("credentialSubject", "achievement", "name"), "Autre cours"),
        (("validFrom",), "2020-01-01T00:00:00Z"),
        (("credentialSubject", "licenseNumber"), "OIM-MA-2026-999999"),
    ],
)
def test_a_changed_one_is_refused(client: Client, path: tuple[Any, ...], value: str):
    credential = json.loads(certificate_credential(certificate_make()))
    place = credential
    for step in path[:-1]:
        place = place[step]
    assert place[path[-1]] != value
    place[path[-1]] = value
    said = verdict(client, credential)
    assert said["verified"] is False
    assert any("Invalid signature" in error for error in said["errors"])


def test_a_foreign_term_is_refused(client: Client):
    credential = json.loads(certificate_credential(certificate_make()))
    credential["credentialSubject"]["mention"] = "Très bien"
    assert verdict(client, credential)["verified"] is False


def test_keys_rotate_and_earlier_signatures_stay_good(client: Client):
    certificate = certificate_make()
    before = json.loads(certificate_credential(certificate))
    key_make()
    assert certificate_credential(certificate) == certificate_credential(certificate)
    assert json.loads(certificate_credential(certificate)) == before
    assert verdict(client, before)["verified"] is True
    after = json.loads(certificate_credential(certificate_make()))
    assert after["proof"]["verificationMethod"] != before["proof"]["verificationMethod"]
    assert verdict(client, after)["verified"] is True


def test_what_a_withdrawn_key_signed_is_refused_and_signed_anew(client: Client):
    certificate = certificate_make()
    before = json.loads(certificate_credential(certificate))
    key_make()
    key_withdraw(keys_all()[0].id)
    assert verdict(client, before)["verified"] is False
    after = json.loads(certificate_credential(certificate))
    assert after["proof"]["verificationMethod"].endswith(keys_all()[1].id)
    assert verdict(client, after)["verified"] is True


def test_an_expired_one_is_refused(client: Client):
    certificate = certificate_make()
    certificate.issued_at = timezone.now() - dt.timedelta(days=9)
    certificate.expires_at = timezone.now() - dt.timedelta(days=1)
    certificate.save()
    credential = json.loads(certificate_credential(certificate))
    said = verdict(client, credential)
    assert said["verified"] is False
    assert 'is after "validUntil"' in " ".join(said["errors"])
