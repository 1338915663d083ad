"""Fifty real screens as `serve` runs them: processor, memory, and when a check-in is painted.

    python -m tests.bench.bench_served [--screens 50] [--seconds 60] [--rate 1.4]

Each screen is a process forked as for a browser, with all that it paints read and thrown away:
of each ten six are stands, two doors, one organiser and one wall. Beside them one process acts
as five desks do. A door that nobody uses paints only when its figures change, so the first
it writes after a check-in elsewhere is that check-in, seen.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import statistics
import tempfile
import threading
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from db.reads.days import all_days
from db.schema import open_store
from db.vocabulary import CheckInResult
from seminar_tui.clock import SystemClock
from seminar_tui.day.station import Station, take_station
from seminar_tui.demo.generator import make_world
from seminar_tui.demo.making import make_file
from seminar_tui.rules.refusal import Refused
from seminar_tui.web.workers import Screen, Worker, Zygote
from tests.bench.bench_many_stations import STANDS, high, make_job

ROLES = (*("stand",) * 6, "door", "door", "organiser", "wall")
DESKS = 5
SETTLE_S = 8.0
BETWEEN_S = 0.15
Acted = tuple[list[float], list[float]]
"""How long each action took, and when check-ins were done: seconds."""


class Painted:
    """Reads all that the screens write, and remembers when each did."""

    def __init__(self, workers: list[Worker]) -> None:
        self._outputs = {worker.stdout: number for number, worker in enumerate(workers)}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self.at: dict[int, list[float]] = defaultdict(list)
        self._thread.start()

    def _read(self) -> None:
        while not self._stop.is_set():
            for output in select.select(list(self._outputs), [], [], 0.2)[0]:
                assert os.read(output, 65536), "a screen ended"
                self.at[self._outputs[output]].append(time.monotonic())

    def stop(self) -> None:
        """Read no more."""
        self._stop.set()
        self._thread.join()


def play(desks: list[Station], seconds: float, rate: float) -> Acted:
    """Act at so many a second; return how long each took, and when check-ins were done."""
    source, clock = random.Random(5), SystemClock()
    codes = [one.code for one in make_world(STANDS).people]
    took, checked_in = [], []
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        job, code, _stand = make_job(codes, source)
        begun = time.monotonic()
        try:
            answer = job(source.choice(desks), clock.now())
        except Refused:
            continue
        done = time.monotonic()
        took.append(done - begun)
        if code is not None and getattr(answer, "result", None) != CheckInResult.AGAIN:
            checked_in.append(done)
        time.sleep(source.expovariate(rate))
    time.sleep(1)
    return took, checked_in


def used_s(workers: list[Worker]) -> float:
    """Return the processor seconds that the screens have had."""
    fields = [
        Path(f"/proc/{worker.pid}/stat").read_text().rpartition(")")[2].split()
        for worker in workers
    ]
    ticks = sum(int(each[11]) + int(each[12]) for each in fields)
    return ticks / os.sysconf("SC_CLK_TCK")


def own_mb(worker: Worker) -> float:
    """Return the megabytes that a screen shares with nobody."""
    lines = Path(f"/proc/{worker.pid}/smaps_rollup").read_text().splitlines()
    return sum(int(one.split()[1]) for one in lines if one.startswith("Private_")) / 1024


@contextmanager
def screens(path: Path, date: str, roles: Sequence[str]) -> Iterator[list[Worker]]:
    """Start a screen for each role, and end them."""
    zygote = Zygote()
    workers = []
    for number, role in enumerate(roles):
        stand = number % STANDS + 1 if role == "stand" else None
        asked = Screen(str(path), date, f"Screen {number}", role, stand, "da", 80, 24)
        workers.append(zygote.start(asked))
        time.sleep(BETWEEN_S)
    try:
        yield workers
    finally:
        zygote.close()
        for worker in workers:
            os.close(worker.stdin)
            os.close(worker.stdout)


def measure(workers: list[Worker], roles: Sequence[str], act: Callable[[], Acted]) -> None:
    """Let the screens settle, act, and print what it cost and when it was seen."""
    painted = Painted(workers)
    time.sleep(SETTLE_S)
    before, begun = used_s(workers), time.monotonic()
    took, checked_in = act()
    cores = (used_s(workers) - before) / (time.monotonic() - begun)
    painted.stop()
    doors = [painted.at[number] for number, role in enumerate(roles) if role == "door"]
    seen = [
        door[after] - at
        for at in checked_in
        for door in doors
        if (after := bisect_left(door, at)) < len(door)
    ]
    print(f"screens {len(workers)}, actions {len(took)}, processor {cores:.2f} cores")
    for name, values in (("an action", took), ("painted at a door", seen)):
        parts = [f"{share:.0%} {1000 * high(values, share):.0f} ms" for share in (0.5, 0.95, 0.99)]
        print(f"{name}: {', '.join(parts)}, most {1000 * max(values):.0f} ms")
    for role in dict.fromkeys(roles):
        its = [own_mb(one) for one, is_a in zip(workers, roles, strict=True) if is_a == role]
        print(f"{role}: {statistics.median(its):.0f} MB of its own")
    print(f"load of the machine: {', '.join(f'{one:.1f}' for one in os.getloadavg())}")


def main() -> None:
    """Make a day, start the screens, and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--screens", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, default=1.4)
    given = parser.parse_args()
    roles = [ROLES[number % len(ROLES)] for number in range(given.screens)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "day.db"
        make_file(path, make_world(STANDS))
        store = open_store(path)
        with store.reading() as connection:
            day = all_days(connection)[0]
        now = SystemClock().now()
        desks = [take_station(store, f"Desk {one}", now, day.id) for one in range(DESKS)]
        with screens(path, day.date, roles) as workers:
            measure(workers, roles, lambda: play(desks, given.seconds, given.rate))


if __name__ == "__main__":
    main()
