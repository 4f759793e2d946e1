"""Labels follow the content's language: the library's own words first, then ours."""

import json
from typing import Any

import pytest

from h5p.editor.words import WORDS, word_known
from h5p.player.labels import labelled
from h5p.player.stored import libraries_in_order, version_get
from tests.factories.h5p import activity_make
from tests.factories.h5p_play import QUESTION_SEMANTICS, question_library, set_parts

pytestmark = pytest.mark.django_db


def params_of(language: str, **label: Any) -> dict[str, Any]:
    parts = set_parts(language)
    parts["params"]["questions"][0]["params"] |= label
    version = version_get(activity_make(**parts).version_id or 0)
    return labelled(version, libraries_in_order(version.libraries.all()), language)


def check_label(params: dict[str, Any], number: int = 0) -> str:
    return str(params["questions"][number]["params"]["checkLabel"])


def test_an_absent_or_untouched_label_is_translated():
    assert check_label(params_of("ar", checkLabel="Check")) == "تحقّق"
    assert check_label(params_of("ar"), 1) == "تحقّق"


def test_what_an_author_wrote_stays():
    assert check_label(params_of("fr", checkLabel="Valider")) == "Valider"


def test_where_the_library_has_no_translation_ours_are_used():
    parts = set_parts("ar")
    untranslated = json.dumps({"semantics": QUESTION_SEMANTICS}).encode()
    parts["libraries"][1] = question_library(files={"language/ar.json": untranslated})
    version = version_get(activity_make(**parts).version_id or 0)
    params = labelled(version, libraries_in_order(version.libraries.all()), "ar")
    assert check_label(params) == word_known("Check", "ar")


def test_the_version_itself_is_not_changed():
    version = version_get(activity_make(**set_parts("ar")).version_id or 0)
    labelled(version, libraries_in_order(version.libraries.all()), "ar")
    assert "checkLabel" not in version.params["questions"][0]["params"]


def test_every_word_of_ours_keeps_its_placeholders():
    for english, words in WORDS.items():
        marks = [word for word in english.replace("'", " ").split() if word[0] in "@:%"]
        for text in words:
            assert all(mark.rstrip(".:") in text for mark in marks), english
