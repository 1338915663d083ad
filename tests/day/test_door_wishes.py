"""Wishes changed at the door: a better seat where a wish gives one, else the seat that was told."""

from __future__ import annotations

import pytest

from db.reads.plan import plan_version
from db.rows import PersonRow, Seat, StandRow
from seminar_tui.clock import FrozenClock
from seminar_tui.day import door_view
from seminar_tui.day.door_wishes import rewish
from seminar_tui.day.planning import place
from seminar_tui.day.stands import StandChange, edit_stand
from seminar_tui.day.station import Station
from seminar_tui.day.undo import undo_last
from tests.day.test_planning import a_guest, stands


@pytest.fixture
def guest(station: Station, clock: FrozenClock) -> PersonRow:
    """Somebody with a seat in both rounds."""
    place(station, clock.now())
    return a_guest(station)


def _told(station: Station, guest: PersonRow) -> dict[int, Seat]:
    return {seat.round: seat for seat in door_view.read_seats(station, guest.id)}


def _other(station: Station, guest: PersonRow, round_: int) -> StandRow:
    """A stand of the round that the guest may go to and is not told to."""
    told = _told(station, guest)[round_].stand
    return next(
        one
        for one in stands(station).values()
        if one.round == round_ and one.number != told and one.municipality != guest.municipality
    )


def test_a_wish_in_one_round_leaves_the_seat_of_the_other(
    station: Station, clock: FrozenClock, guest: PersonRow
) -> None:
    before = _told(station, guest)
    wished = _other(station, guest, 2)
    done = rewish(station, clock.now(), guest.id, [str(wished.number)])
    assert {seat.round: seat.stand for seat in done.seats} == {
        1: before[1].stand,
        2: wished.number,
    }
    undo_last(station, clock.now())
    assert _told(station, guest) == before


def test_a_full_wish_leaves_the_seat_as_it_was(
    station: Station, clock: FrozenClock, guest: PersonRow
) -> None:
    before = _told(station, guest)
    wished = _other(station, guest, 1)
    edit_stand(station, clock.now(), str(wished.number), StandChange(capacity=1))
    done = rewish(station, clock.now(), guest.id, [str(wished.number)])
    assert done.seats == tuple(before.values())
    assert done.wishes == (wished.number,)


def test_no_wishes_at_all_move_nobody(
    station: Station, clock: FrozenClock, guest: PersonRow
) -> None:
    before = _told(station, guest)
    assert rewish(station, clock.now(), guest.id, []).seats == tuple(before.values())


def test_the_plan_is_a_new_version_once_and_only_where_a_seat_is_another(
    station: Station, clock: FrozenClock, guest: PersonRow
) -> None:
    """Who looks at a proposal may accept it, as long as nobody was told anything new."""
    wished = [str(_other(station, guest, 2).number)]
    before = _version(station)
    rewish(station, clock.now(), guest.id, wished)
    assert _version(station) == before + 1
    rewish(station, clock.now(), guest.id, wished)
    assert _version(station) == before + 1


def _version(station: Station) -> int:
    with station.look() as connection:
        return plan_version(connection, station.day_id)


def test_a_seat_at_a_stand_that_is_cancelled_is_changed(
    station: Station, clock: FrozenClock, guest: PersonRow
) -> None:
    before = _told(station, guest)
    edit_stand(station, clock.now(), str(before[1].stand), StandChange(cancel=True))
    done = rewish(station, clock.now(), guest.id, [])
    assert {seat.round for seat in done.seats} == {1, 2}
    assert before[1].stand not in [seat.stand for seat in done.seats]
