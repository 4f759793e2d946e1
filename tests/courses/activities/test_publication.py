"""A page with activities is published when they are, in its language, wholly translated."""

import json
from typing import Any

import pytest

from courses.activities.publication import activities_problems
from courses.models import LessonPage
from h5p.services.translations import translation_save, translation_start, translation_texts
from tests.factories.own_content import own_activity

pytestmark = pytest.mark.django_db


def page(locales: dict[str, Any], language: str, activity: Any) -> LessonPage:
    value = {"activity": activity.pk, "text_alternative": "", "pass_percent": 70}
    body = json.dumps([{"type": "activity", "value": value}])
    return LessonPage(title="Leçon", locale=locales[language], body=body)


def test_an_activity_in_the_page_s_language_is_fine(locales: dict[str, Any]):
    assert activities_problems(page(locales, "fr", own_activity())) == []


def test_an_activity_of_the_other_language_is_refused(locales: dict[str, Any]):
    assert activities_problems(page(locales, "ar", own_activity())) == [
        "L'activité « Une offre » est dans l'autre langue : choisissez sa traduction."
    ]


def test_a_translation_counts_when_no_text_is_missing(locales: dict[str, Any]):
    source = own_activity()
    translation = translation_start(activity=source, by=None)
    target = translation.target
    target.refresh_from_db()
    arabic = page(locales, "ar", target)
    assert activities_problems(arabic) == [
        "L'activité « Une offre » n'est pas entièrement traduite : il manque 7 textes."
    ]
    texts = {text.value: "نص" for text in translation_texts(source, "fr")}
    translation_save(translation=translation, title="عرض", texts=texts, by=None)
    assert activities_problems(page(locales, "ar", target)) == []


def test_an_unpublished_activity_is_refused(locales: dict[str, Any]):
    activity = own_activity()
    activity.unpublish()
    assert activities_problems(page(locales, "fr", activity)) == [
        "L'activité « Une offre » n'est pas publiée."
    ]
