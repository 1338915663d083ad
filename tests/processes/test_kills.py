"""A process killed at any instant: what it acknowledged is there, and nothing half done."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from seminar_tui.demo.generator import make_world
from seminar_tui.demo.making import make_file

DESK = """
import sys
from db.schema import open_store
from seminar_tui.clock import SystemClock
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.leaving import check_out
from seminar_tui.day.station import take_station

path, codes = sys.argv[1], sys.argv[2:]
clock = SystemClock()
store = open_store(path)
station = take_station(store, "Indgang", clock.now(), 1, process=str(sys.argv[0]))
print("open", flush=True)
while True:
    for code in codes:
        print("in", code, check_in(station, clock.now(), code).result, flush=True)
    for code in codes:
        check_out(station, clock.now(), code)
        print("out", code, "out", flush=True)
"""
KILLS = 8


@pytest.mark.long
def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(tmp_path: Path, seed: int) -> None:
    world = make_world(6)
    path = tmp_path / "day.db"
    make_file(path, world)
    codes = [person.code for person in world.people[:8]]
    source = random.Random(seed)
    acknowledged: Counter[tuple[str, str]] = Counter()
    inside: dict[str, bool] = {}
    for _ in range(KILLS):
        desk = subprocess.Popen(
            [sys.executable, "-c", DESK, str(path), *codes], stdout=subprocess.PIPE, text=True
        )
        assert desk.stdout is not None
        assert desk.stdout.readline() == "open\n"
        time.sleep(source.uniform(0, 0.3))
        desk.send_signal(signal.SIGKILL)
        heard = desk.stdout.read().splitlines()
        desk.wait(10)
        desk.stdout.close()
        for line in heard:
            kind, code, result = line.split()
            if result in ("in", "out"):
                acknowledged[kind, code] += 1
                inside[code] = kind == "in"
        _check(path, acknowledged)
    assert sum(acknowledged.values()) > KILLS
    with closing(sqlite3.connect(path)) as connection:
        now_inside = dict(
            connection.execute(
                "SELECT code, inside FROM presence JOIN badge USING (participant_id)"
            )
        )
    # At most the one action that was under way when it was killed is not in what was heard.
    differing = [code for code, held in inside.items() if bool(now_inside[code]) is not held]
    assert len(differing) <= 1


def _check(path: Path, acknowledged: Counter[tuple[str, str]]) -> None:
    """The file is sound, every acknowledged action is there, and the log agrees with it."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        stored = Counter(
            connection.execute("SELECT kind, code FROM arrival JOIN badge USING (participant_id)")
        )
        logged = connection.execute(
            "SELECT count(*) FROM action WHERE result IN ('in', 'out')"
        ).fetchone()[0]
        open_now = connection.execute("SELECT count(*) FROM presence WHERE inside").fetchone()[0]
    stored_count = {(kind, code): number for (kind, code), number in stored.items()}
    missing = {key for key, number in acknowledged.items() if stored_count.get(key, 0) < number}
    assert missing == set()
    assert logged == sum(stored.values())
    came = sum(number for (kind, _), number in stored.items() if kind == "in")
    left = sum(number for (kind, _), number in stored.items() if kind == "out")
    assert open_now == came - left


def test_a_store_deleted_under_the_program_is_not_taken_for_stored(tmp_path: Path) -> None:
    """A check-in after the file is gone must not be told as done."""
    world = make_world(2)
    path = tmp_path / "day.db"
    make_file(path, world)
    code = (
        "import sys\n"
        "from db.errors import StoreError\n"
        "from db.schema import open_store\n"
        "from seminar_tui.clock import SystemClock\n"
        "from seminar_tui.day.arrivals import check_in\n"
        "from seminar_tui.day.station import take_station\n"
        "now = SystemClock().now()\n"
        "store = open_store(sys.argv[1])\n"
        "station = take_station(store, 'Indgang', now, 1)\n"
        "print(check_in(station, now, sys.argv[2]).result, flush=True)\n"
        "sys.stdin.readline()\n"
        "try:\n"
        "    print(check_in(station, now, sys.argv[3]).result)\n"
        "except StoreError as error:\n"
        "    print('trouble', error.code)\n"
    )
    desk = subprocess.Popen(
        [sys.executable, "-c", code, str(path), world.people[0].code, world.people[1].code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert desk.stdout is not None
    assert desk.stdout.readline() == "in\n"
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    said, _ = desk.communicate("go\n", timeout=30)
    assert said == "trouble gone\n"
