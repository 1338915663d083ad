"""What each key does to a stand's clock, as one table, and the events it leaves.

A command is decided against the stored events at the moment it is meant for. It answers
with the rows to add, or raises `Refused` with a code of `contract.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from db.rows import TimerEventRow
from db.vocabulary import Instant, Phase, TimerKind, TimerState
from seminar_tui.rules.clock_trouble import shifted
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.timer import Ledger, TimerPlan, elapse, in_force, settle, this_run, timed

LONGEST_ADJUSTMENT_MS = 4 * 3_600_000


class Command(StrEnum):
    """A key of a stand's clock."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    ADVANCE = "advance"
    ADD = "add"
    CORRECT = "correct"
    FINISH = "finish"
    RESET = "reset"
    UNDO = "undo"


_COLUMNS: tuple[tuple[TimerState, Phase], ...] = (
    (TimerState.ARMED, Phase.TALK),
    (TimerState.RUNNING, Phase.TALK),
    (TimerState.RUNNING, Phase.DIALOGUE),
    (TimerState.PAUSED, Phase.TALK),
    (TimerState.PAUSED, Phase.DIALOGUE),
    (TimerState.DONE, Phase.TALK),
    (TimerState.DONE, Phase.DIALOGUE),
    # Cannot come about; answers as armed.
    (TimerState.ARMED, Phase.DIALOGUE),
)

# fmt: off
_TABLE = """
          armed            running-talk     running-dialogue  paused-talk      paused-dialogue  done-talk     done-dialogue
start     STARTED          already_running  already_running   already_running  already_running  already_done  already_done
pause     not_running      PAUSED           PAUSED            not_running      not_running      not_running   not_running
resume    not_paused       not_paused       not_paused        RESUMED          RESUMED          not_paused    not_paused
advance   not_running      ADVANCED         already_running   ADVANCED         not_running      not_running   not_running
add       ADJUSTED         ADJUSTED         ADJUSTED          ADJUSTED         ADJUSTED         not_running   not_running
correct   not_running      CORRECTED        CORRECTED         CORRECTED        CORRECTED        not_running   not_running
finish    not_running      FINISHED         FINISHED          FINISHED         FINISHED         not_running   not_running
reset     nothing_to_undo  RESET            RESET             RESET            RESET            RESET         RESET
undo      VOIDED           VOIDED           VOIDED            VOIDED           VOIDED           VOIDED        VOIDED
"""  # noqa: E501
# fmt: on
"""Capitals: the event that is stored. Small letters: the refusal.

A paused clock stays paused through `advance`: the key says which phase, not whether it runs.
`undo` is refused with nothing_to_undo where no event is left to take back.
"""


def _read_table() -> dict[tuple[Command, TimerState, Phase], TimerKind | str]:
    cells: dict[tuple[Command, TimerState, Phase], TimerKind | str] = {}
    for line in _TABLE.strip().splitlines()[1:]:
        name, *answers = line.split()
        for (state, phase), answer in zip(_COLUMNS, [*answers, answers[0]], strict=True):
            cells[Command(name), state, phase] = (
                TimerKind(answer.lower()) if answer.isupper() else answer
            )
    return cells


TABLE = _read_table()
"""(command, state, phase) -> the kind of event stored, or the code of the refusal."""


@dataclass(frozen=True, slots=True)
class Request:
    """A key press. `ago_ms`: it was meant so long ago. `delta_ms`: what to add, or to move a
    start by (negative: earlier). `seq`: the last event seen by who pressed, if it matters."""

    command: Command
    ago_ms: int = 0
    delta_ms: int = 0
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class OtherRounds:
    """What the same stand's other rounds forbid: two clocks at once, or a start before an end."""

    running: int | None = None
    ended: int | None = None


def decide(
    events: Sequence[TimerEventRow],
    request: Request,
    now: Instant,
    plan: TimerPlan,
    others: OtherRounds = OtherRounds(),
) -> tuple[TimerEventRow, ...]:
    """Return the rows a command adds to a clock.

    An automatic advance that nobody had written yet is written first, at its own instant.
    Raises Refused with a code of the table, or stale, in_the_future, before_last_event,
    other_round_running, nothing_to_undo; BadInput out_of_range.
    """
    settled = settle(events, plan)
    if request.seq is not None and request.seq != settled.seq:
        raise Refused("stale", seq=settled.seq)
    at = shifted(now, -request.ago_ms)
    ledger = _ledger_at(settled, request, at, now)
    answer = TABLE[request.command, ledger.state, ledger.phase]
    if not isinstance(answer, TimerKind):
        raise Refused(answer, state=ledger.state.value, phase=ledger.phase.value)
    passed = _unwritten_advance(events, ledger, at)
    added = (*passed, _event(answer, (*events, *passed), request, at, now, ledger, plan, others))
    _one_round_at_a_time(settled, settle((*events, *added), plan), others)
    return added


