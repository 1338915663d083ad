"""An undo never writes over what somebody else has changed since."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db.reads.people import former_values, people, wishes_of
from db.reads.stands import stands
from db.rows import StandRow
from db.vocabulary import Instant
from seminar_tui.clock import FrozenClock
from seminar_tui.day.door_wishes import rewish
from seminar_tui.day.moving import move
from seminar_tui.day.people import PersonChange, acknowledge, edit_person, replace_badge
from seminar_tui.day.planning import place
from seminar_tui.day.rounds import shift_round
from seminar_tui.day.stands import StandChange, edit_stand
from seminar_tui.day.station import Station, take_station
from seminar_tui.day.undo import undo_last
from seminar_tui.day.wishes import wish
from seminar_tui.demo.generator import make_world
from seminar_tui.rules.refusal import Refused


@pytest.fixture
def other(any_station: Station, clock: FrozenClock) -> Station:
    return take_station(any_station.store, "other", clock.now(), any_station.day_id)


def one_stand(station: Station, number: int = 1) -> StandRow:
    with station.look() as connection:
        return next(s for s in stands(connection, station.day_id) if s.number == number)


GUEST = next(one for one in make_world(6).people if one.presents is None and len(one.wishes) > 1)


def guest_id(station: Station) -> int:
    with station.look() as connection:
        return next(p.id for p in people(connection, station.day_id) if p.code == GUEST.code)


Act = Callable[[Station, Instant], object]
CASES: dict[str, tuple[Act, Act]] = {
    "stand": (
        lambda s, n: edit_stand(s, n, "1", StandChange(theme="Først")),
        lambda s, n: edit_stand(s, n, "1", StandChange(theme="Siden")),
    ),
    "approved": (
        lambda s, n: edit_stand(s, n, "1", StandChange(theme="Først")),
        lambda s, n: edit_stand(s, n, "1", StandChange(approve=True)),
    ),
    "person": (
        lambda s, n: edit_person(s, n, GUEST.code, PersonChange(title="Først")),
        lambda s, n: edit_person(s, n, GUEST.code, PersonChange(title="Siden")),
    ),
    "wish": (
        lambda s, n: wish(s, n, GUEST.code, [str(GUEST.wishes[1])]),
        lambda s, n: wish(s, n, GUEST.code, [str(GUEST.wishes[0])]),
    ),
    "rewish": (
        lambda s, n: rewish(s, n, guest_id(s), [str(GUEST.wishes[1])]),
        lambda s, n: wish(s, n, GUEST.code, [str(GUEST.wishes[0])]),
    ),
    "badge": (
        lambda s, n: replace_badge(s, n, GUEST.code),
        lambda s, n: replace_badge(s, n, code_of_guest(s)),
    ),
    "rounds": (
        lambda s, n: shift_round(s, n, 2, 5),
        lambda s, n: shift_round(s, n, 2, 5),
    ),
}


def code_of_guest(station: Station) -> str:
    with station.look() as connection:
        return next(p.code for p in people(connection, station.day_id) if p.name == GUEST.name)


@pytest.mark.parametrize("case", CASES)
def test_what_was_changed_since_is_not_written_over(
    any_station: Station, other: Station, clock: FrozenClock, case: str
) -> None:
    first, then = CASES[case]
    first(any_station, clock.now())
    then(other, clock.now())
    with pytest.raises(Refused) as said:
        undo_last(any_station, clock.now())
    assert said.value.code == "changed_since"
    # Once the other has taken theirs back, it can be taken back too.
    undo_last(other, clock.now())
    undo_last(any_station, clock.now())


def test_another_field_changed_since_stays(
    any_station: Station, other: Station, clock: FrozenClock
) -> None:
    was = one_stand(any_station)
    edit_stand(any_station, clock.now(), "1", StandChange(theme="Først"))
    edit_stand(other, clock.now(), "1", StandChange(place="Gården"))
    undo_last(any_station, clock.now())
    now = one_stand(any_station)
    assert (now.theme, now.place) == (was.theme, "Gården")


def test_a_note_that_was_read_is_still_taken_back(
    any_station: Station, other: Station, clock: FrozenClock
) -> None:
    edit_person(any_station, clock.now(), GUEST.code, PersonChange(attention="Giv nøglen"))
    acknowledge(other, clock.now(), guest_id(any_station))
    undo_last(any_station, clock.now())
    with any_station.look() as connection:
        assert former_values(connection, guest_id(any_station))["attention"] == ""


def test_seats_given_since_stay_where_the_edit_gave_none(
    any_station: Station, other: Station, clock: FrozenClock
) -> None:
    place(any_station, clock.now())
    edit_person(any_station, clock.now(), GUEST.code, PersonChange(title="Først"))
    with any_station.look() as connection:
        wished = wishes_of(connection, [guest_id(any_station)])[guest_id(any_station)]
    moved = move(other, clock.now(), GUEST.code, str(wished[-1]))
    undo_last(any_station, clock.now())
    if moved.moves:
        from db.reads.arrivals import seats

        with any_station.look() as connection:
            held = {one.stand for one in seats(connection, guest_id(any_station))}
        assert wished[-1] in held
