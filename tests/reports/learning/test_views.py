"""The learning reports: who sees what, and that figures equal the rows."""

import csv
import io
from decimal import Decimal
from statistics import fmean, median
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import ManagerGrant
from courses.models import Answer, Assessment, Attempt, Enrolment, LearningGain
from reports.scope import small_groups
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.assessments import AssessmentFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db
GAINS, ITEMS = "/admin/results/learning/", "/admin/results/questions/"


def staff(client: Client, role: Role) -> Any:
    user = UserFactory(role=role, language="fr")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


def attempt_make(
    enrolment: Enrolment, assessment: Assessment, right: int, number: int = 1
) -> Attempt:
    """An attempt at all questions of the assessment, the first `right` of them answered rightly."""
    questions = list(assessment.draws.get().pool.questions.prefetch_related("options"))
    now = timezone.now()
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        assessment=assessment,
        number=number,
        status="submitted",
        draw=[
            {"question": question.pk, "options": [o.key for o in question.options.all()]}
            for question in questions
        ],
        language=enrolment.language,
        started_at=now,
        submitted_at=now,
        score=Decimal(right * 100) / len(questions),
    )
    for place, question in enumerate(questions):
        options = list(question.options.all())
        chosen = options[0] if place < right else options[1 + place % 2]
        Answer.objects.create(
            attempt=attempt,
            question=question,
            response={"options": [chosen.key]},
            language=enrolment.language,
            saved_at=now,
            credit=1 if place < right else 0,
        )
    return attempt


def gain_make(
    enrolment: Enrolment, pre: Assessment, post: Assessment, before: int, after: int
) -> None:
    first, last = attempt_make(enrolment, pre, before), attempt_make(enrolment, post, after)
    assert first.score is not None
    assert last.score is not None
    LearningGain.objects.create(
        enrolment=enrolment,
        pretest=first,
        posttest=last,
        pre_score=first.score,
        post_score=last.score,
        gain=last.score - first.score,
    )


@pytest.fixture
def tested() -> dict[str, Any]:
    """Eight people at one agency took both tests, three elsewhere, one the pre-test only."""
    course = CourseFactory()
    pre = AssessmentFactory(unit__course=course, pool_size=4, purpose="pretest")
    post = AssessmentFactory(unit__course=course, pool_size=4, purpose="posttest", paired_with=pre)
    root = OrganisationFactory(name_fr="Réseau")
    agency = OrganisationFactory(name_fr="Agence Nord", parent=root)
    other = OrganisationFactory(name_fr="Agence Sud")
    cohort = CohortFactory(course=course, title_fr="Automne")
    for number in range(11):
        enrolment = EnrolmentFactory(
            course=course,
            cohort=cohort if number < 8 else None,
            organisation=agency if number < 8 else other,
            language="fr" if number % 2 else "ar",
            user__family_name="Zerhouni",
        )
        gain_make(enrolment, pre, post, number % 3, 2 + number % 3)
    attempt_make(EnrolmentFactory(course=course, organisation=agency), pre, 1)
    return {
        "course": course,
        "pre": pre,
        "root": root,
        "agency": agency,
        "other": other,
        "cohort": cohort,
    }


@pytest.mark.parametrize("group", ["course", "cohort", "organisation", "language"])
def test_the_lines_add_up_to_the_rows(client: Client, tested: dict[str, Any], group: str):
    staff(client, Role.ADMINISTRATOR)
    context = client.get(f"{GAINS}?group={group}").context
    total = context["total"]
    gains = [float(row.gain) for row in LearningGain.objects.all()]
    assert total.people == total.gain.n == 11
    assert (total.gain.mean, total.gain.median) == (fmean(gains), median(gains))
    assert sum(line.people for line in context["lines"]) == 11
    weighted = sum(line.gain.mean * line.people for line in context["lines"]) / 11
    assert weighted == pytest.approx(total.gain.mean)


def test_the_file_says_what_the_screen_says_and_is_in_the_history(
    client: Client, tested: dict[str, Any]
):
    staff(client, Role.ADMINISTRATOR)
    chosen = f"group=organisation&organisation={tested['root'].pk}"
    context = client.get(f"{GAINS}?{chosen}").context
    assert [(line.label, line.people) for line in context["lines"]] == [("Agence Nord", 8)]
    text = client.get(f"{GAINS}?{chosen}&format=csv").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1][:2] == ["Agence Nord", "8"]
    assert rows[2][:2] == ["Total", "8"]
    assert float(rows[1][4].replace(",", ".")) == round(context["total"].gain.mean, 2)
    entry = ModelLogEntry.objects.get(action="reports.export")
    assert entry.data["query"] == f"gain {chosen}"


