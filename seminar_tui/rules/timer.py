"""A stand's clock: every number shown is a function of stored events and of now.

Nothing counts. `settle` folds the events of one stand and round into a `Ledger`, once for
each change; `look` reads a ledger at a moment, as often as a screen likes. Lengths are
milliseconds, points in time UTC milliseconds.

In every phase and at every moment: remaining + active = planned + adjusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from db.rows import TimerEventRow
from db.vocabulary import Instant, Level, Phase, TimerKind, TimerState
from seminar_tui.rules.clock_trouble import STEP_MS, TimeLine, time_line

LEFT_RUNNING_MS = 3_600_000
"""Overtime or a pause beyond this was forgotten: it is said, and alarms nobody."""
TRIED_OUT_MS = 3_600_000
"""A clock started so long after the next round began is being tried out, and in nobody's way."""

_TIMED = frozenset(
    {
        TimerKind.STARTED,
        TimerKind.PAUSED,
        TimerKind.RESUMED,
        TimerKind.ADVANCED,
        TimerKind.FINISHED,
    }
)
"""Events whose moment matters. An adjustment is a length and has none."""


@dataclass(frozen=True, slots=True)
class TimerPlan:
    """What a stand's time was planned to be in a round."""

    talk_ms: int
    dialogue_ms: int
    warning_ms: int = 120_000
    danger_ms: int = 60_000
    automatic: bool = False
    round_starts: int | None = None
    round_ends: int | None = None
    next_starts: int | None = None


@dataclass(frozen=True, slots=True)
class PhaseTime:
    """How a phase's time was spent. `began` and `ended` are None until it did."""

    planned_ms: int
    adjusted_ms: int = 0
    active_ms: int = 0
    paused_ms: int = 0
    began: int | None = None
    ended: int | None = None

    @property
    def remaining_ms(self) -> int:
        """Time left; below zero in overtime."""
        return self.planned_ms + self.adjusted_ms - self.active_ms


@dataclass(frozen=True, slots=True)
class Ledger:
    """A stand's clock as of its last event, at `at` on its line of time."""

    state: TimerState
    phase: Phase
    talk: PhaseTime
    dialogue: PhaseTime
    at: int = 0
    latest: int = 0
    automatic: bool = False
    seq: int = 0
    line: TimeLine = field(default_factory=TimeLine)

    @property
    def current(self) -> PhaseTime:
        """The phase the clock is in."""
        return self.talk if self.phase is Phase.TALK else self.dialogue


@dataclass(frozen=True, slots=True)
class TimerView:
    """What a stand's clock shows at a moment.

    `phase_ends` is None before the start; in a pause it is the end if resumed now, in
    overtime the moment the time was up. `projected_end` is the end of both phases.
    `conflict_ms` is how far that reaches into the next round. `late_ms` is how long the
    round has been going without a start. `clock_step_ms` is how far the wall clock was moved
    since the first event, `ahead_ms` how far the newest event lies in this station's future.
    """

    state: TimerState
    phase: Phase
    remaining_ms: int
    elapsed_ms: int
    overtime_ms: int
    level: Level
    phase_ends: int | None
    projected_end: int
    round_ends: int | None
    seq: int
    talk: PhaseTime
    dialogue: PhaseTime
    conflict_ms: int = 0
    late_ms: int = 0
    left_running: bool = False
    clock_step_ms: int = 0
    ahead_ms: int = 0

    @property
    def length_ms(self) -> int:
        """The phase's planned and adjusted length."""
        return self.remaining_ms + self.elapsed_ms


def view(events: Iterable[TimerEventRow], now: Instant, plan: TimerPlan) -> TimerView:
    """Return what the clock with these events shows now."""
    return look(settle(events, plan), now, plan)


def in_force(events: Iterable[TimerEventRow]) -> list[TimerEventRow]:
    """Return the events that were not taken back, in order; those that take back are left out."""
    ordered = sorted(events, key=lambda event: event.seq)
    voided = {event.voids for event in ordered if event.kind is TimerKind.VOIDED}
    return [e for e in ordered if e.kind is not TimerKind.VOIDED and e.seq not in voided]


def this_run(events: Iterable[TimerEventRow]) -> list[TimerEventRow]:
    """Return the events in force since the last reset, which stay as history before it."""
    kept = in_force(events)
    resets = [index for index, event in enumerate(kept) if event.kind is TimerKind.RESET]
    return kept[resets[-1] + 1 :] if resets else kept


