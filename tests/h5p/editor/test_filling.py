"""What the form shows of a content, and what is left of it when it comes back."""

import copy
from typing import Any

import pytest

from h5p.editor.filling import content_filled, content_pruned
from h5p.services.editing import library_named
from tests.factories.h5p import PARAMS, library_make
from tests.factories.own_content import CASE, own_library

pytestmark = pytest.mark.django_db


def test_optional_fields_are_there_to_be_filled():
    filled = content_filled(CASE, own_library("IOM.DecisionCase").semantics, library_named)
    assert filled["introduction"] == ""
    assert filled["steps"][1]["choices"] == []
    assert filled["behaviour"] == {"enableRetry": True, "passPercentage": 70}
    assert filled["steps"][0] == CASE["steps"][0]


def test_a_library_inside_is_filled_and_pruned_too():
    library = library_make()
    inner: dict[str, Any] = {"library": "H5P.LmsSample 1.0", "params": {"question": "<p>?</p>"}}
    filled = content_filled({**PARAMS, "next": inner}, library.semantics, library_named)
    assert filled["next"]["params"]["image"] == {"path": ""}
    pruned = content_pruned(filled, library.semantics, library_named)
    assert "image" not in pruned["next"]["params"]
    assert pruned["image"] == PARAMS["image"]


def test_what_was_left_empty_goes():
    library = library_make()
    params = {**copy.deepcopy(PARAMS), "image": {"path": ""}, "next": {}, "unknown": 1}
    pruned = content_pruned(params, library.semantics, library_named)
    assert sorted(pruned) == ["answers", "behaviour", "question", "unknown"]
