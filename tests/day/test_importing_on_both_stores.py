"""The same import on SQLite and on PostgreSQL: new, again, changed, undone."""

from __future__ import annotations

import random
from pathlib import Path

from db.engine import Store
from db.reads.registrations import registered
from db.vocabulary import Instant
from seminar_tui.day.days import DaySpec, create_day
from seminar_tui.day.importing import import_participants
from seminar_tui.day.importing_stands import import_stands
from seminar_tui.day.station import Station, take_station
from seminar_tui.day.undo import undo_last
from seminar_tui.files.lists import read_list
from seminar_tui.rules.records import ListKind
from tests.importing_day import REGISTRATIONS

NOW = Instant(1_800_000_000_000)


def names(station: Station) -> list[str]:
    with station.look() as connection:
        return [row.name for row in registered(connection, station.day_id)]


def take(station: Station, file: str, kind: ListKind) -> tuple[int, int, int]:
    path: Path = REGISTRATIONS / file
    read = read_list(path, kind)
    assert read.raw is not None
    if kind is ListKind.STANDS:
        done = import_stands(station, NOW, read.raw, read.findings)
    else:
        done = import_participants(station, NOW, read.raw, source=random.Random(5))
    assert done.result == "imported"
    return done.new, done.changed, len(done.gone)


def test_a_list_is_a_difference_on_both_stores(any_store: Store) -> None:
    maker = take_station(any_store, "test", NOW, 0)
    made = create_day(maker, NOW, DaySpec(title="Ny dag", date="2027-01-21"))
    station = Station(any_store, maker.actor, made.day_id)
    assert take(station, "stands/stande_rettet.csv", ListKind.STANDS) == (26, 0, 0)
    assert take(station, "resent/liste_v1.csv", ListKind.PARTICIPANTS) == (60, 0, 0)
    before = names(station)
    assert take(station, "resent/liste_v1.csv", ListKind.PARTICIPANTS) == (0, 0, 0)
    assert take(station, "resent/liste_v2.csv", ListKind.PARTICIPANTS) == (6, 6, 3)
    undo_last(station, NOW)
    assert names(station) == before
    assert take(station, "resent/liste_v2.csv", ListKind.PARTICIPANTS) == (6, 6, 3)
