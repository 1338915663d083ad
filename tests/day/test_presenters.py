"""The presenters of a stand are said to be there in one go, and it is taken back as one."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from db.models import Participant
from db.reads import visits as reads
from db.vocabulary import StationRole
from seminar_tui.clock import FrozenClock
from seminar_tui.day.log import read_log
from seminar_tui.day.presenters import presenters_are_here
from seminar_tui.day.station import Station
from seminar_tui.day.undo import undo_last
from seminar_tui.day.visits import report_presenters
from seminar_tui.rules.refusal import Refused
from tests.day.at_a_stand import as_stand, guests, stand


def _at(station: Station, number: int) -> list[tuple[bool, bool]]:
    with station.look() as connection:
        found = reads.presenters_of(connection, stand(station, number).id)
    return [(one.arrived, one.missing) for one in found]


def _awaited(station: Station) -> int:
    """A stand whose presenters are registered and not here."""
    homes = {guest.presents for guest in guests(station)}
    return next(n for n in range(1, 7) if stand(station, n).id in homes)


@pytest.fixture
def number(station: Station) -> int:
    return _awaited(station)


def test_they_are_let_in_and_missing_no_more_until_it_is_undone(
    any_station: Station, clock: FrozenClock
) -> None:
    station, number = any_station, _awaited(any_station)
    report_presenters(station, clock.now(), str(number))
    before = _at(station, number)
    assert before
    assert set(before) == {(False, True)}
    named = presenters_are_here(station, clock.now(), str(number))
    assert len(named) == len(before)
    assert set(_at(station, number)) == {(True, False)}
    assert presenters_are_here(station, clock.now(), str(number)) == ()
    with_people = next(line for line in read_log(station) if line.kind == "presenters_here")
    assert not with_people.people  # the second time there was nobody left to let in
    assert read_log(station)[1].people == len(before)
    assert undo_last(station, clock.now()).kind == "presenters_here"
    assert _at(station, number) == before


def test_a_stand_nobody_presents_at_is_said(
    station: Station, clock: FrozenClock, number: int
) -> None:
    with station.store.writing() as connection:
        connection.execute(update(Participant).values(presents_stand_id=None))
    with pytest.raises(Refused, match="no_presenters"):
        presenters_are_here(station, clock.now(), str(number))


def test_a_stands_own_station_lets_nobody_in(
    station: Station, clock: FrozenClock, number: int
) -> None:
    there = as_stand(station, stand(station, number).id)
    assert there.actor.role is StationRole.STAND
    with pytest.raises(Refused, match="not_allowed"):
        presenters_are_here(there, clock.now(), str(number))
