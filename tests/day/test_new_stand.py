"""A stand more than the list had."""

import pytest

from db.vocabulary import Instant
from seminar_tui.day.new_stand import add_stand
from seminar_tui.day.stands import list_stands
from seminar_tui.day.undo import undo_last
from seminar_tui.rules.refusal import BadInput, Refused
from tests.floor_day import at, make_floor

NOW = Instant(at("08:30"))


@pytest.fixture
def station(address):
    store, station = make_floor(address, 3)
    yield station
    store.close()


def numbers(station):
    with station.look() as connection:
        return [one.stand.number for one in list_stands(connection, station.day_id)]


def test_a_stand_more_gets_the_next_number_and_the_emptier_round_and_goes_again(station):
    made = add_stand(station, NOW, "Vejle").stand
    assert (made.number, made.round, made.capacity) == (4, 2, 14)
    undo_last(station, NOW)
    assert numbers(station) == [1, 2, 3]


def test_nobody_gets_two_stands_and_nothing_is_guessed(station):
    add_stand(station, NOW, "Vejle")
    with pytest.raises(Refused, match="has_a_stand"):
        add_stand(station, NOW, "vejle kommune")
    with pytest.raises(BadInput, match="municipality_unknown"):
        add_stand(station, NOW, "Skagen")
    assert numbers(station) == [1, 2, 3, 4]
