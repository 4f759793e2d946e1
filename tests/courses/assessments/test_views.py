"""Attempts in the browser: nothing leaks, nobody sees another's."""

import json
from typing import Any

import pytest
from django.test import Client

from courses.models import Answer, Attempt, Enrolment, Question
from tests.courses.assessments.test_services import assessment_of, right_responses, start
from tests.factories.accounts import UserFactory
from tests.factories.assessments import QuestionFactory
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment() -> Enrolment:
    return EnrolmentFactory()


@pytest.fixture
def attempt(enrolment: Enrolment, client: Client) -> Attempt:
    client.force_login(enrolment.user)
    assessment = assessment_of(enrolment, size=2)
    pool = assessment.draws.get().pool
    for kind in ("multiple", "matching", "ordering", "short"):
        QuestionFactory(pool=pool, kind=kind, options=(2, 2))
    return start(enrolment, assessment)


def answer(client: Client, attempt: Attempt, body: Any, language: str = "fr") -> Any:
    return client.post(
        f"/{language}/attempts/{attempt.uuid}/answer/",
        body if isinstance(body, str) else json.dumps(body),
        content_type="application/json",
        headers={"accept": "application/json"},
    )


def test_right_answers_do_not_reach_the_page(client: Client, attempt: Attempt):
    html = client.get(f"/fr/attempts/{attempt.uuid}/").content.decode()
    assert html.count("data-question=") == 6
    for hint in ("Explication secrète", "is_correct", "correct", "شرح"):
        assert hint not in html
    matching = Question.objects.get(kind="matching")
    keys = {option.key for option in matching.options.all()}
    box = html.split(f'data-question="{matching.pk}"')[1].split("</fieldset>")[0]
    values = {part.split('"')[0] for part in box.split('<option value="')[1:]}
    assert values & keys == set()


def test_the_page_keeps_answers_across_languages(client: Client, attempt: Attempt):
    entry = next(e for e in attempt.draw if Question.objects.get(pk=e["question"]).kind == "single")
    body = {"question": entry["question"], "response": {"options": [entry["options"][0]]}}
    assert set(answer(client, attempt, body).json()) == {"saved_at"}
    html = client.get(f"/ar/attempts/{attempt.uuid}/").content.decode()
    assert f'value="{entry["options"][0]}" checked' in html
    assert Answer.objects.get().language == "fr"


@pytest.mark.parametrize("path", ["", "answer/", "submit/", "result/"])
def test_another_persons_attempt_does_not_exist(client: Client, attempt: Attempt, path: str):
    client.force_login(UserFactory())
    url = f"/fr/attempts/{attempt.uuid}/{path}"
    response = client.post(url) if path in {"answer/", "submit/"} else client.get(url)
    assert response.status_code == 404
    client.logout()
    response = client.post(url) if path in {"answer/", "submit/"} else client.get(url)
    assert (response.status_code, "/accounts/login/" in response["Location"]) == (302, True)
    attempt.refresh_from_db()
    assert attempt.status == "in_progress"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"question": true, "response": {}}',
        '{"question": "1", "response": {}}',
        '{"question": 999999, "response": {"options": []}}',
        '{"question": 1}',
        "[" * 5000,
        '{"question": 1, "response": "' + "x" * 20_000 + '"}',
    ],
)
def test_malformed_answers_get_a_clear_message(client: Client, attempt: Attempt, body: str):
    response = answer(client, attempt, body, language="ar")
    assert (response.status_code, response.json()["code"]) == (400, "answer_invalid")
    assert response.json()["message"].startswith("هذا الجواب لا يناسب السؤال")
    assert Answer.objects.count() == 0


def test_the_whole_form_works_without_scripts(client: Client, attempt: Attempt):
    data: dict[str, Any] = {}
    for entry in attempt.draw:
        question = Question.objects.get(pk=entry["question"])
        rows = list(question.options.order_by("position"))
        name = f"q{question.pk}"
        if question.kind in {"single", "multiple"}:
            data[name] = [option.key for option in rows if option.is_correct]
        elif question.kind == "matching":
            for key in entry["options"]:
                data[f"{name}-{key}"] = str(entry["matches"].index(key) + 1)
        elif question.kind == "ordering":
            for place, option in enumerate(rows, start=1):
                data[f"{name}-{option.key}"] = str(place)
        else:
            data[name] = rows[0].text_ar
    response = client.post(f"/fr/attempts/{attempt.uuid}/submit/", data, follow=True)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed) == (100, True)
    assert "Explication secrète." in response.content.decode()
    again = client.post(f"/fr/attempts/{attempt.uuid}/submit/", {})
    assert again["Location"] == f"/fr/attempts/{attempt.uuid}/result/"
    attempt.refresh_from_db()
    assert attempt.score == 100


@pytest.mark.parametrize(
    ("reveal", "shown"), [("never", False), ("after_submit", True), ("after_pass", False)]
)
def test_what_is_revealed_follows_the_policy(client: Client, reveal: str, shown: bool):
    enrolment = EnrolmentFactory()
    client.force_login(enrolment.user)
    attempt = start(enrolment, assessment_of(enrolment, reveal=reveal))
    html = client.post(f"/fr/attempts/{attempt.uuid}/submit/", {}, follow=True).content.decode()
    assert ("Explication secrète." in html) is shown


def test_starting_is_by_post_and_for_the_enrolled(client: Client, enrolment: Enrolment):
    assessment = assessment_of(enrolment)
    url = f"/fr/courses/{enrolment.course.code}/{assessment.unit.code}/attempts/start/"
    client.force_login(UserFactory())
    assert client.post(url).status_code == 403
    client.force_login(enrolment.user)
    assert client.get(url).status_code == 405
    assert Attempt.objects.count() == 0


@pytest.mark.parametrize("size", [6, 30])
def test_queries_of_the_attempt_page_do_not_grow(
    client: Client, enrolment: Enrolment, size: int, django_assert_num_queries: Any
):
    attempt = start(enrolment, assessment_of(enrolment, size=size))
    client.force_login(enrolment.user)
    url = f"/fr/attempts/{attempt.uuid}/"
    client.get(url)
    with django_assert_num_queries(5):
        client.get(url)
    responses = right_responses(attempt)
    assert len(responses) == size
