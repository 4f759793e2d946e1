"""Pages of a course: who sees what, at what cost."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from courses.api import outline_rebuild, outline_rebuilds_deferred
from courses.models import (
    CatalogueIndexPage,
    Course,
    CoursePage,
    Enrolment,
    LessonPage,
    ModulePage,
    UnitCompletion,
)
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db


def course_make(site: dict[str, CatalogueIndexPage], size: int, code: str = "essai") -> Course:
    """A published course with pages in both languages."""
    locale = {code: Locale.objects.get(language_code=code) for code in ("fr", "ar")}
    with outline_rebuilds_deferred():
        page = site["fr"].add_child(
            instance=CoursePage(title="Essai", slug=code, summary="Résumé", locale=locale["fr"])
        )
        module = page.add_child(
            instance=ModulePage(title="Module", slug="module", locale=locale["fr"])
        )
        for number in range(size):
            module.add_child(
                instance=LessonPage(
                    title=f"Leçon {number}",
                    slug=f"lecon-{number}",
                    locale=locale["fr"],
                    body=[("rich_text", f"<p>Texte français {number}</p>")],
                )
            )
        for source in (page, module, *module.get_children().specific()):
            copy: Any = source.copy_for_translation(locale["ar"], copy_parents=True)
            copy.title = "عنوان"
            if hasattr(copy, "body"):
                copy.body = [("rich_text", "<p>نص عربي</p>")]
            copy.save_revision().publish()
    course = page.course
    outline_rebuild(course=course)
    return course


@pytest.fixture
def course(site: dict[str, Any]) -> Course:
    return course_make(site, 3)


def test_one_lesson_two_languages_one_completion(client: Client, course: Course):
    enrolment = EnrolmentFactory(course=course)
    client.force_login(enrolment.user)
    french = client.get("/fr/courses/essai/lecon-0/")
    assert "Texte français 0" in french.content.decode()
    arabic = client.get("/ar/courses/essai/lecon-0/").content.decode()
    assert "نص عربي" in arabic
    assert '<html lang="ar" dir="rtl"' in arabic
    assert 'hreflang="fr"' in arabic
    client.post("/ar/courses/essai/lecon-0/complete/")
    client.post("/fr/courses/essai/lecon-0/complete/")
    completion = UnitCompletion.objects.get()
    assert (completion.unit.code, completion.language) == ("lecon-0", "ar")


def test_continue_leads_to_where_one_was(client: Client, course: Course):
    enrolment = EnrolmentFactory(course=course)
    client.force_login(enrolment.user)
    assert client.get("/fr/courses/essai/continue/")["Location"] == "/fr/courses/essai/lecon-0/"
    client.get("/fr/courses/essai/lecon-2/")
    assert client.get("/ar/courses/essai/continue/")["Location"] == "/ar/courses/essai/lecon-2/"


def test_outsiders_read_no_lesson(client: Client, course: Course):
    assert client.get("/fr/courses/essai/lecon-0/").status_code == 302
    client.force_login(UserFactory())
    response = client.get("/fr/courses/essai/lecon-0/")
    assert response["Location"] == "/fr/courses/essai/"
    assert client.post("/fr/courses/essai/lecon-0/complete/").status_code == 403
    assert UnitCompletion.objects.count() == 0


def test_enrolment_is_by_post_only_and_idempotent(client: Client, course: Course):
    client.force_login(UserFactory())
    assert client.get("/fr/courses/essai/enrol/").status_code == 405
    client.post("/fr/courses/essai/enrol/")
    client.post("/ar/courses/essai/enrol/")
    assert Enrolment.objects.get().language == "fr"


def test_a_closed_course_answers_in_the_right_language(client: Client, course: Course):
    Course.objects.update(enrolment_open=False)
    client.force_login(UserFactory())
    response = client.post("/ar/courses/essai/enrol/")
    assert response.status_code == 409
    assert "هذا التكوين غير مفتوح للتسجيل حاليا." in response.content.decode()
    assert Enrolment.objects.count() == 0


def test_completion_for_scripts_is_json(client: Client, course: Course):
    enrolment = EnrolmentFactory(course=course)
    client.force_login(enrolment.user)
    answer = client.post(
        "/fr/courses/essai/lecon-0/complete/", headers={"accept": "application/json"}
    )
    assert answer.json() == {
        "created": True,
        "required_done": 1,
        "required_units": 3,
        "course_completed": False,
        "next": "/fr/courses/essai/lecon-1/",
    }


def test_an_unknown_unit_is_not_found(client: Client, course: Course):
    enrolment = EnrolmentFactory(course=course)
    client.force_login(enrolment.user)
    assert client.get("/fr/courses/essai/nulle-part/").status_code == 404
    assert client.post("/fr/courses/essai/nulle-part/complete/").status_code == 404


def test_a_publication_is_seen_at_once(client: Client, site: dict[str, Any]):
    course = course_make(site, 1)
    enrolment = EnrolmentFactory(course=course)
    client.force_login(enrolment.user)
    url = "/fr/courses/essai/lecon-0/"
    assert "Texte français 0" in client.get(url).content.decode()
    page = LessonPage.objects.get(slug="lecon-0", locale__language_code="fr")
    page.body = [("rich_text", "<p>Texte corrigé</p>")]
    page.save_revision().publish()
    outline_rebuild(course=course)
    assert "Texte corrigé" in client.get(url).content.decode()


@pytest.mark.parametrize("size", [3, 30])
def test_queries_of_the_pages_do_not_grow(
    client: Client, site: dict[str, Any], size: int, django_assert_num_queries: Any
):
    course = course_make(site, size)
    enrolment = EnrolmentFactory(course=course)
    client.force_login(enrolment.user)
    for path in ("", "lecon-0/", "lecon-1/", "lecon-0/"):
        client.get(f"/fr/courses/essai/{path}")
    with django_assert_num_queries(4):
        client.get("/fr/courses/essai/")
    with django_assert_num_queries(4):
        client.get("/fr/courses/essai/lecon-0/")
    with django_assert_num_queries(11):
        client.post("/fr/courses/essai/lecon-0/complete/")


@pytest.mark.parametrize("size", [1, 3])
def test_queries_of_the_dashboard_do_not_grow(
    client: Client, site: dict[str, Any], size: int, django_assert_num_queries: Any
):
    user = UserFactory()
    for number in range(size):
        EnrolmentFactory(user=user, course=course_make(site, 2, code=f"essai-{number}"))
    client.force_login(user)
    client.get("/fr/dashboard/")
    with django_assert_num_queries(8):
        client.get("/fr/dashboard/")
