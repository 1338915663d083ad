"""The plan of times."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar_tui.rules.programme import MINUTE, plan_rounds, round_now, slack_ms
from seminar_tui.rules.refusal import Refused


def test_the_real_day_leaves_ten_minutes_between_its_two_rounds():
    first, second = plan_rounds(0, 2, 15 * MINUTE, 10 * MINUTE, 60 * MINUTE)
    assert (first.starts, first.talk_ends, first.ends) == (0, 15 * MINUTE, 25 * MINUTE)
    assert (second.starts, second.ends) == (35 * MINUTE, 60 * MINUTE)


def test_rounds_that_do_not_fit_are_refused_with_what_is_missing():
    with pytest.raises(Refused) as refused:
        plan_rounds(0, 3, 15 * MINUTE, 10 * MINUTE, 60 * MINUTE)
    assert refused.value.code == "does_not_fit"
    assert refused.value.facts["over"] == 15


@given(st.integers(1, 6), st.integers(1, 40), st.integers(0, 30), st.integers(0, 60), st.integers())
def test_rounds_follow_each_other_inside_the_block(rounds, talk, dialogue, spare, starts):
    block = (rounds * (talk + dialogue) + spare) * MINUTE
    planned = plan_rounds(starts, rounds, talk * MINUTE, dialogue * MINUTE, block)
    assert planned[0].starts == starts
    assert planned[-1].ends <= starts + block
    for before, after in pairwise(planned):
        assert before.ends <= after.starts
    for one in planned:
        assert one.ends - one.starts == (talk + dialogue) * MINUTE
    assert slack_ms(rounds, talk * MINUTE, dialogue * MINUTE, block) == spare * MINUTE


def test_the_round_shown_stays_until_half_the_pause_is_over():
    planned = plan_rounds(0, 2, 15 * MINUTE, 10 * MINUTE, 60 * MINUTE)
    assert round_now(planned, -MINUTE) == 1
    assert round_now(planned, 29 * MINUTE) == 1
    assert round_now(planned, 30 * MINUTE) == 2
    assert round_now(planned, 600 * MINUTE) == 2
    assert round_now((), 0) == 1
