"""Whether everything a day needs is in order: file, store, disk, clock, terminal, stations.

Each check answers by itself and none raises, so that the one that fails hides no other.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from db import copies
from db.engine import is_url
from db.errors import StoreError
from db.folders import network_system
from db.reads.checkup import ScannerTest, last_action_at, scanner_tests, stations_seen
from db.reads.copied import copies_noted
from db.schema import open_store
from db.vocabulary import Instant
from seminar_tui.rules.scanning import Fit

MEGABYTE = 1_000_000
LITTLE_SPACE = 500 * MEGABYTE
NO_SPACE = 50 * MEGABYTE
MINUTE_MS = 60_000
QUIET_MS = MINUTE_MS
BEHIND_MS = 15 * MINUTE_MS
SMALLEST_TERMINAL = (80, 24)


class State(StrEnum):
    """How a check came out."""

    FINE = "fine"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Check:
    """One check. Its sentence is `doctor.<name>.<code>` with these facts."""

    name: str
    state: State
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


def examine(
    target: str, now: Instant, environ: Mapping[str, str] = os.environ
) -> tuple[Check, ...]:
    """Return every check of a store's address and of this terminal."""
    checks: list[Check] = []
    if not is_url(target):
        checks += _file_checks(Path(target))
    checks += _store_checks(target, now)
    clock = _clock(environ)
    if clock.state is not State.FINE or all(check.name != "clock" for check in checks):
        checks.append(clock)
    checks += _terminal(environ)
    if not any(check.name == "scanner" for check in checks):
        checks.append(_scanners((), now))
    return tuple(checks)


def _file_checks(path: Path) -> Iterator[Check]:
    if not path.exists():
        yield Check("file", State.WRONG, "missing", {"path": path})
        return
    if path.is_dir():
        yield Check("file", State.WRONG, "is_folder", {"path": path})
        return
    size = path.stat().st_size
    facts = {"path": path, "megabytes": max(1, round(size / MEGABYTE))}
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if not writable:
        yield Check("file", State.WRONG, "read_only", facts)
    else:
        yield Check("file", State.FINE, "fine", facts)
    system = network_system(path)
    if system:
        yield Check("folder", State.WRONG, "network", {"system": system})
    free = shutil.disk_usage(path.parent).free
    state, code = State.FINE, "fine"
    if free < NO_SPACE:
        state, code = State.WRONG, "full"
    elif free < LITTLE_SPACE:
        state, code = State.LOOK, "little"
    yield Check("disk", state, code, {"megabytes": free // MEGABYTE})


def _store_checks(target: str, now: Instant) -> Iterator[Check]:
    if not is_url(target) and not Path(target).is_file():
        return
    try:
        if not is_url(target):
            copies.verify(Path(target))
        store = open_store(target)
    except StoreError as error:
        yield Check("store", State.WRONG, error.code, {"path": target})
        return
    try:
        with store.reading() as connection:
            last = last_action_at(connection)
            seen = stations_seen(connection)
            copies_of_it = copies_noted(connection)
            tests = scanner_tests(connection)
    except StoreError as error:
        yield Check("store", State.WRONG, error.code, {"path": target})
        return
    finally:
        store.close()
    yield Check("store", State.FINE, "fine", {})
    yield _scanners(tests, now)
    if not is_url(target):
        yield _copied(copies_of_it, last, now)
    if last is not None and last > now.utc_ms + QUIET_MS:
        minutes = (last - now.utc_ms) // 60_000
        yield Check("clock", State.WRONG, "behind", {"minutes": minutes})
    if not seen:
        yield Check("stations", State.FINE, "none")
        return
    quiet = [name for name, at in seen if now.utc_ms - at > QUIET_MS]
    state = State.LOOK if quiet else State.FINE
    facts = {"on": len(seen) - len(quiet), "quiet": ", ".join(quiet)}
    yield Check("stations", state, "quiet" if quiet else "fine", facts)


def _scanners(tests: Sequence[ScannerTest], now: Instant) -> Check:
    """Tell what the door learnt of its scanners: what one sends can only be seen by scanning.

    The worst is told, of the stations it holds for.
    """
    if not tests:
        return Check("scanner", State.LOOK, "try")
    told = (
        (State.WRONG, "wrong", [test for test in tests if not test.good]),
        (State.LOOK, "other", [test for test in tests if test.fit == Fit.OTHER]),
        (State.LOOK, "caps", [test for test in tests if test.fit == Fit.CAPS]),
        (State.LOOK, "card", [test for test in tests if not test.fit]),
        (State.FINE, "fine", tests),
    )
    state, code, those = next(one for one in told if one[2])
    minutes = max(0, (now.utc_ms - max(test.at for test in those)) // MINUTE_MS)
    names = ", ".join(test.station for test in those)
    return Check("scanner", state, code, {"stations": names, "minutes": minutes})


def _copied(noted: tuple[tuple[int, str], ...], last: int | None, now: Instant) -> Check:
    """Tell of the newest copy that is still there, and whether it is behind."""
    here = next(((at, path) for at, path in noted if Path(path).is_file()), None)
    if here is None:
        return Check("backup", State.LOOK, "none")
    at, path = here
    facts = {"path": path, "minutes": max(0, (now.utc_ms - at) // MINUTE_MS)}
    if last is not None and last - at > BEHIND_MS:
        return Check("backup", State.LOOK, "old", facts)
    return Check("backup", State.FINE, "fine", facts)


def _clock(environ: Mapping[str, str]) -> Check:
    frozen = environ.get("SEMINAR_CLOCK")
    if frozen:
        return Check("clock", State.LOOK, "frozen", {"at": frozen})
    return Check("clock", State.FINE, "fine")


def _terminal(
    environ: Mapping[str, str], is_terminal: Callable[[], bool] = sys.stdout.isatty
) -> Iterator[Check]:
    if not is_terminal():
        yield Check("terminal", State.LOOK, "none")
        return
    size = shutil.get_terminal_size()
    facts = {"columns": size.columns, "lines": size.lines}
    if size.columns < SMALLEST_TERMINAL[0] or size.lines < SMALLEST_TERMINAL[1]:
        yield Check("terminal", State.WRONG, "small", facts)
    elif environ.get("TERM", "") in ("", "dumb"):
        yield Check("terminal", State.WRONG, "dumb", facts)
    else:
        yield Check("terminal", State.FINE, "fine", facts)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        yield Check("letters", State.WRONG, "not_utf8", {"encoding": encoding})
