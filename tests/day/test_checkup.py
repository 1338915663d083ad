"""The doctor: every check answers, the one that fails hides no other."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from db.vocabulary import Instant
from seminar_tui.clock import FrozenClock
from seminar_tui.day.checkup import MEGABYTE, Check, State, _terminal, examine
from seminar_tui.day.keeping import back_up, note_file
from seminar_tui.day.presence import scanner_tried
from seminar_tui.day.station import Station, take_station
from seminar_tui.i18n import LANGUAGES, known, t, use_language
from seminar_tui.rules.scanning import Fit

PLAIN = {"TERM": "xterm-256color"}


def _by_name(checks: tuple[Check, ...]) -> dict[str, Check]:
    return {check.name: check for check in checks}


def test_a_store_in_order(station: Station, clock: FrozenClock) -> None:
    found = _by_name(examine(station.store.location, clock.now(), PLAIN))
    assert {"file", "disk", "store", "stations", "clock", "terminal", "scanner"} <= set(found)
    assert not [check for check in found.values() if check.state is State.WRONG]


def test_a_store_that_is_not_there_hides_no_other_check(tmp_path: Path, clock: FrozenClock) -> None:
    found = _by_name(examine(str(tmp_path / "none.db"), clock.now(), PLAIN))
    assert (found["file"].state, found["file"].code) == (State.WRONG, "missing")
    assert {"clock", "terminal"} <= set(found)


def test_a_damaged_store_is_found(station: Station, clock: FrozenClock) -> None:
    path = Path(station.store.location)
    station.store.close()
    content = bytearray(path.read_bytes())
    content[8192:40960] = b"\xa5" * (40960 - 8192)
    path.write_bytes(bytes(content))
    found = _by_name(examine(str(path), clock.now(), PLAIN))
    assert found["store"].state is State.WRONG
    assert found["store"].code in ("damaged", "not_a_store")


def test_a_clock_that_was_set_back_is_found(station: Station, clock: FrozenClock) -> None:
    now = clock.now()
    with station.act(now, "test") as work:
        work.log("done")
    checks = examine(station.store.location, Instant(now.utc_ms - 3_600_000), PLAIN)
    (behind,) = [check for check in checks if check.name == "clock"]
    assert (behind.state, behind.code) == (State.WRONG, "behind")
    assert behind.facts == {"minutes": 60}


def test_a_folder_is_no_store(tmp_path: Path, clock: FrozenClock) -> None:
    found = _by_name(examine(str(tmp_path), clock.now(), PLAIN))
    assert (found["file"].state, found["file"].code) == (State.WRONG, "is_folder")
    assert "store" not in found


@pytest.mark.parametrize(
    ("free", "state", "code"),
    [(600, State.FINE, "fine"), (400, State.LOOK, "little"), (40, State.WRONG, "full")],
)
def test_a_disk_that_gets_full_is_found(
    station: Station,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
    free: int,
    state: State,
    code: str,
) -> None:
    usage = SimpleNamespace(free=free * MEGABYTE)
    monkeypatch.setattr("seminar_tui.day.checkup.shutil.disk_usage", lambda _path: usage)
    found = _by_name(examine(station.store.location, clock.now(), PLAIN))["disk"]
    assert (found.state, found.code, found.facts) == (state, code, {"megabytes": free})


def test_a_file_nobody_may_write_and_a_network_drive_are_found(
    station: Station, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seminar_tui.day.checkup.os.access", lambda _path, _how: False)
    monkeypatch.setattr("seminar_tui.day.checkup.network_system", lambda _path: "cifs")
    found = _by_name(examine(station.store.location, clock.now(), PLAIN))
    assert (found["file"].state, found["file"].code) == (State.WRONG, "read_only")
    assert (found["folder"].state, found["folder"].facts) == (State.WRONG, {"system": "cifs"})


@pytest.mark.parametrize(
    ("size", "term", "code"),
    [
        ((80, 24), "xterm", "fine"),
        ((79, 24), "xterm", "small"),
        ((80, 23), "xterm", "small"),
        ((80, 24), "dumb", "dumb"),
    ],
)
def test_a_terminal_that_is_too_small_or_dumb_is_found(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], term: str, code: str
) -> None:
    monkeypatch.setattr(
        "seminar_tui.day.checkup.shutil.get_terminal_size", lambda: os.terminal_size(size)
    )
    found = _by_name(tuple(_terminal({"TERM": term}, lambda: True)))["terminal"]
    assert found.code == code
    assert (found.state is State.FINE) == (code == "fine")


def test_a_copy_is_missed_and_told_when_it_is_behind(
    station: Station, clock: FrozenClock, tmp_path: Path
) -> None:
    def told() -> str:
        return _by_name(examine(station.store.location, clock.now(), PLAIN))["backup"].code

    assert told() == "none"
    back_up(station, clock.now(), tmp_path / "copy.db")
    assert told() == "fine"
    clock.advance(16 * 60)
    note_file(station, clock.now(), "export", tmp_path / "x.csv")
    assert told() == "old"
    (tmp_path / "copy.db").unlink()
    assert told() == "none"


def test_a_frozen_clock_is_said(station: Station, clock: FrozenClock) -> None:
    surroundings = {**PLAIN, "SEMINAR_CLOCK": "2026-10-14T09:00:00+02:00"}
    found = _by_name(examine(station.store.location, clock.now(), surroundings))
    assert found["clock"].code == "frozen"


def test_a_station_gone_quiet_is_named(station: Station, clock: FrozenClock) -> None:
    now = clock.now()
    take_station(station.store, "Indgang 1", now, station.day_id, process="7")
    clock.advance(120)
    take_station(station.store, "Indgang 2", clock.now(), station.day_id, process="8")
    found = _by_name(examine(station.store.location, clock.now(), PLAIN))["stations"]
    assert (found.state, found.code) == (State.LOOK, "quiet")
    assert found.facts == {"on": 1, "quiet": "Indgang 1"}


def test_what_the_door_learnt_of_its_scanners_is_told(
    address: str, any_station: Station, clock: FrozenClock
) -> None:
    def told() -> tuple[str, object]:
        found = _by_name(examine(address, clock.now(), PLAIN))["scanner"]
        return found.code, found.facts.get("stations")

    first, second = (
        take_station(any_station.store, name, clock.now(), any_station.day_id, process=name[-1])
        for name in ("Indgang 1", "Indgang 2")
    )
    assert told() == ("try", None)
    scanner_tried(first, clock.now(), True)
    assert told() == ("card", "Indgang 1")
    scanner_tried(first, clock.now(), True, Fit.RIGHT)
    clock.advance(120)
    assert told() == ("fine", "Indgang 1")
    scanner_tried(second, clock.now(), True, Fit.OTHER)
    assert told() == ("other", "Indgang 2")
    scanner_tried(first, clock.now(), False, Fit.RIGHT)
    assert told() == ("wrong", "Indgang 1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_has_its_sentence(language: str) -> None:
    use_language(language)
    said = {
        "file": ("fine", "missing", "is_folder", "read_only"),
        "folder": ("network",),
        "disk": ("fine", "little", "full"),
        "store": ("fine",),
        "clock": ("fine", "frozen", "behind"),
        "terminal": ("fine", "small", "dumb", "none"),
        "letters": ("not_utf8",),
        "scanner": ("try", "fine", "card", "caps", "other", "wrong"),
        "stations": ("none", "fine", "quiet"),
        "backup": ("none", "fine", "old"),
    }
    missing = [
        f"doctor.{name}.{code}"
        for name, codes in said.items()
        for code in codes
        if not known(f"doctor.{name}.{code}")
    ]
    assert missing == []
    assert all(t(f"doctor.sign.{state}") for state in State)
