"""Which clocks a round has, and what several clocks mean together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from db.rows import DayRow, RoundRow, StandRow, TimerEventRow
from db.vocabulary import StandStatus, TimerState
from seminar_tui.rules.refusal import BadInput
from seminar_tui.rules.timer import TimerPlan, TimerView, settle
from seminar_tui.rules.timer_table import OtherRounds

NUDGE_MS = 2 * 60_000
"""How long a round may have been going before a stand that has not started is nudged."""
NUDGE_UNTIL_MS = 60 * 60_000


def plan_of(day: DayRow, rounds: Sequence[RoundRow], number: int) -> TimerPlan:
    """Return what a stand's time is planned to be in a round. Raises BadInput: no_such_round."""
    planned = next((r for r in rounds if r.number == number), None)
    if planned is None:
        raise BadInput("no_such_round", round=number, rounds=len(rounds))
    following = [r.starts for r in rounds if r.number > number]
    return TimerPlan(
        talk_ms=day.talk_ms,
        dialogue_ms=day.dialogue_ms,
        warning_ms=day.warning_ms,
        danger_ms=day.danger_ms,
        automatic=day.auto_advance,
        round_starts=planned.starts,
        round_ends=planned.ends,
        next_starts=min(following, default=None),
    )


def other_rounds(
    clocks: Mapping[int, Iterable[TimerEventRow]], round_: int, plan: TimerPlan
) -> OtherRounds:
    """Return what a stand's clocks of other rounds forbid in this one."""
    running, ended = None, None
    for number, events in clocks.items():
        if number == round_:
            continue
        ledger = settle(events, plan)
        if ledger.state in (TimerState.RUNNING, TimerState.PAUSED):
            running = number
        elif ledger.state is TimerState.DONE and number < round_:
            ended = max(ended or 0, ledger.at)
    return OtherRounds(running, ended)


def presenting(stands: Iterable[StandRow], round_: int) -> tuple[StandRow, ...]:
    """Return the open stands of a round; all open stands while no halves are chosen."""
    open_ = [stand for stand in stands if stand.status is StandStatus.OPEN]
    if all(stand.round is None for stand in open_):
        return tuple(open_)
    return tuple(stand for stand in open_ if stand.round == round_)


def projected_end(views: Iterable[TimerView]) -> int | None:
    """Return when the last stand of a round will be done; None for a round without stands."""
    return max((view.projected_end for view in views), default=None)


def wants_nudge(view: TimerView) -> bool:
    """Tell whether the round is going and this stand has not started.

    A round that is long over, or a day opened again weeks later, nudges nobody.
    """
    return NUDGE_MS <= view.late_ms < NUDGE_UNTIL_MS
