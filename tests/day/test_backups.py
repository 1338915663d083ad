"""Copies taken by themselves: by one station, where they should go, and taken by a purge."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from db.copies import verify
from db.errors import StoreError
from db.schema import HEAD
from db.vocabulary import Instant, StationRole
from seminar_tui.clock import FrozenClock
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.backups import backup_folder, plan_backup, take_backup
from seminar_tui.day.checkup import examine
from seminar_tui.day.keeping import purge, restore
from seminar_tui.day.station import Station, take_station
from seminar_tui.demo.generator import make_world
from seminar_tui.rules.backups import EVERY_MS, NEWEST

FOLDER = "seminar-backups"


def later(now: Instant, milliseconds: int) -> Instant:
    return Instant(now.utc_ms + milliseconds)


def back_up(station: Station, now: Instant, environ: dict[str, str] | None = None) -> Path | None:
    planned = plan_backup(station, now, environ or {})
    return None if planned is None else take_backup(planned)


def scan(station: Station, now: Instant, number: int) -> None:
    check_in(station, now, make_world(6).people[number].code)


def test_a_copy_is_taken_then_none_until_something_was_done(
    station: Station, clock: FrozenClock
) -> None:
    now = clock.now()
    made = back_up(station, now)
    assert made is not None
    assert made.parent.name == FOLDER
    assert verify(made) == HEAD
    assert back_up(station, later(now, EVERY_MS)) is None
    scan(station, later(now, EVERY_MS), 0)
    assert back_up(station, later(now, EVERY_MS - 1)) is None
    assert back_up(station, later(now, EVERY_MS)) is not None


def test_of_many_stations_one_takes_it(station: Station, clock: FrozenClock) -> None:
    roles = [StationRole.DOOR, StationRole.STAND, StationRole.WALL, StationRole.ORGANISER] * 2
    stations = [
        take_station(station.store, f"s{number}", clock.now(), station.day_id, role=role)
        for number, role in enumerate(roles)
    ]
    planned = []
    go = threading.Barrier(len(stations))

    def ask(one: Station) -> None:
        go.wait()
        planned.append(plan_backup(one, clock.now(), {}))

    threads = [threading.Thread(target=ask, args=(one,)) for one in stations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(planned) == len(stations)
    assert len([one for one in planned if one is not None]) == 1


def test_another_folder_is_told_apart_by_the_store(
    station: Station, clock: FrozenClock, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    made = back_up(station, clock.now(), {"SEMINAR_BACKUPS": str(disk)})
    assert made is not None
    assert made.parent.parent == disk
    other = backup_folder(tmp_path / "other" / "seminar.db", {"SEMINAR_BACKUPS": str(disk)})
    assert other is not None
    assert other != made.parent


def test_none_is_taken_where_it_is_turned_off(station: Station, clock: FrozenClock) -> None:
    assert plan_backup(station, clock.now(), {"SEMINAR_BACKUPS": "off"}) is None


def test_a_disk_that_is_not_there_is_said_and_tried_again(
    station: Station, clock: FrozenClock, tmp_path: Path
) -> None:
    environ = {"SEMINAR_BACKUPS": str(tmp_path / "usb")}
    with pytest.raises(StoreError) as said:
        back_up(station, clock.now(), environ)
    assert said.value.code == "no_folder"
    assert not (tmp_path / "usb").exists()
    (tmp_path / "usb").mkdir()
    # Nothing was done since, yet what was noted is not there.
    assert back_up(station, later(clock.now(), EVERY_MS), environ) is not None


def test_older_copies_are_let_go_and_nothing_else(station: Station, clock: FrozenClock) -> None:
    now = clock.now()
    folder = Path(station.store.location).with_name(FOLDER)
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    for number in range(NEWEST + 14):
        scan(station, later(now, number * EVERY_MS), number)
        assert back_up(station, later(now, number * EVERY_MS)) is not None
    left = sorted(path.name for path in folder.iterdir())
    assert "mine.txt" in left
    # The newest twelve, and the last of the hour before them.
    assert len(left) == 1 + NEWEST + 1


def test_a_purge_takes_them_and_one_under_way(station: Station, clock: FrozenClock) -> None:
    now = clock.now()
    first = back_up(station, now)
    assert first is not None
    scan(station, now, 0)
    planned = plan_backup(station, later(now, EVERY_MS), {})
    assert planned is not None
    done = purge(station, later(now, EVERY_MS))
    assert str(first) in done.removed
    assert take_backup(planned) is None
    assert list(first.parent.iterdir()) == []


def test_a_purge_finds_them_after_an_older_copy_was_put_back(
    station: Station, clock: FrozenClock, tmp_path: Path
) -> None:
    now = clock.now()
    first = back_up(station, now)
    assert first is not None
    scan(station, now, 0)
    second = back_up(station, later(now, EVERY_MS))
    assert second is not None
    restore(first, Path(station.store.location), "1")
    purge(station, later(now, EVERY_MS))
    assert not first.exists()
    assert not second.exists()


def test_the_doctor_tells_of_the_newest(station: Station, clock: FrozenClock) -> None:
    def told(now: Instant) -> tuple[str, object]:
        checks = examine(station.store.location, now, {"TERM": "xterm"})
        found = next(check for check in checks if check.name == "backup")
        return found.code, found.facts.get("minutes")

    now = clock.now()
    assert told(now) == ("none", None)
    made = back_up(station, now)
    assert made is not None
    assert told(later(now, 120_000)) == ("fine", 2)
    scan(station, later(now, 4 * EVERY_MS), 0)
    assert told(later(now, 4 * EVERY_MS)) == ("old", 20)
    made.unlink()
    assert told(now) == ("none", None)
