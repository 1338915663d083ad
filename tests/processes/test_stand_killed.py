"""A stand's terminal killed at random moments: nothing acknowledged is ever lost.

Real processes on a pseudo-terminal. What counts as acknowledged is what the store says
a moment before the kill; after it the clock must still be right to a tenth of a second,
and what was typed two seconds ago must come back.
"""

from __future__ import annotations

import os
import pty
import random
import select
import signal
import struct
import sys
import termios
import time
from fcntl import ioctl
from pathlib import Path

import pytest

from db.reads.drafts import drafts
from db.schema import open_store
from db.vocabulary import EntryKind, TimerKind
from seminar_tui.clock import FrozenClock, SystemClock
from seminar_tui.day.entries import NewEntry, add_entry, history, list_entries
from seminar_tui.day.station import Station
from seminar_tui.day.timing import show_clock
from tests.conftest import made_up_day
from tests.day.at_a_stand import stand

WAYS = [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM, None]
"""How the terminal ends; None closes its window."""

KILLS = int(os.environ.get("SEMINAR_TEST_KILLS", "2"))
"""Kills a way of ending: 50 make the 200 moments that a release is held to."""


class Terminal:
    """`seminar stand 1` on a pseudo-terminal."""

    def __init__(self, db: str) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ |= {"TERM": "xterm-256color", "SEMINAR_STATION": f"t{os.getpid()}"}
            words = [sys.executable, "-m", "seminar_tui", "stand", "1", "--db", db]
            os.execv(sys.executable, words)
        ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = b""

    def read(self, seconds: float) -> None:
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                try:
                    self.seen += os.read(self.fd, 65536)
                except OSError:
                    return

    def until(self, sign: str, seconds: float = 60) -> None:
        ends = time.monotonic() + seconds
        while sign.encode() not in self.seen:
            assert time.monotonic() < ends, f"never saw {sign!r}"
            self.read(0.05)

    def type(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def end(self, way: signal.Signals | None) -> None:
        if way is not None:
            os.kill(self.pid, way)
        else:
            os.close(self.fd)
        ends = time.monotonic() + 10
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if time.monotonic() > ends:
                os.kill(self.pid, signal.SIGKILL)
            time.sleep(0.02)
        if way is not None:
            os.close(self.fd)


@pytest.fixture
def here(tmp_path: Path, clock: FrozenClock) -> Station:
    return made_up_day(open_store(tmp_path / "day.db", create=True), clock)


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_a_killed_terminal_loses_no_time_and_no_word(
    here: Station, way: signal.Signals | None, seed: int
) -> None:
    source = random.Random(f"{seed} {way}")
    started = None
    for _ in range(KILLS):
        terminal = Terminal(here.store.location)
        terminal.until("Gæster")
        if started is None:
            terminal.type(" ")
            terminal.until("▶")
            started = show_clock(here, SystemClock().now(), "1").events[0].at
        word = f"ord{source.randrange(10**6)}"
        terminal.type(f"\r{word}")
        terminal.read(2.0 + source.random())
        # Back to the clock, and killed in the middle of a handful of keys.
        terminal.type("\x1b")
        terminal.read(0.3)
        terminal.type("".join(source.choices("+-", k=source.randrange(1, 6))))
        terminal.read(source.random() * 0.3)
        acknowledged = show_clock(here, SystemClock().now(), "1").events
        terminal.end(way)
        with here.look() as connection:
            found = drafts(connection, stand(here, 1).id, 1)
        assert any(word in draft.text for draft in found)
        now = SystemClock().now()
        clock = show_clock(here, now, "1")
        shown = clock.shows(now)
        assert clock.events[: len(acknowledged)] == acknowledged
        given = sum(event.delta_ms for event in clock.events)
        assert now.boot_ms is None or started.boot_ms is not None
        true = now.utc_ms - started.utc_ms
        if now.boot_ms is not None and started.boot_ms is not None:
            true = now.boot_ms - started.boot_ms
        assert abs(shown.elapsed_ms - true) <= 100
        assert abs(shown.remaining_ms - (15 * 60_000 + given - true)) <= 100
    kinds = [event.kind for event in show_clock(here, SystemClock().now(), "1").events]
    assert kinds[0] is TimerKind.STARTED
    assert set(kinds[1:]) == {TimerKind.ADJUSTED}, "no letter of the draft moved the clock"


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_a_killed_terminal_loses_no_new_wording(here: Station, way: signal.Signals | None) -> None:
    entry = add_entry(
        here, SystemClock().now(), "1", NewEntry(EntryKind.COMMENT, "første ordlyd")
    ).row.id
    terminal = Terminal(here.store.location)
    terminal.until("ordlyd")
    # Over the line to the list, and there to the wording.
    for key in ("\r", "\x1b[A", "e"):
        terminal.type(key)
        terminal.read(0.3)
    terminal.until("✎")
    terminal.type(" og mere")
    terminal.read(2.0)
    terminal.end(way)
    terminal = Terminal(here.store.location)
    try:
        terminal.until("og mere")
        terminal.until("✎")
        terminal.type("\r")
        terminal.read(0.5)
        terminal.type(" til\r")
        until = time.monotonic() + 20
        while len(history(here, entry)) == 1 and time.monotonic() < until:
            terminal.read(0.1)
    finally:
        terminal.end(signal.SIGTERM)
    assert [one.text for one in history(here, entry)] == [
        "første ordlyd",
        "første ordlyd og mere til",
    ]
    assert len(list_entries(here)) == 1
    with here.look() as connection:
        assert drafts(connection, stand(here, 1).id, 1) == ()


@pytest.mark.long
def test_a_stopped_process_shows_the_right_time_when_it_goes_on(here: Station) -> None:
    terminal = Terminal(here.store.location)
    try:
        terminal.until("Gæster")
        terminal.type(" ")
        terminal.until("▶")
        started = show_clock(here, SystemClock().now(), "1").events[0].at
        os.kill(terminal.pid, signal.SIGSTOP)
        time.sleep(4)
        os.kill(terminal.pid, signal.SIGCONT)
        # The pause that it takes now is timed by the process that was stopped.
        terminal.seen = b""
        terminal.type(" ")
        terminal.until("‖")
        events = show_clock(here, SystemClock().now(), "1").events
    finally:
        terminal.end(signal.SIGTERM)
    now = SystemClock().now()
    shown = show_clock(here, now, "1").shows(now)
    paused = events[-1].at
    assert paused.boot_ms is not None
    assert started.boot_ms is not None
    true = paused.boot_ms - started.boot_ms
    assert true >= 4000
    assert abs(shown.elapsed_ms - true) <= 100
    assert abs(shown.remaining_ms - (15 * 60_000 - true)) <= 100


@pytest.mark.long
def test_an_entry_acknowledged_is_never_lost(here: Station, seed: int) -> None:
    source = random.Random(seed)
    terminal = Terminal(here.store.location)
    terminal.until("Gæster")
    terminal.type("\r")
    stored = 0
    for number in range(12):
        terminal.type(f"indlæg {number}\r")
        terminal.read(source.random() * 0.4)
        stored = len(list_entries(here))
    terminal.end(signal.SIGKILL)
    kept = [entry.row.text for entry in list_entries(here)]
    assert len(kept) >= stored
    assert kept == [f"indlæg {number}" for number in range(len(kept))]
    terminal = Terminal(here.store.location)
    terminal.until("Gæster")
    terminal.end(signal.SIGTERM)
    assert len(list_entries(here)) == len(kept)
