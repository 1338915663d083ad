"""The door on a real terminal: a scanner does not ask what lies over the line."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from fcntl import ioctl
from pathlib import Path

import pytest
from sqlalchemy import text

from db.reads.people import people
from db.schema import open_store
from seminar_tui.clock import FrozenClock
from seminar_tui.day.station import Station
from tests.conftest import made_up_day


class Terminal:
    """`seminar door` on a pseudo-terminal of 80 by 24."""

    def __init__(self, db: str, *more: str) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ |= {"TERM": "xterm-256color", "SEMINAR_STATION": "Indgang 1"}
            words = [sys.executable, "-m", "seminar_tui", "door", "--db", db, *more]
            os.execv(sys.executable, words)
        ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = b""

    def read(self, seconds: float) -> None:
        """Read what is painted for so long."""
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                try:
                    self.seen += os.read(self.fd, 65536)
                except OSError:
                    return

    def until(self, sign: str, seconds: float = 60) -> None:
        """Read until this is painted."""
        ends = time.monotonic() + seconds
        while sign.encode() not in self.seen:
            assert time.monotonic() < ends, f"never saw {sign!r}: {self.seen[-2000:]!r}"
            self.read(0.05)
        self.seen = b""

    def type(self, keys: str) -> None:
        """Send keys in one piece."""
        os.write(self.fd, keys.encode())

    def end(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


@pytest.fixture
def here(tmp_path: Path, clock: FrozenClock) -> Station:
    return made_up_day(open_store(tmp_path / "day.db", create=True), clock)


def _arrived(here: Station, count: int, seconds: float = 20) -> list[int]:
    """Return who has come in, in order, once there are so many."""
    ends = time.monotonic() + seconds
    while True:
        with here.look() as connection:
            query = text("SELECT participant_id FROM arrival WHERE kind='in' ORDER BY id")
            found = list(connection.execute(query).scalars())
        if len(found) >= count or time.monotonic() > ends:
            return found
        time.sleep(0.1)


def test_scans_under_the_palette_the_help_and_a_form_come_in_in_order(here: Station) -> None:
    with here.look() as connection:
        guests = [one for one in people(connection, here.day_id) if not one.attention][:7]
    terminal = Terminal(here.store.location)
    try:
        terminal.until("KLAR")
        terminal.until("live")
        terminal.type("\x10")  # Ctrl+P
        terminal.until("Hvad vil du")
        terminal.type("".join(f"{one.code}\r\n" for one in guests[:2]))
        terminal.until("VELKOMMEN")
        terminal.type("\x1bOP")  # F1
        terminal.until("Overalt")
        terminal.type("".join(f"{one.code}\r" for one in guests[2:4]))
        assert _arrived(here, 4) == [one.id for one in guests[:4]]
        terminal.type("\x1b[17~")  # F6
        terminal.until("Fornavn")
        terminal.type("".join(f"{one.code}\t" for one in guests[4:6]))
        terminal.until("2 scanninger venter")
        terminal.type("\x1b")
        assert _arrived(here, 6) == [one.id for one in guests[:6]]
        terminal.type("\x1b[17~")
        terminal.until("Fornavn")
        terminal.type(f"\x1b{guests[6].code}\r")  # the scanner is as fast as the hand on Esc
        assert _arrived(here, 7) == [one.id for one in guests]
        terminal.read(0.5)
        assert len(_arrived(here, 8, 0.2)) == 7
    finally:
        terminal.end()
