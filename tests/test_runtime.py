"""The writer's thread: conflicts are done again, and memory is collected again after a start."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from db.errors import StoreError
from db.vocabulary import Instant
from seminar_tui.clock import FrozenClock
from seminar_tui.day.station import Station
from seminar_tui.runtime import CONFLICTS, Runtime, Target


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
        assert runtime.opened is there
    finally:
        gc.enable()
        gc.unfreeze()
        runtime.stop()
