"""Eight stations at once on the last seat, one badge, one key of a clock, one entry: on both
stores exactly one of them gets it, and the others are told why not.

`SEMINAR_TEST_RACES=1000` makes it as many times as a release is held to.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from db.vocabulary import EntryKind, Role
from seminar_tui.clock import FrozenClock
from seminar_tui.day.entries import NewEntry, add_entry
from seminar_tui.day.stands import StandChange, edit_stand
from seminar_tui.day.station import Station
from seminar_tui.day.timing import press
from seminar_tui.rules.timer_table import Command, Request
from tests.conftest import made_up_day

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[2]
RACES = int(os.environ.get("SEMINAR_TEST_RACES", "12"))
STATIONS = 8

RUNNER = """
import json, sys, time
from db.schema import open_store
from db.vocabulary import Instant, StationRole
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.entries import reword_entry
from seminar_tui.day.moving import move
from seminar_tui.day.station import take_station
from seminar_tui.day.timing import press
from seminar_tui.rules.refusal import Refused
from seminar_tui.rules.timer_table import Command, Request

address, name = sys.argv[1:]
station = take_station(open_store(address), name, Instant(1), 1, role=StationRole.ORGANISER)

def seat(now, given):
    return move(station, now, given["mine"], "1").result

def badge(now, given):
    return check_in(station, now, given["code"], desk=name).result.value

def key(now, given):
    press(station, now, "2", Request(Command.START, seq=given["seq"]))
    return "started"

def entry(now, given):
    done = reword_entry(station, now, given["entry"], "Skrevet af " + name, seen=1)
    return "over" if done.other else "first"

KINDS = {"seat": seat, "badge": badge, "key": key, "entry": entry}
print("open", flush=True)
for line in sys.stdin:
    given = json.loads(line)
    # The same moment for all, near enough; the store decides who was first.
    while time.time() < given["at"]:
        pass
    try:
        said = KINDS[given["kind"]](Instant(given["now"]), given)
    except Refused as refused:
        said = refused.code
    except Exception as fault:
        said = f"{type(fault).__name__} {getattr(fault, 'code', '')} {fault}"
    print(said, flush=True)
"""


class Stations:
    """Eight processes that each do what they are told at the moment they are told."""

    def __init__(self, address: str) -> None:
        self._running = [
            subprocess.Popen(
                [sys.executable, "-c", RUNNER, address, f"Station {number}"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=ROOT,
            )
            for number in range(STATIONS)
        ]
        for one in self._running:
            assert self._line(one) == "open"

    @staticmethod
    def _line(one: subprocess.Popen[str]) -> str:
        assert one.stdout is not None
        return one.stdout.readline().rstrip("\n")

    def race(self, kind: str, now: int, each: list[dict[str, object]]) -> Counter[str]:
        """Let all do it at once and return what they were told."""
        import time

        at = time.time() + 0.02
        for one, given in zip(self._running, each, strict=True):
            assert one.stdin is not None
            one.stdin.write(json.dumps({"kind": kind, "now": now, "at": at, **given}) + "\n")
            one.stdin.flush()
        return Counter(self._line(one) for one in self._running)

    def close(self) -> None:
        for one in self._running:
            assert one.stdin is not None
            one.stdin.close()
        for one in self._running:
            assert one.wait(30) == 0


@pytest.fixture
def station(any_store, clock: FrozenClock) -> Station:
    """A day with people enough for every race to have a badge of its own."""
    return made_up_day(any_store, clock, size=98 if RACES > 100 else 26)


def _guests(station: Station) -> list[str]:
    """Return the codes of those who may sit at stand 1."""
    from db.reads.people import people
    from db.reads.stands import stands

    with station.look() as connection:
        own = next(s for s in stands(connection, station.day_id) if s.number == 1).municipality
        return [
            one.code
            for one in people(connection, station.day_id)
            if one.presents is None
            and one.municipality != own
            and one.status == "registered"
            and one.role is not Role.ORGANISER
        ]


def test_exactly_one_gets_it(station: Station, address: str, clock: FrozenClock) -> None:
    codes = _guests(station)
    assert len(codes) > STATIONS + 12
    edit_stand(station, clock.now(), "1", StandChange(capacity=0, round=1))
    edit_stand(station, clock.now(), "2", StandChange(round=1))
    pools = [codes[number::STATIONS] for number in range(STATIONS)]
    stations = Stations(address)
    try:
        for number in range(RACES):
            now = clock.utc_ms + number * 10_000
            # Where every pool has been seated, the seats are given back by making the stand anew.
            if any(len(pool) < 2 for pool in pools) or number % 900 == 899:
                pools = [codes[one::STATIONS] for one in range(STATIONS)]
                _empty(station)
                edit_stand(station, clock.now(), "1", StandChange(capacity=0))
            with station.look() as connection:
                from db.reads.stands import stands

                one = next(s for s in stands(connection, station.day_id) if s.number == 1)
            edit_stand(station, clock.now(), "1", StandChange(capacity=one.capacity + 1))
            said = stations.race("seat", now, [{"mine": pool[0]} for pool in pools])
            assert said == {"moved": 1, "full": STATIONS - 1}
            pools = [pool[1:] if _sits(station, pool[0]) else pool for pool in pools]

            code = codes[number % len(codes)]
            if number >= len(codes):
                from seminar_tui.day.leaving import check_out

                check_out(station, clock.now(), code)
            said = stations.race("badge", now, [{"code": code}] * STATIONS)
            assert said == {"in": 1, "already": STATIONS - 1}

            seq = _seq(station, clock)
            said = stations.race("key", now, [{"seq": seq}] * STATIONS)
            assert said["started"] == 1
            assert set(said) <= {"started", "already_running", "stale"}
            clock.utc_ms = now + 5_000
            press(station, clock.now(), "2", Request(Command.RESET))

            added = add_entry(station, clock.now(), "1", NewEntry(EntryKind.COMMENT, "Først"))
            said = stations.race("entry", now, [{"entry": added.row.id}] * STATIONS)
            assert said == {"first": 1, "over": STATIONS - 1}
    finally:
        stations.close()


def _empty(station: Station) -> None:
    from sqlalchemy import text

    with station.store.writing() as connection:
        connection.execute(text("DELETE FROM placement WHERE stand_id = 1"))


def _sits(station: Station, code: str) -> bool:
    from sqlalchemy import text

    query = (
        "SELECT count(*) FROM placement JOIN badge USING (participant_id)"
        " WHERE stand_id = 1 AND code = :code"
    )
    with station.look() as connection:
        return bool(connection.scalar(text(query), {"code": code}))


def _seq(station: Station, clock: FrozenClock) -> int:
    from seminar_tui.day.timing import show_clock

    events = show_clock(station, clock.now(), "2").events
    return events[-1].seq if events else 0
