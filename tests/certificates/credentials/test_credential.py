"""What a credential states, where it is put, and what keeps its keys."""

import base64
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image

from certificates.credentials import keys, status
from certificates.credentials.baking import credential_extract
from certificates.credentials.checks import credential_keys_are_safe
from certificates.credentials.contexts import ContextUnknownError, context_load
from certificates.documents import certificate_badge, certificate_credential
from certificates.models import StatusNumber
from tests.factories.certificates import certificate_make


@pytest.mark.django_db
def test_it_states_the_facts_and_nothing_private():
    certificate = certificate_make()
    user = certificate.user
    text = certificate_credential(certificate).decode()
    document = json.loads(text)
    subject = document["credentialSubject"]
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert document["id"] == f"urn:uuid:{certificate.uuid}"
    assert document["issuer"]["id"] == "did:web:127.0.0.1%3A8000"
    assert [one["identityHash"] for one in subject["identifier"]] == [
        certificate.data["name_latin"],
        certificate.data["name_arabic"],
    ]
    assert "5 heures 10 minutes" in subject["achievement"]["description"]
    for hidden in (user.email, user.username, certificate.check_code, "score"):
        assert hidden not in text


@pytest.mark.django_db
def test_achievements_are_the_same_for_the_same_course():
    first, second = certificate_make(), certificate_make()
    ids = []
    for certificate in (first, second, first):
        document = json.loads(certificate_credential(certificate))
        ids.append(document["credentialSubject"]["achievement"]["id"])
    assert ids[0] == ids[2] != ids[1]


@pytest.mark.django_db
@pytest.mark.parametrize("image_format", ["png", "svg"])
def test_the_image_carries_the_credential(image_format: Any):
    certificate = certificate_make()
    image = certificate_badge(certificate, image_format)
    assert credential_extract(image) == certificate_credential(certificate)
    if image_format == "png":
        opened = Image.open(io.BytesIO(image))
        opened.load()
        # Pillow reads the chunk as any reader of PNG does.
        text = opened.text["openbadgecredential"]
        assert text.encode() == certificate_credential(certificate)
    else:
        assert image.startswith(b"<svg")
        assert b"<openbadges:credential" in image


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXtopenbadge",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00",
        b"<svg></svg>",
    ],
)
def test_files_without_a_credential_give_none(content: bytes):
    assert credential_extract(content) is None


@pytest.mark.django_db
def test_places_are_drawn_once_and_told_by_the_list(client: Client):
    certificate, revoked = certificate_make(), certificate_make()
    place, other = status.status_number_of(certificate), status.status_number_of(revoked)
    assert status.status_number_of(certificate) == place
    revoked.status = "replaced"
    revoked.save()
    response = client.get("/credentials/status/1")
    assert response["Content-Type"] == "application/vc"
    assert response["Access-Control-Allow-Origin"] == "*"
    packed = json.loads(response.content)["credentialSubject"]["encodedList"]
    bits = gzip.decompress(base64.urlsafe_b64decode(packed[1:] + "=" * (-len(packed[1:]) % 4)))
    assert len(bits) * 8 == 131_072
    is_set = [bool(bits[row.position // 8] & 0x80 >> row.position % 8) for row in (place, other)]
    assert is_set == [False, True]
    assert sum(byte.bit_count() for byte in bits) == 1


@pytest.mark.django_db
def test_a_taken_place_is_drawn_again(monkeypatch: pytest.MonkeyPatch):
    drawn = iter([7, 7, 7, 9])
    monkeypatch.setattr("secrets.randbelow", lambda _top: next(drawn))
    places = [status.status_number_of(certificate_make()).position for _number in range(2)]
    assert places == [7, 9]


@pytest.mark.django_db
def test_a_half_full_list_is_followed_by_another(monkeypatch: pytest.MonkeyPatch, client: Client):
    monkeypatch.setattr(status, "PLACES", 8)
    for _number in range(5):
        status.status_number_of(certificate_make())
    assert sorted(StatusNumber.objects.values_list("list_number", flat=True)) == [1, 1, 1, 1, 2]
    assert client.get("/credentials/status/3", follow=True).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("others", [0, 4])
def test_a_list_costs_one_query(others: int, django_assert_num_queries: Any):
    for _number in range(others + 1):
        status.status_number_of(certificate_make())
    with django_assert_num_queries(1):
        status.status_list(1)


def test_no_context_is_fetched():
    with pytest.raises(ContextUnknownError):
        context_load("https://example.org/context.json", {})


def test_keys_are_kept_for_their_owner_only_and_private_parts_do_not_stay():
    keys.key_make()
    keys.key_make()
    path = keys.keys_file()
    assert path.stat().st_mode & 0o777 == 0o600
    former, active = keys.keys_all()
    assert (former.state, former.private, active.state) == ("former", "", "active")
    keys.key_withdraw(active.id)
    with pytest.raises(keys.KeyMissingError):
        keys.key_active()
    assert keys.keys_good() == [former]


def test_a_passphrase_protects_the_private_part(settings: Any):
    settings.CREDENTIAL_KEYS_PASSPHRASE = "phrase"
    made = keys.key_make()
    assert "ENCRYPTED" in made.private
    key, signature = keys.sign(b"content")
    key.verify_key().verify(signature, b"content")
    settings.CREDENTIAL_KEYS_PASSPHRASE = "other"
    with pytest.raises(ValueError, match="decrypt"):
        keys.sign(b"content")


def test_the_command_lists_makes_and_withdraws(capsys: Any):
    call_command("credential_keys", "make")
    call_command("credential_keys", "make")
    former, active = keys.keys_all()
    call_command("credential_keys", "withdraw", former.id)
    printed = capsys.readouterr().out
    assert f"{former.id}  withdrawn" in printed
    assert f"{active.id}  active" in printed
    with pytest.raises(CommandError):
        call_command("credential_keys", "withdraw", "key-unknown")


def test_production_refuses_missing_demonstration_and_readable_keys(settings: Any):
    def ids() -> list[Any]:
        return [message.id for message in credential_keys_are_safe(None)]

    assert ids() == ["lms.E014"]
    keys.key_make()
    settings.CREDENTIAL_KEYS_DEMO = False
    assert ids() == ["lms.E014"]
    Path(keys.keys_file()).unlink()
    assert ids() == ["lms.E015"]
    keys.key_make()
    assert ids() == []
    keys.keys_file().chmod(0o640)
    assert ids() == ["lms.E012"]
