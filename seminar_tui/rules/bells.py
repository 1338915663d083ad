"""When a stand's clock makes itself heard: once, on crossing, and never for who comes late."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.vocabulary import Level, Phase, TimerState
from seminar_tui.rules.timer import TimerView


class Signal(StrEnum):
    """Something that was crossed."""

    WARNING = "warning"
    DANGER = "danger"
    TIME_UP = "time_up"
    DIALOGUE = "dialogue"


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a signal sounds: so many strokes, so far apart."""

    strokes: int
    gap_ms: int = 400


PATTERNS: dict[Signal, Pattern] = {
    Signal.WARNING: Pattern(1),
    Signal.DANGER: Pattern(2),
    Signal.TIME_UP: Pattern(3),
    Signal.DIALOGUE: Pattern(2),
}
"""More strokes, more urgent, so that the ear alone can tell."""

_ORDER = tuple(Level)
_RISEN = {
    Level.WARNING: Signal.WARNING,
    Level.DANGER: Signal.DANGER,
    Level.OVERTIME: Signal.TIME_UP,
}


def crossed(before: TimerView | None, after: TimerView) -> Signal | None:
    """Return the signal for what was crossed between two looks at one clock.

    `before` is None when a view has just been opened: what it opens upon is not news. After a
    sleep past several thresholds only the last one sounds. A clock that nobody has touched
    for an hour of overtime is silent.
    """
    if before is None or before.state is not TimerState.RUNNING or after.left_running:
        return None
    if after.state is not TimerState.RUNNING:
        return None
    if before.phase is not after.phase:
        # Only a clock that went on by itself: who pressed the key knows.
        by_itself = before.seq == after.seq and after.phase is Phase.DIALOGUE
        return Signal.DIALOGUE if by_itself else None
    if _ORDER.index(after.level) <= _ORDER.index(before.level):
        return None
    return _RISEN[after.level]
