"""The administration's screens: who may open them, what they show, what they change."""

import io
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from courses.enrolment.imports.apply import import_apply
from courses.enrolment.imports.check import import_check
from courses.enrolment.invitations.services import person_invite
from courses.enrolment.services import request_create
from courses.models import (
    Enrolment,
    EnrolmentKey,
    EnrolmentPolicy,
    ImportRun,
    Invitation,
    WaitingPlace,
)
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory, EnrolmentPolicyFactory
from tests.lists import csv_bytes, rows_make

pytestmark = pytest.mark.django_db


def login(client: Client, role: Role) -> Any:
    user = UserFactory(role=role, language="fr", given_name="Équipe")
    if user.is_staff:
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


@pytest.fixture
def admin(client: Client) -> Any:
    return login(client, Role.ADMINISTRATOR)


def upload(client: Client, content: bytes, **data: Any) -> Any:
    file = SimpleUploadedFile("liste.csv", content)
    values = {"file": file, "language": "fr", "invites": "on", **data}
    return client.post("/admin/imports/new/", values)


PLACES = (
    "enrolments/",
    "enrolment-requests/",
    "waiting-list/",
    "imports/",
    "imports/new/",
    "imports/template/",
    "invitations/",
    "invitations/new/",
    "snippets/courses/enrolmentpolicy/",
    "snippets/courses/enrolmentkey/",
    "snippets/courses/prerequisite/",
)


@pytest.mark.parametrize("place", PLACES)
def test_the_administrator_opens_every_screen(client: Client, admin: Any, place: str):
    assert client.get(f"/admin/{place}").status_code == 200


@pytest.mark.parametrize("role", [Role.LEARNER, Role.TRAINER, Role.AUTHOR, Role.MONITORING])
@pytest.mark.parametrize("place", PLACES[1:])
def test_nobody_else_does(client: Client, role: Role, place: str):
    login(client, role)
    assert client.get(f"/admin/{place}").status_code in {302, 403}


def test_a_trainer_sees_and_changes_their_own_cohorts_only(client: Client):
    trainer = login(client, Role.TRAINER)
    own, other = CohortFactory(), CohortFactory()
    own.trainers.add(trainer)
    mine = EnrolmentFactory(course=own.course, cohort=own, user__family_name="Visible")
    theirs = EnrolmentFactory(course=other.course, cohort=other, user__family_name="Cachée")
    html = client.get("/admin/enrolments/").content.decode()
    assert "Visible" in html
    assert "Cachée" not in html
    assert other.title_fr not in html
    act = {"withdraw-reason": "Départ"}
    hidden = f"/admin/enrolments/{theirs.uuid}/"
    # A missing address without a language is looked for under one before it is a 404.
    assert client.get(hidden, follow=True).status_code == 404
    assert client.post(f"{hidden}withdraw/", act, follow=True).status_code == 404
    assert client.post(f"/admin/enrolments/{mine.uuid}/withdraw/", act).status_code == 302
    states = dict(Enrolment.objects.values_list("uuid", "status"))
    assert states == {mine.uuid: "withdrawn", theirs.uuid: "active"}


def test_changes_need_a_reason_and_stand_in_the_history(client: Client, admin: Any):
    course = CourseFactory()
    cohort = CohortFactory(course=course)
    row = EnrolmentFactory(course=course)
    address = f"/admin/enrolments/{row.uuid}/"
    assert client.post(f"{address}transfer/", {"transfer-cohort": cohort.pk}).status_code == 400
    client.post(
        f"{address}transfer/", {"transfer-cohort": cohort.pk, "transfer-reason": "Mutation"}
    )
    client.post(f"{address}extend/", {"extend-until": "2027-01-31", "extend-reason": "Congé"})
    client.post(f"{address}withdraw/", {"withdraw-reason": "Départ"})
    client.post(f"{address}reopen/", {"reopen-reason": "Retour"})
    row.refresh_from_db()
    assert (row.cohort, str(row.access_until), row.status) == (cohort, "2027-01-31", "active")
    html = client.get(address).content.decode()
    for said in ("Mutation", "Congé", "Départ", "Retour", cohort.code, "31\u00a0janvier\u00a02027"):
        assert said in html
    assert '<td data-label="Du">active</td>' not in html
    assert client.post(f"{address}unknown/", follow=True).status_code == 404


