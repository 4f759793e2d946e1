"""What anybody may see by code: the same for all who have it, and no more than is agreed."""

import datetime as dt
import json
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from certificates.check_code import code_format, code_new
from certificates.documents import certificate_credential, certificate_pdf
from certificates.holder.services import sharing_set
from certificates.services import certificate_revoke
from certificates.verification.facts import initials
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certificate_make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "valid", "revoked", "unknown"),
    [
        ("fr", "authentique et valable", "a été révoquée", "Aucune attestation ne porte ce code"),
        ("ar", "صحيحة وسارية المفعول", "أُلغيت هذه الشهادة", "لا توجد شهادة بهذا الرمز"),
    ],
)
def test_anybody_can_check(client: Client, language: str, valid: str, revoked: str, unknown: str):
    certificate = certificate_make()
    url = f"/{language}/verify/{code_format(certificate.check_code)}/"
    page = client.get(url)
    html = page.content.decode()
    assert valid in html
    for shown in (certificate.serial, initials(certificate.data["name_latin"])):
        assert shown in html
    assert certificate.data["course_ar"] in html
    # The name in full is the holder's to give.
    for hidden in (
        certificate.data["name_latin"],
        certificate.data["name_arabic"],
        certificate.user.email,
        certificate.user.username + "@",
    ):
        assert hidden not in html
    assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    certificate_revoke(certificate=certificate, reason="Motif interne", by=UserFactory())
    html = client.get(url).content.decode()
    assert (revoked in html, "Motif interne" in html) == (True, False)
    response = client.get(f"/{language}/verify/{code_new()}/")
    assert (response.status_code, unknown in response.content.decode()) == (404, True)


@pytest.mark.parametrize("code", ["abc", "0" * 17, "%00", "x" * 300, "é"])
def test_malformed_codes_are_explained(client: Client, code: str):
    response = client.get(f"/ar/verify/{code}/")
    assert response.status_code == 400
    assert "ليس هذا رمزا من رموزنا" in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "address"), [("/", "/fr/verify/-/"), ("ABC/D", "/fr/verify/ABCD/")]
)
def test_what_is_typed_leads_to_its_page(client: Client, typed: str, address: str):
    assert client.get("/fr/verify/", {"code": typed})["Location"] == address


def test_lookups_are_limited(client: Client):
    url = f"/fr/verify/{code_new()}/"
    for _number in range(settings.LMS_VERIFY_PER_MINUTE):
        assert client.get(url).status_code == 404
    response = client.get(url)
    assert response.status_code == 429
    assert "Trop de demandes" in response.content.decode()


@pytest.mark.parametrize("others", [0, 5])
def test_checking_costs_two_queries(client: Client, others: int, django_assert_num_queries):
    certificate = certificate_make()
    for _number in range(others):
        certificate_make()
    with django_assert_num_queries(2):
        client.get(f"/fr/verify/{certificate.check_code}/")
    with django_assert_num_queries(2):
        client.get(f"/verify/{certificate.check_code}.json")


def test_unknown_codes_get_the_same_answer_for_the_same_work(
    client: Client, django_assert_num_queries
):
    certificate_make()
    pages = []
    for _number in range(2):
        # One for the code; two by Wagtail, which looks for a redirect at each 404.
        with django_assert_num_queries(3):
            pages.append(client.get(f"/fr/verify/{code_new()}/"))
    first, second = (re.sub(r"/verify/[0-9A-Z]{17}/", "", page.content.decode()) for page in pages)
    assert first == second


def test_the_name_stands_in_full_only_where_the_holder_agreed(client: Client):
    certificate = certificate_make()
    url = f"/fr/verify/{certificate.check_code}/"
    machine = f"/verify/{certificate.check_code}.json"
    upload = {"file": SimpleUploadedFile("a.json", certificate_credential(certificate))}
    assert certificate.data["name_latin"] not in client.get(url).content.decode()
    assert client.get(machine).json()["holder"]["arabic"] == "أ.\u00a0م."
    page = client.post("/fr/verify/file/", upload).content.decode()
    assert certificate.data["name_latin"] not in page
    assert initials(certificate.data["name_latin"]) in page
    sharing_set(certificate=certificate, name_shown="full", is_public=False)
    for address in (url, machine):
        assert certificate.data["name_latin"] in client.get(address).content.decode()
    # Switching the public page on agrees to nothing more.
    shared = sharing_set(certificate=certificate, name_shown="initials", is_public=True)
    html = client.get(f"/fr/shared/{shared.token}/").content.decode()
    assert certificate.data["name_latin"] not in html
    html = client.get(url).content.decode()
    assert certificate.data["name_latin"] not in html
    assert certificate.data["name_arabic"] not in html
    assert "A.\u00a0E.\u00a01." in html or "A.\u00a0E." in html
    answer = client.get(f"/verify/{certificate.check_code}.json").json()
    assert answer["holder"]["latin"].startswith("A.\u00a0E.")
    assert answer["holder"]["arabic"] == "أ.\u00a0م."


