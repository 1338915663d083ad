"""Scans that arrive while something lies over the door: told apart from what is typed there.

A scanner's letters come closer together than a person's. Letters that come so are held for
a moment; if they end as a scan does they are the door's, and the window below the hand
never sees them. All others go on to the window, in the order they came.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events

BURST_S = 0.05
"""Letters at most so far apart belong to one scan."""
ENDINGS = ("enter", "ctrl+j", "tab")
LIMIT = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """What becomes of the keys: `passed` go on to the window, `scan` is the door's.

    `spilt` is the part of the scan that went to the door before the window lay over it.
    """

    passed: tuple[events.Key, ...] = ()
    scan: str = ""
    spilt: str = ""


class ScanCatcher:
    """Holds letters until it is plain whose they are.

    `is_scan(text, burst)` tells whether a line is one; `burst`: all of it came at a
    scanner's pace.
    """

    def __init__(self, is_scan: Callable[[str, bool], bool]) -> None:
        self._is_scan = is_scan
        self._held: list[events.Key] = []
        self._spilt: list[events.Key] = []
        self._passed_text = ""
        self._ended_at = float("-inf")

    @property
    def last(self) -> events.Key | None:
        """The newest letter held; None where none is."""
        return self._held[-1] if self._held else None

    def saw(self, key: events.Key) -> None:
        """Remember a key that went to the door itself: a window may come before its ending."""
        if key.key in ENDINGS:
            self._spilt = []
        elif key.is_printable and key.character:
            if self._spilt and key.time - self._spilt[-1].time > BURST_S:
                self._spilt = []
            self._spilt.append(key)

    def take(self, key: events.Key, *, slow: bool) -> Taken:
        """Take a key. With `slow` a line that came at a person's pace may be a scan too."""
        late = self.last is not None and key.time - self.last.time > BURST_S
        passed = self.release() if late else ()
        if key.key in ENDINGS:
            return self._end(key, passed, slow)
        if key.is_printable and key.character:
            self._held.append(key)
            return Taken(passed)
        passed = (*passed, *self.release(), key)
        self._passed_text = ""
        return Taken(passed)

    def release(self) -> tuple[events.Key, ...]:
        """Let go of what is held: nobody scans so slowly."""
        passed, self._held = tuple(self._held), []
        self._passed_text = (self._passed_text + _text(passed))[-LIMIT:]
        return passed

    def _end(self, key: events.Key, passed: tuple[events.Key, ...], slow: bool) -> Taken:
        held = _text(self._held)
        spilt = self._spilt_before(self._held[0] if self._held else key)
        if spilt and self._is_scan(spilt + held, True):
            self._held, self._passed_text, self._ended_at = [], "", key.time
            return Taken(passed, spilt + held, spilt)
        whole = self._passed_text + held
        if not whole and key.time - self._ended_at <= BURST_S:
            # The second of a scanner's two line endings.
            return Taken(passed)
        scan = ""
        if not held or self._in_two_parts(whole, held) or not self._is_scan(held, True):
            scan = whole if slow and self._is_scan(whole, False) else ""
        else:
            scan = held
        if scan:
            self._held, self._passed_text, self._ended_at = [], "", key.time
            return Taken(passed, scan)
        passed = (*passed, *self.release(), key)
        self._passed_text = ""
        return Taken(passed)

    def _in_two_parts(self, whole: str, held: str) -> bool:
        """Tell whether a code had a pause in it: its end alone would be a foreign ticket's."""
        return whole != held and self._is_scan(whole, False) and not self._is_scan(held, False)

    def _spilt_before(self, key: events.Key) -> str:
        """Return what went to the door just before a key, and forget it."""
        spilt, self._spilt = self._spilt, []
        near = bool(spilt) and key.time - spilt[-1].time <= BURST_S
        return _text(spilt) if near else ""


def _text(keys: list[events.Key] | tuple[events.Key, ...]) -> str:
    return "".join(key.character or "" for key in keys)


def without_spilt(line: str, spilt: str) -> str:
    """Return a line without the end of it that is spilt, however much of that is there."""
    for length in range(min(len(line), len(spilt)), 0, -1):
        if line.endswith(spilt[-length:]):
            return line[:-length]
    return line
