"""A meeting's door where a municipality's seats are taken: a colleague's seat, or a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.engine import Store
from db.vocabulary import PersonStatus
from seminar_tui.clock import FrozenClock, parse_instant
from seminar_tui.day.meetings import MeetingChange, change_meeting
from seminar_tui.day.members import (
    MemberChange,
    NewDelegate,
    expect_delegates,
    name_delegate,
    set_member,
)
from seminar_tui.day.series_setup import new_from_template
from seminar_tui.day.station import Station, take_station
from seminar_tui.rules.series_templates import Template
from tests.screens.door_desk import open_desk

NAMES = ("Anna Lund", "Bo Bech")


@pytest.fixture
def meeting(store: Store) -> tuple[Station, FrozenClock]:
    """A meeting with two seats a municipality and two named from Vejle."""
    clock = FrozenClock(parse_instant("2021-09-24T09:00:00+02:00"))
    now = clock.now()
    office = take_station(store, "kontoret", now, 0)
    new_from_template(office, now, Template.LANGUAGE_NETWORKS, "2021-07-01", str)
    set_member(office, now, None, "Vejle", MemberChange())
    for name in NAMES:
        name_delegate(office, now, None, NewDelegate(name, "Vejle"))
    day_id = change_meeting(office, now, None, "1", MeetingChange(date="2021-09-24")).meeting.day_id
    expect_delegates(office, now, None, "1", override="alle vil med")
    assert day_id is not None
    return replace(office, day_id=day_id), clock


async def test_a_guest_nobody_named_takes_the_seat_of_one_who_has_not_come(
    meeting: tuple[Station, FrozenClock],
) -> None:
    station, clock = meeting
    async with open_desk(station, clock) as desk:
        waiting = sorted(desk.people(), key=lambda one: one.name)
        await desk.scan(waiting[0].code)
        await desk.pilot.press("f6")
        await desk.focused("name")
        await desk.keys("Eva Friis\r")
        await desk.focused("municipality")
        await desk.keys("Vejle")
        await desk.pilot.pause(0.1)
        await desk.pilot.press("f6")
        await desk.closed()
        assert "INGEN PLADS" in desk.card.headline
        assert desk.card.name == "Eva Friis"
        offered = [line for line in desk.card.lines if waiting[1].name in line]
        assert offered
        assert not any(waiting[0].name in line for line in desk.card.lines)
        await desk.scan("9")
        assert "ikke et af svarene" in desk.card.note
        await desk.scan(offered[0].split()[0])
        for _ in range(40):
            await desk.pilot.pause(0.05)
            if desk.door.queue.ask is None and desk.door.queue.at_store is None:
                break
        assert desk.person(waiting[1].id).status is PersonStatus.CANCELLED
        assert desk.card.name == "Eva Friis"
        assert desk.results()[-1] == "in"


async def test_a_guest_without_a_seat_comes_in_with_a_reason(
    meeting: tuple[Station, FrozenClock],
) -> None:
    station, clock = meeting
    async with open_desk(station, clock) as desk:
        await desk.scan(*(one.code for one in desk.people()))
        await desk.pilot.press("f6")
        await desk.focused("name")
        await desk.keys("Eva Friis\r")
        await desk.focused("municipality")
        await desk.keys("Vejle")
        await desk.pilot.pause(0.1)
        await desk.pilot.press("f6")
        await desk.closed()
        assert "INGEN PLADS" in desk.card.headline
        assert "Ctrl+O" in desk.card.hint
        await desk.pilot.press("ctrl+o")
        await desk.scan("arrangoeren siger ja")
        assert desk.results() == ["in", "in", "no_seat", "in"]
        assert all(one.inside for one in desk.people())
