"""The signed statement: small, exact, and worth nothing once a character is changed."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from certificates.check_code import code_new
from certificates.credentials.keys import key_make, key_withdraw, keys_all
from certificates.documents import certificate_pdf
from certificates.offline.payload import (
    ALPHABET,
    PayloadInvalidError,
    base41_decode,
    base41_encode,
    offline_link,
    payload_make,
    payload_read,
)
from core.qr import qr_rows
from tests.certificates.test_rendering import DATA
from tests.factories.certificates import certificate_make

CODE = code_new()


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> None:
    settings.PROOF_KEYS_DIR = tmp_path / "keys"


def test_it_says_what_the_certificate_says():
    data = {**DATA, "expires_on": "2029-08-02"}
    assert payload_read(payload_make(data=data, code=CODE, language="fr"), code=CODE) == {
        "name": "Salma Exemple",
        "title": "Lutter contre la traite",
        "issued_on": dt.date(2026, 8, 2),
        "expires_on": dt.date(2029, 8, 2),
        "minutes": 310,
    }
    said = payload_read(payload_make(data=DATA, code=CODE, language="ar"), code=CODE)
    assert (said["name"], said["expires_on"]) == ("سلمى مثال", None)


def test_any_changed_character_is_seen():
    payload = payload_make(data=DATA, code=CODE, language="fr")
    for place in range(len(payload)):
        char = ALPHABET[(ALPHABET.index(payload[place]) + 1) % len(ALPHABET)]
        with pytest.raises(PayloadInvalidError):
            payload_read(payload[:place] + char + payload[place + 1 :], code=CODE)


def test_it_belongs_to_its_code():
    payload = payload_make(data=DATA, code=CODE, language="fr")
    with pytest.raises(PayloadInvalidError):
        payload_read(payload, code=code_new())


@pytest.mark.parametrize("text", ["", "A", "é", "ZZZ", ":::", "000" * 40, "A B"])
def test_nonsense_is_refused(text: str):
    with pytest.raises(PayloadInvalidError):
        payload_read(text, code=CODE)


def test_keys_rotate_and_a_withdrawn_one_counts_no_more():
    payload = payload_make(data=DATA, code=CODE, language="fr")
    key_make()
    assert payload_read(payload, code=CODE)["name"] == "Salma Exemple"
    key_withdraw(keys_all()[0].id)
    with pytest.raises(PayloadInvalidError):
        payload_read(payload, code=CODE)


@given(st.binary(max_size=120))
def test_base41_goes_there_and_back(content: bytes):
    assert base41_decode(base41_encode(content)) == content


@pytest.mark.parametrize(
    ("changes", "version"),
    [
        ({}, 10),
        ({"language": "ar"}, 10),
        ({"name_latin": "M" * 60, "course_fr": "Intitulé " * 12, "language": "fr"}, 12),
        ({"name_arabic": "م" * 60, "course_ar": "عنوان طويل " * 12}, 12),
    ],
)
def test_the_qr_code_stays_small(settings: Any, changes: dict[str, Any], version: int):
    settings.SITE_URL = "https://formation.example.org"
    rows = qr_rows(offline_link(data={**DATA, **changes}, code=CODE))
    # Four modules a side for each version.
    assert (len(rows) - 17) // 4 <= version


@pytest.mark.django_db
def test_the_printed_code_is_read_and_checked():
    certificate = certificate_make()
    document = pypdfium2.PdfDocument(io.BytesIO(certificate_pdf(certificate)))
    # 150 dots an inch: a modest scan of the printed page.
    image = document[0].render(scale=150 / 72).to_pil()
    (found,) = zxingcpp.read_barcodes(image)
    address, _mark, payload = found.text.partition("#")
    assert address == f"http://127.0.0.1:8000/fr/verify/{certificate.check_code}/"
    said = payload_read(payload, code=certificate.check_code)
    assert said["name"] == certificate.data["name_latin"]
