"""Paths in the administration: who sees them, what they show, what staff change."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from courses.models import Enrolment, EnrolmentEvent, ProgrammeEnrolment, WaitingPlace
from tests.courses.enrolment.admin.test_screens import login
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory, ProgrammeFactory
from tests.factories.enrolment import CohortFactory, EnrolmentPolicyFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/enrolment-paths/"


@pytest.fixture
def programme() -> Any:
    programme = ProgrammeFactory()
    for number in (1, 2):
        CourseFactory(
            programme=programme, position=number, live_fr=True, title_fr=f"Étape numéro {number}"
        )
    EnrolmentPolicyFactory(course=None, programme=programme, seats=2)
    return programme


def enrol(client: Client, programme: Any, person: Any, **values: Any) -> Any:
    data = {"person": person.username, "programme": programme.pk, "reason": "Accord", **values}
    return client.post(f"{LIST}new/", data)


def test_a_person_is_enrolled_moved_withdrawn_and_taken_up_again(client: Client, programme: Any):
    admin = login(client, Role.ADMINISTRATOR)
    cohort = CohortFactory(course=None, programme=programme)
    person = UserFactory(family_name="Marcheuse")
    assert enrol(client, programme, person).status_code == 302
    path = ProgrammeEnrolment.objects.get(user=person)
    html = client.get(LIST).content.decode()
    assert "Marcheuse" in html
    assert "Étape numéro 1 : En cours" in html
    assert "Étape numéro 2 : pas encore ouverte" in html
    base = f"{LIST}{path.uuid}/"
    client.post(
        f"{base}transfer/", {"transfer-cohort": cohort.pk, "transfer-reason": "Groupe du soir"}
    )
    assert client.post(f"{base}withdraw/", {"withdraw-reason": ""}).status_code == 400
    client.post(f"{base}withdraw/", {"withdraw-reason": "Mutation"})
    assert Enrolment.objects.get(user=person).status == "withdrawn"
    client.post(f"{base}reopen/", {"reopen-reason": "Retour"})
    path.refresh_from_db()
    assert (path.status, path.cohort) == ("active", cohort)
    assert Enrolment.objects.get(user=person).status == "active"
    kinds = EnrolmentEvent.objects.filter(path=path).order_by("pk")
    assert list(kinds.values_list("kind", "by", "reason")) == [
        ("enrolled", admin.pk, "Accord"),
        ("transferred", admin.pk, "Groupe du soir"),
        ("withdrawn", admin.pk, "Mutation"),
        ("reopened", admin.pk, "Retour"),
    ]
    assert "Groupe du soir" in client.get(base).content.decode()
    assert client.post(f"{base}other/", follow=True).status_code == 404


def test_beyond_the_seats_the_person_waits(client: Client, programme: Any):
    login(client, Role.ADMINISTRATOR)
    for person in UserFactory.create_batch(3):
        enrol(client, programme, person)
    assert (ProgrammeEnrolment.objects.count(), WaitingPlace.objects.count()) == (2, 1)


def test_a_cohort_of_another_path_is_refused(client: Client, programme: Any):
    login(client, Role.ADMINISTRATOR)
    other = CohortFactory(course=None, programme=ProgrammeFactory())
    assert enrol(client, programme, UserFactory(), cohort=other.pk).status_code == 400
    assert ProgrammeEnrolment.objects.count() == 0


def test_a_trainer_sees_and_changes_the_paths_of_their_cohorts_only(client: Client, programme: Any):
    trainer = login(client, Role.TRAINER)
    cohort = CohortFactory(course=None, programme=programme)
    cohort.trainers.add(trainer)
    mine = ProgrammeEnrolment.objects.create(
        user=UserFactory(family_name="Membre"), programme=programme, cohort=cohort
    )
    other = ProgrammeEnrolment.objects.create(
        user=UserFactory(family_name="Inconnue"), programme=programme
    )
    html = client.get(LIST).content.decode()
    assert ("Membre" in html, "Inconnue" in html) == (True, False)
    assert client.get(f"{LIST}{mine.uuid}/").status_code == 200
    assert client.get(f"{LIST}{other.uuid}/", follow=True).status_code == 404
    for path in (mine, other):
        act = {"withdraw-reason": "Départ"}
        client.post(f"{LIST}{path.uuid}/withdraw/", act, follow=True)
    states = dict(ProgrammeEnrolment.objects.values_list("uuid", "status"))
    assert states == {mine.uuid: "withdrawn", other.uuid: "active"}


def test_a_trainer_brings_nobody_into_a_path(client: Client, programme: Any):
    login(client, Role.TRAINER)
    assert f"{LIST}new/" not in client.get(LIST).content.decode()
    enrol(client, programme, UserFactory())
    assert ProgrammeEnrolment.objects.count() == 0


def test_queries_of_the_list_do_not_grow(client: Client, programme: Any):
    login(client, Role.ADMINISTRATOR)
    counts = []
    for size in (1, 6):
        for person in UserFactory.create_batch(size):
            ProgrammeEnrolment.objects.create(user=person, programme=programme)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts == [14, 14]
