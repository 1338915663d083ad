"""A call to all is news for hours; what one stand was told is until it is acknowledged."""

from __future__ import annotations

from seminar_tui.rules.notices import LASTS_MS, is_news

SENT = 1_000


def test_a_call_to_all_is_news_for_hours_and_no_longer():
    assert is_news(True, SENT, SENT)
    assert is_news(True, SENT, SENT + LASTS_MS - 1)
    assert not is_news(True, SENT, SENT + LASTS_MS)


def test_what_one_stand_was_told_stays():
    assert is_news(False, SENT, SENT + 10 * LASTS_MS)
