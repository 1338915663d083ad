"""Badge codes: what is read, what is caught."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar_tui.rules.badge import (
    ALPHABET,
    Code,
    CodeKind,
    Damaged,
    check_character,
    new_code,
    normalise,
    read_code,
)

codes = st.builds(
    lambda kind, seed: new_code(kind, random.Random(seed)), st.sampled_from(CodeKind), st.integers()
)


@given(codes)
def test_a_new_code_is_ten_characters_of_the_alphabet_and_reads_back(code):
    assert len(code) == 10
    assert set(code) <= set(ALPHABET)
    assert read_code(code) == Code(CodeKind(code[0]), code)


@given(codes, st.integers(1, 9), st.sampled_from(ALPHABET))
def test_every_single_slip_is_caught(code, place, letter):
    slipped = code[:place] + letter + code[place + 1 :]
    expected = Code(CodeKind(code[0]), code) if slipped == code else Damaged(slipped)
    assert read_code(slipped) == expected


@given(codes, st.integers(1, 9), st.integers(1, 9))
def test_every_swap_of_two_characters_is_caught(code, one, other):
    letters = list(code)
    letters[one], letters[other] = letters[other], letters[one]
    swapped = "".join(letters)
    if swapped == code:
        assert isinstance(read_code(swapped), Code)
    else:
        assert read_code(swapped) == Damaged(swapped)


@given(codes, st.sampled_from(["", "\r", "\n", "\t", "\r\n", " "]))
def test_what_a_scanner_or_a_hand_makes_of_a_code_is_understood(code, end):
    typed = " ".join([code[:4], code[4:]]).lower().replace("1", "l").replace("0", "o") + end
    assert normalise(typed) == code
    assert read_code(typed) == Code(CodeKind(code[0]), code)


@pytest.mark.parametrize("text", ["", " ", "P", "hej", "P123456789X", "Æ123456789", "A" * 10])
def test_other_text_is_no_code_of_ours(text):
    assert read_code(text) is None


def test_codes_are_random_and_not_counted():
    source = random.Random(1)
    drawn = {new_code(CodeKind.PERSON, source) for _ in range(2000)}
    assert len(drawn) == 2000


def test_check_character_depends_on_every_place():
    body = "P00000000"
    slips = {check_character(body[:i] + "7" + body[i + 1 :]) for i in range(1, 9)}
    assert len(slips) == 8
