"""Check codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.check_code import (
    ALPHABET,
    CodeMalformedError,
    check_character,
    code_format,
    code_new,
    code_normalize,
)

codes = st.lists(st.sampled_from(ALPHABET), min_size=16, max_size=16).map(
    lambda chars: "".join(chars) + check_character("".join(chars))
)


def test_the_alphabet_has_no_look_alikes():
    assert len(set(ALPHABET)) == len(ALPHABET) == 23
    assert set(ALPHABET) & set("0O1IL2Z5S8BQU") == set()


def test_new_codes_are_well_formed_and_differ():
    made = {code_new() for _number in range(200)}
    assert len(made) == 200
    assert all(code_normalize(code) == code for code in made)


@given(codes)
def test_what_is_printed_is_understood_as_typed(code: str):
    assert code_normalize(f" {code_format(code).lower()} ") == code


@given(codes, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_caught(code: str, place: int, char: str):
    wrong = code[:place] + char + code[place + 1 :]
    if wrong != code:
        with pytest.raises(CodeMalformedError):
            code_normalize(wrong)


@given(codes, st.integers(0, 14))
def test_swapped_neighbours_are_caught(code: str, place: int):
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if wrong != code:
        with pytest.raises(CodeMalformedError):
            code_normalize(wrong)


@pytest.mark.parametrize("typed", ["", "A", "A" * 18, "0" * 17, "é" * 17, "../../etc/passwd"])
def test_what_cannot_be_a_code_is_refused(typed: str):
    with pytest.raises(CodeMalformedError):
        code_normalize(typed)
