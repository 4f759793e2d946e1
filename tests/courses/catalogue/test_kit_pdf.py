"""Documents of a course as PDF: sheets and slides, in both languages, for those enrolled."""

import json
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from courses.catalogue.kit_pdf import html_nodes
from courses.models import Course, CoursePage
from tests.courses.progress.test_views import course_make
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db
TABLE = {"columns": ["A", "B"], "rows": [{"cells": ["x", ""]}]}
BODY = [
    {"type": "rich_text", "value": "<p>Ouverture</p><h2>Un</h2><ul><li>a</li></ul><h2>Deux</h2>"},
    {"type": "table", "value": TABLE},
    {"type": "do_dont", "value": {"do": ["<p>Écouter</p>"], "dont": []}},
    {"type": "say", "value": {"phrases": ["<p>« Oui »</p>"]}},
]


def run(text: str, *, bold: bool = False) -> dict[str, Any]:
    return {"text": text, "bold": bold, "italic": False}


def test_rich_text_becomes_nodes_and_markup_stays_text():
    html = "<p>Un <b>mot</b> #strong[x]</p><ol><li><p>a</p></li><li>b</li></ol><p></p>"
    assert html_nodes(html) == [
        {"kind": "p", "runs": [run("Un "), run("mot", bold=True), run(" #strong[x]")]},
        {"kind": "li", "ordered": True, "runs": [run("a")]},
        {"kind": "li", "ordered": True, "runs": [run("b")]},
    ]


@pytest.fixture
def course(site: dict[str, Any]) -> Course:
    course = course_make(site, 1)
    kit = [
        {"type": "document", "value": {"title": "Titre", "layout": layout, "body": body}}
        for layout, body in (("sheet", BODY), ("slides", BODY[:1]))
    ]
    for page in CoursePage.objects.filter(course=course):
        page.kit = json.dumps(kit)
        page.save_revision().publish()
    return course


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize(("number", "shape"), [(1, (1, False)), (2, (3, True))])
def test_a_sheet_is_upright_and_each_heading_is_a_slide(
    client: Client, course: Course, language: str, number: int, shape: tuple[int, bool]
):
    client.force_login(EnrolmentFactory(course=course).user)
    response = client.get(f"/fr/courses/essai/printables/{number}-{language}.pdf")
    assert response["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(response.content)
    width, height = document[0].get_size()
    assert (len(document), width > height) == shape
    assert "Titre" in document[0].get_textpage().get_text_bounded()
    document.close()


def test_there_is_no_other_document(client: Client, course: Course):
    client.force_login(EnrolmentFactory(course=course).user)
    for name in ("0-fr", "3-fr", "1-de"):
        assert client.get(f"/fr/courses/essai/printables/{name}.pdf").status_code == 404


def test_outsiders_are_led_to_the_course(client: Client, course: Course):
    for user in (None, UserFactory()):
        if user:
            client.force_login(user)
        response = client.get("/fr/courses/essai/printables/1-fr.pdf")
        assert (response.status_code, response["Location"]) == (302, "/fr/courses/essai/")
