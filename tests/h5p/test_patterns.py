"""Patterns of semantics: as the reference reads them, and never a burden."""

import time
from typing import Any

import pytest

from h5p.package.patterns import form_fits, length_limit


@pytest.mark.parametrize(
    ("text", "rule", "fits"),
    [
        ("12", {"pattern": r"^\d{1,2}$"}, True),
        ("123", {"pattern": r"^\d{1,2}$"}, False),
        ("ABC", {"pattern": "^[a-z]+$", "modifiers": "i"}, True),
        ("٣", {"pattern": r"^\d$"}, False),
        ("x", {"pattern": "("}, True),
        ("x", {"pattern": 7}, True),
        ("x", "no rule", True),
        ("", {"pattern": "^a$"}, False),
    ],
)
def test_a_pattern_is_looked_for(text: str, rule: Any, fits: bool):
    assert form_fits(text, {"regexp": rule}) is fits


def test_an_optional_text_may_be_empty():
    assert form_fits("", {"regexp": {"pattern": "^a$"}, "optional": True}) is True


def test_a_pattern_that_never_ends_asks_for_nothing():
    started = time.monotonic()
    assert form_fits("a" * 60 + "!", {"regexp": {"pattern": "^(a|a|aa)+$"}}) is True
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(("limit", "found"), [(5, 5), (0, None), (True, None), ("5", None)])
def test_a_limit_is_a_number(limit: Any, found: int | None):
    assert length_limit({"maxLength": limit}) == found
