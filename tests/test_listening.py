"""A terminal hears of what concerns its screen at once, and of the rest a little later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest

from db import copies
from db.errors import StoreError
from db.vocabulary import EntryKind, StationRole
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.day_change import DayChange, edit_day
from seminar_tui.day.entries import NewEntry, add_entry
from seminar_tui.day.presence import beat
from seminar_tui.day.station import Station, take_station
from seminar_tui.listening import Listener
from seminar_tui.rules.concern import EVERYTHING, Concern, OfDoor, OfStand
from tests.day.at_a_stand import guests, place, stand, strangers


@dataclass
class Heard:
    """What a listener told, and a feed that moves each time it is asked."""

    station: Station
    concern: Concern = EVERYTHING
    lag_s: float = 100.0
    told: list[bool] = field(default_factory=list)
    looks: int = 0

    def after(self, write: Callable[[], object], looks: int = 1) -> list[bool]:
        """Return what is told of a write, within so many looks."""
        stop = Event()
        made = Listener(
            self.station.store, stop, lambda: self.concern, self._looked, self.told.append
        )
        made.lag_s = self.lag_s
        made._mark = made._last()
        write()
        feed = Moves(stop, looks)
        made._follow(feed)
        return self.told

    def _looked(self) -> None:
        self.looks += 1


@dataclass
class Moves:
    """A feed that says once that somebody has written."""

    stop: Event
    looks: int
    asked: int = 0

    def changed(self, wait_ms: int) -> bool:
        del wait_ms
        self.asked += 1
        if self.asked == self.looks:
            self.stop.set()
        return self.asked == 1

    def close(self) -> None:
        pass


@dataclass
class Still:
    """A feed on which nothing moves."""

    stop: Event

    def changed(self, wait_ms: int) -> bool:
        del wait_ms
        self.stop.set()
        return False

    def close(self) -> None:
        pass


@pytest.fixture
def heard(station: Station) -> Heard:
    return Heard(station)


def test_an_entry_is_told_to_its_stand_and_not_to_another(heard, station, clock):
    def write() -> None:
        add_entry(station, clock.now(), "1", NewEntry(EntryKind.COMMENT, "Ja"))

    heard.concern = OfStand(stand(station, 2).id, frozenset())
    assert heard.after(write) == []
    heard.concern = OfDoor()
    assert heard.after(write) == []
    heard.concern = OfStand(stand(station, 1).id, frozenset())
    assert heard.after(write) == [False]
    assert heard.looks == 3


def test_a_guest_is_told_to_the_stand_where_they_are_expected(heard, station, clock):
    at = stand(station, 1)
    expected, other, *_ = strangers(station, at)
    place(station, expected, at)
    heard.concern = OfStand(at.id, frozenset())
    assert heard.after(lambda: check_in(station, clock.now(), other.code)) == []
    assert heard.after(lambda: check_in(station, clock.now(), expected.code)) == [False]


def test_a_change_of_the_day_is_told_to_all_and_the_day_is_read_again(heard, station, clock):
    heard.concern = OfStand(stand(station, 1).id, frozenset())
    assert heard.after(lambda: edit_day(station, clock.now(), DayChange(title="Ny"))) == [True]


def test_what_leaves_no_row_is_told_later(heard, station, clock):
    def write() -> None:
        beat(station, clock.now(), StationRole.DOOR, None)

    assert heard.after(write, looks=3) == []
    heard.lag_s = 0.0
    assert heard.after(write) == [True]


def test_very_many_rows_are_not_looked_through(heard, station, clock, monkeypatch):
    monkeypatch.setattr("db.reads.news.MOST", 1)
    heard.concern = OfStand(stand(station, 2).id, frozenset())

    def write() -> None:
        for word in ("Ja", "Nej"):
            add_entry(station, clock.now(), "1", NewEntry(EntryKind.COMMENT, word))

    assert heard.after(write) == [True]


def test_a_server_tells_everybody(any_station, clock):
    heard = Heard(any_station)
    heard.concern = OfStand(stand(any_station, 2).id, frozenset())
    code = guests(any_station)[0].code
    told = heard.after(lambda: check_in(any_station, clock.now(), code))
    assert told == ([] if any_station.store.is_sqlite else [True])


def test_a_copy_put_back_is_told_at_once_and_so_is_what_follows(heard, station, clock, tmp_path):
    store, copy = Path(station.store.location), tmp_path / "copy.db"
    people = guests(station)
    copies.copy_to(store, copy)
    for guest in people[:3]:
        check_in(station, clock.now(), guest.code)
    stop = Event()
    listener = Listener(station.store, stop, lambda: OfDoor(), lambda: None, heard.told.append)
    listener._mark = listener._last()
    copies.put_back(copy, store, tmp_path / "kept.db")
    listener._weigh()
    assert heard.told == [True]
    again = take_station(station.store, "again", clock.now(), station.day_id)
    check_in(again, clock.now(), people[0].code)
    listener._weigh()
    assert heard.told == [True, False]


def test_what_was_written_before_it_listened_is_told_later(station, monkeypatch):
    stop, told = Event(), []
    monkeypatch.setattr("seminar_tui.listening.open_feed", lambda _store, _pause: Still(stop))
    made = Listener(station.store, stop, lambda: EVERYTHING, lambda: None, told.append, lag_s=0.0)
    made.listen()
    assert told == [True]


def test_a_store_that_was_out_of_reach_is_read_anew(station, monkeypatch):
    stop, told = Event(), []
    tries = iter([StoreError("locked"), Moves(stop, 2)])

    def opened(store, pause):
        del store, pause
        feed = next(tries)
        if isinstance(feed, StoreError):
            raise feed
        return feed

    monkeypatch.setattr("seminar_tui.listening.open_feed", opened)
    monkeypatch.setattr("seminar_tui.listening.AGAIN_S", 0.0)
    Listener(station.store, stop, lambda: EVERYTHING, lambda: None, told.append).listen()
    assert told == [True]
