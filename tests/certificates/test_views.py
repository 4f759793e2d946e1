"""The holder's page, and what anybody may see."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.enums import Role
from certificates.check_code import code_format, code_new
from certificates.services import certificate_revoke
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certificate_make
from tests.factories.enrolment import EnrolmentFactory

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
    for shown in (
        certificate.serial,
        certificate.data["name_latin"],
        certificate.data["course_ar"],
    ):
        assert shown in html
    for hidden in (certificate.user.email, certificate.user.username + "@"):
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


def test_only_the_holder_and_the_entitled_download(client: Client):
    certificate = certificate_make()
    url = f"/fr/certificates/{certificate.uuid}/download/"
    assert client.get(url).status_code == 302
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404
    client.force_login(UserFactory(role=Role.MONITORING))
    assert client.get(url).status_code == 404
    client.force_login(certificate.user)
    response = client.get(url)
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    assert client.get(url).content == response.content


def test_the_list_shows_own_certificates_and_what_is_prepared(client: Client):
    certificate = certificate_make()
    other = certificate_make()
    user = certificate.user
    pending = EnrolmentFactory(user=user, completed=True)
    client.force_login(user)
    response = client.get("/fr/certificates/")
    assert response.context["certificates"] == [certificate]
    assert response.context["pending"] == [pending]
    assert other.serial not in response.content.decode()


@pytest.mark.parametrize("others", [0, 5])
def test_checking_costs_one_query(client: Client, others: int, django_assert_num_queries):
    certificate = certificate_make()
    for _number in range(others):
        certificate_make()
    with django_assert_num_queries(1):
        client.get(f"/fr/verify/{certificate.check_code}/")
