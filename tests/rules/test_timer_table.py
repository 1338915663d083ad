"""Every cell of the state table, and what a command stores."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.rows import TimerEventRow
from db.vocabulary import Instant, Level, Phase, TimerKind, TimerState
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.timer import TimerPlan, TimerView, view
from seminar_tui.rules.timer_table import TABLE, Command, OtherRounds, Request, decide

MINUTE = 60_000
NINE = 1_539_158_400_000
PLAN = TimerPlan(15 * MINUTE, 10 * MINUTE, round_starts=NINE, round_ends=NINE + 25 * MINUTE)
AUTOMATIC = replace(PLAN, automatic=True)


def at(minutes: float) -> Instant:
    return Instant(NINE + round(minutes * MINUTE))


class Clock:
    """A stand's clock pressed by hand in a test."""

    def __init__(self, plan: TimerPlan = PLAN) -> None:
        self.plan = plan
        self.events: tuple[TimerEventRow, ...] = ()

    def press(
        self,
        command: str,
        minute: float,
        *,
        ago: float = 0,
        delta: float = 0,
        seq: int | None = None,
        others: OtherRounds = OtherRounds(),  # noqa: B008
    ) -> tuple[TimerEventRow, ...]:
        request = Request(Command(command), round(ago * MINUTE), round(delta * MINUTE), seq)
        added = decide(self.events, request, at(minute), self.plan, others)
        self.events += added
        return added

    def shows(self, minute: float) -> TimerView:
        return view(self.events, at(minute), self.plan)


def clock_in(state: TimerState, phase: Phase) -> Clock:
    clock = Clock()
    if state is TimerState.ARMED:
        return clock
    clock.press("start", 0)
    if phase is Phase.DIALOGUE:
        clock.press("advance", 1)
    if state is TimerState.PAUSED:
        clock.press("pause", 2)
    if state is TimerState.DONE:
        clock.press("finish", 2)
    return clock


# Written out a second time, so that the table is not its own proof.
ARMED, RUNNING, PAUSED, DONE = TimerState
TALK, DIALOGUE = Phase
NOWHERE = {
    "start": "already_done",
    "pause": "not_running",
    "resume": "not_paused",
    "advance": "not_running",
    "add": "not_running",
    "correct": "not_running",
    "finish": "not_running",
}
EXPECTED: dict[tuple[TimerState, Phase], dict[str, str]] = {
    (ARMED, TALK): {
        **NOWHERE,
        "start": "STARTED",
        "add": "ADJUSTED",
        "reset": "nothing_to_undo",
        "undo": "nothing_to_undo",
    },
    (RUNNING, TALK): {
        "start": "already_running",
        "pause": "PAUSED",
        "resume": "not_paused",
        "advance": "ADVANCED",
        "add": "ADJUSTED",
        "correct": "CORRECTED",
        "finish": "FINISHED",
        "reset": "RESET",
        "undo": "VOIDED",
    },
    (RUNNING, DIALOGUE): {
        "start": "already_running",
        "pause": "PAUSED",
        "resume": "not_paused",
        "advance": "already_running",
        "add": "ADJUSTED",
        "correct": "CORRECTED",
        "finish": "FINISHED",
        "reset": "RESET",
        "undo": "VOIDED",
    },
    (PAUSED, TALK): {
        "start": "already_running",
        "pause": "not_running",
        "resume": "RESUMED",
        "advance": "ADVANCED",
        "add": "ADJUSTED",
        "correct": "CORRECTED",
        "finish": "FINISHED",
        "reset": "RESET",
        "undo": "VOIDED",
    },
    (PAUSED, DIALOGUE): {
        "start": "already_running",
        "pause": "not_running",
        "resume": "RESUMED",
        "advance": "not_running",
        "add": "ADJUSTED",
        "correct": "CORRECTED",
        "finish": "FINISHED",
        "reset": "RESET",
        "undo": "VOIDED",
    },
    (DONE, TALK): {**NOWHERE, "reset": "RESET", "undo": "VOIDED"},
    (DONE, DIALOGUE): {**NOWHERE, "reset": "RESET", "undo": "VOIDED"},
}
CELLS = [
    (state, phase, command, answer)
    for (state, phase), answers in EXPECTED.items()
    for command, answer in answers.items()
]


