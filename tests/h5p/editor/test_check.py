"""What is typed is checked against the semantics, and the author is told where."""

import copy
from typing import Any

import pytest

from h5p.services.editing import content_problems
from tests.factories.h5p import PARAMS, library_make
from tests.factories.own_content import CASE, SORT, own_library

pytestmark = pytest.mark.django_db


def told(name: str, params: dict[str, Any]) -> list[str]:
    return [str(problem) for problem in content_problems(params, own_library(name))]


def test_whole_contents_have_nothing_to_mend():
    assert told("IOM.DecisionCase", CASE) == []
    assert told("IOM.IndicatorSort", SORT) == []
    assert content_problems(PARAMS, library_make()) == []


def test_the_place_and_the_reason_are_named():
    case = copy.deepcopy(CASE)
    case["steps"][0]["choices"][1]["text"] = "  "
    case["steps"][1]["text"] = "<p>&nbsp;</p>"
    case["steps"][0]["choices"][0]["goTo"] = 99
    assert told("IOM.DecisionCase", case) == [
        "Étapes 1 › Choix 1 › Numéro de l'étape où il mène : Au plus 40.",
        "Étapes 1 › Choix 2 › Ce que l'on peut faire : Ce texte manque.",
        "Étapes 2 › Ce qui se passe : Ce texte manque.",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"cards": []}, ["Cartes : Au moins 2 éléments."]),
        ({"categories": ["a"] * 6}, ["Catégories : Au plus 5 éléments."]),
        ({"instruction": "x" * 301}, ["Consigne : Au plus 300 caractères."]),
        ({"instruction": None}, ["Consigne : Ce texte manque."]),
        ({"cards": "non"}, ["Cartes : Au moins 2 éléments."]),
        (
            {"cards": [{"text": "a", "category": "1"}, {"text": "b", "category": 1}]},
            ["Cartes 1 › Numéro de sa catégorie : Ce devrait être un nombre."],
        ),
    ],
)
def test_limits_of_the_semantics_hold(changes: dict[str, Any], expected: list[str]):
    assert told("IOM.IndicatorSort", {**SORT, **changes}) == expected


def test_what_is_not_a_content_at_all_is_told_not_raised():
    assert told("IOM.IndicatorSort", {})[0] == "Consigne : Ce texte manque."


def test_an_unknown_library_inside_is_named():
    params = {**PARAMS, "next": {"library": "H5P.Missing 1.0", "params": {}}}
    problems = [str(row) for row in content_problems(params, library_make())]
    assert problems == ["Next : H5P.Missing 1.0 n'est pas installée."]
