"""The form that authors get is made from the semantics of the library, in their language."""

from typing import Any

import pytest

from h5p.editor.labels import content_defaults
from h5p.editor.schema import SchemaBuilder
from h5p.models import Library
from tests.factories.h5p import library_make
from tests.factories.own_content import own_library

pytestmark = pytest.mark.django_db


def build(library: Library, language: str = "fr") -> dict[str, Any]:
    return SchemaBuilder(
        Library.objects.order_by("machine_name", "-major", "-minor"), language
    ).build(library)


@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Ce que l'on peut faire"), ("ar", "ما يمكن فعله")]
)
def test_labels_are_in_the_author_s_language(language: str, title: str):
    schema = build(own_library("IOM.DecisionCase"), language)
    choice = schema["properties"]["steps"]["items"]["properties"]["choices"]["items"]
    assert choice["properties"]["text"]["title"] == title
    assert schema["required"] == ["steps", "l10n"]


def test_each_kind_of_field_has_its_form():
    schema = build(library_make())
    properties = schema["properties"]
    assert (properties["question"]["type"], properties["question"]["format"]) == ("string", "jodit")
    assert properties["question"]["options"]["jodit"]["buttons"] == "bold,italic,link,undo,redo"
    answers = properties["answers"]
    assert (answers["type"], answers["minItems"]) == ("array", 1)
    assert answers["items"]["properties"]["correct"]["format"] == "checkbox"
    feedback = properties["behaviour"]["properties"]["feedback"]
    assert (feedback["enum"], feedback["options"]["enum_titles"]) == (
        ["now", "end"],
        ["Now", "End"],
    )
    pause = properties["behaviour"]["properties"]["pause"]
    assert (pause["type"], pause["minimum"], pause["maximum"]) == ("number", 0, 60)
    upload = properties["image"]["properties"]["path"]["options"]
    assert (upload["h5p_kind"], upload["upload"]["upload_handler"]) == ("image", "h5pUpload")
    assert [field for field in properties if field not in schema["required"]] == ["image", "next"]


def test_a_library_inside_itself_is_described_once():
    schema = build(library_make())
    choices = schema["properties"]["next"]["oneOf"]
    assert choices[0]["properties"]["params"]["$ref"] == "#/definitions/H5P.LmsSample 1.0"
    assert list(schema["definitions"]) == ["H5P.LmsSample 1.0"]
    assert choices[1]["maxProperties"] == 0


def test_a_group_of_one_field_is_that_field():
    schema = build(own_library("IOM.IndicatorSort"))
    assert schema["properties"]["categories"]["items"]["type"] == "string"


@pytest.mark.parametrize(("language", "word"), [("fr", "Continuer"), ("ar", "متابعة")])
def test_a_new_content_begins_with_the_words_of_its_language(language: str, word: str):
    defaults = content_defaults(own_library("IOM.DecisionCase"), language)
    assert defaults["l10n"]["goOn"] == word
    assert defaults["behaviour"] == {"enableRetry": True, "passPercentage": 70}