@pytest.mark.parametrize(("state", "phase", "command", "answer"), CELLS)
def test_every_cell(state: TimerState, phase: Phase, command: str, answer: str) -> None:
    clock = clock_in(state, phase)
    assert (clock.shows(2).state, clock.shows(2).phase) == (state, phase)
    delta = {"add": 1.0, "correct": -0.25}.get(command, 0)
    if command == "correct" and phase is DIALOGUE:
        delta = -0.5
    if answer.islower():
        before = clock.shows(3)
        with pytest.raises(Refused) as refusal:
            clock.press(command, 3, delta=delta)
        assert refusal.value.code == answer
        assert clock.shows(3) == before
        return
    added = clock.press(command, 3, delta=delta)
    assert [event.kind for event in added] == [TimerKind(answer.lower())]


def test_the_table_has_every_cell() -> None:
    assert len(TABLE) == len(Command) * len(TimerState) * len(Phase)
    reachable = {key for key in TABLE if key[1:] != (TimerState.ARMED, Phase.DIALOGUE)}
    assert len(CELLS) == len(reachable)


def test_a_stand_keeps_its_fifteen_and_ten_minutes() -> None:
    clock = Clock()
    armed = clock.shows(-5)
    assert (armed.remaining_ms, armed.phase_ends, armed.level) == (15 * MINUTE, None, Level.NORMAL)
    assert armed.projected_end == NINE + 25 * MINUTE
    clock.press("start", 1)
    talk = clock.shows(5)
    assert (talk.remaining_ms, talk.elapsed_ms) == (11 * MINUTE, 4 * MINUTE)
    assert (talk.phase_ends, talk.projected_end) == (NINE + 16 * MINUTE, NINE + 26 * MINUTE)
    clock.press("advance", 17)
    dialogue = clock.shows(20)
    assert (dialogue.phase, dialogue.remaining_ms) == (Phase.DIALOGUE, 7 * MINUTE)
    assert dialogue.talk.active_ms == 16 * MINUTE
    clock.press("finish", 26)
    done = clock.shows(200)
    assert (done.state, done.elapsed_ms, done.phase_ends) == (
        TimerState.DONE,
        9 * MINUTE,
        NINE + 26 * MINUTE,
    )


@pytest.mark.parametrize(
    ("minute", "level"),
    [
        (12.99, Level.NORMAL),
        (13, Level.WARNING),
        (13.99, Level.WARNING),
        (14, Level.DANGER),
        (15, Level.DANGER),
        (15.001, Level.OVERTIME),
    ],
)
def test_levels_change_at_the_threshold(minute: float, level: Level) -> None:
    clock = Clock()
    clock.press("start", 0)
    assert clock.shows(minute).level is level


def test_overtime_counts_on_and_blocks_nothing() -> None:
    clock = Clock()
    clock.press("start", 0)
    over = clock.shows(17.25)
    assert (over.remaining_ms, over.overtime_ms) == (-135_000, 135_000)
    assert over.phase_ends == NINE + 15 * MINUTE
    clock.press("add", 17.25, delta=5)
    assert clock.shows(17.25).remaining_ms == 165_000


def test_a_pause_takes_no_time() -> None:
    clock = Clock()
    clock.press("start", 0)
    clock.press("pause", 5)
    paused = clock.shows(9)
    assert (paused.remaining_ms, paused.phase_ends) == (10 * MINUTE, NINE + 19 * MINUTE)
    assert paused.talk.paused_ms == 4 * MINUTE
    clock.press("resume", 9)
    assert clock.shows(10).remaining_ms == 9 * MINUTE


def test_a_paused_clock_stays_paused_through_the_change_of_phase() -> None:
    clock = clock_in(TimerState.PAUSED, Phase.TALK)
    clock.press("advance", 3)
    assert (clock.shows(9).state, clock.shows(9).remaining_ms) == (TimerState.PAUSED, 10 * MINUTE)


def test_started_three_minutes_ago() -> None:
    clock = Clock()
    clock.press("start", 3, ago=3)
    assert clock.shows(3).remaining_ms == 12 * MINUTE


