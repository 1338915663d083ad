"""Answers, keys and the end of a window in any order: nothing ends the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Key

from db.reference import municipality_name
from db.rows import PersonRow
from seminar_tui.clock import FrozenClock
from seminar_tui.day.people import PersonChange, edit_person
from seminar_tui.day.planning import place
from seminar_tui.day.station import Station
from seminar_tui.messages import Answered
from seminar_tui.rules.fixed_codes import SheetCommand, command_code
from seminar_tui.screens.dialogs.delegation import DelegationDialog
from tests.floor_day import make_floor
from tests.screens.door_desk import Desk, open_desk
from tests.screens.test_kiosk import everybody, locked, running
from tests.seen import running as organiser
from tests.seen import sees, until

__all__ = ["locked"]


def _press(desk: Desk, *keys: str) -> None:
    for key in keys:
        desk.app.post_message(Key(key, None))


def _guest(desk: Desk) -> PersonRow:
    return next(one for one in desk.people() if one.presents is None)


@pytest.mark.parametrize("then", ["enter", "escape"])
@pytest.mark.parametrize("window", ["f7", "ctrl+d"])
async def test_a_key_after_the_enter_that_stores_ends_only_the_window(
    station: Station, clock: FrozenClock, window: str, then: str
) -> None:
    place(station, clock.now())
    async with open_desk(station, clock) as desk:
        guest = _guest(desk)
        await desk.scan(guest.code)
        await desk.pilot.press(window)
        await desk.pilot.pause(0.4)
        assert desk.app.screen is not desk.door
        _press(desk, "enter", then)
        await desk.closed()
        await desk.settle()
        assert desk.app.is_running
        later = next(one for one in desk.people() if not one.inside)
        await desk.scan(later.code)
        assert desk.person(later.id).inside


@pytest.mark.parametrize("after", [0.0, 0.02, 0.06])
async def test_a_scan_around_the_change_of_language_is_taken(
    station: Station, clock: FrozenClock, after: float
) -> None:
    async with open_desk(station, clock) as desk:
        guests = desk.people()[:6]
        for one in guests:
            for letter in one.code:
                desk.app.post_message(Key(letter, letter))
            desk.app.post_message(Key("enter", None))
            await desk.pilot.pause(after)
            desk.app.post_message(Key("f9", None))
        await desk.settle()
        await desk.settle()
        assert desk.app.is_running
        assert [desk.person(one.id).inside for one in guests] == [True] * len(guests)


async def test_a_ticket_that_only_begins_like_another_lets_nobody_in(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        edit_person(station, clock.now(), guest.code, PersonChange(outside_code="TK10042"))
        await desk.settle()
        await desk.pilot.pause(0.6)
        await desk.scan("TK1004")
        assert not desk.person(guest.id).inside
        assert desk.results() == ["unknown"]


async def test_a_name_nobody_has_takes_the_last_guest_off_the_card(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.scan(guest.code)
        for letter in "qqqq":
            await desk.pilot.press(letter)
            await desk.pilot.pause(0.05)
        await desk.pilot.press("enter")
        await desk.pilot.pause(0.1)
        await desk.scan(command_code(SheetCommand.LEAVE))
        assert desk.person(guest.id).inside


async def test_a_guest_who_presses_twice_stays_in_the_kiosk(
    locked: Station,  # the fixture
    clock: FrozenClock,
) -> None:
    place(locked, clock.now())
    async with running(locked, clock) as found:
        guest = next(one for one in everybody(locked) if one.presents is None)
        await found.scan(guest.code)
        await found.sees("VELKOMMEN")
        await found.pilot.press("space")
        await found.until(lambda: found.screen.dialog is not None)
        await found.pilot.pause(0.3)
        for _ in range(2):
            found.app.post_message(Key("enter", None))
        await found.until(lambda: found.app.screen is found.screen)
        await found.pilot.pause(0.3)
        assert found.app.is_running
        assert found.screen.locked


async def test_a_second_line_ending_leaves_the_guests_card(
    locked: Station,  # the fixture
    clock: FrozenClock,
) -> None:
    async with running(locked, clock) as found:
        guest = everybody(locked)[0]
        await found.scan(guest.code)
        await found.sees("VELKOMMEN")
        late = Key("ctrl+j", None)
        late.time = found.screen._typed_at + 0.01
        found.app.screen.post_message(late)
        await found.pilot.pause(0.2)
        assert "VELKOMMEN" in found.text()


async def test_whom_the_typed_letters_may_mean_is_seen(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        house = [one for one in desk.people() if one.municipality == desk.people()[0].municipality]
        for letter in municipality_name(house[0].municipality).lower():
            await desk.pilot.press("space" if letter == " " else letter)
            await desk.pilot.pause(0.05)
        for one in house[:3]:
            await desk.sees(one.name)
        await desk.pilot.press("escape")
        await desk.sees("KLAR")


async def test_what_is_answered_after_the_language_changed_ends_nothing(tmp_path: Path) -> None:
    store, _station = make_floor(tmp_path / "day.db", 4)
    store.close()
    async with organiser(tmp_path / "day.db", "organiser") as pilot:
        await pilot.press("3")
        await sees(pilot, "Overskrift 4/4")
        screen = pilot.app.screen
        kept: list[Callable[[None], None]] = []
        screen.act = lambda job, then: kept.append(then)  # type: ignore[attr-defined]
        await pilot.press("g")
        await until(pilot, lambda: bool(kept))
        await pilot.press("f9")
        await sees(pilot, "Heading 4/4")
        screen.post_message(Answered(kept[0], None))
        await pilot.pause(0.1)
        assert pilot.app.is_running


async def test_a_walk_in_is_welcomed_where_the_window_was_to_be_left_meanwhile(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        await desk.pilot.press("f6")
        await desk.focused("name")
        act, kept = desk.door.act, []
        desk.door.act = lambda *request: kept.append(request)  # type: ignore[method-assign]
        await desk.pilot.press(*"Ny", "enter", *"Vejle", "enter", "enter", "enter")
        await until(desk.pilot, lambda: bool(kept))
        await desk.pilot.press("escape")
        act(*kept[0])
        await desk.closed()
        await desk.sees("VELKOMMEN")


async def test_colleagues_come_in_after_one_of_them_was_substituted(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        await desk.scan(desk.people()[0].code)
        await desk.pilot.press("ctrl+d")
        await until(desk.pilot, lambda: bool(getattr(desk.app.screen, "_people", ())))
        dialog = desk.app.screen
        assert isinstance(dialog, DelegationDialog)
        dialog.action_substitute()
        await desk.focused("substitute")
        await desk.pilot.press(*"Ny Ny", "enter")
        await desk.sees("Ny Ny")
        await until(desk.pilot, lambda: desk.app.focused is None)
        await desk.pilot.press("enter")
        await desk.closed()
        assert sum(one.inside for one in desk.people()) > 1