def test_an_analysis_counts_first_attempts_and_its_file_is_the_same(
    client: Client, tested: dict[str, Any]
):
    staff(client, Role.ADMINISTRATOR)
    pre = tested["pre"]
    # A second attempt changes nothing.
    attempt_make(Enrolment.objects.exclude(attempts=None)[0], pre, 4, number=2)
    chosen = f"assessment={pre.pk}"
    analysis = client.get(f"{ITEMS}?{chosen}").context["analysis"]
    assert analysis.people == 12
    for place, one in enumerate(analysis.items):
        answers = Answer.objects.filter(
            question=one.item.id, attempt__assessment=pre, attempt__number=1
        )
        assert one.n == answers.count() == 12
        assert one.right == answers.filter(credit=1).count()
        assert sum(drawn.count for drawn in one.drawn) == 12
        assert one.item.code == f"q{place}"
    book = load_workbook(io.BytesIO(client.get(f"{ITEMS}?{chosen}&format=xlsx").content))
    questions, options = book.worksheets
    assert [row[2] for row in list(questions.values)[1:]] == [12] * 4
    assert sum(int(row[4]) for row in list(options.values)[1:]) == 48
    text = client.get(f"{ITEMS}?{chosen}&format=csv&table=2").getvalue().decode("utf-8-sig")
    assert len(text.splitlines()) == 13


def test_a_manager_counts_the_own_people_only(client: Client, tested: dict[str, Any]):
    manager = staff(client, Role.INSTITUTION_MANAGER)
    assert client.get(GAINS).context["total"].people == 0
    ManagerGrant.objects.create(user=manager, organisation=tested["other"])
    assert client.get(GAINS).context["total"].people == 3
    assert client.get(f"{ITEMS}?assessment={tested['pre'].pk}").context["analysis"].people == 3
    text = client.get(f"{GAINS}?group=organisation&format=csv").getvalue().decode()
    assert "Agence Nord" not in text


def test_a_trainer_counts_the_own_cohorts_and_chooses_no_other(
    client: Client, tested: dict[str, Any]
):
    trainer = staff(client, Role.TRAINER)
    assert client.get(GAINS).context["total"].people == 0
    assert client.get(f"{GAINS}?cohort={tested['cohort'].pk}").status_code == 400
    assert client.get(f"{ITEMS}?assessment={tested['pre'].pk}").status_code == 400
    tested["cohort"].trainers.add(trainer)
    assert client.get(f"{GAINS}?cohort={tested['cohort'].pk}").context["total"].people == 8


def test_monitoring_sees_no_small_group_and_cannot_subtract_one(
    client: Client, tested: dict[str, Any]
):
    staff(client, Role.MONITORING)
    page = client.get(f"{GAINS}?group=organisation")
    # Three people are few; with the total shown, the other line would give them away.
    assert all(line.is_hidden for line in page.context["lines"])
    assert page.context["total"].people == 11
    for chosen in (f"organisation={tested['other'].pk}", f"organisation={tested['root'].pk}"):
        context = client.get(f"{GAINS}?{chosen}").context
        assert (context["lines"], context["total"].is_hidden) == ([], True)
        pre = tested["pre"].pk
        context = client.get(f"{ITEMS}?assessment={pre}&{chosen}").context
        assert (context["analysis"].items, context["is_small"]) == ([], True)
    shown = client.get(f"{ITEMS}?assessment={tested['pre'].pk}").context["analysis"]
    counts = [drawn.count for one in shown.items for drawn in one.drawn]
    assert None in counts
    assert not [count for count in counts if count is not None and 0 < count < 5]


@pytest.mark.parametrize("path", [GAINS, ITEMS])
def test_nobody_reads_a_name_here(client: Client, tested: dict[str, Any], path: str):
    query = f"?assessment={tested['pre'].pk}" if path == ITEMS else "?group=organisation"
    for role in (Role.ADMINISTRATOR, Role.MONITORING):
        staff(client, role)
        assert "Zerhouni" not in client.get(f"{path}{query}").content.decode()


def test_authors_see_the_questions_and_nobody_else_does(client: Client, tested: dict[str, Any]):
    staff(client, Role.AUTHOR)
    page = client.get(f"{ITEMS}?assessment={tested['pre'].pk}")
    question = page.context["analysis"].items[0].item.id
    assert f"/snippets/courses/question/edit/{question}/" in page.content.decode()
    assert client.get(GAINS).status_code == 403
    staff(client, Role.TRANSLATOR)
    assert client.get(ITEMS).status_code == 403


def test_a_wrong_filter_is_refused_with_a_reason(client: Client):
    staff(client, Role.ADMINISTRATOR)
    for bad in ("region=99", "group=x", "course=x", "language=en"):
        assert client.get(f"{GAINS}?{bad}").status_code == 400
    assert client.get(f"{ITEMS}?assessment=999").status_code == 400


@pytest.mark.parametrize("copies", [1, 3])
def test_the_reports_cost_the_same_whatever_their_size(
    client: Client, copies: int, django_assert_num_queries: Any
):
    staff(client, Role.MONITORING)
    client.get(GAINS)
    course = CourseFactory()
    pre = AssessmentFactory(unit__course=course, pool_size=3, purpose="pretest")
    post = AssessmentFactory(unit__course=course, pool_size=3, purpose="posttest", paired_with=pre)
    for _copy in range(6 * copies):
        gain_make(EnrolmentFactory(course=course), pre, post, 1, 2)
    with django_assert_num_queries(13):
        client.get(f"{GAINS}?group=organisation")
    with django_assert_num_queries(18):
        client.get(f"{ITEMS}?assessment={pre.pk}")


def test_small_groups_hide_until_nobody_can_subtract():
    assert small_groups([8, 3, 20]) == {0, 1}
    assert small_groups([8, 9]) == set()
    assert small_groups([2, 3, 8]) == {0, 1}
    assert small_groups([0, 6, 7]) == set()
    assert small_groups([4]) == {0}
