"""Playing in a course, one's own results, and what trainers see."""

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.middleware import CHECKED
from courses.activities.selectors import question_figures
from courses.activities.services import play_end
from courses.api import outline_rebuild
from courses.models import (
    ActivityPage,
    ActivityPlay,
    Course,
    CoursePage,
    Enrolment,
    LessonPage,
    Unit,
)
from tests.factories.accounts import UserFactory
from tests.factories.activities import (
    activity_course,
    answer_make,
    moment_after,
    outcome_make,
    part_make,
)
from tests.factories.enrolment import CohortFactory, EnrolmentFactory
from tests.factories.h5p_play import SUB_IDS, set_make
from tests.xapi.samples import statement_make
from xapi.models import Statement

pytestmark = pytest.mark.django_db
PLAY = "/fr/courses/activites/jouer/"
READ = "/fr/courses/activites/lire/"


@pytest.fixture
def course(site: dict[str, Any]) -> CoursePage:
    return activity_course({"fr": set_make("fr"), "ar": set_make("ar")})


@pytest.fixture
def enrolment(course: CoursePage) -> Enrolment:
    return EnrolmentFactory(course=course.course)


@pytest.fixture
def learner(client: Client, enrolment: Enrolment) -> Client:
    client.force_login(enrolment.user)
    return client


def start(client: Client, address: str = PLAY, slot: str = "unit", **body: Any) -> Any:
    return client.post(
        f"{address}activity/{slot}/", json.dumps(body), content_type="application/json"
    )


def lesson_slot() -> str:
    page = LessonPage.objects.filter(locale__language_code="fr", slug="lire").get()
    return str(page.body[0].id)


def test_the_unit_shows_the_activity_and_its_words(learner: Client):
    html = learner.get(PLAY).content.decode()
    assert "data-h5p" in html
    assert "lms/js/activity.js" in html
    assert "<noscript>" in html
    assert "Ce que l'activité enseigne." in html
    assert "quel que soit votre score" in html


def test_the_player_is_loaded_only_where_an_activity_is(learner: Client):
    assert "lms/js/activity.js" in learner.get(READ).content.decode()
    for page in LessonPage.objects.filter(slug="lire"):
        page.body = [("situation", {"text": "<p>Texte</p>"})]
        page.save_revision().publish()
    outline_rebuild(course=Course.objects.get(code="activites"))
    assert "lms/js/activity.js" not in learner.get(READ).content.decode()


def test_opening_gives_the_frame_to_the_learner(learner: Client, enrolment: Enrolment):
    first, again = start(learner).json(), start(learner).json()
    assert first["play"] == again["play"]
    assert ActivityPlay.objects.get().enrolment == enrolment
    assert first["sandbox"] == "allow-scripts"
    assert Client().get(first["frame"].replace("http://testserver", "")).status_code == 200
    # What records is no address of the frame.
    assert first["record"].startswith("/h5p/play/")
    assert first["record"] not in first["frame"]


def test_tokens_are_renewed_for_ones_own_play_and_nothing_is_opened(
    learner: Client, enrolment: Enrolment
):
    first = start(learner).json()
    ActivityPlay.objects.update(finished_at=enrolment.enrolled_at)
    again = start(learner, play=first["play"]).json()
    assert (again["play"], again["learner"]) == (first["play"], str(enrolment.uuid))
    assert again["files"].startswith("http://testserver/h5p/files/")
    assert ActivityPlay.objects.count() == 1
    other = EnrolmentFactory(course=enrolment.course)
    stranger = Client()
    stranger.force_login(other.user)
    assert start(stranger, play=first["play"]).status_code == 404
    assert start(learner, play="x").status_code == 404
    assert start(learner, READ, lesson_slot(), play=first["play"]).status_code == 404


def test_from_start_to_completion_over_the_wire(learner: Client, enrolment: Enrolment):
    opened = start(learner).json()
    children = [
        {
            "statement": statement_make(
                object={"id": f"x?subContentId={sub_id}"}, result={"response": response}
            )
        }
        for sub_id, response in zip(SUB_IDS, ("0[,]2", "0"), strict=True)
    ]
    end = statement_make("completed", result={"score": {"raw": 1, "max": 3}})
    answer = learner.post(
        f"{opened['record']}statements/",
        json.dumps({"statement": end, "children": children}),
        content_type="application/json",
    ).json()
    assert answer["percent"] == 100
    assert answer["unit_completed"] is True
    assert answer["message"] == "Votre résultat est enregistré\u00a0: 100\u00a0%"
    play = ActivityPlay.objects.get()
    assert (play.is_verified, play.is_corrected, play.reported_score) == (True, True, 1)
    assert Statement.objects.get().registration == enrolment.uuid
    html = learner.get(answer["results"]).content.decode()
    assert "C&#x27;est un indice" in html
    assert "La plateforme a elle-même compté" in html
    assert "Essai" in learner.get(PLAY).content.decode()


