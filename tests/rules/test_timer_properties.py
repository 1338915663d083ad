"""What holds for every history of a stand's clock, whoever pressed what and when."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from db.rows import TimerEventRow
from db.vocabulary import Instant, Phase, TimerKind, TimerState
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.timer import TimerPlan, TimerView, look, settle, view
from seminar_tui.rules.timer_table import Command, Request, decide

MINUTE = 60_000
BEGIN = 1_539_158_400_000
Events = tuple[TimerEventRow, ...]

presses = st.tuples(
    st.sampled_from(Command),
    st.integers(0, 6 * MINUTE),
    st.sampled_from([0, 0, 0, 30_000, 3 * MINUTE]),
    st.sampled_from([-MINUTE, MINUTE, 5 * MINUTE, -5 * MINUTE, 1]),
)
histories = st.lists(presses, max_size=14)
plans = st.builds(
    TimerPlan,
    st.sampled_from([MINUTE, 15 * MINUTE]),
    st.sampled_from([0, 10 * MINUTE]),
    automatic=st.booleans(),
)


def instant(utc_ms: int, booted: bool = False) -> Instant:
    return Instant(utc_ms, "boot", utc_ms - BEGIN + 1000) if booted else Instant(utc_ms)


def tried(events: Events, request: Request, now: Instant, plan: TimerPlan) -> Events:
    try:
        return events + decide(events, request, now, plan)
    except (Refused, BadInput):
        return events


def played(history: list[tuple[Command, int, int, int]], plan: TimerPlan) -> tuple[Events, int]:
    events: Events = ()
    now = BEGIN
    for command, gap, ago, delta in history:
        now += gap
        request = Request(command, ago, delta if command in (Command.ADD, Command.CORRECT) else 0)
        events = tried(events, request, instant(now), plan)
    return events, now


def without_seq(shown: TimerView) -> TimerView:
    return replace(shown, seq=0)


@given(histories, plans, st.integers(0, 40 * MINUTE))
def test_remaining_and_active_are_planned_and_adjusted(
    history: list[tuple[Command, int, int, int]], plan: TimerPlan, later: int
) -> None:
    events, now = played(history, plan)
    shown = view(events, instant(now + later), plan)
    for phase in (shown.talk, shown.dialogue):
        assert phase.remaining_ms + phase.active_ms == phase.planned_ms + phase.adjusted_ms
        assert phase.active_ms >= 0
        assert phase.paused_ms >= 0
    assert shown.overtime_ms == max(0, -shown.remaining_ms)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))


@given(histories, plans, st.integers(0, 30 * MINUTE), st.integers(0, 30 * MINUTE))
def test_time_that_passes_is_time_that_is_spent(
    history: list[tuple[Command, int, int, int]], plan: TimerPlan, first: int, second: int
) -> None:
    events, now = played(history, plan)
    one = view(events, instant(now + first), plan)
    two = view(events, instant(now + first + second), plan)
    spent = [
        phase.active_ms + phase.paused_ms
        for shown in (one, two)
        for phase in (shown.talk, shown.dialogue)
    ]
    going = one.state in (TimerState.RUNNING, TimerState.PAUSED)
    assert sum(spent[2:]) - sum(spent[:2]) == (second if going else 0)


@given(histories, plans, presses, st.integers(0, 30 * MINUTE))
def test_undo_is_exact(
    history: list[tuple[Command, int, int, int]],
    plan: TimerPlan,
    press: tuple[Command, int, int, int],
    later: int,
) -> None:
    command, gap, ago, delta = press
    if command is Command.UNDO:
        return
    events, now = played(history, plan)
    now += gap
    pressed = tried(events, Request(command, ago, delta), instant(now), plan)
    if pressed == events:
        return
    undone = tried(pressed, Request(Command.UNDO), instant(now), plan)
    if view(pressed, instant(now), plan).phase is not settle(pressed, plan).phase:
        # The key made the talk give way by itself: that is newer, so it is taken back first.
        advance, taken_back = undone[len(pressed) :]
        assert (advance.kind, taken_back.voids) == (TimerKind.ADVANCED, advance.seq)
        again = tried(undone, Request(Command.UNDO), instant(now), plan)
        assert again[-1].voids == pressed[-1].seq, "the next undo takes back the key itself"
        return
    assert len(undone) == len(pressed) + 1
    # Meant for the past, a key may have prevented an automatic advance that then comes back.
    for moment in (now, now + later):
        assert without_seq(view(undone, instant(moment), plan)) == without_seq(
            view(events, instant(moment), plan)
        )


@given(histories, plans, st.sampled_from(Command), st.integers(0, 2 * MINUTE))
def test_one_key_at_two_stations_leaves_one_event(
    history: list[tuple[Command, int, int, int]], plan: TimerPlan, command: Command, gap: int
) -> None:
    events, now = played(history, plan)
    seen = settle(events, plan).seq
    request = Request(command, delta_ms=MINUTE if command is Command.ADD else -1, seq=seen)
    once = tried(events, request, instant(now + gap), plan)
    twice = tried(once, request, instant(now + gap), plan)
    assert (twice == once) or once == events


@given(
    histories,
    plans,
    # A minute belongs to the phase it is given in, so only `add` and `advance` do not commute.
    st.sampled_from(
        [
            (Command.START, Command.PAUSE),
            (Command.START, Command.ADVANCE),
            (Command.START, Command.ADD),
            (Command.PAUSE, Command.ADVANCE),
            (Command.PAUSE, Command.ADD),
            (Command.ADD, Command.ADD),
        ]
    ),
    st.integers(0, 5 * MINUTE),
)
def test_the_order_of_two_stations_does_not_matter(
    history: list[tuple[Command, int, int, int]],
    plan: TimerPlan,
    commands: tuple[Command, Command],
    gap: int,
) -> None:
    events, now = played(history, replace(plan, automatic=False))
    plan = replace(plan, automatic=False)
    if settle(events, plan).state is TimerState.ARMED:
        # A start gives the other keys their meaning; it can only come first.
        events = tried(events, Request(Command.START), instant(now), plan)
    one, two = commands
    at = instant(now + gap)
    ends = []
    for pair in ((one, two), (two, one)):
        result = events
        for command in pair:
            result = tried(result, Request(command, delta_ms=MINUTE), at, plan)
        ends.append(without_seq(view(result, instant(now + gap + MINUTE), plan)))
    assert ends[0] == ends[1]


@given(histories, plans, st.integers(0, 2**32), st.integers(0, 30 * MINUTE))
def test_rows_may_be_read_in_any_order(
    history: list[tuple[Command, int, int, int]], plan: TimerPlan, seed: int, later: int
) -> None:
    events, now = played(history, plan)
    shuffled = random.Random(seed).sample(events, len(events))
    at = instant(now + later)
    assert view(shuffled, at, plan) == view(events, at, plan)
    assert look(settle(events, plan), at, plan) == view(events, at, plan)


@given(histories, plans, st.integers(-7_200_000, 7_200_000), st.integers(0, 30 * MINUTE))
def test_a_step_of_the_wall_clock_changes_no_number(
    history: list[tuple[Command, int, int, int]], plan: TimerPlan, step: int, later: int
) -> None:
    events, now = played(history, plan)
    booted = tuple(replace(event, at=instant(event.at.utc_ms, True)) for event in events)
    true = instant(now + later, True)
    stepped = Instant(true.utc_ms + step, true.boot_id, true.boot_ms)
    right, shown = view(booted, true, plan), view(booted, stepped, plan)
    if not events:
        return
    assert (shown.state, shown.phase, shown.remaining_ms, shown.level) == (
        right.state,
        right.phase,
        right.remaining_ms,
        right.level,
    )


@given(histories, plans, st.lists(st.integers(-7_200_000, 7_200_000), min_size=15, max_size=15))
def test_steps_between_the_keys_change_no_number(
    history: list[tuple[Command, int, int, int]], plan: TimerPlan, steps: list[int]
) -> None:
    right: Events = ()
    stepped: Events = ()
    now = BEGIN
    for step, (command, gap, ago, delta) in zip(steps, history, strict=False):
        now += gap
        request = Request(command, ago, delta if command in (Command.ADD, Command.CORRECT) else 0)
        true = instant(now, True)
        right = tried(right, request, true, plan)
        stepped = tried(stepped, request, replace(true, utc_ms=now + step), plan)
    true = instant(now + MINUTE, True)
    one = view(right, true, plan)
    two = view(stepped, replace(true, utc_ms=true.utc_ms + steps[-1]), plan)
    assert [event.kind for event in stepped] == [event.kind for event in right]
    assert (two.state, two.phase, two.remaining_ms) == (one.state, one.phase, one.remaining_ms)
    for phase in ("talk", "dialogue"):
        was, is_now = getattr(one, phase), getattr(two, phase)
        assert (is_now.active_ms, is_now.paused_ms) == (was.active_ms, was.paused_ms)


@given(histories, st.integers(0, 40 * MINUTE))
def test_watching_changes_nothing(history: list[tuple[Command, int, int, int]], later: int) -> None:
    plan = TimerPlan(15 * MINUTE, 10 * MINUTE, automatic=True)
    events, now = played(history, plan)
    watched = settle(events, plan)
    end = instant(now + later)
    for moment in range(now, now + later, 61_000):
        look(watched, instant(moment), plan)
    assert look(watched, end, plan) == view(events, end, plan)


@given(histories, st.integers(0, 40 * MINUTE))
def test_writing_down_the_automatic_advance_changes_nothing(
    history: list[tuple[Command, int, int, int]], later: int
) -> None:
    plan = TimerPlan(15 * MINUTE, 10 * MINUTE, automatic=True)
    events, now = played(history, plan)
    pressed = tried(events, Request(Command.ADD, delta_ms=MINUTE), instant(now + later), plan)
    if pressed == events:
        return
    before = view(events, instant(now + later), plan)
    after = view(pressed, instant(now + later), plan)
    assert after.phase is before.phase
    assert after.remaining_ms == before.remaining_ms + MINUTE
    assert after.phase is Phase.DIALOGUE or after.talk.adjusted_ms != before.talk.adjusted_ms
