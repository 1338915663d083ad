"""What several clocks of a round mean together."""

from __future__ import annotations

from db.rows import StandRow, TimerEventRow
from db.vocabulary import Instant, StandStatus
from seminar_tui.rules.rounds import other_rounds, presenting, projected_end, wants_nudge
from seminar_tui.rules.timer import TimerPlan, view
from seminar_tui.rules.timer_table import Command, Request, decide

MINUTE = 60_000
PLAN = TimerPlan(15 * MINUTE, 10 * MINUTE, round_starts=0)


def pressed(*presses: tuple[Command, int]) -> tuple[TimerEventRow, ...]:
    events: tuple[TimerEventRow, ...] = ()
    for command, minute in presses:
        events += decide(events, Request(command), Instant(minute * MINUTE), PLAN)
    return events


def stand(number: int, round_: int | None, *, open_: bool = True) -> StandRow:
    status = StandStatus.OPEN if open_ else StandStatus.CANCELLED
    return StandRow(number, number, "0751", round_, "", "", "", "", "", "", 14, status)


def test_the_round_ends_with_its_latest_stand() -> None:
    early, late = pressed((Command.START, 0)), pressed((Command.START, 4))
    now = Instant(5 * MINUTE)
    views = [view(events, now, PLAN) for events in (early, late, ())]
    assert projected_end(views) == 30 * MINUTE
    assert projected_end(views[:2]) == 29 * MINUTE
    assert projected_end([]) is None


def test_a_stand_that_has_not_started_is_nudged_after_two_minutes() -> None:
    assert not wants_nudge(view((), Instant(2 * MINUTE - 1), PLAN))
    assert wants_nudge(view((), Instant(2 * MINUTE), PLAN))
    assert not wants_nudge(view((), Instant(55_712 * MINUTE), PLAN))
    assert not wants_nudge(view(pressed((Command.START, 1)), Instant(5 * MINUTE), PLAN))


def test_what_other_rounds_forbid() -> None:
    running = pressed((Command.START, 0))
    paused = pressed((Command.START, 0), (Command.PAUSE, 1))
    done = pressed((Command.START, 0), (Command.FINISH, 25))
    assert other_rounds({1: running}, 1, PLAN).running is None
    assert other_rounds({1: running}, 2, PLAN).running == 1
    assert other_rounds({1: paused}, 2, PLAN).running == 1
    assert other_rounds({1: done}, 2, PLAN).ended == 25 * MINUTE
    assert other_rounds({2: done}, 1, PLAN).ended is None


def test_a_round_has_its_own_open_stands_or_all_before_halves() -> None:
    stands = [stand(1, 1), stand(2, 2), stand(3, 1, open_=False)]
    assert [s.number for s in presenting(stands, 1)] == [1]
    assert [s.number for s in presenting([stand(1, None), stand(2, None)], 2)] == [1, 2]
