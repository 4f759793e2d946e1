"""Guessing finds nothing: the size of the code space, and the formula tried on a small one."""

import math
import random

import pytest

from certificates import check_code
from certificates.check_code import ALPHABET, RANDOM_LENGTH, check_character, code_new
from certificates.verification.facts import facts_find
from tests.factories.certificates import certificate_make

ISSUED, GUESSES = 10_000_000, 1_000_000


def expected(issued: int, guesses: int, length: int) -> float:
    """Return how many guesses are expected to find a code."""
    return issued * guesses / len(ALPHABET) ** length


def test_a_million_guesses_at_ten_million_certificates_find_nothing():
    assert math.log2(len(ALPHABET) ** RANDOM_LENGTH) > 72
    assert expected(ISSUED, GUESSES, RANDOM_LENGTH) < 2e-9


def test_the_formula_holds_on_a_small_space(monkeypatch: pytest.MonkeyPatch):
    """With three characters guesses do find codes, as often as the formula says (5 sigma)."""
    monkeypatch.setattr(check_code, "RANDOM_LENGTH", 3)
    issued = {code_new() for _number in range(300)}
    chance = random.Random(2026)
    guesses = 20_000
    found = 0
    for _number in range(guesses):
        body = "".join(chance.choices(ALPHABET, k=3))
        found += body + check_character(body) in issued
    mean = expected(len(issued), guesses, 3)
    assert abs(found - mean) < 5 * math.sqrt(mean)


def test_every_place_uses_the_whole_alphabet_evenly():
    """Chi-square of each place over 4,600 codes, 22 degrees of freedom: 60 is one in 25,000."""
    codes = [code_new() for _number in range(4_600)]
    mean = len(codes) / len(ALPHABET)
    for place in range(RANDOM_LENGTH):
        counts = [sum(code[place] == char for code in codes) for char in ALPHABET]
        assert sum((count - mean) ** 2 / mean for count in counts) < 80


@pytest.mark.django_db
def test_neighbours_of_a_code_lead_nowhere():
    certificate = certificate_make()
    code = certificate.check_code
    assert facts_find(code) is not None
    for place in range(RANDOM_LENGTH):
        for char in ALPHABET[:3]:
            body = code[:place] + char + code[place + 1 : -1]
            if body != code[:-1]:
                assert facts_find(body + check_character(body)) is None