def test_queries_of_the_list_do_not_grow(client: Client, admin: Any):
    course = CourseFactory()
    counts = []
    for size in (1, 3):
        EnrolmentFactory.create_batch(size, course=course)
        client.get("/admin/enrolments/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/enrolments/")
        counts.append(len(queries))
    assert counts == [14, 14]


def test_a_request_is_decided(client: Client, admin: Any):
    policy = EnrolmentPolicyFactory(mode="request")
    person = UserFactory(family_name="Demandeuse")
    request = request_create(user=person, target=policy.course, language="fr", message="SVP")
    assert "Demandeuse" in client.get("/admin/enrolment-requests/").content.decode()
    client.post(f"/admin/enrolment-requests/{request.pk}/", {"decision": "approve"})
    assert Enrolment.objects.get().user == person
    again = client.post(f"/admin/enrolment-requests/{request.pk}/", {"decision": "refuse"})
    assert again.status_code == 409


def test_who_waits_is_shown(client: Client, admin: Any):
    WaitingPlace.objects.create(
        course=CourseFactory(), user=UserFactory(family_name="Patiente"), language="fr"
    )
    assert "Patiente" in client.get("/admin/waiting-list/").content.decode()


def test_a_rule_and_a_key_are_made(client: Client, admin: Any):
    course = CourseFactory()
    values = {"course": course.pk, "mode": "key", "seats": "20"}
    client.post("/admin/snippets/courses/enrolmentpolicy/add/", values)
    assert (EnrolmentPolicy.objects.get().mode, EnrolmentPolicy.objects.get().seats) == ("key", 20)
    client.post(
        "/admin/snippets/courses/enrolmentkey/add/",
        {"course": course.pk, "code": "tanger-26", "is_active": "on"},
    )
    assert EnrolmentKey.objects.get().code == "TANGER26"


def test_a_list_goes_from_the_file_to_the_report(client: Client, admin: Any):
    cohort = CohortFactory()
    answer = upload(client, csv_bytes(list(rows_make(3))), cohort=cohort.pk)
    run = ImportRun.objects.get()
    address = f"/admin/imports/{run.uuid}/"
    assert answer["Location"] == address
    html = client.get(address).content.decode()
    assert 'value="full_name" selected' in html
    mapping = {f"column-{number}": field for number, field in run.mapping.items()}
    assert client.post(f"{address}map/", {"column-0": "email"}).status_code == 400
    client.post(f"{address}map/", mapping)
    assert 'http-equiv="refresh"' in client.get(address).content.decode()
    import_check(run.pk)
    html = client.get(address).content.decode()
    assert "personne.1@example.org" in html
    assert "Nouveau compte" in html
    assert client.get(f"{address}?outcome=refuse").status_code == 200
    client.post(f"{address}confirm/")
    import_apply(run.pk)
    assert Enrolment.objects.filter(cohort=cohort).count() == 3
    assert client.post(f"{address}confirm/").status_code == 409
    sheet = load_workbook(io.BytesIO(client.get(f"{address}report/").content)).active
    rows = list(sheet.values)
    assert (len(rows), rows[1][4]) == (4, "personne.0@example.org")
    assert "liste.csv" in client.get("/admin/imports/").content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04x", "illisible"),
        (b"\xd0\xcf\x11\xe0x", "ancien fichier Excel"),
        (b"", "vide"),
    ],
)
def test_a_refused_file_says_why(client: Client, admin: Any, content: bytes, said: str):
    answer = upload(client, content)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert ImportRun.objects.count() == 0