def settle(events: Iterable[TimerEventRow], plan: TimerPlan) -> Ledger:
    """Fold one stand's events in one round into where its clock stands after the last."""
    ordered = sorted(events, key=lambda event: event.seq)
    line = time_line(event.at for event in ordered)
    run = this_run(ordered)
    ledger = Ledger(
        state=TimerState.ARMED,
        phase=Phase.TALK,
        talk=PhaseTime(plan.talk_ms),
        dialogue=PhaseTime(plan.dialogue_ms),
        seq=ordered[-1].seq if ordered else 0,
        latest=max((line.place(event.at) for event in ordered), default=0),
        line=line,
    )
    by_hand = _advance_taken_back(ordered, run)
    for event in run:
        ledger = _apply(ledger, event, _moment(event, run, line))
        if by_hand:
            ledger = replace(ledger, automatic=False)
    return ledger


def timed(run: Sequence[TimerEventRow], line: TimeLine) -> list[tuple[TimerEventRow, int]]:
    """Return the events whose moment matters, each with that moment as corrected."""
    return [(event, _moment(event, run, line)) for event in run if event.kind in _TIMED]


def _moment(event: TimerEventRow, run: Sequence[TimerEventRow], line: TimeLine) -> int:
    placed = line.place(event.at)
    if event.kind is TimerKind.STARTED:
        corrected = Phase.TALK
    elif event.kind is TimerKind.ADVANCED:
        corrected = Phase.DIALOGUE
    else:
        return placed
    return placed + sum(
        e.delta_ms for e in run if e.kind is TimerKind.CORRECTED and e.phase is corrected
    )


def _advance_taken_back(ordered: Sequence[TimerEventRow], run: Sequence[TimerEventRow]) -> bool:
    """Tell whether the host undid an automatic advance of this run: it must not come again."""
    if not run:
        return False
    voided = {event.voids for event in ordered if event.kind is TimerKind.VOIDED}
    return any(
        event.kind is TimerKind.ADVANCED and event.automatic and event.seq in voided
        for event in ordered
        if event.seq > run[0].seq
    )


def _apply(ledger: Ledger, event: TimerEventRow, moment: int) -> Ledger:
    """Return the ledger after one event. A moment before the last one counts as the last."""
    match event.kind:
        case TimerKind.STARTED:
            return _started(ledger, event, moment)
        case TimerKind.ADJUSTED:
            return _adjusted(ledger, event)
        case TimerKind.PAUSED:
            return replace(elapse(ledger, moment), state=TimerState.PAUSED)
        case TimerKind.RESUMED:
            return replace(elapse(ledger, moment), state=TimerState.RUNNING)
        case TimerKind.ADVANCED:
            return _into_dialogue(elapse(ledger, moment))
        case TimerKind.FINISHED:
            return _finished(elapse(ledger, moment))
        case TimerKind.ARMED | TimerKind.CORRECTED | TimerKind.RESET | TimerKind.VOIDED:
            return ledger


def _started(ledger: Ledger, event: TimerEventRow, moment: int) -> Ledger:
    talk = ledger.talk.planned_ms if event.talk_ms is None else event.talk_ms
    dialogue = ledger.dialogue.planned_ms if event.dialogue_ms is None else event.dialogue_ms
    return replace(
        ledger,
        state=TimerState.RUNNING,
        talk=replace(ledger.talk, planned_ms=talk, began=moment),
        dialogue=replace(ledger.dialogue, planned_ms=dialogue),
        automatic=bool(event.automatic),
        at=moment,
    )


def _adjusted(ledger: Ledger, event: TimerEventRow) -> Ledger:
    if event.phase is Phase.TALK:
        talk = ledger.talk
        return replace(ledger, talk=replace(talk, adjusted_ms=talk.adjusted_ms + event.delta_ms))
    dialogue = ledger.dialogue
    return replace(
        ledger, dialogue=replace(dialogue, adjusted_ms=dialogue.adjusted_ms + event.delta_ms)
    )


def _into_dialogue(ledger: Ledger) -> Ledger:
    if ledger.phase is Phase.DIALOGUE:
        return ledger
    return replace(
        ledger,
        phase=Phase.DIALOGUE,
        talk=replace(ledger.talk, ended=ledger.at),
        dialogue=replace(ledger.dialogue, began=ledger.at),
    )


def _finished(ledger: Ledger) -> Ledger:
    return replace(
        _with_current(ledger, replace(ledger.current, ended=ledger.at)), state=TimerState.DONE
    )


def _with_current(ledger: Ledger, current: PhaseTime) -> Ledger:
    if ledger.phase is Phase.TALK:
        return replace(ledger, talk=current)
    return replace(ledger, dialogue=current)


