"""Certificates in the administration: who may, what is listed, acts with a reason, files."""

import datetime as dt
import io
import zipfile
from typing import Any

import pypdf
import pytest
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Notice
from certificates.documents import certificate_pdf, documents_make
from certificates.models import (
    Certificate,
    CertificateFile,
    CertificateRule,
    CorrectionRequest,
    IssueJob,
    SignedDocument,
)
from certificates.services import certificate_revoke, correction_ask
from certificates.services.files import file_make, files_sweep
from certificates.services.templates import template_default
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.certificates import certificate_make
from tests.factories.enrolment import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db
PAGES = [
    "/admin/certificates/",
    "/admin/certificates/issue/",
    "/admin/certificates/jobs/",
    "/admin/certificates/corrections/",
    "/admin/certificates/zip/",
    "/admin/certificates/print/",
    "/admin/certificates/files/",
    "/admin/certificates/issues/",
]


@pytest.fixture
def admin(client: Client) -> Client:
    staff_login(client, Role.ADMINISTRATOR)
    return client


def staff_login(client: Client, role: Role) -> Any:
    user = UserFactory(role=role)
    user.refresh_from_db()
    client.force_login(user)
    session = client.session
    session["staff_mfa_checked"] = True
    session.save()
    return user


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", [Role.TRAINER, Role.AUTHOR, Role.MONITORING])
def test_others_of_the_staff_are_refused(client: Client, path: str, role: Role):
    certificate = certificate_make()
    staff_login(client, role)
    assert client.get(path).status_code == 403
    for act in ("revoke", "correct"):
        url = f"/admin/certificates/{certificate.pk}/{act}/"
        assert client.post(url, {"reason": "x"}).status_code == 403


def serials(response: Any) -> list[str]:
    return [row.serial for row in response.context["page_obj"]]


def test_the_list_is_searched_and_filtered(admin: Client):
    cohort = CohortFactory()
    first = certificate_make(
        course=cohort.course, cohort=cohort, user=UserFactory(family_name="Zahraoui")
    )
    second = certificate_make(user=UserFactory(given_name_ar="يوسف"))
    certificate_revoke(certificate=second, reason="Erreur", by=UserFactory())
    for query, found in [
        ("", [second, first]),
        ("q=zahraoui", [first]),
        ("q=يوسف", [second]),
        (f"q={first.check_code[:8].lower()}", [first]),
        (f"subject=c{first.course_id}", [first]),
        (f"cohort={cohort.pk}", [first]),
        ("state=revoked", [second]),
        ("state=valid", [first]),
        ("state=expired", []),
        ("kind=programme", []),
        ("origin=rule", [second, first]),
        ("since=2099-01-01", []),
        ("until=2099-01-01", [second, first]),
    ]:
        response = admin.get(f"/admin/certificates/?{query}")
        assert serials(response) == [row.serial for row in found], query


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_the_same_whatever_its_length(
    admin: Client, rows: int, django_assert_max_num_queries: Any
):
    for _number in range(rows):
        certificate_make()
    admin.get("/admin/certificates/")
    with django_assert_max_num_queries(40) as captured:
        admin.get("/admin/certificates/")
    about = [q for q in captured.captured_queries if "certificates_" in q["sql"]]
    assert len(about) == 2


def test_a_correction_replaces(admin: Client):
    certificate = certificate_make()
    url = f"/admin/certificates/{certificate.pk}/correct/"
    wanted = {"name_latin": "Amina El Exemple", "name_arabic": "أمينة المثال"}
    assert admin.post(url, {**wanted, "reason": ""}).status_code == 200
    assert admin.post(url, {"reason": "x"}).status_code == 200
    assert Certificate.objects.count() == 1
    admin.post(url, {**wanted, "reason": "Carte d'identité"})
    new = Certificate.objects.get(status="valid")
    certificate.refresh_from_db()
    assert (certificate.status, certificate.replaced_by) == ("replaced", new)
    assert new.replaces == certificate
    assert (new.origin, new.issue_reason) == ("correction", "Carte d'identité")
    assert [new.data[name] for name in wanted] == list(wanted.values())
    assert Notice.objects.get().key == f"certificate-issued:{new.uuid}"


def test_a_hand_issues_with_a_reason_and_once(admin: Client):
    person, course = UserFactory(username="formatrice"), CourseFactory(units=2)
    template = template_default("trainer")
    values = {
        "person": "FORMATRICE",
        "subject": f"c{course.pk}",
        "template": template.pk,
        "reason": "A animé la session",
    }
    assert (
        "Personne n"
        in admin.post("/admin/certificates/issue/", {**values, "person": "nobody"}).content.decode()
    )
    admin.post("/admin/certificates/issue/", values)
    again = admin.post("/admin/certificates/issue/", values)
    assert "déjà une attestation valable" in again.content.decode()
    certificate = Certificate.objects.get()
    assert (certificate.user, certificate.kind, certificate.origin) == (person, "trainer", "hand")
    assert certificate.data["minutes"] == 30
    entry = ModelLogEntry.objects.get(action="certificates.issue")
    assert entry.data["reason"] == "A animé la session"
    assert entry.data["person"] == str(person.uuid)


