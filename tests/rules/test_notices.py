"""A call to all is news for its round; what one stand was told is until it is acknowledged."""

from __future__ import annotations

import pytest

from seminar_tui.rules.notices import LASTS_MS, is_news

MINUTE = 60_000
ENDS = (25 * MINUTE, 60 * MINUTE)
"""Two rounds, in milliseconds from the first one's start."""


@pytest.mark.parametrize(
    ("at", "now", "news"),
    [
        (-15, 24, True),  # sent before the rounds, opened in the first
        (-15, 25, False),  # opened after it
        (26, 59, True),  # sent in the break, opened in the second
        (24, 26, False),
        (61, 90, True),  # after the last round there is no other end than the hours
    ],
)
def test_a_call_to_all_is_news_until_its_round_ends(at, now, news):
    assert is_news(True, at * MINUTE, now * MINUTE, ENDS) is news


def test_a_call_to_all_the_evening_before_is_no_news_in_the_morning():
    assert not is_news(True, ENDS[0] - 1 - LASTS_MS, ENDS[0] - 1, ENDS)
    assert not is_news(True, ENDS[1], ENDS[1] + LASTS_MS, ENDS)


def test_what_one_stand_was_told_stays():
    assert is_news(False, 0, 10 * LASTS_MS, ENDS)
