"""The outline follows the page tree; the neutral rows outlive the pages."""

from typing import Any

import pytest

from courses.api import outline_get, outline_rebuild
from courses.models import Course, LessonPage, Unit, UnitCompletion
from tests.courses.progress.test_views import course_make
from tests.factories.enrolment import EnrolmentFactory, UnitCompletionFactory

pytestmark = pytest.mark.django_db


def titles(course: Course, language: str) -> list[str]:
    return [unit.title for unit in outline_get(course, language).units]


def test_structure_comes_from_the_french_tree_and_titles_from_both(site: dict[str, Any]):
    course = course_make(site, 2)
    assert titles(course, "fr") == ["Leçon 0", "Leçon 1"]
    assert titles(course, "ar") == ["عنوان", "عنوان"]
    assert (course.required_units, course.required_minutes) == (2, 30)
    assert (course.live_fr, course.live_ar) == (True, True)


def test_moving_a_page_moves_the_unit_for_both_languages(site: dict[str, Any]):
    course = course_make(site, 3)
    last = LessonPage.objects.get(slug="lecon-2", locale__language_code="fr")
    first = LessonPage.objects.get(slug="lecon-0", locale__language_code="fr")
    last.move(first, pos="left")
    outline_rebuild(course=course)
    assert titles(course, "fr") == ["Leçon 2", "Leçon 0", "Leçon 1"]
    assert outline_get(course, "ar").units[0].code == "lecon-2"


def test_deleting_a_page_keeps_what_learners_did(site: dict[str, Any]):
    course = course_make(site, 2)
    unit = Unit.objects.get(course=course, code="lecon-1")
    UnitCompletionFactory(enrolment=EnrolmentFactory(course=course), unit=unit)
    LessonPage.objects.filter(unit=unit).first().delete()
    outline_rebuild(course=course)
    unit.refresh_from_db()
    assert unit.is_active is False
    assert UnitCompletion.objects.get().unit == unit
    assert course.required_units == 1


def test_two_pages_of_one_language_never_share_a_unit(site: dict[str, Any]):
    course_make(site, 1)
    page = LessonPage.objects.get(slug="lecon-0", locale__language_code="fr")
    copy = page.copy(update_attrs={"slug": "copie", "title": "Copie"})
    assert copy.unit_id != page.unit_id
    assert copy.unit.code == "copie"


@pytest.mark.parametrize("size", [2, 20])
def test_a_rebuild_costs_the_same_whatever_the_size(
    site: dict[str, Any], size: int, django_assert_num_queries: Any
):
    course = course_make(site, size)
    with django_assert_num_queries(23):
        outline_rebuild(course=course)
