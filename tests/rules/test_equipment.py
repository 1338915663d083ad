"""What the stands ask for is counted, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from seminar_tui.rules.equipment import Needed, needed


@pytest.mark.parametrize(
    ("text", "boards", "tables"),
    [
        ("", 0, 0),
        ("1 plakattavle", 1, 0),
        ("2 plakattavler", 2, 0),
        ("1 bord, 1 plakattavle", 1, 1),
        ("Bord og tavle", 1, 1),
        ("3 stk. ståborde", 0, 3),
        ("2x borde; 1 opslagstavle", 1, 2),
        ("1 poster board and 2 tables", 1, 2),
        ("projektor", 0, 0),
        ("strøm til en pc", 0, 0),
    ],
)
def test_boards_and_tables_are_counted(text, boards, tables):
    assert needed([text]) == Needed(boards, tables)


@given(some.lists(some.text(max_size=60), max_size=8))
def test_whatever_is_written_is_read(texts):
    found = needed(texts)
    assert found.boards >= 0
    assert found.tables >= 0


@given(some.integers(1, 99), some.integers(1, 99))
def test_several_stands_add_up(one, other):
    assert needed([f"{one} borde", f"{other} borde"]).tables == one + other
