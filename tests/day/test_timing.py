"""A stand's clock in the store: written at the key, shared by all, one event a press."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from db.reads import days
from db.vocabulary import Instant, Phase, TimerKind, TimerState
from seminar_tui.clock import FrozenClock
from seminar_tui.day.station import Station
from seminar_tui.day.timing import press, read_clocks, show_clock, start_all
from seminar_tui.day.undo import undo_last
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.timer_table import Command, Request
from tests.day.at_a_stand import as_stand, other_station, set_day, set_rounds, stand

MINUTE = 60_000
START = Request(Command.START)


@pytest.fixture
def floor(any_station: Station) -> Station:
    set_rounds(any_station, s1=1, s2=2, s3=1, s4=2, s5=1, s6=2)
    return any_station


@pytest.fixture
def here(station: Station) -> Station:
    set_rounds(station, s1=1, s2=2, s3=1, s4=2, s5=1, s6=2)
    return station


def test_a_clock_is_what_was_stored(floor: Station, clock: FrozenClock) -> None:
    press(floor, clock.now(), "1", START)
    clock.advance(60)
    press(floor, clock.now(), "1", Request(Command.PAUSE))
    clock.advance(600)
    read = show_clock(floor, clock.now(), "1")
    shown = read.shows(clock.now())
    assert (shown.state, shown.remaining_ms, shown.seq) == (TimerState.PAUSED, 14 * MINUTE, 2)
    assert [event.station for event in read.events] == ["test", "test"]
    assert read.events[0].talk_ms == 15 * MINUTE


def test_boot_time_is_stored_with_the_event(here: Station, clock: FrozenClock) -> None:
    press(here, Instant(clock.utc_ms, "boot", 7000), "1", START)
    event = show_clock(here, clock.now(), "1").events[0]
    assert (event.at.boot_id, event.at.boot_ms) == ("boot", 7000)


def test_two_stations_pressing_at_once_leave_one_event(floor: Station, clock: FrozenClock) -> None:
    stations = [other_station(floor, clock, name) for name in ("a", "b", "c", "d")]

    def start(station: Station) -> str:
        try:
            press(station, clock.now(), "1", Request(Command.START, seq=0))
        except Refused as refused:
            return refused.code
        return "started"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(start, stations))
    assert answers == ["stale", "stale", "stale", "started"]
    assert len(show_clock(floor, clock.now(), "1").events) == 1


def test_two_minutes_from_two_stations_are_two_minutes(floor: Station, clock: FrozenClock) -> None:
    press(floor, clock.now(), "1", START)
    stations = [other_station(floor, clock, name) for name in ("a", "b")]
    request = Request(Command.ADD, delta_ms=MINUTE)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda station: press(station, clock.now(), "1", request), stations))
    shown = show_clock(floor, clock.now(), "1").shows(clock.now())
    assert shown.remaining_ms == 17 * MINUTE


def test_a_refusal_leaves_nothing(here: Station, clock: FrozenClock) -> None:
    with pytest.raises(Refused, match="not_running"):
        press(here, clock.now(), "1", Request(Command.PAUSE))
    assert show_clock(here, clock.now(), "1").events == ()


def test_a_round_starts_at_one_instant(floor: Station, clock: FrozenClock) -> None:
    press(floor, clock.now(), "3", START)
    clock.advance(30)
    done = start_all(floor, clock.now(), 1)
    assert done.started == (1, 5)
    assert {stand: why.code for stand, why in done.skipped.items()} == {3: "already_running"}
    with floor.look() as connection:
        clocks = {c.stand.number: c for c in read_clocks(connection, floor.day_id)}
    assert {clocks[n].events[0].at.utc_ms for n in (1, 5)} == {clock.utc_ms}
    assert clocks[3].events[0].at.utc_ms == clock.utc_ms - 30_000
    assert not clocks[2].events


def test_a_stand_never_runs_two_rounds(here: Station, clock: FrozenClock) -> None:
    press(here, clock.now(), "1", START)
    with pytest.raises(Refused, match="other_round_running"):
        press(here, clock.now(), "1", START, 2)
    press(here, clock.now(), "1", Request(Command.FINISH))
    press(here, clock.now(), "1", START, 2)
    with pytest.raises(Refused, match="other_round_running"):
        press(here, clock.now(), "1", Request(Command.UNDO), 1)


def test_before_the_halves_are_chosen_every_stand_starts(
    station: Station, clock: FrozenClock
) -> None:
    set_rounds(station, **{f"s{number}": None for number in range(1, 7)})
    assert len(start_all(station, clock.now(), 1).started) == 6


@pytest.mark.parametrize(("asked", "round_", "code"), [("99", None, "stand"), ("1", 7, "round")])
def test_what_does_not_exist_is_said(
    here: Station, clock: FrozenClock, asked: str, round_: int | None, code: str
) -> None:
    with pytest.raises(BadInput, match=code):
        press(here, clock.now(), asked, START, round_)
    with pytest.raises(BadInput, match="round"):
        start_all(here, clock.now(), 9)


def test_the_plan_of_the_round_is_behind_the_clock(here: Station, clock: FrozenClock) -> None:
    with here.look() as connection:
        rounds = days.rounds(connection, here.day_id)
    read = show_clock(here, clock.now(), "1")
    assert (read.plan.round_ends, read.plan.next_starts) == (rounds[0].ends, rounds[1].starts)
    assert show_clock(here, clock.now(), "2").round == 2


def test_the_day_can_choose_automatic(here: Station, clock: FrozenClock) -> None:
    set_day(here, auto_advance=True)
    press(here, clock.now(), "1", START)
    set_day(here, auto_advance=False)
    clock.advance(17 * 60)
    pressed = press(here, clock.now(), "1", Request(Command.PAUSE))
    assert [event.kind for event in pressed.added] == [TimerKind.ADVANCED, TimerKind.PAUSED]
    assert pressed.clock.shows(clock.now()).phase is Phase.DIALOGUE
    assert pressed.clock.events[1].automatic


def test_undo_says_what_it_took_back(here: Station, clock: FrozenClock) -> None:
    press(here, clock.now(), "1", START)
    pressed = press(here, clock.now(), "1", Request(Command.UNDO))
    assert pressed.undid is TimerKind.STARTED
    assert pressed.clock.shows(clock.now()).state is TimerState.ARMED


def test_the_stations_own_undo_takes_a_key_back(here: Station, clock: FrozenClock) -> None:
    press(here, clock.now(), "1", START)
    assert undo_last(here, clock.now()).kind == "timer"
    assert show_clock(here, clock.now(), "1").shows(clock.now()).state is TimerState.ARMED


def test_the_stations_own_undo_does_not_reach_past_another_station(
    here: Station, clock: FrozenClock
) -> None:
    press(here, clock.now(), "1", START)
    press(other_station(here, clock, "b"), clock.now(), "1", Request(Command.PAUSE))
    with pytest.raises(Refused, match="stale"):
        undo_last(here, clock.now())


def test_a_stand_moves_its_own_clock_only(here: Station, clock: FrozenClock) -> None:
    mine = as_stand(here, stand(here, 1).id)
    press(mine, clock.now(), "1", START)
    with pytest.raises(Refused, match="other_stand"):
        press(mine, clock.now(), "2", START)
    with pytest.raises(Refused, match="not_allowed"):
        start_all(mine, clock.now(), 1)
