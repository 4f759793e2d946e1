"""Staff act for others visibly: who, what, on whom, from what to what; for those who may see it."""

import io
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from certificates.services import certificate_revoke, certificates_evaluate
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.workshops import SessionFactory

pytestmark = pytest.mark.django_db
HISTORY = "/admin/reports/site-history/"


def login(client: Client, role: Role) -> Any:
    user = UserFactory(role=role, language="fr")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


def entries() -> list[tuple[str, Any, dict[str, Any]]]:
    rows = ModelLogEntry.objects.order_by("pk")
    return [
        (row.action, row.user, row.data) for row in rows if not row.action.startswith("wagtail")
    ]


@pytest.fixture
def certificate() -> Any:
    enrolment = EnrolmentFactory(course=CourseFactory(units=1), completed=True)
    return certificates_evaluate(enrolment_id=enrolment.pk)[0]


def test_a_revocation_says_who_from_what_to_what_and_why_once(certificate: Any):
    staff = UserFactory(role=Role.ADMINISTRATOR)
    for _ in range(2):
        certificate_revoke(certificate=certificate, reason=" Erreur de nom ", by=staff)
    data = {
        "from": "valid",
        "to": "revoked",
        "reason": "Erreur de nom",
        "person": str(certificate.user.uuid),
    }
    assert entries() == [("certificates.revoke", staff, data)]
    assert ModelLogEntry.objects.get(action="certificates.revoke").label == certificate.serial


def test_a_signature_is_written_with_the_hash_of_the_list(client: Client):
    staff = login(client, Role.TRAINER)
    session = SessionFactory(over=True, trainer=staff)
    path = f"/fr/sessions/run/{session.uuid}/close/"
    for _ in range(2):
        client.post(path, {"name": "Nora", "declared": "on"})
    session.refresh_from_db()
    data = {"from": "planned", "to": "closed", "listed": 0, "attended": 0, "signed": "Nora"}
    assert entries() == [("courses.session_close", staff, {**data, "hash": session.frozen_hash})]


def test_an_export_is_written_with_its_filters_and_a_view_is_not(client: Client):
    staff = login(client, Role.ADMINISTRATOR)
    EnrolmentFactory.create_batch(2, course=CourseFactory(units=1))
    client.get("/admin/results/completion/?gender=F")
    assert entries() == []
    client.get("/admin/results/rows/?indicator=enrolled&format=csv")
    data = {"format": "csv", "rows": 2, "query": "rows-enrolled indicator=enrolled"}
    assert entries() == [("reports.export", staff, data)]


def test_the_administrator_reads_and_exports_the_history(client: Client, certificate: Any):
    staff = login(client, Role.ADMINISTRATOR)
    certificate_revoke(certificate=certificate, reason="Erreur de nom", by=staff)
    html = client.get(HISTORY).content.decode()
    assert "Attestation révoquée" in html
    assert "Erreur de nom" in html
    assert certificate.serial in html
    answer = client.get(f"{HISTORY}?export=xlsx")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    sheet = load_workbook(io.BytesIO(content)).active
    assert any(certificate.serial in str(row) for row in sheet.values)


def test_an_author_does_not_read_what_was_done_to_people(client: Client, certificate: Any):
    staff = UserFactory(role=Role.ADMINISTRATOR)
    certificate_revoke(certificate=certificate, reason="Erreur de nom", by=staff)
    login(client, Role.AUTHOR)
    html = client.get(HISTORY, follow=True).content.decode()
    assert certificate.serial not in html
    assert "Erreur de nom" not in html
