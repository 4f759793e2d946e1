"""Folding of French and Arabic text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import is_arabic, search_normalize, text_normalize


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Éthique", "ethique"),
        ("l'œuvre", "L OEUVRE"),
        ("الإحالة", "الاحاله"),
        ("مُؤَسَّسة", "موسسه"),
        ("هجرـــة", "هجرة"),
        ("على", "علي"),
        ("٢٠٢٦", "2026"),
    ],
)
def test_what_reads_the_same_compares_the_same(one: str, other: str):
    assert text_normalize(one) == text_normalize(other)


def test_different_words_stay_different():
    assert text_normalize("traite") != text_normalize("trafic")


@pytest.mark.parametrize("word", ["الاتجار", "والاتجار", "بالاتجار", "اتجار"])
def test_search_sees_through_the_article(word: str):
    assert search_normalize(word) == "اتجار"


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str):
    once = text_normalize(text)
    assert text_normalize(once) == once


def test_arabic_is_told_from_latin():
    assert (is_arabic("سلمى"), is_arabic("Salma")) == (True, False)
