from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rows import RoundRow, TimerEventRow
from db.vocabulary import Instant, Phase, TimerKind
from seminar_tui.rules.alerts import (
    MINUTE,
    AlertKind,
    MessageFacts,
    StandFacts,
    StationFacts,
    alerts,
    grouped,
)
from seminar_tui.rules.day_form import read_date, read_number, read_time
from seminar_tui.rules.foyer import LONGEST_WAIT_MS, Showing, foyer_moment, most_pages, paging
from seminar_tui.rules.occupancy import Fill, bar, fill, free_seats
from seminar_tui.rules.refusal import BadInput
from seminar_tui.rules.timer import TimerPlan, view

STARTS = 100 * MINUTE
ENDS = STARTS + 25 * MINUTE
NEXT = STARTS + 35 * MINUTE
PLAN = TimerPlan(15 * MINUTE, 10 * MINUTE, round_starts=STARTS, round_ends=ENDS, next_starts=NEXT)
ROUNDS = (
    RoundRow(1, STARTS, STARTS + 15 * MINUTE, ENDS),
    RoundRow(2, NEXT, NEXT + 15 * MINUTE, NEXT + 25 * MINUTE),
)


def clock(now: int, *kinds: tuple[TimerKind, int]):
    events = [
        TimerEventRow(number, kind, Phase.TALK, Instant(when))
        for number, (kind, when) in enumerate(kinds, 1)
    ]
    return view(events, Instant(now), PLAN)


def facts(now: int, *kinds: tuple[TimerKind, int], **values) -> StandFacts:
    usual = StandFacts(
        stand=7,
        round=1,
        round_starts=STARTS,
        round_ends=ENDS,
        next_starts=NEXT,
        presenters=2,
        presenters_here=2,
        placed=9,
        visiting=9,
        capacity=14,
        scanned=True,
        planned=True,
        clock=clock(now, *kinds),
    )
    return replace(usual, **values)


def kinds_at(now: int, *stands: StandFacts) -> list[AlertKind]:
    return [alert.kind for alert in alerts(now, stands)]


START = (TimerKind.STARTED, STARTS)


def test_a_stand_that_goes_well_raises_nothing():
    now = STARTS + 5 * MINUTE
    assert kinds_at(now, facts(now, START)) == []


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"presenters_here": 0}, AlertKind.PRESENTER_MISSING),
        ({"presenters_here": 1}, AlertKind.PRESENTER_LATE),
        ({"presenters": 0, "presenters_here": 0}, AlertKind.NO_PRESENTER),
        ({"visiting": 15}, AlertKind.OVER_CAPACITY),
        ({"visiting": 0, "placed": 0}, AlertKind.STAND_EMPTY),
    ],
)
def test_each_cause_raises_its_alert_and_only_it(values, kind):
    now = STARTS + 5 * MINUTE
    assert kinds_at(now, facts(now, START, **values)) == [kind]


def test_an_empty_stand_means_nothing_where_visits_are_not_counted():
    now = STARTS + 5 * MINUTE
    assert kinds_at(now, facts(now, START, visiting=0, scanned=False)) == []


def test_a_stand_that_has_not_started_is_said_after_three_minutes_and_no_more_after_the_round():
    for minutes, said in ((2, False), (3, True), (24, True), (26, False)):
        now = STARTS + minutes * MINUTE
        assert (AlertKind.NOT_STARTED in kinds_at(now, facts(now))) is said


def test_overtime_is_said_only_when_it_reaches_the_next_round():
    for minutes, said in ((30, False), (34, False), (36, True)):
        now = STARTS + minutes * MINUTE
        advanced = (TimerKind.ADVANCED, STARTS + 15 * MINUTE)
        assert (AlertKind.OVERTIME in kinds_at(now, facts(now, START, advanced))) is said


def test_nothing_is_said_of_a_stand_that_is_done_or_whose_round_is_far_off():
    done = STARTS + 20 * MINUTE
    finished = facts(done, START, (TimerKind.FINISHED, done), presenters_here=0, visiting=20)
    assert kinds_at(done, finished) == []
    early = STARTS - 61 * MINUTE
    assert kinds_at(early, facts(early, presenters_here=0)) == []


def test_what_hurts_now_comes_before_what_hurts_later_and_the_graver_first():
    now = STARTS + 5 * MINUTE
    later = facts(
        now, stand=9, round=2, round_starts=NEXT, round_ends=NEXT + 25 * MINUTE, presenters_here=0
    )
    later = replace(later, clock=replace(later.clock, late_ms=0))
    raised = alerts(
        now,
        [later, facts(now, START, visiting=20), facts(now, stand=8)],
        [StationFacts("Indgang 1", None, now - 10 * MINUTE)],
        [MessageFacts(1, 7, now - 5 * MINUTE)],
    )
    assert [alert.kind for alert in raised] == [
        AlertKind.NOT_STARTED,
        AlertKind.OVER_CAPACITY,
        AlertKind.STATION_QUIET,
        AlertKind.MESSAGE_UNSEEN,
        AlertKind.PRESENTER_MISSING,
    ]


