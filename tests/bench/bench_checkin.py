"""Check-in through the use case against plain `sqlite3` doing the same, in the same run.

`python -m tests.bench.bench_checkin [people] [scans]` prints medians, p99 and the ratio.
Both write with `synchronous=FULL` to files in one folder; they take turns, so that what
else the machine does falls on both.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import insert

from db.engine import Store
from db.models import Badge, Participant, Person
from db.reference import municipalities
from db.schema import open_store
from db.vocabulary import Instant, StationRole
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.days import DaySpec, create_day
from seminar_tui.day.station import Station, take_station
from seminar_tui.demo.generator import draw_name
from seminar_tui.rules.badge import CodeKind, new_code

START = 1_800_000_000_000


def make_day(path: Path, people: int, seed: int = 7) -> tuple[Store, Station, list[str]]:
    """Write a day of so many people and return their codes."""
    source = random.Random(seed)
    store = open_store(str(path), create=True)
    maker = take_station(store, "bench", Instant(START), 0, role=StationRole.ORGANISER)
    made = create_day(maker, Instant(START), DaySpec("Måling", "2027-01-15"))
    houses = list(municipalities())
    codes = [new_code(CodeKind.PERSON, source) for _ in range(people)]
    numbers = range(1, people + 1)
    with store.writing() as connection:
        rows = [{"id": n, "day_id": made.day_id, "municipality": houses[n % 98]} for n in numbers]
        connection.execute(insert(Participant), rows)
        names = [{"participant_id": n, "name": draw_name(source)} for n in numbers]
        connection.execute(insert(Person), names)
        badges = [
            {"code": code, "participant_id": n, "issued_at": START}
            for n, code in zip(numbers, codes, strict=True)
        ]
        connection.execute(insert(Badge), badges)
    return store, Station(store, maker.actor, made.day_id), codes


class Floor:
    """What any program must do: look up, update on a condition, write a row, commit."""

    def __init__(self, path: Path, codes: list[str]) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self.connection.execute(f"PRAGMA {pragma}")
        self.connection.execute("CREATE TABLE guest (id INTEGER PRIMARY KEY, code TEXT UNIQUE, at)")
        self.connection.execute("CREATE TABLE log (id INTEGER PRIMARY KEY, guest, at, result)")
        self.connection.execute("BEGIN")
        self.connection.executemany("INSERT INTO guest(code) VALUES (?)", [(c,) for c in codes])
        self.connection.execute("COMMIT")

    def check_in(self, code: str, at: int) -> None:
        """Let one in."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        (guest,) = run("SELECT id FROM guest WHERE code = ?", (code,)).fetchone()
        done = run("UPDATE guest SET at = ? WHERE id = ? AND at IS NULL", (at, guest)).rowcount
        run("INSERT INTO log(guest, at, result) VALUES (?, ?, ?)", (guest, at, done))
        run("COMMIT")


def measure(people: int = 10_000, scans: int = 1_000) -> dict[str, float]:
    """Return medians and 99th percentiles in milliseconds, and the ratio of the medians."""
    with tempfile.TemporaryDirectory() as folder:
        store, station, codes = make_day(Path(folder) / "day.db", people)
        floor = Floor(Path(folder) / "floor.db", codes)
        chosen = random.Random(1).sample(codes, scans + 50)
        ours: list[float] = []
        plain: list[float] = []
        for number, code in enumerate(chosen):
            began = perf_counter()
            answer = check_in(station, Instant(START + number * 5000), code)
            ours.append((perf_counter() - began) * 1000)
            assert answer.result == "in"
            began = perf_counter()
            floor.check_in(code, START + number)
            plain.append((perf_counter() - began) * 1000)
        store.close()
        floor.connection.close()
    ours, plain = sorted(ours[50:]), sorted(plain[50:])
    return {
        "median_ms": median(ours),
        "p99_ms": ours[int(len(ours) * 0.99)],
        "floor_median_ms": median(plain),
        "floor_p99_ms": plain[int(len(plain) * 0.99)],
        "ratio": median(ours) / median(plain),
    }


if __name__ == "__main__":
    found = measure(*map(int, sys.argv[1:3]))
    print("  ".join(f"{name} {value:.3f}" for name, value in found.items()))