def test_a_lessons_activity_completes_nothing(learner: Client, enrolment: Enrolment):
    opened = start(learner, READ, lesson_slot()).json()
    end = statement_make("completed", result={"score": {"raw": 3, "max": 3}})
    answer = learner.post(
        f"{opened['record']}statements/",
        json.dumps({"statement": end}),
        content_type="application/json",
    ).json()
    assert answer["unit_completed"] is False
    assert enrolment.completions.count() == 0


def test_nobody_without_an_enrolment_plays(client: Client, course: CoursePage):
    assert start(client).status_code == 302
    client.force_login(UserFactory())
    refused = start(client)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_enrolled")
    assert ActivityPlay.objects.count() == 0


def test_staff_see_a_preview_and_nothing_is_recorded(client: Client, course: CoursePage):
    author = UserFactory(role=Role.AUTHOR)
    client.force_login(author)
    session = client.session
    session[CHECKED] = True
    session.save()
    opened = start(client).json()
    assert (opened["record"], opened["play"]) == ("", "")
    assert opened["message"] == "Aperçu\u00a0: rien n'est enregistré."
    assert ActivityPlay.objects.count() == 0


def test_what_is_not_there_is_not_found(learner: Client):
    assert start(learner, PLAY, "nothing").status_code == 404
    assert start(learner, READ, "unit").status_code == 404
    page = ActivityPage.objects.get(locale__language_code="fr")
    page.activity.live = False
    page.activity.save()
    refused = start(learner)
    assert (refused.status_code, refused.json()["code"]) == (409, "activity_unavailable")


def test_the_same_unit_in_the_other_language_goes_on(learner: Client):
    first = start(learner).json()
    other = start(learner, PLAY.replace("/fr/", "/ar/")).json()
    assert first["play"] == other["play"]
    assert other["title"] == "حالتان"
    assert ActivityPlay.objects.get().language == "ar"


def played(enrolment: Enrolment, **outcome: Any) -> ActivityPlay:
    unit = Unit.objects.get(code="jouer")
    page = ActivityPage.objects.get(locale__language_code=outcome.pop("language", "fr"))
    number = ActivityPlay.objects.filter(enrolment=enrolment).count() + 1
    play = ActivityPlay.objects.create(
        enrolment=enrolment,
        unit=unit,
        activity=page.activity,
        version_id=page.activity.version_id,
        number=number,
        language=page.locale.language_code,
        started_at=enrolment.enrolled_at,
        reveals=outcome.pop("reveals", True),
    )
    return play_end(
        play_uuid=play.uuid,
        ended_at=moment_after(play),
        outcome=outcome_make(**outcome),
        language=play.language,
    ).play


def test_a_result_is_its_learners_alone(learner: Client, enrolment: Enrolment):
    play = played(enrolment)
    address = f"/fr/plays/{play.uuid}/"
    assert "Je refuse" in learner.get(address).content.decode()
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(address).status_code == 404
    assert Client().get(address).status_code == 302
    hidden = played(EnrolmentFactory(user=UserFactory(), course=enrolment.course), reveals=False)
    owner = Client()
    owner.force_login(hidden.enrolment.user)
    html = owner.get(f"/fr/plays/{hidden.uuid}/").content.decode()
    assert "Je paie" in html
    assert "Je refuse" not in html


def test_ones_results_are_listed(learner: Client, enrolment: Enrolment):
    address = f"{PLAY}results/"
    assert "pas encore terminé" in learner.get(address).content.decode()
    played(enrolment)
    html = learner.get(address).content.decode()
    assert "67\u00a0%" in html
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(address).status_code == 302


