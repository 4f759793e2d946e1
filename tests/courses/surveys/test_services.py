"""Answers stand apart from people, once, and become visible five at a time."""

from functools import partial
from typing import Any

import pytest

from accounts.models import User
from courses.models import (
    Course,
    Enrolment,
    SurveyAnswer,
    SurveyCourse,
    SurveyOffer,
    SurveyQuestion,
    SurveyResponse,
    SurveyVersion,
)
from courses.signals import course_completed
from courses.surveys.exceptions import SurveyClosedError
from courses.surveys.selectors import offer_open_of
from courses.surveys.services import survey_answer, survey_decline, survey_freeze, survey_offer
from tests.concurrency import run_at_once
from tests.factories.accounts import OrganisationFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory
from tests.factories.surveys import SurveyFactory

pytestmark = pytest.mark.django_db
ANSWERS = {"useful": 4, "pace": 1, "words": "Merci"}


@pytest.fixture
def course() -> Course:
    course: Course = CourseFactory()
    SurveyFactory(course=course)
    return course


def offered(course: Course, **values: Any) -> SurveyOffer:
    enrolment = EnrolmentFactory(course=course, completed=True, **values)
    offer = survey_offer(enrolment_id=enrolment.pk)
    assert offer is not None
    return offer


def answer(offer: SurveyOffer, language: str = "fr") -> bool:
    version = SurveyVersion.objects.get()
    return survey_answer(offer=offer, version=version, answers=ANSWERS, language=language)


def test_whoever_completes_is_asked_once(course: Course):
    enrolment = EnrolmentFactory(course=course, completed=True)
    for _time in range(2):
        course_completed.send(sender=Enrolment, enrolment_id=enrolment.pk)
    offer = SurveyOffer.objects.get()
    assert offer_open_of(enrolment) == offer
    assert survey_decline(offer=offer) is True
    assert survey_decline(offer=offer) is False
    assert offer_open_of(enrolment) is None


def test_nobody_is_asked_where_the_survey_is_off(course: Course):
    enrolment = EnrolmentFactory(course=course, completed=True)
    SurveyCourse.objects.update(is_active=False)
    assert survey_offer(enrolment_id=enrolment.pk) is None
    assert survey_offer(enrolment_id=EnrolmentFactory(completed=True).pk) is None
    SurveyCourse.objects.update(is_active=True)
    offer = survey_offer(enrolment_id=enrolment.pk)
    SurveyCourse.objects.update(is_active=False)
    assert offer is not None
    assert offer_open_of(enrolment) is None
    with pytest.raises(SurveyClosedError):
        answer(offer)
    assert SurveyResponse.objects.count() == 0


def test_answered_twice_is_answered_once(course: Course):
    offer = offered(course)
    assert answer(offer) is True
    assert answer(offer) is False
    assert SurveyOffer.objects.get().state == "answered"
    found = SurveyAnswer.objects.order_by("question").values_list("question", "value", "text")
    assert list(found) == [("pace", 1, ""), ("useful", 4, ""), ("words", None, "Merci")]


def test_nothing_leads_from_an_answer_to_a_person():
    own = [SurveyResponse, SurveyAnswer]
    people = {User, Enrolment, SurveyOffer}
    for model in own:
        related = {field.related_model for field in model._meta.get_fields() if field.related_model}
        assert not related & people, model
        # No moment: the month only.
        kinds = {field.get_internal_type() for field in model._meta.fields}
        assert not kinds & {"DateTimeField", "TimeField"}, model
    assert {field.name for field in SurveyOffer._meta.fields} == {
        "id",
        "uuid",
        "enrolment",
        "state",
        "offered_on",
    }
    assert SurveyResponse._meta.pk.get_internal_type() == "UUIDField"


def test_a_small_cohort_or_agency_is_not_kept_with_the_answer(course: Course):
    region = OrganisationFactory()
    small, large = (OrganisationFactory(parent=region) for _number in range(2))
    few, many = (CohortFactory(course=course) for _number in range(2))
    for _number in range(4):
        EnrolmentFactory(course=course, organisation=large, cohort=many)
    alone = offered(course, organisation=small, cohort=few)
    among = offered(course, organisation=large, cohort=many)
    lost = offered(course, organisation=OrganisationFactory())
    for offer in (alone, among, lost):
        answer(offer)
    kept = SurveyResponse.objects.values_list("organisation_id", "cohort_id")
    assert sorted(kept, key=str) == sorted(
        [(region.pk, None), (large.pk, many.pk), (None, None)], key=str
    )
    assert {row.month.day for row in SurveyResponse.objects.all()} == {1}


def test_answers_become_visible_five_at_a_time(course: Course):
    shown = []
    for _number in range(11):
        answer(offered(course))
        shown.append(SurveyResponse.objects.filter(is_released=True).count())
    assert shown == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


def test_a_changed_survey_is_a_new_version_and_old_answers_keep_theirs(course: Course):
    first = SurveyVersion.objects.get()
    survey = first.survey
    assert survey_freeze(survey=survey) == first
    answer(offered(course))
    SurveyQuestion.objects.filter(key="useful").update(text_fr="Utile pour vous ?")
    second = survey_freeze(survey=survey)
    assert (second.number, SurveyVersion.objects.count()) == (2, 2)
    response = SurveyResponse.objects.get()
    assert response.version.questions[0]["text_fr"] == "Utile ?"


@pytest.mark.django_db(transaction=True)
def test_five_at_the_same_time_are_all_visible(course: Course):
    offers = [offered(course) for _number in range(5)]
    assert run_at_once([partial(answer, offer) for offer in offers]) == [True] * 5
    assert SurveyResponse.objects.filter(is_released=True).count() == 5
