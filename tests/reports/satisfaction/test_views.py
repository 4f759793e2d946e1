"""Satisfaction: figures equal the answers, and nobody sees a small group, by no filter."""

import datetime as dt
import io
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import ManagerGrant
from courses.models import (
    Cohort,
    Course,
    SurveyAnswer,
    SurveyOffer,
    SurveyQuestion,
    SurveyResponse,
    SurveyVersion,
)
from courses.surveys.services import survey_answer, survey_decline, survey_freeze, survey_offer
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory
from tests.factories.surveys import SurveyFactory

pytestmark = pytest.mark.django_db
PATH = "/admin/results/satisfaction/"


def staff(client: Client, role: Role) -> Any:
    user = UserFactory(role=role, language="fr")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


def answered(course: Course, number: int, **values: Any) -> None:
    """So many people completed the course and answered, one after the other."""
    version = SurveyVersion.objects.order_by("-number")[0]
    for place in range(number):
        language = "ar" if place % 3 == 2 else "fr"
        enrolment = EnrolmentFactory(
            course=course, completed=True, user__family_name="Zerhouni", **values
        )
        offer = survey_offer(enrolment_id=enrolment.pk)
        assert offer is not None
        answers: dict[str, Any] = {"useful": 1 + place % 5, "words": f"Mot {place}"}
        survey_answer(offer=offer, version=version, answers=answers, language=language)


@pytest.fixture
def asked() -> dict[str, Any]:
    """A cohort of ten who answered, one of five, three without a cohort; one declined."""
    course = CourseFactory()
    SurveyFactory(course=course)
    root = OrganisationFactory()
    large, small = (
        CohortFactory(course=course, organisation=root, title_fr=title) for title in ("Dix", "Cinq")
    )
    agency = OrganisationFactory(parent=root)
    for cohort in (large, small):
        # Enough members, so that the answer keeps the cohort from the first one on.
        for _number in range(5):
            EnrolmentFactory(course=course, cohort=cohort, organisation=agency)
    answered(course, 10, cohort=large, organisation=agency)
    answered(course, 5, cohort=small, organisation=agency)
    answered(course, 3)
    offer = survey_offer(enrolment_id=EnrolmentFactory(course=course, completed=True).pk)
    assert offer is not None
    survey_decline(offer=offer)
    return {"course": course, "large": large, "small": small, "root": root}


def test_figures_equal_the_answers_in_every_table(client: Client, asked: dict[str, Any]):
    staff(client, Role.ADMINISTRATOR)
    context = client.get(f"{PATH}?group=cohort").context
    released = SurveyResponse.objects.filter(is_released=True)
    assert context["shown"] == released.count() == 15
    assert [(line.label, line.responses) for line in context["lines"]] == [("Cinq", 5), ("Dix", 10)]
    rating, choice, words = context["questions"]
    given = SurveyAnswer.objects.filter(response__in=released, question="useful")
    values = [answer.value or 0 for answer in given]
    assert [bar.count for bar in rating.bars] == [values.count(step) for step in range(1, 6)]
    assert rating.answered == sum(bar.count for bar in rating.bars) == 15
    assert rating.mean == pytest.approx(sum(values) / 15)
    assert sum(bar.share for bar in rating.bars) == pytest.approx(1)
    assert choice.is_hidden
    assert len(words.comments) == 15
    rate = context["rate"]
    assert (rate.offered, rate.answered, rate.declined) == (19, 18, 1)
    assert rate.percent == 95


def test_the_file_is_the_screen_and_is_in_the_history(client: Client, asked: dict[str, Any]):
    staff(client, Role.ADMINISTRATOR)
    chosen = f"cohort={asked['large'].pk}"
    lines, questions, comments = load_workbook(
        io.BytesIO(client.get(f"{PATH}?{chosen}&format=xlsx").content)
    ).worksheets
    assert [row[1] for row in list(lines.values)[1:]] == [10]
    assert sum(int(str(row[2])) for row in list(questions.values)[1:]) == 10
    assert len(list(comments.values)) == 11
    text = client.get(f"{PATH}?{chosen}&format=csv&table=3").getvalue().decode("utf-8-sig")
    assert len(text.splitlines()) == 11
    assert "Zerhouni" not in text
    assert ModelLogEntry.objects.filter(action="reports.export").count() == 2


