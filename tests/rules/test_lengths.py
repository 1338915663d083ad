"""Lengths of time as people type them."""

from __future__ import annotations

import pytest

from seminar_tui.rules.lengths import length_ms, seconds_or_length_ms
from seminar_tui.rules.refusal import BadInput


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3m", 180),
        ("3 min", 180),
        ("90s", 90),
        ("1h", 3600),
        ("1t", 3600),
        ("2m30s", 150),
        ("02:30", 150),
        ("-3m", -180),
        (" 3M ", 180),
    ],
)
def test_lengths(text: str, seconds: int) -> None:
    assert length_ms(text) == seconds * 1000


@pytest.mark.parametrize("text", ["", "3", "x", "3m x", "m", "2:75", "3d", "9" * 30 + "m"])
def test_unclear_lengths_are_asked_about(text: str) -> None:
    with pytest.raises(BadInput, match="length_unclear"):
        length_ms(text)


@pytest.mark.parametrize(("text", "seconds"), [("60", 60), ("-60", -60), ("+60", 60), ("2m", 120)])
def test_plain_seconds(text: str, seconds: int) -> None:
    assert seconds_or_length_ms(text) == seconds * 1000