def test_a_late_start_is_corrected_afterwards() -> None:
    clock = Clock()
    clock.press("start", 3)
    clock.press("correct", 4, delta=-2)
    assert clock.shows(4).elapsed_ms == 3 * MINUTE
    clock.press("correct", 4, ago=4)
    assert clock.shows(4).elapsed_ms == 4 * MINUTE
    clock.press("undo", 5)
    clock.press("undo", 5)
    assert clock.shows(5).elapsed_ms == 2 * MINUTE


def test_a_late_change_of_phase_is_corrected_afterwards() -> None:
    clock = Clock()
    clock.press("start", 0)
    clock.press("advance", 16)
    clock.press("correct", 17, delta=-2)
    shown = clock.shows(17)
    assert (shown.talk.active_ms, shown.elapsed_ms) == (14 * MINUTE, 3 * MINUTE)


@pytest.mark.parametrize(
    ("command", "ago", "delta", "code"),
    [
        ("pause", -1, 0, "in_the_future"),
        ("pause", 6, 0, "before_last_event"),
        ("advance", 6, 0, "before_last_event"),
        ("correct", 0, 10, "in_the_future"),
    ],
)
def test_a_moment_must_be_possible(command: str, ago: float, delta: float, code: str) -> None:
    clock = Clock()
    clock.press("start", 0)
    with pytest.raises(Refused) as refusal:
        clock.press(command, 5, ago=ago, delta=delta)
    assert refusal.value.code == code


def test_a_start_cannot_be_corrected_past_the_next_event() -> None:
    clock = Clock()
    clock.press("start", 0)
    clock.press("pause", 1)
    with pytest.raises(Refused, match="before_last_event"):
        clock.press("correct", 5, delta=2)
    clock.press("advance", 6)
    with pytest.raises(Refused, match="before_last_event"):
        clock.press("correct", 7, delta=-6)


def test_an_adjustment_is_bounded() -> None:
    clock = Clock()
    for delta in (0, 241, -241):
        with pytest.raises(BadInput, match="out_of_range"):
            clock.press("add", 0, delta=delta)


def test_two_stations_pressing_one_key_leave_one_event() -> None:
    clock = Clock()
    clock.press("start", 0, seq=0)
    with pytest.raises(Refused, match="stale"):
        clock.press("start", 0, seq=0)
    with pytest.raises(Refused, match="already_running"):
        clock.press("start", 0)
    clock.press("advance", 14, seq=1)
    with pytest.raises(Refused, match="stale"):
        clock.press("advance", 14, seq=1)
    assert len(clock.events) == 2


def test_two_rounds_never_run_at_one_stand() -> None:
    clock = Clock()
    with pytest.raises(Refused, match="other_round_running") as refusal:
        clock.press("start", 30, others=OtherRounds(running=1))
    assert refusal.value.facts["round"] == 1


def test_undo_does_not_wake_a_clock_while_the_other_round_runs() -> None:
    clock = Clock()
    clock.press("start", 0)
    clock.press("finish", 25)
    with pytest.raises(Refused, match="other_round_running"):
        clock.press("undo", 40, others=OtherRounds(running=2))


def test_a_backdated_start_stays_after_the_other_round() -> None:
    clock = Clock()
    others = OtherRounds(ended=NINE + 28 * MINUTE)
    with pytest.raises(Refused, match="before_last_event"):
        clock.press("start", 30, ago=5, others=others)
    clock.press("start", 30, ago=1, others=others)


def test_undo_takes_back_one_event_at_a_time_down_to_nothing() -> None:
    clock = Clock()
    views = [clock.shows(20)]
    for command, minute, delta in [
        ("add", -1, 1),
        ("start", 0, 0),
        ("pause", 2, 0),
        ("resume", 3, 0),
        ("advance", 14, 0),
        ("finish", 18, 0),
        ("reset", 19, 0),
        ("start", 19, 0),
    ]:
        clock.press(command, minute, delta=delta)
        views.append(clock.shows(20))
    while len(views) > 1:
        assert replace(clock.shows(20), seq=0) == replace(views.pop(), seq=0)
        clock.press("undo", 20)
    assert replace(clock.shows(20), seq=0) == replace(views[0], seq=0)
    with pytest.raises(Refused, match="nothing_to_undo"):
        clock.press("undo", 20)


