"""The only door for text from people: nothing that comes through it can be obeyed."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.content import Content

from seminar_tui.text import cell, clean, clean_lines, csv_cell, plain, short

HOSTILE = (
    "[/]",
    "Ann [@click=app.quit]Lee[/]",
    "[b",
    "Kim [Ltd",
    "\x1b]0;owned\x07Karen",
    "\x1b[2J\x1b[31mrød\x1b[0m",
    "\x9b31mC1",
    "a\u202egnp.exe",
    "Karen\r\nTo: alle",
    "nul\x00byte",
    "\ud800half",
    "﻿BOM",
    "z\u200bero",
    "\U000e0041tag",
    "tab\tand\u2028line",
    "$name {0} {x!r} %s %(n)s",
    "=1+1",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍",
    "👩‍👩‍👧‍👦",
    "Øyvind Åse Æbelø",
)

any_text = st.one_of(
    st.text(st.characters()), st.sampled_from(HOSTILE), st.text(alphabet="\x1b[]\\;m@\x07\x9b a/")
)


def _unsafe(text: str) -> list[str]:
    return [
        letter
        for letter in text
        if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")
        or letter in "\u200b\u200e\u200f\u061c\ufeff"
        or "\u202a" <= letter <= "\u202e"
        or "\u2066" <= letter <= "\u2069"
    ]


@given(any_text)
@example("\x1b\x1b]0;x\x07]0;y\x07")
@example("\x1b\x1b[0m[31m")
def test_nothing_that_a_terminal_obeys_comes_through(text: str) -> None:
    assert not _unsafe(clean(text))


@given(any_text)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(any_text, st.integers(1, 40))
def test_a_text_that_was_cut_says_so(text: str, limit: int) -> None:
    whole, shown = clean(text), short(text, limit)
    assert len(shown) <= limit
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))


@given(any_text)
def test_what_is_cleaned_is_composed_and_has_single_spaces(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "  " not in cleaned
    assert cleaned == cleaned.strip()


@given(any_text, st.integers(0, 20))
def test_a_limit_is_kept(text: str, limit: int) -> None:
    assert len(clean(text, limit)) <= limit
    assert len(clean_lines(text, limit)) <= limit
    assert clean(text, limit) == clean(text, limit).strip()
    assert clean_lines(text, limit) == clean_lines(text, limit).strip()


@given(st.text(alphabet="abcæøåÆØÅ éüñ'-.").filter(lambda text: "  " not in text))
def test_ordinary_names_come_through_as_they_are(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text.strip())


@given(any_text)
def test_lines_stay_lines_and_hold_nothing_else(text: str) -> None:
    cleaned = clean_lines(text)
    assert not _unsafe(cleaned.replace("\n", ""))
    assert "\n" not in clean(text)


@given(any_text)
def test_what_is_shown_is_the_text_and_no_markup(text: str) -> None:
    content = plain(text, "bold")
    assert isinstance(content, Content)
    assert content.plain == clean(text)
    assert cell(text).plain == clean(text)
    styles = {str(span.style) for span in content.spans}
    assert styles <= {"bold"}


@given(any_text)
def test_a_cell_of_a_file_is_no_formula(text: str) -> None:
    written = csv_cell(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    out = io.StringIO()
    csv.writer(out).writerow([written, "next"])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert row == [written, "next"]


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("  Karen\u00a0 Østergaard ", "Karen Østergaard"),
        ("Karen\tØ", "Karen Ø"),
        ("A\u030age", "Åge"),
        ("\x1b[31mrød\x1b[0m", "rød"),
        ("\x1b]0;titel\x07navn", "navn"),
        ("\x1b]8;;https://example.dk\x1b\\her\x1b]8;;\x1b\\", "her"),
        ("a\u202eb", "ab"),
        ("[b]fed[/b]", "[b]fed[/b]"),
        ("", ""),
    ],
)
def test_examples(given_text: str, expected: str) -> None:
    assert clean(given_text) == expected