def test_a_replaced_certificate_leads_to_the_new_one(client: Client):
    old, new = certificate_make(), certificate_make()
    old.status, old.replaced_by = "replaced", new
    old.save()
    html = client.get(f"/fr/verify/{old.check_code}/").content.decode()
    assert f'href="/fr/verify/{new.check_code}/"' in html
    answer = client.get(f"/verify/{old.check_code}.json").json()
    assert answer["state"] == "replaced"
    assert answer["replaced_by"] == f"http://127.0.0.1:8000/verify/{new.check_code}.json"


def test_an_expired_certificate_says_so(client: Client):
    certificate = certificate_make()
    certificate.expires_at = timezone.now() - dt.timedelta(days=1)
    certificate.save()
    html = client.get(f"/fr/verify/{certificate.check_code}/").content.decode()
    assert "sa validité est terminée" in html or "n’est plus" in html
    assert client.get(f"/verify/{certificate.check_code}.json").json()["state"] == "expired"


def test_the_answer_for_machines_follows_its_schema(client: Client):
    response = client.get("/verify/schema.json")
    assert response["Content-Type"] == "application/schema+json"
    schema = json.loads(response.content)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    Draft202012Validator.check_schema(schema)
    certificate = certificate_make()
    certificate_pdf(certificate)
    revoked = certificate_revoke(certificate=certificate_make(), reason="x", by=UserFactory())
    for code in (certificate.check_code, revoked.check_code, code_new()):
        answer = client.get(f"/verify/{code}.json")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert schema["$id"] in answer["Link"]
        assert [error.message for error in validator.iter_errors(answer.json())] == []
    assert set(client.get(f"/verify/{certificate.check_code}.json").json()) == set(
        schema["properties"]
    )
    assert client.get(f"/verify/{code_new()}.json").json() == {"state": "unknown"}
    malformed = client.get("/verify/abc.json")
    assert (malformed.status_code, malformed.json()["code"]) == (400, "code_malformed")


def test_neither_score_nor_address_nor_reason_is_told(client: Client):
    certificate = certificate_make()
    certificate_revoke(certificate=certificate, reason="Motif interne", by=UserFactory())
    certificate.refresh_from_db()
    certificate.data = {**certificate.data, "score": "91.50", "cin": "AB123456"}
    certificate.save()
    for url in (f"/fr/verify/{certificate.check_code}/", f"/verify/{certificate.check_code}.json"):
        text = client.get(url).content.decode()
        for hidden in ("91.5", "91,5", "AB123456", "Motif", certificate.user.email):
            assert hidden not in text


def test_a_public_page_is_there_only_while_it_is_on(client: Client):
    certificate = certificate_make()
    sharing = sharing_set(certificate=certificate, name_shown="full", is_public=True)
    url = f"/ar/shared/{sharing.token}/"
    html = client.get(url).content.decode()
    assert certificate.data["name_arabic"] in html
    # Who saw the page cannot check the paper's code once the page is off.
    assert certificate.check_code not in html
    assert code_format(certificate.check_code) not in html
    sharing_set(certificate=certificate, name_shown="full", is_public=False)
    assert client.get(url).status_code == 404
    assert client.get("/ar/shared/unknown/").status_code == 404
    again = sharing_set(certificate=certificate, name_shown="full", is_public=True)
    assert again.token != sharing.token
    assert client.get(url).status_code == 404


def test_all_ways_share_one_limit(client: Client):
    for number in range(settings.LMS_VERIFY_PER_MINUTE):
        path = f"/verify/{code_new()}.json" if number % 2 else "/fr/shared/none/"
        client.get(path)
    upload = client.post("/fr/verify/file/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-")})
    assert upload.status_code == 429
