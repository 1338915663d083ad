from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seminar_tui.widgets.big_text import HEIGHT, big_lines, big_rows, width_of
from seminar_tui.widgets.occupancy_bar import bar_pieces
from seminar_tui.widgets.trend import sparks


@given(st.text(max_size=40), st.integers(6, 200))
def test_big_type_is_three_rows_of_exactly_the_width(text, width):
    rows = big_rows(text, width)
    assert len(rows) == HEIGHT
    assert all(len(row) == width for row in rows)
    assert set("".join(rows)) <= set(" ▀▄█")


def test_every_danish_letter_has_a_drawing_of_its_own():
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ123456789"
    drawn = [big_rows(letter, 8) for letter in letters]
    assert len(set(drawn)) == len(letters)
    assert width_of("Ærø") == width_of("ÆRØ")


def test_what_does_not_fit_ends_in_dots():
    assert big_rows("Lyngby-Taarbæk", 40)[2].rstrip().endswith("▄ ▄ ▄")
    assert not big_rows("Lyngby", 60)[2].rstrip().endswith("▄ ▄ ▄")


def test_a_text_in_big_type_is_whole_or_not_there():
    text = "Hvad kan vi holde op med?"
    lines = big_lines(text, 60, 9)
    assert len(lines) == 3 * HEIGHT
    assert [line.strip() for line in lines[:HEIGHT]] == [
        row.strip() for row in big_rows("HVAD KAN VI", width_of("HVAD KAN VI"))
    ]
    assert max(map(len, lines)) <= 60
    assert big_lines(text, 60, 8) == (), "too low"
    assert big_lines("Specialpædagogik?", 60, 9) == (), "a word too long"
    assert big_lines("Привет, 你好", 60, 9) == (), "letters that are not drawn"
    assert big_lines("", 60, 9) == ()
    assert big_lines('Må vi – "100 %"; eller?', 78, 9), "what people write is drawn"


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 20), st.integers(1, 20))
def test_a_bar_is_as_wide_as_asked_and_readable_without_colour(here, placed, target, capacity):
    text = "".join(piece for piece, _style in bar_pieces(here, placed, target, capacity, 12))
    assert len(text) == 12
    assert ("▇" in text) is (here > 0)
    assert text.endswith("!") is (here > capacity)


def test_a_trend_has_a_column_for_each_step():
    assert sparks({}, 5, 8) == ""
    assert sparks({0: 1, 10: 4}, 5, 8) == "▂▁█"
    assert len(sparks(dict.fromkeys(range(0, 100, 5), 1), 5, 8)) == 8
