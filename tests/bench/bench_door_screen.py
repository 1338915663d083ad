"""The door through a pseudo-terminal on a day of 10,000: first frame, and Enter to painted.

`python -m tests.bench.bench_door_screen [people] [scans]` compares the first painted frame
of `seminar door` with that of a trivial Textual app in the same run; then when the line
takes keys, when a scan sent at once is answered, and from a scan's Enter until its welcome
is painted.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import sys
import tempfile
from fcntl import ioctl
from pathlib import Path
from statistics import median
from termios import TIOCSWINSZ
from time import perf_counter

from tests.bench.bench_checkin import make_day

TRIVIAL = """
from textual.app import App
from textual.widgets import Static
class Trivial(App):
    def compose(self):
        yield Static("READY-TO-READ")
Trivial().run()
"""


class Terminal:
    """A program on a terminal of 80 by 24 of its own."""

    def __init__(self, *command: str, env: dict[str, str] | None = None) -> None:
        self.began = perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"})
            os.environ.update(env or {})
            # An installed program is compiled already, as Textual is.
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.execv(sys.executable, [sys.executable, *command])
        ioctl(self.fd, TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = b""

    def until(self, wanted: str, seconds: float = 60.0) -> float:
        """Read until these letters are painted; return when (seconds since the start)."""
        ends = perf_counter() + seconds
        while wanted.encode() not in self.seen:
            if perf_counter() > ends:
                raise TimeoutError(wanted, self.seen[-400:])
            if select.select([self.fd], [], [], 0.2)[0]:
                self.seen += os.read(self.fd, 65536)
        self.seen = b""
        return perf_counter() - self.began

    def drain(self, seconds: float) -> None:
        """Read what comes for so long."""
        ends = perf_counter() + seconds
        while perf_counter() < ends:
            if select.select([self.fd], [], [], 0.05)[0]:
                os.read(self.fd, 65536)

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self.fd, text.encode())

    def close(self) -> None:
        """End the program that was started here."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def first_frames(db: Path, times: int = 7) -> tuple[list[float], list[float]]:
    """Return the seconds to the first frame of a trivial app and of the door, in turns."""
    trivial, door = [], []
    for _ in range(times + 1):
        terminal = Terminal("-c", TRIVIAL)
        trivial.append(terminal.until("READY-TO-READ"))
        terminal.close()
        terminal = Terminal("-m", "seminar_tui", "--db", str(db), "door", "--desk", "Indgang 1")
        door.append(terminal.until("Scan badge"))
        terminal.close()
    # The first of each only warmed the caches.
    return trivial[1:], door[1:]


def takes_keys(db: Path) -> float:
    """Return the seconds from start until a letter typed at once stands in the line."""
    terminal = Terminal("-m", "seminar_tui", "--db", str(db), "door", "--desk", "Indgang 2")
    terminal.until("Scan badge")
    terminal.type("Q")
    seconds = terminal.until("Q")
    terminal.close()
    return seconds


def usable(db: Path, code: str) -> float:
    """Return the seconds from start until a scan sent at once is answered on the screen."""
    terminal = Terminal("-m", "seminar_tui", "--db", str(db), "door", "--desk", "Indgang 2")
    terminal.until("Scan badge")
    terminal.type(code + "\r")
    seconds = terminal.until("VELKOMMEN")
    terminal.close()
    return seconds


def enter_to_painted(db: Path, codes: list[str]) -> list[float]:
    """Return the milliseconds from a scan's Enter to its guest's welcome, for each code."""
    terminal = Terminal("-m", "seminar_tui", "--db", str(db), "door", "--desk", "Indgang 3")
    terminal.until("Scan badge")
    terminal.drain(6)
    found = []
    for code in codes:
        terminal.type(code)
        terminal.drain(0.15)
        terminal.seen = b""
        began = perf_counter()
        terminal.type("\r")
        # Every second scan is an unknown code, so that each answer paints another headline.
        terminal.until("VELKOMMEN" if code.startswith("P") else "UKENDT")
        found.append((perf_counter() - began) * 1000)
        terminal.drain(0.1)
    terminal.close()
    return found


def main(people: int = 10_000, scans: int = 100) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "day.db"
        store, _station, codes = make_day(db, people)
        store.close()
        trivial, door = first_frames(db)
        print(f"trivial {median(trivial):.3f} s  door {median(door):.3f} s  ", end="")
        print(f"ratio {median(door) / median(trivial):.2f}")
        keys = median(takes_keys(db) for _ in range(5))
        print(f"line takes keys {keys:.3f} s  ratio {keys / median(trivial):.2f}")
        ready = median(usable(db, code) for code in codes[:5])
        print(f"first scan answered {ready:.3f} s  ratio {ready / median(trivial):.2f}")
        mixed = [one for n in range(scans // 2) for one in (codes[100 + n], f"xq9xq9x{n}")]
        times = sorted(enter_to_painted(db, mixed))
        p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
        print(f"enter to painted: median {median(times):.1f} ms  p99 {p99:.1f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
