"""Fifty stations on one file: how long an action takes, and when the others have seen it.

    python -m tests.bench.bench_many_stations [--stations 50] [--seconds 60]

Each station is a process with the program's own threads: one writer, one reader, one feed. It
acts as a door, a stand or the organiser at ten times a day's pace, and reads the whole floor
again at every change, as a board does. Nothing is painted. Processor time is told beside
wall time, and the machine's load, for both are shared with whatever else runs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from bisect import bisect_left
from pathlib import Path
from typing import Any

from seminar_tui.clock import SystemClock
from seminar_tui.demo.generator import make_world
from seminar_tui.demo.making import make_file
from seminar_tui.messages import Answered, Changed, Troubled
from seminar_tui.rules.refusal import Refused
from seminar_tui.runtime import Request, Runtime, Target

EVERY_S = 4.0
"""A station's pace: 50 of them do 12 actions a second, a day of 26 stands at 10 times does one."""


class Sink:
    """Stands where the app does: hears of changes, and reads the floor again."""

    def __init__(self, path: str, name: str) -> None:
        self.runtime = Runtime(Target(path, None, name), SystemClock())
        self.took: list[float] = []
        self.done_at: list[float] = []
        self.seen_at: list[float] = []
        self.errors: list[str] = []
        self.answered = threading.Event()

    def post_message(self, message: Any) -> bool:
        if isinstance(message, Changed):
            self.runtime.read("floor", Request(_floor, self, self.saw, self.failed))
        elif isinstance(message, Answered):
            message.then(message.value)
        elif isinstance(message, Troubled):
            message.failed(message.error)
        return True

    def saw(self, began: float) -> None:
        self.seen_at.append(time.monotonic())
        del began

    def failed(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self.errors.append(f"{type(error).__name__} {getattr(error, 'code', '')}")
        self.answered.set()

    def act(self, job: Any) -> None:
        self.answered.clear()
        begun = time.monotonic()

        def then(_answer: object) -> None:
            self.done_at.append(time.monotonic())
            self.took.append(self.done_at[-1] - begun)
            self.answered.set()

        self.runtime.write(Request(job, self, then, self.failed))
        if not self.answered.wait(30):
            self.errors.append("no answer")


def _floor(station: Any, now: Any) -> float:
    from seminar_tui.day.status import floor

    begun = time.monotonic()
    floor(station, now)
    return begun


def _job(codes: list[str], source: random.Random) -> Any:
    from db.vocabulary import EntryKind
    from seminar_tui.day.arrivals import check_in
    from seminar_tui.day.entries import NewEntry, add_entry
    from seminar_tui.day.leaving import check_out
    from seminar_tui.day.timing import press
    from seminar_tui.rules.timer_table import Command
    from seminar_tui.rules.timer_table import Request as Key

    code, stand = source.choice(codes), str(source.randint(1, 26))
    jobs = [
        lambda s, n: check_in(s, n, code),
        lambda s, n: check_in(s, n, code),
        lambda s, n: check_out(s, n, code),
        lambda s, n: add_entry(s, n, stand, NewEntry(EntryKind.COMMENT, f"Fra {stand}")),
        lambda s, n: press(s, n, stand, Key(source.choice([Command.START, Command.PAUSE]))),
    ]
    return source.choice(jobs)


def station(path: str, number: int, seconds: float) -> None:
    """Work as one station and print what was measured."""
    source = random.Random(number)
    codes = [one.code for one in make_world(26).people]
    sink = Sink(path, f"Station {number}")
    sink.runtime.start(sink)  # type: ignore[arg-type]  # it hears what an app would
    while not sink.runtime.is_open:
        time.sleep(0.01)
    print("open", flush=True)
    sys.stdin.readline()
    ends = time.monotonic() + seconds
    time.sleep(source.random() * EVERY_S)
    while time.monotonic() < ends:
        sink.act(_job(codes, source))
        time.sleep(source.expovariate(1 / EVERY_S))
    time.sleep(1)
    memory = Path("/proc/self/smaps_rollup").read_text().split("Pss:")[1].split()[0]
    used = os.times()
    sink.runtime.stop()
    told = {
        "took": sink.took,
        "done": sink.done_at,
        "seen": sink.seen_at,
        "errors": sink.errors,
        "pss_kb": int(memory),
        "cpu_s": used.user + used.system,
    }
    print(json.dumps(told), flush=True)


def high(values: list[float], share: float) -> float:
    """Return the value that so large a share stays below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def main() -> None:
    """Start the stations, let them work, and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stations", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--as-station", nargs=2, metavar=("PATH", "NUMBER"))
    given = parser.parse_args()
    if given.as_station:
        station(given.as_station[0], int(given.as_station[1]), given.seconds)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "day.db"
        make_file(path, make_world(26))
        words = [sys.executable, "-m", "tests.bench.bench_many_stations"]
        words += ["--seconds", str(given.seconds), "--as-station", str(path)]
        running = [
            subprocess.Popen(
                [*words, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            for number in range(given.stations)
        ]
        try:
            told = _work(running)
        finally:
            for one in running:
                if one.poll() is None:
                    one.kill()
    _tell(told)


def _work(running: list[subprocess.Popen[str]]) -> list[dict[str, Any]]:
    for one in running:
        assert one.stdout is not None
        assert one.stdout.readline() == "open\n"
    for one in running:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    told = []
    for one in running:
        out, _ = one.communicate(timeout=300)
        told.append(json.loads(out))
    return told


def _tell(told: list[dict[str, Any]]) -> None:
    took = [one for each in told for one in each["took"]]
    waits = []
    for number, each in enumerate(told):
        for at in each["done"]:
            for other, seeing in enumerate(told):
                after = bisect_left(seeing["seen"], at)
                if other != number and after < len(seeing["seen"]):
                    waits.append(seeing["seen"][after] - at)
    errors = [error for each in told for error in each["errors"]]
    print(f"stations {len(told)}, actions {len(took)}, errors {len(errors)} {errors[:3]}")
    for name, values in (("an action", took), ("seen elsewhere", waits)):
        parts = [f"{share:.0%} {1000 * high(values, share):.0f} ms" for share in (0.5, 0.95, 0.99)]
        print(f"{name}: {', '.join(parts)}, most {1000 * max(values):.0f} ms")
    memory = statistics.median(each["pss_kb"] for each in told) / 1024
    cpu = statistics.median(each["cpu_s"] for each in told)
    print(f"a station: {memory:.0f} MB of its own share, {cpu:.1f} s of processor time")
    print(f"load of the machine: {', '.join(f'{one:.1f}' for one in os.getloadavg())}")


if __name__ == "__main__":
    main()
