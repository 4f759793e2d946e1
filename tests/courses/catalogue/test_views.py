"""The catalogue: search that works in both languages."""

import pytest
from django.test import Client

from core.text import search_normalize
from courses.models import Course
from tests.factories.catalogue import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses() -> list[Course]:
    return [
        CourseFactory(
            title_fr="Éthique du recrutement",
            search_fr=search_normalize("Éthique du recrutement"),
            search_ar=search_normalize("التوظيف الأخلاقي"),
            theme="recruitment",
            minutes=420,
        ),
        CourseFactory(
            title_fr="Traite",
            search_fr=search_normalize("Lutte contre la traite"),
            search_ar=search_normalize("مكافحة الاتجار بالبشر والإحالة"),
            theme="trafficking",
            minutes=330,
            live_ar=False,
        ),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=ethique", ["Éthique du recrutement"]),
        ("q=ÉTHIQUE", ["Éthique du recrutement"]),
        ("q=الاحاله", ["Traite"]),
        ("q=إحالة", ["Traite"]),
        ("q=اتجار", ["Traite"]),
        ("theme=recruitment", ["Éthique du recrutement"]),
        ("duration=360", ["Traite"]),
        ("spoken=ar", ["Éthique du recrutement"]),
        ("q=rien", []),
        ("", ["Éthique du recrutement", "Traite"]),
    ],
)
def test_the_catalogue_finds(
    client: Client, courses: list[Course], query: str, expected: list[str]
):
    response = client.get(f"/fr/courses/?{query}")
    assert [course.title_fr for course in response.context["courses"]] == expected


def test_a_course_is_listed_only_in_its_languages(client: Client, courses: list[Course]):
    response = client.get("/ar/courses/")
    assert [course.title_fr for course in response.context["courses"]] == ["Éthique du recrutement"]


@pytest.mark.parametrize("query", ["theme=zzz", "duration=abc", "q=" + "x" * 200])
def test_bad_filters_are_refused_with_a_message(client: Client, query: str):
    assert client.get(f"/fr/courses/?{query}").status_code == 400


@pytest.mark.parametrize("size", [1, 6])
def test_queries_of_the_catalogue_do_not_grow(client: Client, size: int, django_assert_num_queries):
    CourseFactory.create_batch(size)
    with django_assert_num_queries(1):
        client.get("/fr/courses/")
