"""Clocks that are stepped, machines that sleep, stations that disagree."""

from __future__ import annotations

from db.rows import TimerEventRow
from db.vocabulary import Instant
from seminar_tui.rules.clock_trouble import shifted, stepped, time_line
from seminar_tui.rules.timer import TimerPlan, TimerView, view
from seminar_tui.rules.timer_table import Command, Request, decide

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
# Five minutes before Danish summer time ended in 2018.
DST = 1_540_688_100_000
PLAN = TimerPlan(15 * MINUTE, 10 * MINUTE)


def boot(utc_ms: int, boot_ms: int | None, name: str | None = "a") -> Instant:
    return Instant(utc_ms, name if boot_ms is not None else None, boot_ms)


def started(at: Instant) -> tuple[TimerEventRow, ...]:
    return decide((), Request(Command.START), at, PLAN)


def shown(events: tuple[TimerEventRow, ...], now: Instant) -> TimerView:
    return view(events, now, PLAN)


def test_a_wall_clock_set_back_an_hour_changes_nothing_and_is_said() -> None:
    events = started(boot(DST, 5000))
    seen = shown(events, boot(DST + 5 * MINUTE - HOUR, 5000 + 5 * MINUTE))
    assert seen.remaining_ms == 10 * MINUTE
    assert seen.clock_step_ms == -HOUR
    assert seen.phase_ends == DST + 5 * MINUTE - HOUR + 10 * MINUTE
    assert seen.ahead_ms == 0


def test_a_wall_clock_set_forward_changes_nothing_and_is_said() -> None:
    events = started(boot(DST, 5000))
    seen = shown(events, boot(DST + 40 * MINUTE, 5000 + 5 * MINUTE))
    assert (seen.remaining_ms, seen.clock_step_ms) == (10 * MINUTE, 35 * MINUTE)


def test_a_pause_pressed_after_a_step_is_counted_right() -> None:
    events = started(boot(DST, 5000))
    stepped = boot(DST + 5 * MINUTE - HOUR, 5000 + 5 * MINUTE)
    events += decide(events, Request(Command.PAUSE), stepped, PLAN)
    later = boot(DST + 9 * MINUTE - HOUR, 5000 + 9 * MINUTE)
    events += decide(events, Request(Command.RESUME), later, PLAN)
    seen = shown(events, boot(DST + 10 * MINUTE - HOUR, 5000 + 10 * MINUTE))
    assert seen.remaining_ms == 9 * MINUTE


def test_the_slow_correction_of_a_time_server_is_not_said() -> None:
    events = started(boot(DST, 5000))
    assert shown(events, boot(DST + MINUTE + 1900, 5000 + MINUTE)).clock_step_ms == 0


def test_sleep_is_time_that_passed() -> None:
    events = started(boot(DST, 5000))
    seen = shown(events, boot(DST + 14 * MINUTE, 5000 + 14 * MINUTE))
    assert (seen.remaining_ms, seen.clock_step_ms) == (MINUTE, 0)


def test_a_restart_leaves_the_wall_clock() -> None:
    events = started(boot(DST, 5000))
    seen = shown(events, boot(DST + 4 * MINUTE, 1000, "b"))
    assert (seen.remaining_ms, seen.clock_step_ms) == (11 * MINUTE, 0)


def test_an_event_of_a_station_in_the_future_counts_from_now_and_is_said() -> None:
    events = started(boot(DST + 30 * SECOND, None))
    seen = shown(events, boot(DST, None))
    assert (seen.remaining_ms, seen.elapsed_ms, seen.ahead_ms) == (15 * MINUTE, 0, 30 * SECOND)
    events += decide(events, Request(Command.PAUSE), boot(DST, None), PLAN)
    assert shown(events, boot(DST + MINUTE, None)).elapsed_ms == 0


def test_two_stations_that_differ_by_a_breath_are_not_told() -> None:
    events = started(boot(DST + SECOND, None))
    assert shown(events, boot(DST, None)).ahead_ms == 0


def test_midnight_and_summer_time_are_only_labels() -> None:
    before_midnight = Instant(1_539_208_500_000)
    events = started(before_midnight)
    events += decide(events, Request(Command.PAUSE), shifted(before_midnight, 4 * MINUTE), PLAN)
    events += decide(events, Request(Command.RESUME), shifted(before_midnight, 9 * MINUTE), PLAN)
    assert shown(events, shifted(before_midnight, 10 * MINUTE)).elapsed_ms == 5 * MINUTE
    assert shown(started(Instant(DST)), Instant(DST + 10 * MINUTE)).elapsed_ms == 10 * MINUTE


def test_a_station_of_another_machine_between_two_of_ours() -> None:
    line = time_line([boot(DST, 5000), boot(DST + MINUTE, 77, "b")])
    assert line.place(boot(DST + HOUR, 5000 + 2 * MINUTE)) == DST + 2 * MINUTE
    assert line.place(boot(DST + HOUR, 77 + MINUTE, "b")) == DST + 2 * MINUTE
    assert line.place(boot(DST + HOUR, 5, "c")) == DST + HOUR


def test_an_automatic_advance_is_written_at_its_instant_on_both_clocks() -> None:
    plan = TimerPlan(15 * MINUTE, 10 * MINUTE, automatic=True)
    events = decide((), Request(Command.START), boot(DST, 5000), plan)
    late = boot(DST + 20 * MINUTE - HOUR, 5000 + 20 * MINUTE)
    added = decide(events, Request(Command.PAUSE), late, plan)
    assert added[0].at.boot_ms == 5000 + 15 * MINUTE
    assert view((*events, *added), late, plan).elapsed_ms == 5 * MINUTE


def test_a_step_between_two_looks_is_told_from_sleep_and_from_a_restart() -> None:
    before = boot(DST, 5000)
    assert stepped(before, boot(DST + HOUR + SECOND, 6000)) == HOUR
    assert stepped(before, boot(DST - HOUR + SECOND, 6000)) == -HOUR
    slept = boot(DST + 8 * HOUR, 5000 + 8 * HOUR)
    restarted = boot(DST + HOUR, 100, "b")
    slewed = boot(DST + SECOND + 1900, 6000)
    untold = boot(DST + HOUR, None)
    assert [stepped(before, now) for now in (slept, restarted, slewed, untold)] == [0] * 4
