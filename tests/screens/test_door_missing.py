"""Who has not come: presenters with the time until their round, politicians, each municipality."""

from __future__ import annotations

import pytest

from db.vocabulary import Role
from seminar_tui.clock import FrozenClock
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.door_view import read_board
from seminar_tui.day.station import Station
from seminar_tui.door_words import house
from seminar_tui.messages import Answered
from seminar_tui.screens.dialogs.missing import MissingDialog
from tests.screens.door_desk import Desk, open_desk


async def _open(desk: Desk) -> MissingDialog:
    await desk.pilot.press("ctrl+e")
    await desk.sees("[Oplægsholdere]")
    found = desk.app.screen
    assert isinstance(found, MissingDialog)
    await desk.pilot.pause(0.2)
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_presenters_stand_by_how_soon_they_are_on(
    station: Station, clock: FrozenClock, size: tuple[int, int]
) -> None:
    async with open_desk(station, clock, size) as desk:
        await _open(desk)
        presenters = [one for one in desk.people() if one.presents is not None]
        await desk.sees("om 60 min")
        shown = [line for line in desk.text().splitlines() if "Stand " in line]
        assert len(shown) == min(len(presenters), 13)
        assert all("om " in line for line in shown)
        soonest = [int(line.split("om ")[1].split()[0]) for line in shown]
        assert soonest == sorted(soonest)


async def test_who_comes_leaves_the_list_while_it_is_open(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        await _open(desk)
        guest = next(one for one in desk.people() if one.presents is not None)
        await desk.sees(guest.name)
        check_in(station, clock.now(), guest.code)
        for _ in range(80):
            await desk.pilot.pause(0.05)
            if guest.name not in desk.text():
                break
        assert guest.name not in desk.text()


async def test_a_time_far_away_is_a_time_of_day(station: Station, clock: FrozenClock) -> None:
    clock.advance(-5 * 60 * 60)
    async with open_desk(station, clock) as desk:
        await _open(desk)
        await desk.sees("kl. 10.00")
        assert " min " not in desk.text().split("Stand")[1]


async def test_politicians_and_everybody_stand_by_municipality(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        await _open(desk)
        people = [one for one in desk.people() if one.status.value == "registered"]
        politicians = [one for one in people if one.role is Role.POLITICIAN]
        await desk.pilot.press("right")
        await desk.sees("[Politikere]")
        assert f"{len(politicians)} " in desk.text().split("Alle")[1].splitlines()[0]
        await desk.sees(house(politicians[0]))
        await desk.pilot.press("right")
        await desk.sees("[Alle]")
        await desk.sees("linjer mere")
        for _ in range(10):
            await desk.pilot.press("pagedown")
        await desk.pilot.pause(0.1)
        assert "linjer mere" not in desk.text()


async def test_typing_narrows_every_list(station: Station, clock: FrozenClock) -> None:
    async with open_desk(station, clock) as desk:
        await _open(desk)
        guest = next(one for one in desk.people() if one.presents is not None)
        await desk.keys(guest.name)
        await desk.pilot.pause(0.2)
        shown = [line for line in desk.text().splitlines() if "Stand " in line]
        assert len(shown) == 1
        assert guest.name in shown[0]
        await desk.pilot.press("right", "right")
        await desk.sees(f"{house(guest)} · 1 ")


async def test_what_narrows_the_list_is_shown_and_nobody_found_is_not_nobody_missing(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        await _open(desk)
        await desk.keys("qqzz")
        await desk.sees("»qqzz«")
        assert "Ingen mangler" not in desk.text()
        await desk.pilot.press(*["backspace"] * 4)
        await desk.sees("om 60 min")
        assert "»" not in desk.text()


async def test_a_scan_over_the_list_waits_for_it(station: Station, clock: FrozenClock) -> None:
    async with open_desk(station, clock) as desk:
        await _open(desk)
        guest = desk.people()[0]
        await desk.scan(guest.code)
        await desk.sees("1 scanning venter")
        await desk.pilot.press("escape")
        await desk.settle()
        assert desk.person(guest.id).inside


async def test_an_answer_before_the_window_is_there_or_as_it_goes_ends_nothing(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        board = read_board(station, clock.now())
        window = MissingDialog(desk.door)
        desk.door.open_window(window, lambda _none: None)
        desk.door._hear(Answered(window._show, board))
        await desk.sees("om 60 min")
        window.action_leave()
        desk.door._hear(Answered(window._show, board))
        await desk.closed()
        guest = desk.people()[0]
        await desk.scan(guest.code)
        assert desk.person(guest.id).inside