def test_a_reset_keeps_what_was() -> None:
    clock = Clock()
    clock.press("start", 0)
    clock.press("reset", 5)
    assert clock.shows(6).remaining_ms == 15 * MINUTE
    assert clock.shows(6).state is TimerState.ARMED
    assert [event.kind for event in clock.events] == [TimerKind.STARTED, TimerKind.RESET]
    clock.press("start", 7)
    assert clock.shows(8).elapsed_ms == MINUTE


def test_a_running_clock_keeps_the_plan_it_was_started_with() -> None:
    clock = Clock()
    clock.press("start", 0)
    clock.plan = TimerPlan(20 * MINUTE, 5 * MINUTE, automatic=True)
    assert clock.shows(1).remaining_ms == 14 * MINUTE
    assert clock.shows(19).phase is Phase.TALK
    clock.press("reset", 20)
    assert clock.shows(20).remaining_ms == 20 * MINUTE


def test_an_automatic_advance_is_exact_though_nobody_watched() -> None:
    clock = Clock(AUTOMATIC)
    clock.press("start", 0)
    clock.press("pause", 5)
    clock.press("resume", 6)
    watched = clock.shows(18)
    assert (watched.phase, watched.remaining_ms) == (Phase.DIALOGUE, 8 * MINUTE)
    added = clock.press("add", 20, delta=1)
    assert [(e.kind, e.at.utc_ms, e.automatic) for e in added] == [
        (TimerKind.ADVANCED, NINE + 16 * MINUTE, True),
        (TimerKind.ADJUSTED, NINE + 20 * MINUTE, None),
    ]
    assert clock.shows(20).remaining_ms == 7 * MINUTE


def test_an_automatic_advance_that_is_undone_does_not_come_again() -> None:
    clock = Clock(AUTOMATIC)
    clock.press("start", 0)
    clock.press("undo", 16)
    assert (clock.shows(17).phase, clock.shows(17).overtime_ms) == (Phase.TALK, 2 * MINUTE)
    clock.press("pause", 18)
    assert clock.shows(19).phase is Phase.TALK
    clock.press("advance", 19)
    assert clock.shows(20).phase is Phase.DIALOGUE


def test_a_pause_meant_before_the_automatic_advance_prevents_it() -> None:
    clock = Clock(AUTOMATIC)
    clock.press("start", 0)
    clock.press("pause", 17, ago=3)
    assert (clock.shows(18).phase, clock.shows(18).remaining_ms) == (Phase.TALK, MINUTE)


def test_a_manual_advance_under_automatic_is_undone_as_if_never_pressed() -> None:
    clock = Clock(AUTOMATIC)
    clock.press("start", 0)
    clock.press("advance", 10)
    clock.press("undo", 11)
    assert clock.shows(14.5).phase is Phase.TALK
    assert clock.shows(16).elapsed_ms == MINUTE


def test_left_running_since_yesterday_is_said() -> None:
    clock = Clock()
    clock.press("start", 0)
    assert not clock.shows(74).left_running
    assert clock.shows(24 * 60).left_running


def test_a_pause_since_yesterday_is_said_like_it() -> None:
    clock = Clock(replace(PLAN, next_starts=NINE + 35 * MINUTE))
    clock.press("start", 0)
    clock.press("pause", 5)
    assert not clock.shows(64).left_running
    assert clock.shows(24 * 60).left_running
    clock.press("resume", 24 * 60)
    assert not clock.shows(24 * 60 + 1).left_running


def test_the_next_round_is_defended() -> None:
    clock = Clock(replace(PLAN, next_starts=NINE + 35 * MINUTE))
    clock.press("start", 12)
    assert clock.shows(13).conflict_ms == 2 * MINUTE
    tried_out = Clock(clock.plan)
    tried_out.press("start", 7 * 24 * 60)
    assert tried_out.shows(7 * 24 * 60 + 1).conflict_ms == 0, "weeks later it is in nobody's way"


def test_a_stand_that_has_not_started_is_late() -> None:
    clock = Clock()
    assert clock.shows(3).late_ms == 3 * MINUTE
    clock.press("start", 3)
    assert clock.shows(4).late_ms == 0
