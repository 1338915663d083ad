"""The closing time of a day."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seminar_tui.rules.closing import AFTER_MS, closes_at, has_gone

MOMENTS = st.integers(min_value=0, max_value=2**45)


@given(st.lists(MOMENTS, min_size=1))
def test_the_door_closes_after_the_last_round(ends: list[int]) -> None:
    closes = closes_at(ends)
    assert closes is not None
    assert closes - AFTER_MS == max(ends)


def test_a_day_without_rounds_never_closes_by_itself() -> None:
    assert closes_at([]) is None


@given(MOMENTS, MOMENTS, MOMENTS)
def test_nobody_has_gone_before_closing_and_nobody_who_came_after_it(
    since: int, closes: int, now: int
) -> None:
    gone = has_gone(since, closes, now)
    assert gone is (since < closes <= now)