def test_a_cohort_is_issued_to_in_bulk(admin: Client, django_capture_on_commit_callbacks: Any):
    cohort = CohortFactory()
    EnrolmentFactory(course=cohort.course, cohort=cohort, completed=True)
    EnrolmentFactory(course=cohort.course, cohort=cohort)
    EnrolmentFactory(course=cohort.course, completed=True)
    rule = CertificateRule.objects.get(course=cohort.course)
    other = CohortFactory()
    response = admin.post("/admin/certificates/jobs/", {"rule": rule.pk, "cohort": other.pk})
    assert "suit une autre formation" in response.content.decode()
    admin.post("/admin/certificates/jobs/", {"rule": rule.pk, "cohort": cohort.pk})
    job = IssueJob.objects.get()
    assert (job.total, job.chunks.count()) == (2, 1)
    from certificates.services import issue_chunk_run  # noqa: PLC0415

    page = admin.get("/admin/certificates/jobs/").content.decode()
    assert "<progress" in page
    chunk = job.chunks.get()
    assert [issue_chunk_run(chunk_id=chunk.pk), issue_chunk_run(chunk_id=chunk.pk)] == [True, False]
    chunk.refresh_from_db()
    assert (chunk.issued, chunk.had, chunk.unmet) == (1, 0, 1)
    assert Certificate.objects.get().origin == "cohort"
    assert "<progress" not in admin.get("/admin/certificates/jobs/").content.decode()
    assert admin.post(f"/admin/certificates/jobs/{job.uuid}/resume/").status_code == 302


def test_a_request_is_accepted_or_declined_with_a_reason(admin: Client):
    names = {
        "given_name": "Aminata",
        "family_name": "Exemple",
        "given_name_ar": "أميناتا",
        "family_name_ar": "مثال",
    }
    first, second = certificate_make(), certificate_make()
    asked = [correction_ask(certificate=one, names=names, message="") for one in (first, second)]
    assert len(admin.get("/admin/certificates/corrections/").context["page_obj"]) == 2
    url = "/admin/certificates/corrections/{}/"
    assert admin.get(url.format(asked[0].pk)).status_code == 200
    admin.post(url.format(asked[0].pk), {"accept": "1", "reason": "Carte vue"})
    admin.post(url.format(asked[1].pk), {"decline": "1", "reason": "Sans preuve"})
    admin.post(url.format(asked[1].pk), {"accept": "1", "reason": "Carte vue"})
    assert list(CorrectionRequest.objects.order_by("pk").values_list("status", flat=True)) == [
        "accepted",
        "declined",
    ]
    first.user.refresh_from_db()
    assert first.user.name_latin == "Aminata Exemple"
    assert Certificate.objects.get(user=first.user, status="valid").data["name_arabic"] == (
        "أميناتا مثال"
    )
    assert Certificate.objects.get(user=second.user).status == "valid"
    keys = set(Notice.objects.values_list("key", flat=True))
    assert f"certificate-correction:{asked[1].pk}" in keys


def made(admin: Client, path: str, data: dict[str, str] | None = None) -> Any:
    """Ask for a file and have it made, as a worker does; return the page's answer and the row."""
    assert admin.post(path, data or {})["Location"] == "/admin/certificates/files/"
    row = CertificateFile.objects.latest("pk")
    assert row.state == "running"
    assert "<progress" in admin.get("/admin/certificates/files/").content.decode()
    assert admin.get(f"/admin/certificates/files/{row.uuid}/", follow=True).status_code == 404
    assert [file_make(file_id=row.pk), file_make(file_id=row.pk)] == [True, False]
    return CertificateFile.objects.get(pk=row.pk)


def fetched(admin: Client, row: Any) -> bytes:
    response = admin.get(f"/admin/certificates/files/{row.uuid}/")
    assert "no-store" in response["Cache-Control"]
    return b"".join(response.streaming_content)


def test_the_zip_holds_the_signed_pdfs(admin: Client):
    certificates = [certificate_make(), certificate_make()]
    row = made(admin, "/admin/certificates/zip/")
    assert (row.state, row.done, row.total) == ("ready", 2, 2)
    archive = zipfile.ZipFile(io.BytesIO(fetched(admin, row)))
    assert archive.testzip() is None
    assert sorted(name.split(" ")[0] for name in archive.namelist()) == [
        one.serial for one in certificates
    ]
    assert [archive.read(name) for name in sorted(archive.namelist())] == [
        certificate_pdf(one) for one in certificates
    ]
    entry = ModelLogEntry.objects.get(action="certificates.export")
    assert (entry.data["rows"], entry.data["format"]) == (2, "zip")