def test_one_place_only_is_chosen(client: Client, admin: Any):
    cohort = CohortFactory()
    answer = upload(client, b"Nom\nx", cohort=cohort.pk, course=cohort.course.pk)
    assert answer.status_code == 400


def test_a_similar_person_is_decided_on_the_line(client: Client, admin: Any):
    known = UserFactory(
        username="alaoui.77", email="", given_name="Med", family_name="Alaoui", given_name_ar=""
    )
    MembershipFactory(user=known, organisation=OrganisationFactory(name_fr="Agence de Fès"))
    upload(client, b"Prenom;Nom;E-mail\nMohamed;Alaoui;m@example.org\n")
    run = ImportRun.objects.get()
    address = f"/admin/imports/{run.uuid}/"
    client.post(f"{address}map/", {f"column-{n}": field for n, field in run.mapping.items()})
    import_check(run.pk)
    page = client.get(address).content.decode()
    assert "pas de nouveau compte" in page
    assert "Med Alaoui, Agence de Fès" in page
    assert "alaoui.77" not in page
    answer = client.post(f"{address}lines/2/", {"same": "1", "query": "outcome=create"})
    assert answer["Location"] == f"{address}?outcome=create#line-2"
    assert run.lines.get().takes_similar


def test_the_template_is_understood_by_the_import(client: Client, admin: Any):
    content = client.get("/admin/imports/template/").content
    upload(client, content)
    assert sorted(ImportRun.objects.get().mapping.values()) == [
        "email",
        "family_name",
        "family_name_ar",
        "gender",
        "given_name",
        "given_name_ar",
        "organisation",
        "phone",
    ]


def test_one_person_is_invited_again_and_revoked(client: Client, admin: Any):
    cohort = CohortFactory()
    values = {
        "email": "a@example.org",
        "family_name": "Essai",
        "language": "ar",
        "cohort": cohort.pk,
    }
    assert client.post("/admin/invitations/new/", {"email": "x"}).status_code == 400
    client.post("/admin/invitations/new/", values)
    row = Invitation.objects.get()
    assert (row.user.family_name, row.cohort, row.address) == ("Essai", cohort, "a@example.org")
    assert "Essai" in client.get("/admin/invitations/?state=sent&q=essai").content.decode()
    client.post(f"/admin/invitations/{row.pk}/resend/")
    client.post(f"/admin/invitations/{row.pk}/revoke/")
    row.refresh_from_db()
    assert (row.sent_count, row.state) == (2, "revoked")


def test_acts_are_by_post_and_for_the_administrator(client: Client):
    row = person_invite(
        data={"family_name": "Essai", "email": "a@example.org", "language": "fr"},
        by=UserFactory(),
    )
    login(client, Role.TRAINER)
    assert client.post(f"/admin/invitations/{row.pk}/revoke/").status_code in {302, 403}
    row.refresh_from_db()
    assert row.revoked_at is None


def test_lists_show_what_leads_into_no_course(client: Client, admin: Any):
    ImportRun.objects.create(name="comptes.csv", created_by=admin, status="done")
    Invitation.objects.create(
        user=UserFactory(family_name="Sansformation"),
        created_by=admin,
        secret_hash="0" * 64,
        address="sans@example.org",
        expires_at=timezone.now(),
    )
    assert "comptes.csv" in client.get("/admin/imports/").content.decode()
    assert "Sansformation" in client.get("/admin/invitations/").content.decode()


def test_a_rule_for_neither_course_nor_path_is_refused_in_words(client: Client, admin: Any):
    policy = EnrolmentPolicyFactory()
    address = f"/admin/snippets/courses/enrolmentpolicy/edit/{policy.pk}/"
    html = client.post(address, {"mode": policy.mode}).content.decode()
    assert "Choisissez soit une formation, soit un" in html
