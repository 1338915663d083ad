"""Which stations are on. Nobody does this by hand, so it leaves no row in the log."""

from __future__ import annotations

from db.reads import stands as stand_reads
from db.reads.actions import noted
from db.vocabulary import Instant, StationRole
from db.writes import actions
from seminar_tui.day.station import Station
from seminar_tui.rules.scanning import Fit

_ONE_STEP_MS = 60_000
"""A step of the same length within so long is the same one, seen by another terminal."""


def beat(station: Station, now: Instant, role: StationRole, stand: int | None) -> None:
    """Say that this station is there, showing the screen of a role; `stand` is a number.

    Raises StoreError: put_back.
    """
    with station.store.writing() as connection:
        station.must_be_known(connection)
        stands = stand_reads.stands(connection, station.day_id) if stand is not None else ()
        stand_id = next((one.id for one in stands if one.number == stand), None)
        actions.touch_station(
            connection, station.actor.station_id, role.value, stand_id, now.utc_ms
        )


def leave(station: Station, now: Instant) -> None:
    """Say that this station is closed."""
    with station.store.writing() as connection:
        actions.leave_station(connection, station.actor.station_id, now.utc_ms)


def note_clock_step(station: Station, now: Instant, moved_ms: int) -> bool:
    """Note that this machine's wall clock was moved by so much; tell whether nobody had yet.

    Every terminal of a machine sees the same step: it is one line of the log. Raises Refused:
    not_allowed at a wall, which only shows.
    """
    said = {"seconds": round(moved_ms / 1000), "boot": now.boot_id}
    with station.act(now, "clock_step", StationRole.DOOR, StationRole.STAND) as work:
        since = now.utc_ms - _ONE_STEP_MS
        if noted(work.connection, station.day_id, work.kind, said, since):
            return False
        work.log(f"{said['seconds']:+} s", detail=said)
    return True


def scanner_tried(station: Station, now: Instant, good: bool, fit: Fit | None = None) -> None:
    """Note that a scanner was tried, and whether what it sent could be read.

    `fit` is what the set-up card told of its keyboard layout, None before one was scanned.
    """
    with station.act(now, "scanner_test", StationRole.DOOR) as work:
        work.log("good" if good else "wrong", detail={"fit": fit.value} if fit else {})