@pytest.mark.parametrize("plays", [1, 6])
def test_the_unit_costs_the_same_whatever_was_played(
    learner: Client, enrolment: Enrolment, plays: int
):
    for _number in range(plays):
        played(enrolment)
    learner.get(PLAY)
    with CaptureQueriesContext(connection) as captured:
        learner.get(PLAY)
    # learner, course, enrolment, completions, plays
    assert len(captured) == 5, [query["sql"] for query in captured]


def trainer_client(cohort: Any) -> Client:
    trainer = UserFactory(role=Role.TRAINER)
    cohort.trainers.add(trainer)
    client = Client()
    client.force_login(trainer)
    session = client.session
    session[CHECKED] = True
    session.save()
    return client


def cohort_played(course: CoursePage, name: str, **outcome: Any) -> Any:
    cohort = CohortFactory(course=course.course)
    user = UserFactory(given_name=name, family_name="Exemple")
    played(EnrolmentFactory(user=user, course=course.course, cohort=cohort), **outcome)
    return cohort


def test_a_trainer_sees_their_cohort_and_no_other(course: CoursePage):
    own = cohort_played(course, "Wassila", score=3)
    cohort_played(course, "Zoubida", score=0)
    client = trainer_client(own)
    unit = Unit.objects.get(code="jouer")
    html = client.get(f"/admin/results/activities/?unit={unit.pk}").content.decode()
    assert "Wassila" in html
    assert "Zoubida" not in html
    assert "Question 1 ?" in html
    other = trainer_client(CohortFactory(course=course.course))
    assert "Wassila" not in other.get(f"/admin/results/activities/?unit={unit.pk}").content.decode()
    author = Client()
    author.force_login(UserFactory(role=Role.AUTHOR))
    session = author.session
    session[CHECKED] = True
    session.save()
    assert author.get("/admin/results/activities/").status_code == 403


def test_results_are_exported_and_the_export_is_written_down(course: CoursePage):
    own = cohort_played(course, "=Amina")
    client = trainer_client(own)
    unit = Unit.objects.get(code="jouer")
    address = f"/admin/results/activities/?unit={unit.pk}&format="
    text = client.get(f"{address}csv").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0][0].startswith("Nom")
    assert rows[1][0].startswith("'=")
    assert (rows[1][4], rows[1][5]) == ("1", "66,67")
    questions = client.get(f"{address}csv&table=questions").getvalue().decode("utf-8-sig")
    assert "Je paie;1" in questions
    book = load_workbook(io.BytesIO(client.get(f"{address}xlsx").content))
    assert len(book.sheetnames) == 2
    assert book.worksheets[0].cell(2, 6).value == 66.67
    entries = ModelLogEntry.objects.filter(action="courses.activity_export")
    assert [entry.data["format"] for entry in entries.order_by("pk")] == ["csv", "csv", "xlsx"]


def test_wrong_options_are_counted_over_both_languages(course: CoursePage):
    wrong_fr = answer_make(parts=(part_make("1", "Je paie", right=False),))
    wrong_ar = answer_make(question="سؤال", parts=(part_make("1", "أدفع", right=False),))
    right = answer_make(parts=(part_make("0", "Je refuse", right=True),), is_right=True)
    unread = answer_make(position="2", parts=(), is_right=None, interaction="long-fill-in")
    learners = [EnrolmentFactory(course=course.course) for _number in range(3)]
    played(learners[0], answers=(wrong_fr, unread))
    played(learners[1], answers=(wrong_ar,), language="ar")
    played(learners[2], answers=(right,))
    # A second try, with the answers known, changes nothing.
    played(learners[0], answers=(right,))
    unit = Unit.objects.get(code="jouer")
    figures = question_figures(Enrolment.objects.all(), unit.pk, "ar")
    assert [(row.position, row.answered, row.right_percent) for row in figures] == [
        ("1", 3, 33),
        ("2", 1, None),
    ]
    assert figures[0].question == "سؤال"
    assert figures[0].most_wrong is not None
    assert (figures[0].most_wrong.text, figures[0].most_wrong.count) == ("أدفع", 2)


@pytest.mark.parametrize("learners", [1, 5])
def test_figures_cost_the_same_whatever_the_number_of_learners(course: CoursePage, learners: int):
    for _number in range(learners):
        played(EnrolmentFactory(course=course.course))
    unit = Unit.objects.get(code="jouer")
    with CaptureQueriesContext(connection) as captured:
        question_figures(Enrolment.objects.all(), unit.pk, "fr")
    assert len(captured) == 2
