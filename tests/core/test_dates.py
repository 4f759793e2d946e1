"""Dates, numbers and durations as Morocco writes them."""

import datetime as dt

import pytest
from django.utils import translation

from core.dates import date_format_long, duration_format, number_format_spaced


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "1er\u00a0août\u00a02026"), ("ar", "1\u00a0غشت\u00a02026")],
)
def test_months_are_the_moroccan_ones(language: str, expected: str):
    assert date_format_long(dt.date(2026, 8, 1), language) == expected


def test_a_moment_is_dated_in_morocco():
    late = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)
    assert date_format_long(late, "fr") == "23\u00a0novembre\u00a02026"


def test_numbers_have_narrow_spaces_and_a_comma():
    assert number_format_spaced(29793) == "29\u202f793"
    assert number_format_spaced(12.5, 1) == "12,5"


@pytest.mark.parametrize(
    ("language", "minutes", "expected"),
    [
        ("fr", 330, "5 heures 30 minutes"),
        ("fr", 60, "1 heure"),
        ("ar", 120, "ساعتان"),
        ("ar", 330, "5 ساعات و30 دقيقة"),
        ("ar", 660, "11 ساعة"),
    ],
)
def test_durations_have_their_plural(language: str, minutes: int, expected: str):
    with translation.override(language):
        assert duration_format(minutes) == expected
