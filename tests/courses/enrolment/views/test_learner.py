"""The learner's side: what the page says, what each button does, who may press it."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import (
    Enrolment,
    EnrolmentPolicy,
    EnrolmentRequest,
    ProgrammeEnrolment,
    WaitingPlace,
)
from tests.courses.progress.test_views import course_make
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory, ProgrammeFactory
from tests.factories.enrolment import (
    EnrolmentFactory,
    EnrolmentKeyFactory,
    EnrolmentPolicyFactory,
    PrerequisiteFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(site: dict[str, Any]) -> Any:
    return course_make(site, 1)


@pytest.fixture
def member(client: Client) -> Any:
    user = UserFactory()
    client.force_login(user)
    return user


def page(client: Client, course: Any, language: str = "fr") -> str:
    answer = client.get(f"/{language}/courses/{course.code}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    "case",
    [
        ("open", "Gratuit et ouvert", 'enrol/"'),
        ("key", "remise par votre institution", 'name="key"'),
        ("request", "Vous demandez une place", 'name="message"'),
        ("invitation", "attribuées sur invitation", ""),
    ],
)
def test_the_page_says_how_one_enrols(
    client: Client, course: Any, member: Any, case: tuple[str, str, str]
):
    mode, said, field = case
    EnrolmentPolicyFactory(course=course, mode=mode, note_fr="Pour les agences.")
    html = page(client, course)
    assert said in html
    assert field in html
    assert "Pour les agences." in html
    assert ("<form" in html.split('id="enrol"')[1].split("</section>")[0]) is bool(field)


def test_a_visitor_is_led_to_an_account(client: Client, course: Any):
    html = page(client, course, "ar")
    assert f"/ar/accounts/signup/?next=/ar/courses/{course.code}/" in html


def test_what_is_missing_is_named_with_the_way_there(client: Client, course: Any, member: Any):
    first = CourseFactory(title_fr="Bases", code="bases")
    PrerequisiteFactory(course=course, needs_course=first)
    html = page(client, course)
    assert "Terminez d&#x27;abord la formation « Bases »." in html
    assert "/fr/courses/bases/" in html
    assert client.post(f"/fr/courses/{course.code}/enrol/").status_code == 409
    assert Enrolment.objects.count() == 0


def test_the_opening_date_is_named(client: Client, course: Any, member: Any):
    opens = timezone.now() + dt.timedelta(days=3)
    EnrolmentPolicyFactory(course=course, opens_at=opens)
    html = page(client, course)
    assert f"{timezone.localtime(opens):%H:%M}" in html
    assert "Les inscriptions ne sont pas encore ouvertes." in html


def test_a_full_course_offers_the_waiting_list_and_shows_the_place(
    client: Client, course: Any, member: Any
):
    EnrolmentPolicyFactory(course=course, seats=1)
    EnrolmentFactory(course=course)
    WaitingPlace.objects.create(course=course, user=UserFactory(), language="fr")
    assert "rejoindre la liste" in page(client, course)
    client.post(f"/fr/courses/{course.code}/enrol/")
    assert "Votre rang dans la file : 2" in page(client, course)
    client.post(f"/fr/courses/{course.code}/enrol/waiting/leave/")
    assert "Votre rang" not in page(client, course)
    assert Enrolment.objects.filter(user=member).count() == 0


def test_a_wrong_key_leads_back_to_the_field(client: Client, course: Any, member: Any):
    EnrolmentPolicyFactory(course=course, mode="key")
    key = EnrolmentKeyFactory(course=course, code="TANGER26")
    address = f"/fr/courses/{course.code}/enrol/key/"
    answer = client.post(address, {"key": "tangier"}, follow=True)
    assert "n&#x27;ouvre pas de place" in answer.content.decode()
    assert Enrolment.objects.count() == 0
    answer = client.post(address, {"key": "tanger 26"})
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/fr/courses/{course.code}/continue/",
    )
    key.refresh_from_db()
    assert (key.uses, Enrolment.objects.get().user) == (1, member)


def test_keys_are_not_to_be_guessed(client: Client, course: Any, member: Any):
    EnrolmentPolicyFactory(course=course, mode="key")
    address = f"/fr/courses/{course.code}/enrol/key/"
    answers = [client.post(address, {"key": f"k{n}"}).status_code for n in range(11)]
    assert answers == [302] * 10 + [429]


def test_asking_and_taking_back(client: Client, course: Any, member: Any):
    EnrolmentPolicyFactory(course=course, mode="request")
    client.post(f"/fr/courses/{course.code}/enrol/ask/", {"message": "Je suis conseillère."})
    request = EnrolmentRequest.objects.get()
    assert (request.user, request.message) == (member, "Je suis conseillère.")
    assert "est à l'étude" in page(client, course)
    client.post(f"/fr/courses/{course.code}/enrol/ask/cancel/")
    assert "Demander une place" in page(client, course)


@pytest.mark.parametrize(
    "act", ["enrol/", "enrol/key/", "enrol/ask/", "enrol/ask/cancel/", "enrol/waiting/leave/"]
)
@pytest.mark.parametrize("place", ["courses", "programmes"])
def test_acts_are_by_post_and_need_an_account(
    client: Client, course: Any, act: str, place: str, member: Any
):
    if place == "programmes":
        course.programme = ProgrammeFactory(code=course.code)
        course.save()
    address = f"/fr/{place}/{course.code}/{act}"
    assert client.get(address).status_code == 405
    client.logout()
    answer = client.post(address)
    assert answer["Location"].startswith("/fr/accounts/login/")


def test_an_unknown_programme_is_not_found(client: Client):
    assert client.get("/fr/programmes/inconnu/").status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_path_from_its_page_to_the_dashboard(
    client: Client, course: Any, member: Any, language: str
):
    programme = ProgrammeFactory()
    course.programme = programme
    course.save()
    CourseFactory(programme=programme, position=9, title_fr="Suite", title_ar="تتمة")
    address = f"/{language}/programmes/{programme.code}/"
    assert 'id="enrol"' not in client.get(address).content.decode()
    EnrolmentPolicyFactory(course=None, programme=programme)
    assert 'id="enrol"' in client.get(address).content.decode()
    client.post(f"{address}enrol/")
    assert Enrolment.objects.get().course == course
    html = client.get(address).content.decode()
    assert f"/{language}/courses/{course.code}/continue/" in html
    assert {"fr": "Suite", "ar": "تتمة"}[language] in html
    dashboard = client.get(f"/{language}/dashboard/").content.decode()
    assert address in dashboard
    client.post(f"{address}withdraw/")
    assert ProgrammeEnrolment.objects.get().status == "withdrawn"


@pytest.mark.parametrize("size", [1, 3])
def test_queries_of_the_dashboard_do_not_grow_with_the_paths(
    client: Client, site: dict[str, Any], member: Any, size: int, django_assert_num_queries: Any
):
    for number in range(size):
        programme = ProgrammeFactory()
        for position in range(size):
            made = course_make(site, 1, code=f"essai-{number}-{position}")
            made.programme = programme
            made.save()
        ProgrammeEnrolment.objects.create(user=member, programme=programme)
    client.get("/fr/dashboard/")
    with django_assert_num_queries(11):
        client.get("/fr/dashboard/")


def test_the_queries_of_the_enrol_area(
    client: Client, course: Any, member: Any, django_assert_num_queries: Any
):
    EnrolmentPolicyFactory(course=course, seats=5)
    page(client, course)
    with django_assert_num_queries(9):
        page(client, course)
    EnrolmentFactory(course=course, user=member)
    assert EnrolmentPolicy.objects.count() == 1
    with django_assert_num_queries(5):
        page(client, course)
