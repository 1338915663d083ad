from __future__ import annotations

import pytest

from db.reads import paper as reads
from db.vocabulary import StationRole
from seminar_tui.day.outcome import outcome
from seminar_tui.day.printing import badges_printed, chosen, material
from seminar_tui.day.station import Station
from seminar_tui.rules.badge import read_code
from seminar_tui.rules.names import danish_key
from seminar_tui.rules.refusal import BadInput, Refused


def test_a_day_on_paper_is_everybody_expected_and_every_stand(any_station):
    with any_station.look() as connection:
        found = material(connection, any_station.day_id)
    assert len(found.stands) == 6
    assert [stand.number for stand in found.stands] == [1, 2, 3, 4, 5, 6]
    assert all(read_code(guest.code) for guest in found.guests)
    names = [danish_key(guest.name) for guest in found.guests]
    assert names == sorted(names)
    presenting = [guest for guest in found.guests if guest.presents]
    assert presenting
    assert {name for stand in found.stands for name in stand.presenters} >= {
        guest.name for guest in presenting
    }


def test_badges_are_printed_once_and_new_ones_are_those_not_printed(any_station, clock):
    with any_station.look() as connection:
        guests = material(connection, any_station.day_id).guests
    badges_printed(any_station, clock.now(), guests[:3])
    with any_station.look() as connection:
        day = any_station.day_id
        assert set(reads.printed(connection, day)) == {guest.code for guest in guests[:3]}
        assert chosen(connection, day, guests, (), True) == guests[3:]
        assert chosen(connection, day, guests, [guests[1].code.lower()], False) == guests[1:2]
        with pytest.raises(BadInput, match="code_unknown"):
            chosen(connection, day, guests, ["P000000000"], False)


def test_a_stand_may_not_print_badges(any_station, clock):
    actor = type(any_station.actor)(1, "stand", StationRole.STAND, 1)
    stand = Station(any_station.store, actor, any_station.day_id)
    with pytest.raises(Refused, match="not_allowed"):
        badges_printed(stand, clock.now(), ())


def test_before_the_day_the_outcome_is_all_zeros_that_add_up(any_station):
    with any_station.look() as connection:
        came_to = outcome(connection, any_station.day_id)
    assert came_to.arrived == 0
    assert sum(group.registered for group in came_to.by_role) == came_to.registered
    assert sum(group.registered for group in came_to.by_municipality) == came_to.registered
    assert all(stand.started is None and stand.visited == 0 for stand in came_to.stands)
    assert came_to.said == ()