def test_a_round_nobody_started_is_one_thing_to_do():
    now = STARTS + 5 * MINUTE
    raised = alerts(now, [facts(now, stand=number) for number in range(1, 14)])
    groups = grouped(raised)
    assert len(groups) == 1
    assert [alert.stand for alert in groups[0].alerts] == list(range(1, 14))


@given(st.lists(st.integers(1, 40), unique=True, max_size=30))
def test_grouping_loses_nobody(numbers):
    now = STARTS + 5 * MINUTE
    raised = alerts(now, [facts(now, stand=number) for number in numbers])
    told = [alert for group in grouped(raised) for alert in group.alerts]
    assert sorted(alert.stand or 0 for alert in told) == sorted(numbers)


@given(
    st.integers(0, 60), st.integers(0, 60), st.integers(1, 40), st.integers(1, 40),
    st.integers(1, 60),
)  # fmt: skip
def test_a_bar_fills_its_width_and_shows_anybody(here, placed, target, capacity, width):
    shown = bar(here, placed, target, capacity, width)
    assert shown.here + shown.coming + shown.free == width
    assert min(shown.here, shown.coming, shown.free) >= 0
    if here >= capacity:
        assert shown.here == width
    elif width > 1:
        assert (shown.here > 0) is (here > 0)
        assert shown.here < width
    assert shown.over is (here > capacity)
    assert shown.target is None or 0 <= shown.target < width


def test_the_words_for_how_full_a_stand_is():
    said = [fill(people, 10, 14) for people in (0, 9, 10, 13, 14, 15)]
    assert said == [Fill.EMPTY, Fill.ROOM, Fill.TARGET, Fill.TARGET, Fill.FULL, Fill.OVER]
    assert [free_seats(people, 14) for people in (0, 14, 20)] == [14, 0, 0]


@pytest.mark.parametrize(
    ("minutes", "showing", "number", "phase"),
    [
        (-5, Showing.BEFORE, 1, None),
        (5, Showing.ON, 1, Phase.TALK),
        (20, Showing.ON, 1, Phase.DIALOGUE),
        (28, Showing.BEFORE, 2, None),
        (36, Showing.ON, 2, Phase.TALK),
        (61, Showing.OVER, 2, None),
    ],
)
def test_the_foyer_follows_the_plan_where_no_clock_runs(minutes, showing, number, phase):
    moment = foyer_moment(ROUNDS, {}, STARTS + minutes * MINUTE)
    assert (moment.showing, moment.round, moment.phase) == (showing, number, phase)


def test_the_foyer_follows_the_clocks_where_they_run():
    now = STARTS + 16 * MINUTE
    late = [clock(now, (TimerKind.STARTED, STARTS + 4 * MINUTE)) for _ in range(3)]
    moment = foyer_moment(ROUNDS, {1: late}, now)
    assert (moment.phase, moment.until) == (Phase.TALK, STARTS + 19 * MINUTE)
    assert moment.ends == STARTS + 29 * MINUTE


def test_the_next_round_is_not_held_back_by_a_stand_that_overruns():
    now = NEXT + MINUTE
    running = clock(now, START)
    moment = foyer_moment(ROUNDS, {1: [running]}, now)
    assert (moment.showing, moment.round) == (Showing.ON, 2)


def test_a_day_without_rounds_shows_nothing():
    assert foyer_moment((), {}, STARTS).showing is Showing.NOTHING


@given(st.integers(0, 98), st.integers(1, 60), st.integers(0, 10**9))
def test_every_line_comes_up_within_the_longest_wait(lines, room, now):
    turned = paging(lines, room)
    assert turned.size <= room
    assert turned.size * turned.pages >= lines
    assert turned.pages * turned.page_ms <= LONGEST_WAIT_MS
    assert 0 <= turned.page_at(now) < turned.pages


def test_pages_can_be_read_before_they_turn():
    assert paging(4 * most_pages(), 4).page_ms >= 5_000


@pytest.mark.parametrize("text", ["2018-11-14", "14.11.2018", "14/11 2018", " 14. 11. 2018 "])
def test_dates_are_read_as_people_write_them(text):
    assert read_date(text) == "2018-11-14"


@pytest.mark.parametrize("text", ["", "31.2.2018", "i morgen", "2018", "14.11.18"])
def test_what_is_no_date_is_said(text):
    with pytest.raises(BadInput):
        read_date(text)


def test_times_and_numbers_are_read_as_people_write_them():
    assert [read_time(text) for text in ("10", "9.30", "10:05", "kl. 9.30")] == [
        "10:00",
        "09:30",
        "10:05",
        "09:30",
    ]
    assert read_number(" 15 ", "x") == 15
    for reader in (lambda: read_time("25:00"), lambda: read_number("ti", "x")):
        with pytest.raises(BadInput):
            reader()
