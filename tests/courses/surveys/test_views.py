"""The survey as the person sees it, and as authors write it."""

from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from courses.models import Survey, SurveyOffer, SurveyQuestion, SurveyResponse, SurveyVersion
from courses.surveys.services import survey_freeze, survey_offer
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.surveys import SurveyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(client: Client) -> SurveyOffer:
    course = CourseFactory()
    SurveyFactory(course=course)
    enrolment = EnrolmentFactory(course=course, completed=True)
    client.force_login(enrolment.user)
    found = survey_offer(enrolment_id=enrolment.pk)
    assert found is not None
    return found


def path(offer: SurveyOffer, language: str = "fr", act: str = "") -> str:
    return f"/{language}/surveys/{offer.uuid}/{act}"


@pytest.mark.parametrize(("language", "word"), [("fr", "Rythme ?"), ("ar", "الوتيرة؟")])
def test_the_questions_are_in_the_language_of_the_page(
    client: Client, offer: SurveyOffer, language: str, word: str
):
    page = client.get(path(offer, language))
    assert word in page.content.decode()
    sent = {"version": "1", "useful": "5", "pace": "2", "words": "Très clair"}
    answered = client.post(path(offer, language), sent)
    assert (answered.status_code, answered["Location"]) == (302, path(offer, language))
    assert client.post(path(offer, language), sent).status_code == 200
    response = SurveyResponse.objects.get()
    assert response.language == language
    assert client.get(path(offer, language)).templates[0].name == "courses/survey_done.html"


@pytest.mark.parametrize(
    "sent", [{}, {"useful": "6"}, {"useful": "x"}, {"pace": "3"}, {"words": "x" * 1001}]
)
def test_what_cannot_be_an_answer_is_refused_and_nothing_written(
    client: Client, offer: SurveyOffer, sent: dict[str, str]
):
    assert client.post(path(offer), {"version": "1", **sent}).status_code == 400
    assert SurveyResponse.objects.count() == 0
    offer.refresh_from_db()
    assert offer.state == "open"


def test_an_answer_belongs_to_the_version_that_was_shown(client: Client, offer: SurveyOffer):
    SurveyQuestion.objects.filter(key="pace").delete()
    survey_freeze(survey=Survey.objects.get())
    client.post(path(offer), {"version": "1", "pace": "2"})
    assert SurveyResponse.objects.get().version.number == 1


@pytest.mark.parametrize("number", ["", "9", "x", "²", "9" * 30])
def test_an_unknown_version_is_the_latest(client: Client, offer: SurveyOffer, number: str):
    assert client.post(path(offer), {"version": number, "useful": "3"}).status_code == 302
    assert SurveyResponse.objects.get().version == SurveyVersion.objects.get()


def test_another_persons_offer_does_not_exist(client: Client, offer: SurveyOffer):
    client.force_login(UserFactory())
    for act in ("", "decline/"):
        assert client.post(path(offer, act=act), {"useful": "3"}).status_code == 404
    assert client.get(f"/fr/surveys/{uuid4()}/").status_code == 404
    offer.refresh_from_db()
    assert offer.state == "open"


def test_declining_is_by_post_and_final(client: Client, offer: SurveyOffer):
    assert client.get(path(offer, act="decline/")).status_code == 405
    answer = client.post(path(offer, act="decline/"))
    assert answer["Location"] == reverse("courses:course", args=[offer.enrolment.course.code])
    offer.refresh_from_db()
    assert offer.state == "declined"


def staff(client: Client, role: Role) -> Any:
    user = UserFactory(role=role, language="fr")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


def written(**choices: str) -> dict[str, str]:
    """What the form of the administration sends: one question, one course."""
    course = CourseFactory()
    return {
        "title_fr": "Avis",
        "title_ar": "رأي",
        "introduction_fr": "",
        "introduction_ar": "",
        "questions-TOTAL_FORMS": "1",
        "questions-INITIAL_FORMS": "0",
        "questions-MIN_NUM_FORMS": "1",
        "questions-MAX_NUM_FORMS": "1000",
        "questions-0-kind": "choice",
        "questions-0-text_fr": "Rythme ?",
        "questions-0-text_ar": "الوتيرة؟",
        "questions-0-choices_fr": choices.get("fr", "Bon\nRapide"),
        "questions-0-choices_ar": choices.get("ar", "مناسبة\nسريعة"),
        "questions-0-ORDER": "1",
        "courses-TOTAL_FORMS": "1",
        "courses-INITIAL_FORMS": "0",
        "courses-MIN_NUM_FORMS": "0",
        "courses-MAX_NUM_FORMS": "1000",
        "courses-0-course": str(course.pk),
        "courses-0-is_active": "on",
    }


def test_an_author_writes_a_survey_and_it_is_frozen(client: Client):
    staff(client, Role.AUTHOR)
    address = reverse("wagtailsnippets_courses_survey:add")
    assert client.get(address).status_code == 200
    assert client.post(address, written()).status_code == 302
    version = SurveyVersion.objects.get()
    assert version.questions[0]["choices"] == [
        {"fr": "Bon", "ar": "مناسبة"},
        {"fr": "Rapide", "ar": "سريعة"},
    ]
    assert version.survey.courses.get().is_active


@pytest.mark.parametrize("choices", [{"fr": "Bon"}, {"fr": "Bon", "ar": "مناسبة"}])
def test_choices_that_lack_a_language_are_refused(client: Client, choices: dict[str, str]):
    staff(client, Role.AUTHOR)
    answer = client.post(reverse("wagtailsnippets_courses_survey:add"), written(**choices))
    assert answer.status_code == 200
    assert Survey.objects.count() == 0


@pytest.mark.parametrize(("mode", "word"), [("fr", "Utile ?"), ("ar", "مفيد؟")])
def test_the_preview_is_in_either_language(client: Client, mode: str, word: str):
    survey = SurveyFactory()
    response = survey.make_preview_request(preview_mode=mode)
    assert word in response.content.decode()
