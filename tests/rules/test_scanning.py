"""What a line of scanner input is: whatever the scanner adds, drops or mistypes around a code."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar_tui.rules.badge import ALPHABET, LENGTH, Code, CodeKind, new_code, read_code
from seminar_tui.rules.scanning import (
    SETUP_CARD,
    US_ON_DANISH,
    Kind,
    Scanned,
    read_line,
    read_setup,
    translate,
)

seeds = st.integers(0, 2**32)


def code(seed: int, kind: CodeKind = CodeKind.PERSON) -> str:
    return new_code(kind, random.Random(seed))


@given(seeds, st.sampled_from(["", "\\000026", "\\000001", "]Q1", "]C0"]), st.booleans())
def test_prefix_case_and_ending_do_not_matter(seed: int, prefix: str, lower: bool) -> None:
    sent = code(seed).lower() if lower else code(seed)
    assert read_line(f"{prefix}{sent}\r\n") == (Scanned(Kind.CODE, code(seed)),)


@given(st.lists(seeds, min_size=2, max_size=6), st.sampled_from(["", "\r", "\n", "\t", " ", ";"]))
def test_several_codes_on_one_line_are_all_read_in_order(several: list[int], between: str) -> None:
    line = between.join(code(seed) for seed in several)
    assert [one.text for one in read_line(line)] == [code(seed) for seed in several]


@given(seeds)
def test_lookalikes_are_read_as_meant(seed: int) -> None:
    slipped = code(seed).replace("1", "l").replace("0", "o")
    assert read_line(slipped) == (Scanned(Kind.CODE, code(seed)),)


@given(seeds, st.integers(1, 9), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_never_another_code(seed: int, at: int, letter: str) -> None:
    good = code(seed)
    if good[at] == letter:
        return
    wrong = good[:at] + letter + good[at + 1 :]
    assert all(one.kind is not Kind.CODE for one in read_line(wrong))


@given(seeds, st.sampled_from(["kar", "Per Ni", "østergaard "]))
def test_a_code_behind_half_a_name_counts(seed: int, typed: str) -> None:
    good = code(seed)
    assert read_line(typed + good) == (Scanned(Kind.CODE, good),)
    # Under caps lock only the scanner's pace tells a code without a digit from a name.
    assert read_line(typed + good.lower(), fast=LENGTH) == (Scanned(Kind.CODE, good),)


@pytest.mark.parametrize("name", ["Per Nielsen", "Pia Larsen", "peter hansen", "Palle", "Søren"])
def test_a_name_is_no_damaged_code(name: str) -> None:
    assert read_line(name) == (Scanned(Kind.TEXT, name),)


@pytest.mark.parametrize("name", ["Simon Kragh", "Caspar Bach", "pia thomsen"])
def test_a_name_whose_last_letter_happens_to_check_is_no_code(name: str) -> None:
    assert isinstance(read_code(name), Code)
    assert read_line(name) == (Scanned(Kind.TEXT, name),)
    assert read_line(f"Ole {name}", fast=LENGTH) == (Scanned(Kind.TEXT, f"Ole {name}"),)


def test_a_code_without_a_digit_may_be_typed_in_groups() -> None:
    assert read_line("PQZF CFNR KG") == (Scanned(Kind.CODE, "PQZFCFNRKG"),)


@pytest.mark.parametrize("line", ["", "  ", "\r\n", "\t", "\x00\x1b"])
def test_nothing_is_nothing(line: str) -> None:
    assert read_line(line) == ()


def test_a_command_card_is_told_from_a_person() -> None:
    assert read_line(code(1, CodeKind.COMMAND))[0].kind is Kind.COMMAND


@given(st.text(max_size=80))
def test_any_line_is_read_without_error(line: str) -> None:
    for one in read_line(line):
        assert one.text


def danish(text: str) -> str:
    """Type a US scanner's keys on a Danish keyboard."""
    back = {us: dk for dk, us in US_ON_DANISH.table.items() if dk not in "€"}
    return "".join(back.get(letter, letter) for letter in text)


def test_the_set_up_card_tells_the_layout_and_a_foreign_code_is_then_right() -> None:
    assert read_setup(SETUP_CARD) is not None
    layout = read_setup(danish(SETUP_CARD))
    assert layout is not None
    assert not layout.right
    assert translate(danish("aB-3_/x"), layout) == "aB-3_/x"
    assert read_line(danish("TKT-17_a"), layout) == (Scanned(Kind.TEXT, "TKT-17_a"),)
    caps = read_setup(SETUP_CARD.swapcase())
    assert caps is not None
    assert translate("Ab", caps) == "aB"


def test_a_layout_nobody_foresaw_is_learnt_letter_by_letter() -> None:
    qwertz = str.maketrans("yzYZ-_", "zyZY/?")
    layout = read_setup(SETUP_CARD.translate(qwertz))
    # The card has "/" and "?" of its own, so those two cannot be told apart: no layout is guessed.
    assert layout is None
    layout = read_setup(SETUP_CARD.translate(str.maketrans("yzYZ", "zyZY")))
    assert layout is not None
    assert translate("zebra", layout) == "yebra"


@pytest.mark.parametrize("line", ["", "SEMINAR", "P123", SETUP_CARD[:-1]])
def test_what_is_no_card_teaches_nothing(line: str) -> None:
    assert read_setup(line) is None


@given(seeds)
def test_our_codes_survive_every_layout_we_translate(seed: int) -> None:
    assert translate(code(seed), US_ON_DANISH) == code(seed)
