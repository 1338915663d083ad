"""The writer's thread: conflicts are done again, and memory is collected again after a start."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from textual.message import Message

from db import copies
from db.errors import StoreError
from db.reads.days import all_days
from db.vocabulary import Instant, StationRole
from seminar_tui.clock import FrozenClock
from seminar_tui.day.presence import beat
from seminar_tui.day.stands import StandChange, edit_stand
from seminar_tui.day.station import Station, take_station
from seminar_tui.runtime import CONFLICTS, ENDS_WITHIN_S, PAINT_S, Request, Runtime, Target


class Job:
    """A use case that is in others' way so many times."""

    def __init__(self, times: int, code: str = "conflict") -> None:
        self.times, self.code, self.tried = times, code, 0

    def __call__(self, station: Station, now: Instant) -> str:
        del station, now
        self.tried += 1
        if self.tried <= self.times:
            raise StoreError(self.code)
        return "done"


@pytest.fixture
def runtime(station: Station, clock: FrozenClock) -> Runtime:
    made = Runtime(Target(station.store.location, None, "test"), clock)
    made._station = station
    return made


def test_it_is_done_again_until_it_goes(runtime: Runtime) -> None:
    job = Job(CONFLICTS)
    assert runtime._done(job) == "done"
    assert job.tried == CONFLICTS + 1


def test_it_is_told_when_it_never_goes(runtime: Runtime) -> None:
    job = Job(99)
    with pytest.raises(StoreError, match="conflict"):
        runtime._done(job)
    assert job.tried == CONFLICTS + 1


def test_other_trouble_is_told_at_once(runtime: Runtime) -> None:
    job = Job(1, "full")
    with pytest.raises(StoreError, match="full"):
        runtime._done(job)
    assert job.tried == 1


@pytest.mark.parametrize("there", [True, False])
def test_memory_is_collected_again_whether_the_store_opens_or_not(
    there: bool, tmp_path: Path, clock: FrozenClock
) -> None:
    runtime = Runtime(Target(str(tmp_path / "day.db"), None, "test", create=there), clock)
    runtime._writes.put(None)
    gc.disable()
    try:
        runtime._write_forever()
        assert gc.isenabled()
        assert runtime.is_open is there
    finally:
        gc.enable()
        gc.unfreeze()
        runtime.stop()


@pytest.fixture
def earlier(station: Station, tmp_path: Path) -> Path:
    """A copy of the store from before the station of the runtime joined."""
    copies.copy_to(Path(station.store.location), tmp_path / "copy.db")
    return tmp_path / "copy.db"


@pytest.fixture
def late(station: Station, earlier: Path, clock: FrozenClock) -> Runtime:
    """A runtime at work, of a station that the copy does not know."""
    made = Runtime(Target(station.store.location, None, "late"), clock)
    made._store = station.store
    with station.look() as connection:
        made.choose_day(all_days(connection)[0])
    return made


def _edit(station: Station, now: Instant) -> object:
    return edit_stand(station, now, "1", StandChange(theme="Nyt"))


def _who_acted(station: Station) -> str:
    with station.look() as connection:
        found = connection.exec_driver_sql(
            "SELECT name FROM station JOIN action ON station_id = station.id"
            " ORDER BY action.id DESC LIMIT 1"
        )
        return str(found.scalar())


@pytest.mark.parametrize("taken", [False, True], ids=["number free", "number another's"])
def test_a_station_works_on_after_an_earlier_copy_was_put_back(
    late: Runtime, station: Station, earlier: Path, clock: FrozenClock, taken: bool
) -> None:
    copies.put_back(earlier, Path(station.store.location), earlier.with_name("kept.db"))
    if taken:
        take_station(station.store, "another", clock.now(), station.day_id)
    late._done(_edit)
    assert _who_acted(station) == "late"
    late._done(lambda s, now: beat(s, now, StationRole.DOOR, None))


def test_where_the_day_is_gone_it_says_so(late: Runtime, station: Station, earlier: Path) -> None:
    copies.put_back(earlier, Path(station.store.location), earlier.with_name("kept.db"))
    with station.store.writing() as connection:
        connection.exec_driver_sql("UPDATE day SET date = '2001-01-01'")
    with pytest.raises(StoreError, match="gone"):
        late._done(_edit)


def test_a_file_put_in_the_place_of_the_store_is_said_and_then_worked_on(
    late: Runtime, station: Station, earlier: Path
) -> None:
    late._done(_edit)
    os.replace(earlier, station.store.location)
    for ending in ("-wal", "-shm"):
        Path(station.store.location + ending).unlink(missing_ok=True)
    with pytest.raises(StoreError, match="gone"):
        late._done(_edit)
    late._done(_edit)
    assert _who_acted(station) == "late"


def read_of(name: str, *, patient: bool = False) -> Request:
    return Request(lambda _station, _now: name, Nobody(), print, print, patient)


class Nobody:
    def post_message(self, message: Message) -> bool:
        del message
        return True


def next_of(runtime: Runtime) -> str:
    request = runtime._next_read()
    assert request is not None
    return str(runtime._done(request.job))


def test_a_patient_read_waits_until_the_answer_is_painted(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = [100.0]
    monkeypatch.setattr("seminar_tui.runtime.elapsed", lambda: moment[0])
    runtime.read("board", read_of("board", patient=True))
    runtime.read("asked", read_of("asked"))
    runtime.hold_reads()
    assert next_of(runtime) == "asked"
    moment[0] += PAINT_S
    assert next_of(runtime) == "board"


def test_a_patient_read_comes_by_itself_when_nobody_types_any_more(runtime: Runtime) -> None:
    runtime.hold_reads()
    runtime.read("board", read_of("board", patient=True))
    assert next_of(runtime) == "board"


def test_a_write_holds_patient_reads(runtime: Runtime) -> None:
    runtime.write(read_of("write"))
    runtime.write(None)  # type: ignore[arg-type]  # how `stop` ends the writer
    before = runtime._patience_until
    runtime._open = lambda: None  # type: ignore[method-assign]
    runtime._write_forever()
    assert runtime._patience_until > before


def test_what_hangs_aside_holds_the_end_up_once_and_is_forgotten_when_done(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        runtime.aside(read_of("printed"))
    for thread in list(runtime._threads):
        thread.join()
    runtime.aside(read_of("printed"))
    assert len(runtime._threads) <= 1
    moment, waited = [100.0], []

    class Hangs:
        def join(self, timeout: float) -> None:
            moment[0] += timeout
            waited.append(timeout)

    monkeypatch.setattr("seminar_tui.runtime.elapsed", lambda: moment[0])
    runtime._threads = [Hangs(), Hangs(), Hangs()]  # type: ignore[list-item]
    runtime.stop()
    assert sum(waited) == ENDS_WITHIN_S