def _ledger_at(settled: Ledger, request: Request, at: Instant, now: Instant) -> Ledger:
    """Return the clock at the moment the command is meant for."""
    if request.ago_ms < 0:
        raise Refused("in_the_future")
    if request.command is Command.CORRECT:
        at = now
    moment = settled.line.place(at)
    if settled.state is TimerState.ARMED:
        return settled
    # With `ago` the moment was named and can be wrong; without it only a clock can be.
    if request.ago_ms and request.command is not Command.CORRECT and moment < settled.at:
        raise Refused("before_last_event", at=settled.at)
    return settled if settled.state is TimerState.DONE else elapse(settled, moment)


def _unwritten_advance(
    events: Sequence[TimerEventRow], ledger: Ledger, at: Instant
) -> tuple[TimerEventRow, ...]:
    began = ledger.dialogue.began
    if began is None or any(e.kind is TimerKind.ADVANCED for e in this_run(events)):
        return ()
    instant = shifted(at, began - ledger.line.place(at))
    return (
        TimerEventRow(ledger.seq + 1, TimerKind.ADVANCED, Phase.DIALOGUE, instant, automatic=True),
    )


def _event(
    kind: TimerKind,
    events: Sequence[TimerEventRow],
    request: Request,
    at: Instant,
    now: Instant,
    ledger: Ledger,
    plan: TimerPlan,
    others: OtherRounds,
) -> TimerEventRow:
    seq = max((event.seq for event in events), default=0) + 1
    plain = TimerEventRow(seq, kind, ledger.phase, at)
    match kind:
        case TimerKind.STARTED:
            if others.ended is not None and request.ago_ms and at.utc_ms < others.ended:
                raise Refused("before_last_event", at=others.ended)
            return replace(
                plain,
                talk_ms=plan.talk_ms,
                dialogue_ms=plan.dialogue_ms,
                automatic=plan.automatic,
            )
        case TimerKind.ADJUSTED:
            return replace(plain, delta_ms=_adjustment(request.delta_ms))
        case TimerKind.ADVANCED:
            return replace(plain, phase=Phase.DIALOGUE, automatic=False)
        case TimerKind.CORRECTED:
            return replace(plain, at=now, delta_ms=_correction(events, request, now, ledger))
        case TimerKind.VOIDED:
            return replace(plain, voids=_last_in_force(events))
        case TimerKind.PAUSED | TimerKind.RESUMED | TimerKind.FINISHED | TimerKind.RESET:
            return plain
        case TimerKind.ARMED:
            raise AssertionError("no command arms a clock")


def _adjustment(delta_ms: int) -> int:
    if not 0 < abs(delta_ms) <= LONGEST_ADJUSTMENT_MS:
        limit = LONGEST_ADJUSTMENT_MS // 1000
        raise BadInput(
            "out_of_range", field="seconds", value=delta_ms // 1000, low=-limit, high=limit
        )
    return delta_ms


def _correction(
    events: Sequence[TimerEventRow], request: Request, now: Instant, ledger: Ledger
) -> int:
    """Return how far the present phase's start moves; it may pass no other event, nor now."""
    moments = timed(this_run(events), ledger.line)
    target = TimerKind.STARTED if ledger.phase is Phase.TALK else TimerKind.ADVANCED
    index = next(i for i, (event, _) in enumerate(moments) if event.kind is target)
    start = moments[index][1]
    new = (
        ledger.line.place(now) - request.ago_ms
        if not request.delta_ms
        else (start + request.delta_ms)
    )
    if new > ledger.line.place(now):
        raise Refused("in_the_future")
    before = moments[index - 1][1] if index else None
    after = moments[index + 1][1] if index + 1 < len(moments) else None
    if (before is not None and new < before) or (after is not None and new > after):
        raise Refused("before_last_event", at=before if before is not None else after)
    return new - start


def _last_in_force(events: Sequence[TimerEventRow]) -> int:
    kept = in_force(events)
    if not kept:
        raise Refused("nothing_to_undo")
    return kept[-1].seq


def _one_round_at_a_time(before: Ledger, after: Ledger, others: OtherRounds) -> None:
    going = (TimerState.RUNNING, TimerState.PAUSED)
    if others.running is None or after.state not in going or before.state in going:
        return
    raise Refused("other_round_running", round=others.running)
