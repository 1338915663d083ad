"""A signal sounds once, on crossing."""

from __future__ import annotations

import pytest

from db.rows import TimerEventRow
from db.vocabulary import Instant
from seminar_tui.rules.bells import PATTERNS, Signal, crossed
from seminar_tui.rules.timer import TimerPlan, TimerView, view
from seminar_tui.rules.timer_table import Command, Request, decide

MINUTE = 60_000
PLAN = TimerPlan(15 * MINUTE, 10 * MINUTE)
AUTOMATIC = TimerPlan(15 * MINUTE, 10 * MINUTE, automatic=True)


def pressed(*presses: tuple[str, float], plan: TimerPlan = PLAN) -> tuple[TimerEventRow, ...]:
    events: tuple[TimerEventRow, ...] = ()
    for command, minute in presses:
        now = Instant(round(minute * MINUTE))
        delta = MINUTE if command == "add" else 0
        events += decide(events, Request(Command(command), delta_ms=delta), now, plan)
    return events


def shown(events: tuple[TimerEventRow, ...], minute: float, plan: TimerPlan = PLAN) -> TimerView:
    return view(events, Instant(round(minute * MINUTE)), plan)


def heard(
    events: tuple[TimerEventRow, ...], until: int, plan: TimerPlan = PLAN
) -> list[tuple[float, Signal]]:
    """Return what a screen that looks four times a second from the start would sound."""
    sounded = []
    before = None
    for quarter in range(until * 240):
        after = shown(events, quarter / 240, plan)
        signal = crossed(before, after)
        if signal:
            sounded.append((quarter / 240, signal))
        before = after
    return sounded


def test_each_threshold_sounds_once() -> None:
    assert [signal for _, signal in heard(pressed(("start", 0)), 20)] == [
        Signal.WARNING,
        Signal.DANGER,
        Signal.TIME_UP,
    ]


def test_a_clock_that_goes_on_by_itself_is_heard() -> None:
    sounded = heard(pressed(("start", 0), plan=AUTOMATIC), 20, AUTOMATIC)
    assert sounded[-1] == (15.0, Signal.DIALOGUE)


@pytest.mark.parametrize("minute", [14.5, 20])
def test_a_screen_that_opens_late_does_not_ring(minute: float) -> None:
    assert crossed(None, shown(pressed(("start", 0)), minute)) is None


def test_a_sleep_over_several_thresholds_rings_once() -> None:
    events = pressed(("start", 0))
    assert crossed(shown(events, 1), shown(events, 16)) is Signal.TIME_UP


def test_more_time_lets_it_ring_again() -> None:
    events = pressed(("start", 0), ("add", 13.5))
    assert crossed(shown(pressed(("start", 0)), 13.5), shown(events, 13.5)) is None
    assert crossed(shown(events, 13.9), shown(events, 14)) is Signal.WARNING


def test_a_key_is_not_answered_by_a_bell() -> None:
    running = pressed(("start", 0))
    advanced = pressed(("start", 0), ("advance", 5))
    assert crossed(shown(running, 5), shown(advanced, 5)) is None
    assert crossed(shown((), 0), shown(pressed(("start", 0)), 14)) is None
    paused = pressed(("start", 0), ("pause", 12))
    assert crossed(shown(running, 12), shown(paused, 14)) is None


def test_a_clock_left_running_is_silent() -> None:
    events = pressed(("start", 0))
    assert crossed(shown(events, 14), shown(events, 24 * 60)) is None


def test_urgency_can_be_heard() -> None:
    strokes = [PATTERNS[s].strokes for s in (Signal.WARNING, Signal.DANGER, Signal.TIME_UP)]
    assert strokes == sorted(set(strokes))