def elapse(ledger: Ledger, moment: int) -> Ledger:
    """Return the ledger with the time up to a moment accounted for.

    An automatic talk gives way at exactly the planned instant, watched or not.
    """
    gap = max(0, moment - ledger.at)
    current = ledger.current
    if ledger.state is TimerState.RUNNING:
        left = current.remaining_ms
        if ledger.automatic and ledger.phase is Phase.TALK and left <= gap:
            used = max(0, left)
            talk = replace(current, active_ms=current.active_ms + used)
            crossed = replace(ledger, talk=talk, at=ledger.at + used)
            return elapse(_into_dialogue(crossed), moment)
        current = replace(current, active_ms=current.active_ms + gap)
    elif ledger.state is TimerState.PAUSED:
        current = replace(current, paused_ms=current.paused_ms + gap)
    return replace(_with_current(ledger, current), at=ledger.at + gap)


def look(ledger: Ledger, now: Instant, plan: TimerPlan) -> TimerView:
    """Return what a settled clock shows now."""
    moment = ledger.line.place(now)
    # A clock that was finished stands where it stood.
    seen = ledger if ledger.state is TimerState.DONE else elapse(ledger, moment)
    current = seen.current
    remaining = current.remaining_ms
    overtime = max(0, -remaining)
    ahead = max(0, ledger.latest - moment)
    ends = _projected_end(seen, now.utc_ms, plan)
    active = seen.state in (TimerState.RUNNING, TimerState.PAUSED)
    return TimerView(
        state=seen.state,
        phase=seen.phase,
        remaining_ms=remaining,
        elapsed_ms=current.active_ms,
        overtime_ms=overtime,
        level=_level(remaining, plan) if active else Level.NORMAL,
        phase_ends=_phase_ends(seen, now.utc_ms),
        projected_end=ends,
        round_ends=plan.round_ends,
        seq=ledger.seq,
        talk=seen.talk,
        dialogue=seen.dialogue,
        conflict_ms=_conflict(seen, ends, plan) if active else 0,
        late_ms=_beyond(now.utc_ms, plan.round_starts) if seen.state is TimerState.ARMED else 0,
        left_running=_forgotten(ledger, seen),
        clock_step_ms=ledger.line.step(now) if active else 0,
        ahead_ms=ahead if ahead > STEP_MS else 0,
    )


def _beyond(moment: int, limit: int | None) -> int:
    return 0 if limit is None else max(0, moment - limit)


def _conflict(seen: Ledger, ends: int, plan: TimerPlan) -> int:
    """Return how far a clock that was started reaches into the next round."""
    if _beyond(seen.talk.began or 0, plan.next_starts) >= TRIED_OUT_MS:
        return 0
    return _beyond(ends, plan.next_starts)


def _forgotten(ledger: Ledger, seen: Ledger) -> bool:
    """Tell whether nobody has looked after a clock for long: in overtime, or in its last pause."""
    match seen.state:
        case TimerState.RUNNING:
            return -seen.current.remaining_ms >= LEFT_RUNNING_MS
        case TimerState.PAUSED:
            overtime = -seen.current.remaining_ms
            return max(overtime, seen.at - ledger.at) >= LEFT_RUNNING_MS
        case TimerState.ARMED | TimerState.DONE:
            return False


def _level(remaining_ms: int, plan: TimerPlan) -> Level:
    if remaining_ms < 0:
        return Level.OVERTIME
    if remaining_ms <= plan.danger_ms:
        return Level.DANGER
    if remaining_ms <= plan.warning_ms:
        return Level.WARNING
    return Level.NORMAL


def _phase_ends(seen: Ledger, now_ms: int) -> int | None:
    match seen.state:
        case TimerState.ARMED:
            return None
        case TimerState.DONE:
            return seen.current.ended
        case TimerState.RUNNING | TimerState.PAUSED:
            return now_ms + seen.current.remaining_ms


def _projected_end(seen: Ledger, now_ms: int, plan: TimerPlan) -> int:
    dialogue = max(0, seen.dialogue.remaining_ms)
    match seen.state:
        case TimerState.ARMED:
            begins = max(now_ms, plan.round_starts or now_ms)
            return begins + max(0, seen.talk.remaining_ms) + dialogue
        case TimerState.DONE:
            return seen.current.ended or now_ms
        case TimerState.RUNNING | TimerState.PAUSED:
            if seen.phase is Phase.DIALOGUE:
                return now_ms + dialogue
            return now_ms + max(0, seen.talk.remaining_ms) + dialogue