def test_nobody_sees_a_small_group_not_even_by_what_a_filter_leaves_out(
    client: Client, asked: dict[str, Any]
):
    staff(client, Role.ADMINISTRATOR)
    # Of fifteen, five are in Arabic (three in the large cohort, one in the small one): each
    # choice of fewer than five, or that leaves fewer than five, is hidden.
    for chosen in (
        f"cohort={asked['large'].pk}&language=ar",
        f"cohort={asked['small'].pk}&language=fr",
        f"cohort={asked['large'].pk}&language=fr",
        f"cohort={asked['small'].pk}&language=ar",
    ):
        page = client.get(f"{PATH}?{chosen}")
        assert page.context["is_small"], chosen
        assert (page.context["lines"], page.context["questions"]) == ([], [])
        assert "Mot " not in page.content.decode()
        text = client.get(f"{PATH}?{chosen}&format=csv&table=3").getvalue().decode()
        assert "Mot " not in text
    lines = client.get(f"{PATH}?group=language").context["lines"]
    assert all(line.is_hidden for line in lines)


def test_a_period_is_of_whole_months(client: Client, asked: dict[str, Any]):
    staff(client, Role.ADMINISTRATOR)
    released = SurveyResponse.objects.filter(is_released=True)
    old = list(released.filter(cohort=asked["large"]).values_list("pk", flat=True))
    SurveyResponse.objects.filter(pk__in=old).update(month=dt.date(2026, 3, 1))
    shown = {
        chosen: client.get(f"{PATH}?{chosen}").context["shown"]
        for chosen in ("until=2026-03-15", "since=2026-03-31&until=2026-04-02", "since=2026-04-01")
    }
    assert list(shown.values()) == [10, 10, 5]
    labels = [line.label for line in client.get(f"{PATH}?group=month").context["lines"]]
    assert labels[0] == "mars 2026"
    assert client.get(f"{PATH}?since=2026-04-01&until=2026-03-01").status_code == 400


def test_changed_words_stand_apart_and_the_same_words_are_added_up(
    client: Client, asked: dict[str, Any]
):
    staff(client, Role.ADMINISTRATOR)
    survey = SurveyVersion.objects.get().survey
    SurveyQuestion.objects.filter(key="useful").update(text_fr="Utile pour vous ?")
    survey_freeze(survey=survey)
    answered(asked["course"], 5, cohort=asked["small"])
    questions = client.get(PATH).context["questions"]
    found = [(one.text, one.answered) for one in questions]
    assert found == [("Utile pour vous ?", 5), ("Rythme ?", 0), ("Un mot ?", 20), ("Utile ?", 15)]


def test_scopes(client: Client, asked: dict[str, Any]):
    def shown() -> int:
        return int(client.get(PATH).context["shown"])

    trainer = staff(client, Role.TRAINER)
    assert shown() == 0
    Cohort.objects.get(pk=asked["small"].pk).trainers.add(trainer)
    assert shown() == 5
    assert client.get(f"{PATH}?cohort={asked['large'].pk}").status_code == 400
    manager = staff(client, Role.INSTITUTION_MANAGER)
    assert shown() == 0
    ManagerGrant.objects.create(user=manager, organisation=asked["root"])
    assert shown() == 15
    assert client.get(PATH).context["rate"].offered == 15
    staff(client, Role.MONITORING)
    page = client.get(PATH)
    assert page.context["shown"] == 15
    assert "Zerhouni" not in page.content.decode()
    staff(client, Role.AUTHOR)
    assert client.get(PATH).status_code == 403


@pytest.mark.parametrize("size", [5, 15])
def test_the_report_costs_the_same_whatever_its_size(
    client: Client, size: int, django_assert_num_queries: Any
):
    staff(client, Role.MONITORING)
    client.get(PATH)
    course = CourseFactory()
    SurveyFactory(course=course)
    answered(course, size)
    assert SurveyOffer.objects.count() == size
    with django_assert_num_queries(21):
        client.get(f"{PATH}?group=cohort&course={course.pk}")
