"""The practice day lived through the use cases, and its process beside the app."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import func, select, text
from sqlmodel import col

from db.models import Action, Entry, Presence, Standing, TimerEvent
from db.models import Station as Seen
from db.schema import open_store
from seminar_tui.clock import FrozenClock, SystemClock
from seminar_tui.day.station import Station
from seminar_tui.demo.generator import make_world
from seminar_tui.demo.making import MadeDay, make_file, plan
from seminar_tui.demo.practice import Practice
from seminar_tui.demo.script import Arrive, StandIn, WalkIn, write_script
from seminar_tui.demo.simulator import PROCESS, Simulator, read_seats
from seminar_tui.rules.refusal import BadInput


def _ready(station: Station, size: int = 6) -> tuple[Simulator, int]:
    world = make_world(size)
    plan(station.store, MadeDay(station.day_id, size, 0), 1)
    simulator = Simulator()
    simulator.take(station.store, station.day_id)
    script = write_script(world, read_seats(station.store, station.day_id))
    simulator.learn(script)
    come = {step.who for step in script if isinstance(step, Arrive | StandIn | WalkIn)}
    return simulator, len(come)


def test_a_whole_day_goes_through_the_use_cases(any_station: Station) -> None:
    simulator, come = _ready(any_station)
    simulator.catch_up(2**60)
    with any_station.look() as connection:
        arrived = connection.scalar(select(func.count()).select_from(Presence))
        done = connection.scalar(
            select(func.count()).select_from(TimerEvent).where(col(TimerEvent.kind) == "finished")
        )
        standing = connection.scalar(select(func.count()).select_from(Standing))
        said = connection.scalar(select(func.count()).select_from(Entry))
        entered = connection.scalar(
            select(func.count()).select_from(Action).where(col(Action.kind) == "entry")
        )
    assert arrived == come
    assert done == 6
    assert standing > come
    assert said == entered > 12
    # A bent code and a bottle are refused; a badge of the day never is.
    assert {"revoked", "cancelled", "wrong_day", "ambiguous", "not_open", "own_stand"}.isdisjoint(
        simulator.answers
    )


def test_catching_up_stops_at_the_moment(station: Station) -> None:
    world = make_world(6)
    simulator, come = _ready(station)
    simulator.catch_up(world.opens)
    with station.look() as connection:
        at = connection.execute(select(col(Presence.arrived_at))).scalars().all()
    assert 0 < len(at) < come
    assert max(at) <= world.opens


def test_it_stops_when_told(station: Station, clock: FrozenClock) -> None:
    simulator, _ = _ready(station)
    stop = Event()
    stop.set()
    simulator.live(clock, 60, stop)
    assert not simulator.answers


def test_a_desk_where_nobody_comes_is_not_quiet(station: Station) -> None:
    world = make_world(6)
    simulator, _ = _ready(station)
    simulator.catch_up(world.opens)
    stop = _AtOnce()
    simulator.live(FrozenClock(world.opens + 60_000), 0.001, stop)
    with station.look() as connection:
        seen = connection.execute(select(col(Seen.seen_at)).where(col(Seen.process) == PROCESS))
        assert set(seen.scalars()) == {world.opens + 60_000}


class _AtOnce(Event):
    """Told to stop as soon as somebody waits."""

    def wait(self, timeout: float | None = None) -> bool:
        return True


@pytest.mark.parametrize("speed", [600.0])
def test_the_day_is_alive_from_the_first_moment_and_goes_on(speed: float) -> None:
    count = text("SELECT count(*) FROM presence")
    with Practice(6, 1, speed) as practice:
        practice.wait_until_made()
        folder = practice.file.parent
        store = open_store(practice.file)
        with store.reading() as connection:
            first = connection.scalar(count)
            running = connection.execute(
                text("SELECT practice_since, practice_speed FROM day")
            ).one()
        assert first > 0
        assert abs(running[0] - SystemClock().now().utc_ms) < 60_000
        assert running[1] == speed
        assert _until(lambda: _counted(store, count) > first + 3)
        store.close()
    assert not folder.exists()


def _counted(store: object, statement: object) -> int:
    with store.reading() as connection:
        return int(connection.scalar(statement))


def _until(holds: object, seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_it_ends_with_the_app_however_that_ends(tmp_path: Path) -> None:
    """The app is killed; the practice process goes home and takes its folder with it."""
    code = (
        "import sys, time\n"
        "from seminar_tui.demo.practice import Practice\n"
        "with Practice(6, 1, 60.0) as practice:\n"
        "    practice.wait_until_made()\n"
        "    print(practice.file, practice.pid, flush=True)\n"
        "    time.sleep(60)\n"
    )
    app = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert app.stdout is not None
    file, number = app.stdout.readline().split()
    app.send_signal(signal.SIGKILL)
    app.wait(10)
    app.stdout.close()
    assert _until(lambda: not Path(file).parent.exists())
    assert _until(lambda: not _is_running(int(number)))


def _is_running(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_file_that_is_there_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("my notes")
    with pytest.raises(BadInput) as said:
        make_file(path, make_world(6))
    assert said.value.code == "file_exists"
    assert path.read_text() == "my notes"
    assert os.listdir(tmp_path) == ["notes.db"]


def test_a_day_half_made_leaves_nothing(tmp_path: Path) -> None:
    def fail(store: object, made: object) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        make_file(tmp_path / "day.db", make_world(6), fail)
    assert os.listdir(tmp_path) == []
