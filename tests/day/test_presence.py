"""Stations that are on, quiet or closed."""

from db.vocabulary import StationRole
from seminar_tui.day.log import read_log
from seminar_tui.day.presence import beat, leave, note_clock_step
from seminar_tui.day.station import take_station
from seminar_tui.day.status import floor
from seminar_tui.rules.alerts import AlertKind


def quiet(station, clock):
    alerts = floor(station, clock.now()).alerts(clock.now())
    return [a.station for a in alerts if a.kind is AlertKind.STATION_QUIET]


def door(station, clock, name):
    made = take_station(station.store, name, clock.now(), station.day_id, process="1")
    beat(made, clock.now(), StationRole.DOOR, None)
    return made


def test_a_door_that_falls_silent_is_said_and_one_that_was_closed_is_not(any_station, clock):
    door(any_station, clock, "Indgang 1")
    closed = door(any_station, clock, "Indgang 2")
    assert quiet(any_station, clock) == []
    leave(closed, clock.now())
    clock.advance(240)
    assert quiet(any_station, clock) == ["Indgang 1"]


def test_a_station_that_comes_back_is_on_again(station, clock):
    back = door(station, clock, "Indgang 1")
    leave(back, clock.now())
    beat(back, clock.now(), StationRole.DOOR, None)
    clock.advance(240)
    assert quiet(station, clock) == ["Indgang 1"]


def test_a_stands_station_says_which_stand_it_stands_at(station, clock):
    beat(station, clock.now(), StationRole.STAND, 3)
    seen = floor(station, clock.now()).rows.stations
    mine = next(one for one in seen if one.name == station.actor.station)
    assert mine.role is StationRole.STAND
    assert mine.stand_id is not None


def test_a_step_of_a_machines_clock_is_one_line_of_the_log(any_station, clock):
    door_1, door_2 = (door(any_station, clock, f"Indgang {n}") for n in (1, 2))
    assert note_clock_step(door_1, clock.now(), -3_600_000)
    clock.advance(0.2)
    assert not note_clock_step(door_2, clock.now(), -3_600_100), "the same step, seen again"
    assert note_clock_step(door_1, clock.now(), 3_600_000), "set right again"
    steps = [line for line in read_log(any_station) if line.kind == "clock_step"]
    assert [line.result for line in steps] == ["+3600 s", "-3600 s"]
