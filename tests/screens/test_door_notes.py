"""Notes at the door: what Enter stores as read has all been in sight."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from db.models import Action
from seminar_tui.clock import FrozenClock
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.people import PersonChange, WalkIn, edit_person, walk_in
from seminar_tui.day.planning import place
from seminar_tui.day.station import Station
from tests.screens.door_desk import Desk, open_desk

LONG = "Meget vigtigt: " + " ".join(f"ord{n:02}" for n in range(47))
"""300 letters nearly: as long as a note can be."""


def _read(station: Station) -> int:
    with station.look() as connection:
        query = select(func.count()).where(col(Action.kind) == "acknowledge")
        return connection.execute(query).scalar_one()


async def _read_on(desk: Desk) -> list[str]:
    """Press Enter until the card asks no more; return every page, and check what is stored."""
    pages = []
    while desk.door.queue.ask is not None:
        assert _read(desk.station) == 0
        pages.append(desk.text())
        assert len(pages) < 20
        await desk.pilot.press("enter")
        await desk.settle()
    return pages


@pytest.mark.parametrize("size", [(60, 18), (80, 24)])
async def test_a_long_note_is_read_whole_before_it_is_stored_as_read(
    station: Station, clock: FrozenClock, size: tuple[int, int]
) -> None:
    place(station, clock.now())
    async with open_desk(station, clock, size) as desk:
        guest = next(one for one in desk.people() if one.presents is None)
        edit_person(station, clock.now(), guest.code, PersonChange(attention=LONG))
        await desk.scan(guest.code)
        assert guest.name in desk.text()
        shown = "\n".join(await _read_on(desk))
        assert [word for word in LONG.split() if word not in shown] == []
        assert _read(station) == 1


async def _delegation(desk: Desk, clock: FrozenClock) -> None:
    """Let in ten with long notes."""
    station = desk.station
    guest = next(one for one in desk.people() if one.presents is None)
    for n in range(10):
        add = WalkIn(f"Kollega {n}", municipality=guest.municipality)
        added = walk_in(station, clock.now(), add, let_in=False)
        note = f"NOTE{n} " + "skal ringe hjem til sin leder og hente en pakke " * 2 + f"END{n}"
        edit_person(station, clock.now(), added.person.code, PersonChange(attention=note))
    desk.door.came_together(check_in(station, clock.now(), guest.code, delegation=True))


async def test_many_notes_of_a_delegation_are_paged(station: Station, clock: FrozenClock) -> None:
    async with open_desk(station, clock) as desk:
        await _delegation(desk, clock)
        # Nobody has seen a page that is not painted yet: such an Enter turns none.
        for _ in range(9):
            desk.door.confirm()
        await desk.settle()
        pages = await _read_on(desk)
        assert len(pages) > 1
        assert "NOTE0 " in pages[0]
        for page in pages[:-1]:
            assert "Enter: læs videre" in page
            assert " …" in page
            assert "Enter: læst" not in page
        assert "Enter: læst" in pages[-1]
        shown = "\n".join(pages)
        assert [n for n in range(10) if f"NOTE{n} " not in shown or f"END{n}" not in shown] == []
        assert _read(station) == 10
