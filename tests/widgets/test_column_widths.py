"""A table's columns are all seen at once where that can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar_tui.widgets.column_widths import LEAST, Lengths, fitted

widths = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 16)), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("wide", "room", "cut"),
    [
        ([5, 20, 30], 60, [5, 20, 30]),
        ([5, 20, 30], 45, [5, 20, 20]),
        ([5, 20, 30], 35, [5, 15, 15]),
        ([20, 20, 30], 45, [20, 12, 12]),
        ([20, 20, 30], 30, [14, LEAST, LEAST]),
        ([5, 20, 30], 10, [5, LEAST, LEAST]),
    ],
)
def test_the_widest_columns_are_cut_first_and_none_to_nothing(wide, room, cut):
    assert fitted(wide, [4] * len(wide), room) == cut


def test_as_many_columns_as_lead_are_cut_last():
    assert fitted([5, 20, 30, 30], [4] * 4, 50, lead=2) == [5, 20, 12, 12]
    assert fitted([5, 20, 30, 30], [4] * 4, 35, lead=2) == [5, 14, LEAST, LEAST]


def test_a_label_is_never_cut():
    assert fitted([30, 30], [4, 16], 30) == [14, 16]


def test_where_all_cannot_be_seen_at_once_the_first_column_is_whole():
    assert fitted([30, 30], [4, 16], 20) == [30, 16]


@given(widths, st.integers(0, 200))
def test_what_can_fit_fits_and_nothing_grows(columns, room):
    wide = [max(pair) for pair in columns]
    labels = [label for _width, label in columns]
    cut = fitted(wide, labels, room)
    assert all(small <= big for small, big in zip(cut, wide, strict=True))
    least = sum(min(w, max(k, LEAST)) for w, k in zip(wide, labels, strict=True))
    if sum(wide) <= room:
        assert cut == wide
    elif least <= room:
        assert sum(cut) <= room


@given(st.lists(st.integers(0, 9), min_size=1), st.data())
def test_the_longest_is_known_after_any_text_changed(lengths, data):
    counted = Lengths(lengths)
    assert counted.longest == max(lengths)
    for _ in range(3):
        number, now = data.draw(st.integers(0, len(lengths) - 1)), data.draw(st.integers(0, 9))
        counted.swap(lengths[number], now)
        lengths[number] = now
        assert counted.longest == max(lengths)


def test_a_column_of_no_texts_has_no_length():
    assert Lengths().longest == 0
