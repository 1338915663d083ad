"""The only place that asks what time it is.

`SEMINAR_CLOCK=<ISO instant>` freezes the clock for tests and scripts. A practice day
runs on a `PracticeClock` whose start and speed live in its database.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from db.vocabulary import Instant


class Clock(Protocol):
    """Anything that knows what time it is."""

    def now(self) -> Instant:
        """Return the present moment."""
        ...


@cache
def _boot_id() -> str | None:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return None


def _boot_ms() -> int | None:
    # CLOCK_BOOTTIME counts through suspend; the plain monotonic clock does not.
    clock_id = getattr(time, "CLOCK_BOOTTIME", None)
    return None if clock_id is None else time.clock_gettime_ns(clock_id) // 1_000_000


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own clock."""

    def now(self) -> Instant:
        """Return the wall clock's moment, with time since boot where the system has it."""
        boot_id = _boot_id()
        return Instant(time.time_ns() // 1_000_000, boot_id, _boot_ms() if boot_id else None)


@dataclass(slots=True)
class FrozenClock:
    """A clock that stands still until told otherwise."""

    utc_ms: int

    def now(self) -> Instant:
        """Return the moment the clock was frozen at."""
        return Instant(self.utc_ms)

    def advance(self, seconds: float) -> None:
        """Move the clock by so many seconds."""
        self.utc_ms += round(seconds * 1000)


@dataclass(frozen=True, slots=True)
class PracticeClock:
    """A day that runs faster than the world: `starts` at real moment `since`, times `speed`."""

    real: Clock
    since: int
    starts: int
    speed: float

    def now(self) -> Instant:
        """Return the practice day's moment."""
        return Instant(self.starts + round((self.real.now().utc_ms - self.since) * self.speed))


def parse_instant(text: str) -> int:
    """Return the UTC milliseconds of an ISO 8601 moment; without an offset it is UTC.

    Raises ValueError where the text is no such moment.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


def clock_from(environ: Mapping[str, str] = os.environ) -> Clock:
    """Return the clock the environment asks for: frozen by `SEMINAR_CLOCK`, else the system's."""
    frozen = environ.get("SEMINAR_CLOCK")
    return FrozenClock(parse_instant(frozen)) if frozen else SystemClock()


def elapsed() -> float:
    """Return seconds on a clock that never steps, for measuring how old something is."""
    return time.monotonic()
