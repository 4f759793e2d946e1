"""Documents to print and the module's reminder: who may, in which languages, at what cost."""

import json
from typing import Any

import pytest
from django.test import Client

from courses.models import Course, CoursePage, ModulePage
from tests.courses.progress.test_views import course_make
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db
TITLES = {"fr": "Fiche de la personne", "ar": "بطاقة المشارك(ة)"}


def kit(language: str, size: int = 1) -> str:
    block = {"type": "rich_text", "value": f"<p>Corps {language}</p>"}
    document = {"title": TITLES[language], "body": [block]}
    return json.dumps([{"type": "document", "value": document}] * size)


@pytest.fixture
def course(site: dict[str, Any]) -> Course:
    course = course_make(site, 1)
    for page in CoursePage.objects.filter(course=course):
        page.kit = kit(page.locale.language_code)
        page.save_revision().publish()
    for module in ModulePage.objects.filter(module__course=course):
        module.opening = f"Ouverture {module.locale.language_code}"
        module.reminder = "<ul><li>À retenir</li></ul>"
        module.save_revision().publish()
    return course


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_those_enrolled_print_both_languages_their_own_first(
    client: Client, course: Course, language: str
):
    client.force_login(EnrolmentFactory(course=course).user)
    html = client.get(f"/{language}/courses/essai/printables/").content.decode()
    assert html.count('<article class="sheet') == 2
    # Once in the list of PDF files, once as the sheet itself.
    assert [html.count(title) for title in TITLES.values()] == [2, 2]
    other = {"fr": "ar", "ar": "fr"}[language]
    assert html.index(TITLES[language]) < html.index(TITLES[other])
    assert '<article class="sheet stack" lang="ar" dir="rtl">' in html
    linked = client.get(f"/{language}/courses/essai/").content.decode()
    assert f'href="/{language}/courses/essai/printables/"' in linked


@pytest.mark.parametrize("path", ["printables/", "reminder/module/"])
def test_outsiders_print_nothing(client: Client, course: Course, path: str):
    for user in (None, UserFactory()):
        if user:
            client.force_login(user)
        response = client.get(f"/fr/courses/essai/{path}")
        assert (response.status_code, response["Location"]) == (302, "/fr/courses/essai/")
        shown = client.get("/fr/courses/essai/").content.decode()
        assert "printables" not in shown


def test_a_course_without_documents_has_no_such_page(client: Client, site: dict[str, Any]):
    course = course_make(site, 1, code="sans")
    client.force_login(EnrolmentFactory(course=course).user)
    assert client.get("/fr/courses/sans/printables/").status_code == 404
    assert "printables" not in client.get("/fr/courses/sans/").content.decode()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_reminder_is_in_the_reader_s_language(client: Client, course: Course, language: str):
    client.force_login(EnrolmentFactory(course=course).user)
    html = client.get(f"/{language}/courses/essai/reminder/module/").content.decode()
    assert f"Ouverture {language}" in html
    assert "<li>À retenir</li>" in html
    assert client.get(f"/{language}/courses/essai/reminder/rien/").status_code == 404


@pytest.mark.parametrize("size", [1, 10])
def test_queries_do_not_grow_with_the_documents(
    client: Client, course: Course, size: int, django_assert_num_queries: Any
):
    for page in CoursePage.objects.filter(course=course):
        page.kit = kit(page.locale.language_code, size)
        page.save_revision().publish()
    client.force_login(EnrolmentFactory(course=course).user)
    client.get("/fr/courses/essai/printables/")
    with django_assert_num_queries(4):
        client.get("/fr/courses/essai/printables/")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_course_page_opens_each_module_and_leads_to_its_reminder(
    client: Client, course: Course, language: str
):
    link = f'href="/{language}/courses/essai/reminder/module/"'
    outside = client.get(f"/{language}/courses/essai/").content.decode()
    assert (f"Ouverture {language}" in outside, link in outside) == (True, False)
    client.force_login(EnrolmentFactory(course=course).user)
    inside = client.get(f"/{language}/courses/essai/").content.decode()
    assert (f"Ouverture {language}" in inside, link in inside) == (True, True)
    lesson = client.get(f"/{language}/courses/essai/lecon-0/").content.decode()
    assert (f"Ouverture {language}" in lesson, link in lesson) == (False, True)
