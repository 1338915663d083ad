"""The door through a pseudo-terminal on a day of 10,000: first frame, and Enter to painted.

`python -m tests.bench.bench_door_screen [people] [scans]` compares the first painted frame
of `seminar door` with that of a trivial Textual app in the same run; then when the line
takes keys, when a scan sent at once is answered, and from a scan's Enter until its welcome
is painted: alone, and with three other stations that check somebody in each second, which
is four times as often as a person does.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from statistics import median
from termios import TIOCSWINSZ
from time import perf_counter, sleep

from db.schema import open_store
from db.vocabulary import StationRole
from seminar_tui.clock import SystemClock
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.station import take_station
from tests.bench.bench_checkin import make_day

OTHERS, OTHERS_EVERY_S = 3, 1.0
SCANNER_KEY_S = 0.004
"""Between two keys of a scanner that types as a keyboard."""
TRIVIAL = """
from textual.app import App
from textual.widgets import Static
class Trivial(App):
    pressed = 0
    def compose(self):
        yield Static("READY-TO-READ")
    def on_key(self, event):
        self.pressed += 1
        self.query_one(Static).update(f"ANSWER-{self.pressed}-PAINTED")
Trivial().run()
"""


@dataclass(frozen=True)
class Painted:
    """Milliseconds from Enter to painted at the door and in a trivial app, shortest first, and
    the processor time an Enter costs the door."""

    door: list[float]
    trivial: list[float]
    cpu_ms: float

    def __str__(self) -> str:
        door, trivial = self.door, self.trivial
        return (
            f"least {door[0]:.1f} ms  median {median(door):.1f} ms  p99 {_p99(door):.1f} ms; "
            f"trivial app {trivial[0]:.1f} / {median(trivial):.1f} / {_p99(trivial):.1f} ms; "
            f"processor {self.cpu_ms:.1f} ms"
        )


def _p99(times: list[float]) -> float:
    return times[min(len(times) - 1, int(len(times) * 0.99))]


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

    def enter(self, wanted: str) -> float:
        """Press Enter and return the milliseconds until these letters are painted."""
        self.seen = b""
        began = perf_counter()
        self.type("\r")
        self.until(wanted)
        return (perf_counter() - began) * 1000

    @property
    def cpu_ms(self) -> float:
        """The processor time the program has had so far, in steps of the system's clock tick."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

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


def enter_to_painted(db: Path, codes: list[str]) -> Painted:
    """Measure an Enter at the door, and in an app that only changes a word, in turns."""
    trivial = Terminal("-c", TRIVIAL)
    trivial.until("READY-TO-READ")
    door = Terminal("-m", "seminar_tui", "--db", str(db), "door", "--desk", "Indgang 3")
    door.until("Scan badge")
    door.drain(6)
    found, floor, cpu = [], [], 0.0
    for number, code in enumerate(codes, start=1):
        for letter in code:
            door.type(letter)
            sleep(SCANNER_KEY_S)
        before = door.cpu_ms
        # Every second scan is an unknown code, so that each answer paints another headline.
        found.append(door.enter("VELKOMMEN" if code.startswith("P") else "UKENDT"))
        cpu += door.cpu_ms - before
        door.drain(0.1)
        floor.append(trivial.enter(f"ANSWER-{number}-PAINTED"))
    door.close()
    trivial.close()
    return Painted(sorted(found), sorted(floor), cpu / len(codes))


def work(db: str, name: str, codes: list[str]) -> None:
    """Check somebody in each second, as another station does."""
    clock = SystemClock()
    station = take_station(open_store(db), name, clock.now(), 1, role=StationRole.DOOR)
    for code in codes:
        assert check_in(station, clock.now(), code).result == "in"
        sleep(OTHERS_EVERY_S)


@contextmanager
def others(db: Path, codes: list[str]) -> Iterator[None]:
    """Let three other stations work meanwhile."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", __spec__.name, "work", str(db), f"Indgang {9 - at}"],
            stdin=subprocess.PIPE,
            text=True,
        )
        for at in range(OTHERS)
    ]
    for at, one in enumerate(started):
        assert one.stdin is not None
        one.stdin.write("\n".join(codes[at::OTHERS]))
        one.stdin.close()
    try:
        yield
        assert all(one.poll() is None for one in started), "a station ended early"
    finally:
        for one in started:
            one.kill()
            one.wait()


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
        print(f"enter to painted alone: {enter_to_painted(db, mixed)}")
        more = [one for n in range(scans // 2) for one in (codes[5000 + n], f"xq9xq9y{n}")]
        with others(db, codes[6000:9000]):
            print(f"enter to painted with three others: {enter_to_painted(db, more)}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        work(*sys.argv[2:4], sys.stdin.read().split())
    else:
        main(*map(int, sys.argv[1:3]))
