from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar_tui.rules.boxes import boxes, initial
from seminar_tui.rules.names import danish_key

NAMES = st.lists(st.text(min_size=1, max_size=8), max_size=60)


@given(NAMES, st.integers(1, 8))
def test_everybody_has_a_box_and_there_are_no_more_than_asked(names, count):
    labels = boxes(names, count)
    assert set(labels) == {initial(name) for name in names}
    assert len(set(labels.values())) <= count


@given(NAMES, st.integers(1, 8))
def test_boxes_follow_the_danish_alphabet_without_gaps(names, count):
    labels = boxes(names, count)
    order = [labels[letter] for letter in sorted(labels, key=danish_key)]
    assert order == sorted(order, key=order.index)


def test_boxes_are_about_evenly_filled():
    names = [letter + "o" for letter in "ABCDEFGHIJKLMNOPQRST" for _ in range(10)]
    labels = boxes(names, 4)
    filled = Counter(labels[initial(name)] for name in names)
    assert sorted(filled.values()) == [50, 50, 50, 50]
    assert set(labels.values()) == {"A–E", "F–J", "K–O", "P–T"}


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Åse", "Å"),
        ("Aage", "Å"),
        ("Ærlig", "Æ"),
        ("øjvind", "Ø"),
        ("Émile", "E"),
        ("Łukasz", "L"),
        ("Çiğdem", "C"),
        ("Özlem", "Ø"),
        (" bo", "B"),
        ("4", "#"),
    ],
)
def test_names_lie_where_a_dane_looks(name, letter):
    assert initial(name) == letter
