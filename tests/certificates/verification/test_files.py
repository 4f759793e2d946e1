"""Files that people bring: recognised byte for byte, refused politely, never kept."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certificates.documents import certificate_badge, certificate_credential, certificate_pdf
from certificates.holder.transcript import transcript_make
from certificates.models import SignedDocument
from certificates.services import certificate_revoke
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certificate_make

pytestmark = pytest.mark.django_db
GENUINE = "exactement celui que nous avons émis"
CHANGED = "Ce fichier n’est pas tel que nous l’avons émis"


def upload(client: Client, content: bytes, name: str = "file.pdf") -> tuple[int, str]:
    response = client.post("/fr/verify/file/", {"file": SimpleUploadedFile(name, content)})
    return response.status_code, response.content.decode().replace("\u00a0", " ")


def test_the_pdf_is_recognised_and_one_changed_byte_is_seen(client: Client):
    certificate = certificate_make()
    pdf = certificate_pdf(certificate)
    status, html = upload(client, pdf)
    assert status == 200
    assert GENUINE in html
    assert "authentique et valable" in html
    assert certificate.serial in html
    changed = bytearray(pdf)
    changed[len(pdf) // 2] ^= 1
    status, html = upload(client, bytes(changed))
    assert (status, CHANGED in html) == (200, True)
    assert certificate.serial not in html


def test_a_genuine_file_of_a_revoked_certificate_says_revoked(client: Client):
    certificate = certificate_make()
    pdf = certificate_pdf(certificate)
    certificate_revoke(certificate=certificate, reason="x", by=UserFactory())
    html = upload(client, pdf)[1]
    assert (GENUINE in html, "a été révoquée" in html) == (True, True)


@pytest.mark.parametrize("ending", ["json", "png", "svg", "reordered"])
def test_badges_are_recognised(client: Client, ending: Any):
    certificate = certificate_make()
    if ending in {"png", "svg"}:
        content = certificate_badge(certificate, ending)
    else:
        content = certificate_credential(certificate)
    if ending == "reordered":
        # A wallet may write it anew.
        document = json.loads(content)
        content = json.dumps(dict(reversed(document.items())), indent=4).encode()
    html = upload(client, content, f"badge.{ending}")[1]
    assert (GENUINE in html, certificate.serial in html) == (True, True)


def test_a_changed_badge_is_refused(client: Client):
    certificate = certificate_make()
    content = certificate_credential(certificate)
    other = content.replace(certificate.data["name_latin"].encode(), b"Autre Personne")
    assert other != content
    assert CHANGED in upload(client, other, "badge.json")[1]


def test_a_transcript_is_recognised(client: Client):
    certificate = certificate_make()
    content = transcript_make(user=certificate.user, has_results=False)
    html = upload(client, content)[1]
    assert (GENUINE in html, "relevé" in html) == (True, True)
    assert certificate.data["name_latin"] not in html


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 other",
        b"{" * 100_000,
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXt",
        b"<svg><!ENTITY a 'b'></svg>",
        b'{"a": 1e999999}',
        b'{"a": NaN, "b": "\\ud800"}',
        b"\x00",
    ],
)
def test_foreign_and_hostile_files_get_the_same_answer(client: Client, content: bytes):
    before = SignedDocument.objects.count()
    status, html = upload(client, content)
    assert (status, CHANGED in html) == (200, True)
    assert SignedDocument.objects.count() == before


def test_missing_empty_and_large_files_are_explained(client: Client):
    assert client.post("/fr/verify/file/").status_code == 400
    assert upload(client, b"")[0] == 400
    status, html = upload(client, b"%PDF-" + b"0" * (3 * 1024 * 1024))
    assert (status, "2 Mo" in html) == (413, True)
    assert client.get("/fr/verify/file/").status_code == 405


def test_it_costs_one_query_for_a_foreign_file(client: Client, django_assert_num_queries: Any):
    certificate_pdf(certificate_make())
    with django_assert_num_queries(1):
        upload(client, b"%PDF-1.7 other")
