"""The holder's page: all of theirs, none of others', and nothing shared unless they say so."""

import io
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
from django.test import Client

from accounts.enums import Role
from certificates.holder.services import sharing_set
from certificates.holder.views import TRANSCRIPTS
from certificates.models import Sharing, SignedDocument
from certificates.services import certificate_revoke
from certificates.verification.facts import initials
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certificate_make
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["download/", "badge.png", "badge.svg", "badge.json"])
def test_only_the_holder_and_the_entitled_download(client: Client, path: str):
    certificate = certificate_make()
    url = f"/fr/certificates/{certificate.uuid}/{path}"
    assert client.get(url).status_code == 302
    for outsider in (UserFactory(), UserFactory(role=Role.MONITORING)):
        client.force_login(outsider)
        assert client.get(url).status_code == 404
    client.force_login(certificate.user)
    response = client.get(url)
    assert response.status_code == 200
    assert certificate.serial in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    assert client.get(url).content == response.content


def test_other_endings_do_not_exist(client: Client):
    certificate = certificate_make()
    client.force_login(certificate.user)
    assert client.get(f"/fr/certificates/{certificate.uuid}/badge.gif").status_code == 404


def test_the_list_shows_all_of_ones_own_and_what_is_prepared(client: Client):
    certificate = certificate_make()
    user = certificate.user
    other = certificate_make()
    revoked = certificate_revoke(
        certificate=certificate_make(user=user), reason="Motif interne", by=UserFactory()
    )
    pending = EnrolmentFactory(user=user, completed=True)
    client.force_login(user)
    response = client.get("/fr/certificates/")
    assert [card["certificate"] for card in response.context["valid"]] == [certificate]
    assert [card["certificate"] for card in response.context["past"]] == [revoked]
    assert response.context["pending"] == [pending]
    html = response.content.decode()
    assert (other.serial in html, "Motif interne" in html) == (False, False)


@pytest.mark.parametrize("others", [0, 3])
def test_the_list_costs_the_same_for_many(
    client: Client, others: int, django_assert_num_queries: Any
):
    certificate = certificate_make()
    for _number in range(others):
        certificate_make(user=certificate.user)
    client.force_login(certificate.user)
    client.get("/fr/certificates/")
    with django_assert_num_queries(3):
        client.get("/fr/certificates/")


def test_the_holder_switches_the_public_page_on_and_off(client: Client):
    certificate = certificate_make()
    client.force_login(certificate.user)
    url = f"/fr/certificates/{certificate.uuid}/sharing/"
    client.post(url, {"name_shown": "initials", "is_public": "on"})
    sharing = Sharing.objects.get()
    assert (sharing.name_shown, sharing.is_public) == ("initials", True)
    page = client.get("/fr/certificates/")
    (card,) = page.context["valid"]
    assert card["shared_url"] == f"http://127.0.0.1:8000/fr/shared/{sharing.token}/"
    client.post(url, {"name_shown": "full"})
    sharing.refresh_from_db()
    assert (sharing.name_shown, sharing.is_public) == ("full", False)
    assert client.get("/fr/certificates/").context["valid"][0]["shared_url"] == ""
    assert client.get(url).status_code == 405
    assert client.post(url, {"name_shown": "other"}).status_code == 400


def test_nobody_else_shares_it_not_even_staff(client: Client):
    certificate = certificate_make()
    url = f"/fr/certificates/{certificate.uuid}/sharing/"
    for outsider in (UserFactory(), UserFactory(role=Role.ADMINISTRATOR)):
        client.force_login(outsider)
        assert client.post(url, {"name_shown": "full", "is_public": "on"}).status_code == 404
    client.logout()
    assert client.post(url, {"name_shown": "full"}).status_code == 302
    assert Sharing.objects.count() == 0


def test_the_link_to_linkedin_is_built_from_the_data(client: Client):
    certificate = certificate_make()
    sharing = sharing_set(certificate=certificate, name_shown="full", is_public=True)
    client.force_login(certificate.user)
    (card,) = client.get("/fr/certificates/").context["valid"]
    parts = urlsplit(card["linkedin"])
    fields = {key: values[0] for key, values in parse_qs(parts.query).items()}
    assert (parts.netloc, parts.path) == ("www.linkedin.com", "/profile/add")
    assert fields["name"] == certificate.data["course_fr"]
    assert fields["certId"] == certificate.serial
    assert fields["certUrl"].endswith(f"/fr/shared/{sharing.token}/")
    assert (fields["issueYear"], fields["issueMonth"]) == (
        certificate.data["issued_on"][:4],
        str(int(certificate.data["issued_on"][5:7])),
    )


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return str(document[0].get_textpage().get_text_range()).replace("\u00a0", " ")


def test_the_transcript_states_both_languages_and_results_only_on_demand(client: Client):
    certificate = certificate_make()
    user = certificate.user
    certificate.data = {**certificate.data, "score": "87.50"}
    certificate.save()
    client.force_login(user)
    plain = client.post("/fr/certificates/transcript/")
    assert plain["Content-Type"] == "application/pdf"
    text = text_of(plain.content)
    for phrase in (
        "Relevé de formation",
        certificate.data["name_latin"],
        certificate.data["course_fr"],
        certificate.data["course_ar"],
        certificate.serial,
        "5 h 10",
    ):
        assert phrase in text
    assert "87" not in text.replace(certificate.serial, "")
    assert "87,5 %" in text_of(
        client.post("/fr/certificates/transcript/", {"results": "on"}).content
    )
    assert set(SignedDocument.objects.values_list("kind", "user")) == {("transcript", user.pk)}


def test_transcripts_are_limited_by_person(client: Client):
    client.force_login(UserFactory())
    url = "/fr/certificates/transcript/"
    assert [client.post(url).status_code for _number in range(TRANSCRIPTS)] == [409] * TRANSCRIPTS
    assert client.post(url).status_code == 429
    # Another in the same room is not held up.
    client.force_login(UserFactory())
    assert client.post(url).status_code == 409


def test_who_never_chose_shows_initials(client: Client):
    certificate = certificate_make()
    client.force_login(certificate.user)
    page = client.get("/fr/certificates/")
    (card,) = page.context["valid"]
    assert card["seen"] == [
        initials(certificate.data[f"name_{one}"]) for one in ("latin", "arabic")
    ]
    assert card["form"].initial == {"name_shown": "initials", "is_public": False}
    assert card["seen"][0] in page.content.decode()


def test_without_certificates_there_is_no_transcript(client: Client):
    client.force_login(UserFactory())
    assert client.post("/fr/certificates/transcript/").status_code == 409
    assert client.get("/fr/certificates/transcript/").status_code == 405
