"""PINs and links on a real store."""

import random
from dataclasses import replace

import pytest

from db.vocabulary import Actor, StationRole
from seminar_tui.day import access, planning
from seminar_tui.day.stands import StandChange, edit_stand
from seminar_tui.rules.refusal import Refused

DOOR = StationRole.DOOR


def acting_as(station, role, stand_id=None):
    return replace(
        station, actor=Actor(station.actor.station_id, station.actor.station, role, stand_id)
    )


def enter(station, clock, pin, role=DOOR):
    access.enter_pin(station.store, clock.now(), station.day_id, role, pin)


def test_the_right_pin_opens_and_a_wrong_one_does_not(any_station, clock):
    access.set_pin(any_station, clock.now(), DOOR, "2468", random.Random(1))
    enter(any_station, clock, "2468")
    with pytest.raises(Refused, match="pin_wrong"):
        enter(any_station, clock, "2469")
    with pytest.raises(Refused, match="pin_missing"):
        enter(any_station, clock, "2468", StationRole.STAND)
    access.drop_pin(any_station, clock.now(), DOOR)
    with pytest.raises(Refused, match="pin_missing"):
        enter(any_station, clock, "2468")


def test_only_roles_without_a_pin_are_given_one(any_station, clock):
    access.set_pin(any_station, clock.now(), DOOR, "2468", random.Random(1))
    roles = [DOOR, StationRole.WALL, StationRole.WALL]
    made = access.give_missing_pins(any_station, clock.now(), roles, random.Random(2))
    assert set(made) == {StationRole.WALL}
    enter(any_station, clock, made[StationRole.WALL], StationRole.WALL)
    enter(any_station, clock, "2468")
    assert access.give_missing_pins(any_station, clock.now(), roles, random.Random(3)) == {}


def test_guessing_ten_a_second_gets_nowhere(station, clock):
    access.set_pin(station, clock.now(), DOOR, "0042", random.Random(1))
    looked_at = 0
    for guess in range(600):
        clock.advance(0.1)
        try:
            enter(station, clock, f"{guess + 1000:04}")
        except Refused as refused:
            looked_at += refused.code == "pin_wrong"
    assert looked_at < 10, "in a minute, few guesses count"
    with pytest.raises(Refused, match="pin_wait"):
        enter(station, clock, "0042")
    clock.advance(301)
    enter(station, clock, "0042")
    with pytest.raises(Refused, match="pin_wrong"):
        enter(station, clock, "1111")


def test_a_link_opens_its_role_and_stand_until_it_is_revoked(any_station, clock):
    wanted = [(DOOR, None), (StationRole.STAND, "3")]
    door, stand = access.make_links(any_station, clock.now(), wanted, random.Random(1))
    opened = access.open_link(any_station.store, stand.token)
    assert (opened.role, opened.stand, opened.day_id) == (
        StationRole.STAND,
        3,
        any_station.day_id,
    )
    assert access.open_link(any_station.store, door.token).role is DOOR
    assert access.open_link(any_station.store, door.token + "x") is None
    assert access.revoke_links(any_station, clock.now()) == 2
    assert access.open_link(any_station.store, door.token) is None


@pytest.mark.parametrize("role", [StationRole.DOOR, StationRole.STAND, StationRole.WALL])
def test_only_an_organiser_plans_edits_and_gives_access(station, clock, role):
    other = acting_as(station, role)
    for use_case in (
        lambda: planning.place(other, clock.now()),
        lambda: edit_stand(other, clock.now(), "1", StandChange(theme="x")),
        lambda: access.set_pin(other, clock.now(), DOOR, "1234", random.Random(1)),
        lambda: access.make_links(other, clock.now(), [(DOOR, None)], random.Random(1)),
    ):
        with pytest.raises(Refused, match="not_allowed"):
            use_case()


def test_a_stand_works_on_its_own_stand_only(station, clock):
    own = acting_as(station, StationRole.STAND, stand_id=1)
    with own.act(clock.now(), "test", StationRole.STAND) as work:
        work.must_own(1)
        with pytest.raises(Refused, match="other_stand"):
            work.must_own(2)
    with station.act(clock.now(), "test", StationRole.STAND) as work:
        work.must_own(2)
