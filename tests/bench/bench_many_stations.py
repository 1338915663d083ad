"""Fifty stations on one file: how long an action takes, and when the others have seen it.

    python -m tests.bench.bench_many_stations [--stations 50] [--seconds 60] [--rate 6.7]

Each station is a process with the program's own threads: one writer, one reader, one feed,
forked from one that has everything loaded, as `serve` does. It acts as a door, a stand or the
organiser, says that it is there each 20 seconds, and reads again at every change that concerns
it what its screen does: of each ten six are stands, two doors, and two boards or walls, which
read the whole floor. Nothing is painted. Processor time is told beside wall time, and the
machine's load, for both are shared with whatever else runs.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import threading
import time
from bisect import bisect_left
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from db.engine import Store
from db.reads import stands as stand_reads
from db.reads.news import is_at_stand
from db.reads.people import people as all_people
from db.schema import open_store
from db.vocabulary import CheckInResult, StationRole
from seminar_tui.app import BEAT_S
from seminar_tui.clock import SystemClock
from seminar_tui.demo.generator import make_world
from seminar_tui.demo.making import make_file
from seminar_tui.messages import Answered, Changed, Troubled
from seminar_tui.rules.concern import EVERYTHING, OfDoor
from seminar_tui.rules.refusal import Refused
from seminar_tui.runtime import Request, Runtime, Target
from seminar_tui.web import workers

STANDS = 26
RATE = 6.7
"""Actions a second of all stations together: the busiest minute of the simulator's day of 26
stands at ten times its pace (40 in a minute). The mean is 1.0, the busiest ten seconds 10."""


def _stand_of(number: int) -> str:
    return str(number % STANDS + 1)


def _nothing(_answer: object) -> None:
    pass


class Sink:
    """Stands where the app does: hears of changes, and reads again."""

    def __init__(self, path: str, number: int) -> None:
        self.runtime = Runtime(Target(path, None, f"Station {number}"), SystemClock())
        self.screen = self._screen(number)
        self.took: list[float] = []
        self.done: list[tuple[float, str | None, str | None]] = []
        self.seen_at: list[float] = []
        self.errors: list[str] = []
        self.answered = threading.Event()

    def post_message(self, message: Any) -> bool:
        if isinstance(message, Changed):
            self.runtime.read("screen", Request(self.screen, self, self.saw, self.failed))
        elif isinstance(message, Answered):
            message.then(message.value)
        elif isinstance(message, Troubled):
            message.failed(message.error)
        return True

    def _screen(self, number: int) -> Any:
        """Return what the screen of that station reads, and say what it shows."""
        from seminar_tui.day.door_view import read_board, read_directory
        from seminar_tui.day.stand_view import read_stand
        from seminar_tui.day.status import floor

        known: list[Any] = [None]

        def stand(station: Any, now: Any) -> None:
            self.runtime.concern = EVERYTHING
            self.runtime.concern = read_stand(station, now, _stand_of(number)).concern

        def door(station: Any, now: Any) -> None:
            self.runtime.concern = OfDoor()
            read_board(station, now)
            known[0] = read_directory(station, known[0])

        if number % 10 < 6:
            return stand
        return door if number % 10 < 8 else floor

    def saw(self, _seen: object) -> None:
        self.seen_at.append(time.monotonic())

    def failed(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self.errors.append(f"{type(error).__name__} {getattr(error, 'code', '')}")
        self.answered.set()

    def beat_forever(self, stop: threading.Event, first_s: float) -> None:
        """Say that the station is there, as the app does."""
        from seminar_tui.day.presence import beat

        wait_s = first_s
        while not stop.wait(wait_s):
            wait_s = BEAT_S
            job = partial(beat, role=StationRole.DOOR, stand=None)
            self.runtime.write(Request(job, self, _nothing, _nothing))

    def act(self, job: Any, code: str | None, stand: str | None) -> None:
        self.answered.clear()
        begun = time.monotonic()

        def then(answer: object) -> None:
            now = time.monotonic()
            self.took.append(now - begun)
            # A doubled scan changes nothing that could be seen elsewhere.
            if getattr(answer, "result", None) != CheckInResult.AGAIN:
                self.done.append((now, code, stand))
            self.answered.set()

        self.runtime.write(Request(job, self, then, self.failed))
        if not self.answered.wait(30):
            self.errors.append("no answer")


def make_job(codes: list[str], source: random.Random) -> tuple[Any, str | None, str | None]:
    """Return something to do, and the badge or the stand that it is about."""
    from db.vocabulary import EntryKind
    from seminar_tui.day.arrivals import check_in
    from seminar_tui.day.entries import NewEntry, add_entry
    from seminar_tui.day.leaving import check_out
    from seminar_tui.day.timing import press
    from seminar_tui.rules.timer_table import Command
    from seminar_tui.rules.timer_table import Request as Key

    code, stand = source.choice(codes), str(source.randint(1, STANDS))
    jobs = [
        lambda s, n: check_in(s, n, code),
        lambda s, n: check_in(s, n, code),
        lambda s, n: check_out(s, n, code),
        lambda s, n: add_entry(s, n, stand, NewEntry(EntryKind.COMMENT, f"Fra {stand}")),
        lambda s, n: press(s, n, stand, Key(source.choice([Command.START, Command.PAUSE]))),
    ]
    job = source.choice(jobs)
    of_stand = job in jobs[3:]
    return job, (None if of_stand else code), (stand if of_stand else None)


def station(path: str, number: int, seconds: float, every_s: float, parent: Connection) -> None:
    """Work as one station, at an action each so many seconds, and send what was measured."""
    source = random.Random(number)
    codes = [one.code for one in make_world(STANDS).people]
    sink = Sink(path, number)
    sink.runtime.start(sink)  # type: ignore[arg-type]  # it hears what an app would
    while not sink.runtime.is_open:
        time.sleep(0.01)
    parent.send("open")
    parent.recv()
    stop = threading.Event()
    first_s = source.random() * BEAT_S
    threading.Thread(target=sink.beat_forever, args=(stop, first_s), daemon=True).start()
    begun = os.times()
    ends = time.monotonic() + seconds
    time.sleep(min(source.random() * every_s, seconds))
    while time.monotonic() < ends:
        sink.act(*make_job(codes, source))
        rest = max(0.0, ends - time.monotonic())
        time.sleep(min(source.expovariate(1 / every_s), rest))
    time.sleep(1)
    stop.set()
    memory = Path("/proc/self/smaps_rollup").read_text().split("Pss:")[1].split()[0]
    used = os.times()
    sink.runtime.stop()
    told = {
        "took": sink.took,
        "done": sink.done,
        "seen": sink.seen_at,
        "errors": sink.errors,
        "pss_kb": int(memory),
        "cpu_s": used.user + used.system - begun.user - begun.system,
    }
    parent.send(told)


def high(values: list[float], share: float) -> float:
    """Return the value that so large a share stays below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def main() -> None:
    """Start the stations, let them work, and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stations", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, default=RATE)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "day.db"
        make_file(path, make_world(STANDS))
        told = _work(str(path), given.stations, given.seconds, given.rate)
        _tell(told, _waits(open_store(path), told))


def _work(path: str, stations: int, seconds: float, rate: float) -> list[dict[str, Any]]:
    workers.preload()
    fork = get_context("fork")
    pipes = []
    for number in range(stations):
        ours, theirs = fork.Pipe()
        given = (path, number, seconds, stations / rate, theirs)
        fork.Process(target=station, args=given, daemon=True).start()
        pipes.append(ours)
    for one in pipes:
        assert one.recv() == "open"
    for one in pipes:
        one.send("go")
    return [one.recv() for one in pipes]


def _waits(store: Store, told: list[dict[str, Any]]) -> list[float]:
    """Return the seconds from each action's answer until each screen that shows it was read."""
    waits = []
    with store.reading() as connection:
        stands = {str(one.number): one.id for one in stand_reads.stands(connection, 1)}
        people = {one.code: one.id for one in all_people(connection, 1)}
        for number, each in enumerate(told):
            for at, code, stand in each["done"]:
                person, stand_id = people.get(code), stands.get(stand)
                for other, seeing in enumerate(told):
                    after = bisect_left(seeing["seen"], at)
                    if (
                        other != number
                        and _shows(connection, other, stands, person, stand_id)
                        and after < len(seeing["seen"])
                    ):
                        waits.append(seeing["seen"][after] - at)
    return waits


def _shows(
    connection: Any, number: int, stands: dict[str, int], person: int | None, stand: int | None
) -> bool:
    """Tell whether a station's screen shows that person's or that stand's doings."""
    if number % 10 >= 8:
        return True
    if number % 10 >= 6:
        return person is not None
    if person is None:
        return stand == stands[_stand_of(number)]
    return is_at_stand(connection, stands[_stand_of(number)], [person])


def _tell(told: list[dict[str, Any]], waits: list[float]) -> None:
    took = [one for each in told for one in each["took"]]
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
