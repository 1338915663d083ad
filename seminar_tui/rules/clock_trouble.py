"""Wall clocks lie; time since boot does not. One line of time for a stand's events.

The wall clock of a machine may be stepped (by hand, by a time server), a laptop may sleep,
two stations may disagree. Where the system tells time since boot, that is what passed; the
wall clock only says what it was called. So each boot gets one offset, fixed by its first
event, and every later instant of that boot is placed by its time since boot. Instants
without one, and the first of a new boot, are placed by the wall clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from db.vocabulary import Instant

STEP_MS = 2000
"""Differences below this are the slow correction of a time server and are not said."""


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Where each boot's clock stood against the wall when it was first heard of."""

    offsets: dict[str, int] = field(default_factory=dict)

    def place(self, instant: Instant) -> int:
        """Return the instant's place on the line, in UTC milliseconds as first told."""
        if instant.boot_id is None or instant.boot_ms is None:
            return instant.utc_ms
        offset = self.offsets.get(instant.boot_id)
        return instant.utc_ms if offset is None else instant.boot_ms + offset

    def step(self, now: Instant) -> int:
        """Return how far the wall clock was moved since the first event; 0 if hardly at all.

        Positive when the wall is ahead of the time that really passed.
        """
        moved = now.utc_ms - self.place(now)
        return moved if abs(moved) > STEP_MS else 0


def time_line(instants: Iterable[Instant]) -> TimeLine:
    """Return the line of time for instants in the order they were written."""
    offsets: dict[str, int] = {}
    for instant in instants:
        if instant.boot_id is not None and instant.boot_ms is not None:
            offsets.setdefault(instant.boot_id, instant.utc_ms - instant.boot_ms)
    return TimeLine(offsets)


def stepped(before: Instant, now: Instant) -> int:
    """Return how far the wall clock was moved between two looks at it; 0 if hardly at all.

    Sleep, or a process that was stopped, is time that passed and no step. Without time since
    boot, or over a restart, nobody can tell: 0.
    """
    if before.boot_ms is None or now.boot_ms is None or before.boot_id != now.boot_id:
        return 0
    moved = now.utc_ms - before.utc_ms - (now.boot_ms - before.boot_ms)
    return moved if abs(moved) > STEP_MS else 0


def shifted(instant: Instant, by_ms: int) -> Instant:
    """Return the moment so much later (earlier where negative), on both clocks."""
    boot_ms = None if instant.boot_ms is None else instant.boot_ms + by_ms
    return Instant(instant.utc_ms + by_ms, instant.boot_id, boot_ms)
