"""Grading of each kind of question."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.assessments.exceptions import AnswerInvalidError
from courses.assessments.grading import question_grade, response_clean
from courses.models import Option, Question


def options(count: int, right: int = 0, **texts: str) -> list[Option]:
    return [
        Option(pk=n + 1, key=f"k{n}", is_correct=n < right, position=n, **texts)
        for n in range(count)
    ]


def grade(kind: str, rows: list[Option], response: dict[str, Any]) -> Decimal:
    return question_grade(Question(kind=kind), rows, response)


@pytest.mark.parametrize(
    ("kind", "response", "expected"),
    [
        ("single", {"options": ["k0"]}, "1"),
        ("single", {"options": ["k1"]}, "0"),
        ("single", {"options": []}, "0"),
        ("true_false", {"options": ["k0"]}, "1"),
    ],
)
def test_single_choice_is_all_or_nothing(kind: str, response: dict[str, Any], expected: str):
    assert grade(kind, options(3, right=1), response) == Decimal(expected)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (["k0", "k1"], "1"),
        (["k0"], "0.5"),
        (["k0", "k1", "k2"], "0.5"),
        (["k0", "k2"], "0"),
        (["k2", "k3"], "0"),
        ([], "0"),
    ],
)
def test_multiple_choice_gives_partial_credit(chosen: list[str], expected: str):
    assert grade("multiple", options(4, right=2), {"options": chosen}) == Decimal(expected)


def test_matching_counts_right_pairs():
    response = {"pairs": {"k0": "k0", "k1": "k2", "k2": "k1", "k3": "k3"}}
    assert grade("matching", options(4), response) == Decimal("0.5")


def test_ordering_counts_items_at_their_place():
    response = {"places": {"k0": 1, "k1": 3, "k2": 2, "k3": 4}}
    assert grade("ordering", options(4), response) == Decimal("0.5")


@pytest.mark.parametrize(
    "given_text", ["Éthique", "ETHIQUE ", "ethique.", "أخلاقي", "الأخلاقي"[2:]]
)
def test_short_answers_are_compared_folded_in_both_languages(given_text: str):
    rows = options(1, text_fr="éthique", text_ar="أخلاقي")
    assert grade("short", rows, {"text": given_text}) == Decimal(1)


def test_an_empty_short_answer_is_not_right():
    assert grade("short", options(1, text_fr="…", text_ar="…"), {"text": "…"}) == Decimal(0)


DRAWN = {"options": ["a", "b", "c"], "matches": ["c", "a", "b"]}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("single", {"options": ["z"]}),
        ("single", {"options": ["a", "b"]}),
        ("single", {"options": "a"}),
        ("single", {"options": [1]}),
        ("single", []),
        ("single", None),
        ("multiple", {"options": ["a", "a"]}),
        ("multiple", {}),
        ("matching", {"pairs": {"a": "9"}}),
        ("matching", {"pairs": {"a": "a"}}),
        ("matching", {"pairs": {"z": "1"}}),
        ("matching", {"pairs": ["a"]}),
        ("ordering", {"places": {"a": 0}}),
        ("ordering", {"places": {"a": True}}),
        ("ordering", {"places": {"a": "٣"}}),
        ("short", {"text": "x" * 501}),
        ("short", {"text": 3}),
        ("short", {"text": "a\x00b"}),
    ],
)
def test_foreign_and_malformed_answers_are_refused(kind: str, value: Any):
    with pytest.raises(AnswerInvalidError):
        response_clean(kind, value, DRAWN)


def test_a_match_is_named_by_its_place_and_stored_by_its_key():
    assert response_clean("matching", {"pairs": {"a": "2"}}, DRAWN) == {"pairs": {"a": "a"}}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.sampled_from(["single", "multiple", "matching", "ordering", "short", "true_false"]),
    json_values
    | st.fixed_dictionaries({"options": json_values})
    | st.fixed_dictionaries({"pairs": json_values}),
)
def test_whatever_the_browser_sends_is_cleaned_or_refused(kind: str, value: Any):
    rows: Any = [
        SimpleNamespace(key=k, pk=i, position=i, is_correct=i == 0, text_fr=k, text_ar=k)
        for i, k in enumerate("abc")
    ]
    try:
        response = response_clean(kind, value, DRAWN)
    except AnswerInvalidError:
        return
    assert Decimal(0) <= grade(kind, rows, response) <= Decimal(1)