def test_a_file_is_for_who_asked_and_for_a_day(admin: Client, client: Client):
    certificate_make()
    row = made(admin, "/admin/certificates/zip/")
    asked = row.created_by
    staff_login(client, Role.ADMINISTRATOR)
    assert client.get(f"/admin/certificates/files/{row.uuid}/", follow=True).status_code == 404
    assert row.get_form_display() not in client.get("/admin/certificates/files/").content.decode()
    client.force_login(asked)
    session = client.session
    session["staff_mfa_checked"] = True
    session.save()
    assert client.get(f"/admin/certificates/files/{row.uuid}/").status_code == 200
    assert files_sweep() == 0
    CertificateFile.objects.update(expires_at=timezone.now())
    assert client.get(f"/admin/certificates/files/{row.uuid}/", follow=True).status_code == 404
    assert files_sweep() == 1
    assert not storages["default"].exists(row.file)
    assert "Supprimé" in client.get("/admin/certificates/files/").content.decode()


def test_who_lost_the_right_to_see_them_fetches_nothing(admin: Client):
    certificate = certificate_make()
    row = made(admin, "/admin/certificates/zip/")
    CertificateFile.objects.update(certificate_ids=[certificate.pk + 1])
    assert admin.get(f"/admin/certificates/files/{row.uuid}/").status_code == 403


def test_a_file_whose_maker_died_is_taken_over(admin: Client):
    certificate_make()
    admin.post("/admin/certificates/zip/")
    row = CertificateFile.objects.get()
    CertificateFile.objects.update(seen_at=timezone.now())
    assert file_make(file_id=row.pk) is False
    CertificateFile.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=6))
    assert file_make(file_id=row.pk) is True


def test_a_failure_is_said_and_not_tried_for_ever(admin: Client, settings: Any):
    certificate_make()
    settings.PDF_SIGNER = "pkcs12"
    settings.PDF_SIGNING_PKCS12 = "/nowhere"
    admin.post("/admin/certificates/zip/")
    row = CertificateFile.objects.get()
    assert [file_make(file_id=row.pk), file_make(file_id=row.pk)] == [False, False]
    assert "pas pu être fait" in admin.get("/admin/certificates/files/").content.decode()


def test_the_print_file_is_in_the_order_of_names(admin: Client):
    for family in ("Zahraoui", "Élan", "Benali"):
        certificate_make(user=UserFactory(given_name="A", family_name=family))
    revoked = certificate_make(user=UserFactory(given_name="A", family_name="Dehors"))
    certificate_revoke(certificate=revoked, reason="x", by=UserFactory())
    for data, width in ({}, 842), ({"marks": "1"}, 910):
        row = made(admin, "/admin/certificates/print/", data)
        reader = pypdf.PdfReader(io.BytesIO(fetched(admin, row)))
        texts = [page.extract_text() for page in reader.pages]
        order = [name for text in texts for name in ("Zahraoui", "Élan", "Benali") if name in text]
        assert order == ["Benali", "Élan", "Zahraoui"]
        assert round(float(reader.pages[0].mediabox.width)) == width
    assert (
        "Aucune attestation"
        in admin.post("/admin/certificates/print/?q=personne", follow=True).content.decode()
    )


def test_the_auditor_reads_how_many_were_issued_and_why(admin: Client):
    first = certificate_make()
    second = certificate_make(course=first.course)
    certificate_revoke(certificate=second, reason="Erreur de saisie", by=UserFactory())
    content = admin.get("/admin/certificates/issues/").content
    listed, totals = load_workbook(io.BytesIO(content)).worksheets
    rows = list(listed.iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[6], row[9], row[12]) for row in rows] == [
        (second.serial, "Selon la règle", "Révoquée", "Erreur de saisie"),
        (first.serial, "Selon la règle", "Valable", None),
    ]
    counted = list(totals.iter_rows(min_row=2, values_only=True))
    assert [(row[3], row[4]) for row in counted] == [
        ("Révoquée", 1),
        ("Valable", 1),
        (None, 2),
    ]
    lines = b"".join(admin.get("/admin/certificates/issues/?format=csv").streaming_content)
    assert len(lines.decode().splitlines()) == 3
    entries = ModelLogEntry.objects.filter(action="certificates.export")
    assert [entry.data["rows"] for entry in entries] == [2, 2]


def test_new_certificates_are_signed_ahead():
    certificate = certificate_make()
    assert documents_make(certificate_ids=[certificate.pk]) == 1
    document = SignedDocument.objects.get()
    assert (document.certificate, document.kind) == (certificate, "pdf")
    assert documents_make(certificate_ids=[certificate.pk]) == 1
    assert SignedDocument.objects.count() == 1
