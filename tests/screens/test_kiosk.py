"""The kiosk: a guest sees where to go, and neither a name nor a key that is not theirs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random

import pytest
from sqlalchemy import func, select
from sqlmodel import col
from textual.events import Key
from textual.pilot import Pilot

from db.models import Action
from db.reads.people import people
from db.rows import PersonRow
from db.vocabulary import StationRole
from seminar_tui.app import SeminarApp
from seminar_tui.clock import FrozenClock
from seminar_tui.day import door_questions
from seminar_tui.day.access import has_pin, set_pin
from seminar_tui.day.people import PersonChange, edit_person
from seminar_tui.day.planning import place
from seminar_tui.day.station import Station
from seminar_tui.i18n import language, use_language
from seminar_tui.rules.fixed_codes import SheetCommand, command_code
from seminar_tui.rules.kiosk import WINDOW_S
from seminar_tui.runtime import Runtime, Target
from seminar_tui.screens import kiosk
from seminar_tui.screens.dialogs.kiosk_windows import KioskWishes, PinDialog
from seminar_tui.screens.door import DoorScreen
from seminar_tui.screens.kiosk import KioskScreen
from tests.screens.door_desk import KEYS

PIN = "246810"


class Kiosk:
    """A running kiosk and the store behind it."""

    def __init__(self, app: SeminarApp, pilot: Pilot[None], station: Station) -> None:
        self.app, self.pilot, self.station = app, pilot, station

    @property
    def screen(self) -> KioskScreen:
        return next(s for s in self.app.screen_stack if isinstance(s, KioskScreen))

    def text(self) -> str:
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)

    async def until(self, holds: Callable[[], bool]) -> None:
        for _ in range(120):
            if holds():
                return
            await self.pilot.pause(0.05)
        raise AssertionError(self.text())

    async def sees(self, wanted: str) -> None:
        await self.until(lambda: wanted in self.text())

    async def scan(self, code: str, end: str = "\r") -> None:
        for letter in code + end:
            shown = letter if letter.isprintable() else None
            self.app.post_message(Key(KEYS.get(letter, letter), shown))
        await self.pilot.pause(0.1)

    def inside(self) -> list[int]:
        return [one.id for one in everybody(self.station) if one.inside]


def everybody(station: Station) -> tuple[PersonRow, ...]:
    with station.look() as connection:
        return people(connection, station.day_id)


@asynccontextmanager
async def running(
    station: Station, clock: FrozenClock, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Kiosk]:
    app = SeminarApp(Runtime(Target(station.store.location, None, "Kiosk 1"), clock), "kiosk")
    async with app.run_test(size=size) as pilot:
        found = Kiosk(app, pilot, station)
        await pilot.pause(0.05)
        await found.until(lambda: found.screen.locked or found.screen.dialog is not None)
        await pilot.pause(0.1)
        yield found


@pytest.fixture
def locked(station: Station, clock: FrozenClock) -> Station:
    set_pin(station, clock.now(), StationRole.ORGANISER, PIN, Random(1))
    return station


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_guest_scans_and_sees_both_rounds_large(
    locked: Station, clock: FrozenClock, size: tuple[int, int]
) -> None:
    place(locked, clock.now())
    async with running(locked, clock, size) as found:
        assert "SCAN DIT BADGE" in found.text()
        guest = next(one for one in everybody(locked) if one.presents is None)
        await found.scan(guest.code)
        await found.sees(f"VELKOMMEN, {guest.name}")
        await found.sees("RUNDE 1")
        await found.sees("Forsvinder om")
        shown = found.text()
        assert "RUNDE 2" in shown
        assert shown.count("Stand ") == 2
        assert "█" in shown
        assert found.inside() == [guest.id]


async def test_who_presents_sees_their_own_stand(locked: Station, clock: FrozenClock) -> None:
    place(locked, clock.now())
    async with running(locked, clock) as found:
        await found.scan(next(one for one in everybody(locked) if one.presents).code)
        await found.sees("Du holder selv oplæg")


async def test_the_card_is_gone_after_a_while_and_the_language_is_the_kiosks_again(
    locked: Station, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kiosk, "CARD_S", 1.5)
    async with running(locked, clock) as found:
        guest = everybody(locked)[0]
        await found.scan(guest.code)
        await found.sees("VELKOMMEN")
        await found.pilot.press("f9")
        await found.sees("WELCOME")
        assert guest.name in found.text()
        await found.sees("SCAN DIT BADGE")
        assert guest.name not in found.text()
        assert language() == "da"


@pytest.mark.parametrize("status", ["blocked", "cancelled"])
async def test_who_is_refused_is_sent_to_the_desk_without_a_reason(
    locked: Station, clock: FrozenClock, status: str
) -> None:
    guest = everybody(locked)[0]
    edit_person(locked, clock.now(), guest.code, PersonChange(status=status, attention="Hemmelig"))
    async with running(locked, clock) as found:
        await found.scan(guest.code)
        await found.sees("GÅ HEN TIL BORDET")
        shown = found.text().lower()
        for private in (guest.name.lower(), "spærret", "afmeldt", "hemmelig"):
            assert private not in shown
        assert found.inside() == []


async def test_a_guest_with_any_other_code_is_sent_to_the_desk(
    locked: Station, clock: FrozenClock
) -> None:
    async with running(locked, clock) as found:
        await found.scan("https://example.dk/karen")
        await found.sees("GÅ HEN TIL BORDET")
        # A PIN typed where nothing asks for it, or a leaning elbow, is no guest.
        await found.scan("4711")
        await found.scan("hhh")
        with locked.look() as connection:
            query = select(func.count()).where(col(Action.kind) == "check_in")
            assert connection.execute(query).scalar() == 1


async def test_a_note_for_the_desk_is_not_shown_and_stays_for_the_desk(
    locked: Station, clock: FrozenClock
) -> None:
    guest = everybody(locked)[0]
    edit_person(locked, clock.now(), guest.code, PersonChange(attention="Hemmelig besked"))
    async with running(locked, clock) as found:
        await found.scan(guest.code)
        await found.sees("Gå også lige hen til bordet")
        assert "Hemmelig" not in found.text()
        assert found.inside() == [guest.id]


async def test_nothing_else_can_be_reached(locked: Station, clock: FrozenClock) -> None:
    async with running(locked, clock) as found:
        names = {one.name for one in everybody(locked)}
        keys = ("f1", "f2", "f3", "f4", "f5", "f6", "f8", "f10", "ctrl+p", "ctrl+z", "ctrl+e")
        for key in (*keys, "ctrl+d", "ctrl+t", "ctrl+c", "ctrl+l", "ctrl+o", "tab", "down"):
            await found.pilot.press(key)
            await found.pilot.pause(0.02)
            assert found.app.screen is found.screen, key
            assert len(found.app.screen_stack) == 1
        await found.scan(everybody(locked)[0].name[:4])
        await found.pilot.pause(0.2)
        assert not any(name in found.text() for name in names)
        await found.scan(command_code(SheetCommand.WALK_IN))
        await found.scan(command_code(SheetCommand.UNDO))
        assert found.app.screen is found.screen
        assert found.inside() == []


async def test_only_the_organisers_pin_leads_out(locked: Station, clock: FrozenClock) -> None:
    async with running(locked, clock) as found:
        await found.pilot.press("ctrl+q")
        await found.until(lambda: isinstance(found.app.screen, PinDialog))
        await found.scan("1111")
        await found.sees("forkert")
        assert PIN not in found.text()
        await found.scan(PIN)
        await found.until(lambda: isinstance(found.app.screen, DoorScreen))
        await found.pilot.press("ctrl+p")
        await found.until(lambda: len(found.app.screen_stack) == 2)


async def test_a_guest_who_scans_while_the_pin_is_asked_is_served(
    locked: Station, clock: FrozenClock
) -> None:
    async with running(locked, clock) as found:
        guest = everybody(locked)[0]
        await found.pilot.press("ctrl+q")
        await found.until(lambda: isinstance(found.app.screen, PinDialog))
        await found.scan(guest.code)
        await found.sees(f"VELKOMMEN, {guest.name}")
        assert found.app.screen is found.screen


async def test_without_a_pin_an_organiser_gives_one_first(
    station: Station, clock: FrozenClock
) -> None:
    async with running(station, clock) as found:
        await found.sees("Arrangøren har ingen PIN-kode")
        await found.scan("12")
        await found.sees("4 til 12")
        await found.scan(PIN)
        await found.sees("SCAN DIT BADGE")
        assert has_pin(station, StationRole.ORGANISER)
        guest = everybody(station)[0]
        await found.scan(guest.code)
        await found.sees("VELKOMMEN")


async def test_without_a_pin_escape_leads_to_the_door(station: Station, clock: FrozenClock) -> None:
    async with running(station, clock) as found:
        await found.sees("Arrangøren har ingen PIN-kode")
        await found.pilot.press("escape")
        await found.until(lambda: isinstance(found.app.screen, DoorScreen))


async def test_a_guest_chooses_stands_and_sees_the_new_place(
    locked: Station, clock: FrozenClock
) -> None:
    place(locked, clock.now())
    async with running(locked, clock) as found:
        guest = next(one for one in everybody(locked) if one.presents is None)
        await found.scan(guest.code)
        await found.sees("VELKOMMEN")
        await found.pilot.press("space")
        await found.sees(" fri ")
        assert isinstance(found.app.screen, KioskWishes)
        field = found.app.screen.query_one("#wishes")
        await found.pilot.press("end", "ctrl+u")
        from db.reads.stands import stands

        with locked.look() as connection:
            number = next(
                s.number
                for s in stands(connection, locked.day_id)
                if s.municipality != guest.municipality
            )
        assert field.value == ""
        # Who is typing is there: the window is not closed on them.
        window = found.app.screen
        window.touched -= WINDOW_S
        await found.pilot.press(*str(number))
        await found.until(lambda: not window.left_alone)
        await found.scan("")
        await found.sees("DINE ØNSKER ER GEMT")
        assert f"Stand {number} " in found.text()


async def test_the_next_guests_scan_closes_the_window_of_the_last(
    locked: Station, clock: FrozenClock
) -> None:
    async with running(locked, clock) as found:
        one, two = everybody(locked)[:2]
        await found.scan(one.code)
        await found.sees("VELKOMMEN")
        await found.pilot.press("space")
        await found.until(lambda: isinstance(found.app.screen, KioskWishes))
        await found.pilot.pause(0.2)
        await found.scan(two.code)
        await found.sees(f"VELKOMMEN, {two.name}")
        assert found.inside() == [one.id, two.id]


async def test_the_doors_question_is_answered_by_the_guest(
    locked: Station, clock: FrozenClock
) -> None:
    door_questions.add_question(locked, clock.now(), "Spiser du med?", ["ja", "nej"], required=True)
    async with running(locked, clock) as found:
        one, two = everybody(locked)[:2]
        await found.scan(one.code)
        await found.sees("Spiser du med?")
        await found.scan("9")
        await found.sees("ikke et af svarene")
        await found.scan("1")
        await found.sees(f"VELKOMMEN, {one.name}")
        await found.scan(two.code)
        await found.sees("Spiser du med?")
        await found.scan(one.code)
        await found.sees(f"DU ER TJEKKET IND, {one.name}")
        assert found.inside() == [one.id]


async def test_a_guest_passes_over_a_question_once(locked: Station, clock: FrozenClock) -> None:
    door_questions.add_question(locked, clock.now(), "Spiser du med?", ["ja", "nej"], required=True)
    door_questions.add_question(locked, clock.now(), "Nummerplade?")
    async with running(locked, clock) as found:
        guest = everybody(locked)[0]
        await found.scan(guest.code)
        await found.sees("Spiser du med?")
        await found.scan("1")
        await found.sees("Nummerplade?")
        await found.scan("")
        await found.sees(f"VELKOMMEN, {guest.name}")
        assert found.inside() == [guest.id]


async def test_a_burst_of_guests_is_taken_in_order(locked: Station, clock: FrozenClock) -> None:
    async with running(locked, clock) as found:
        guests = everybody(locked)[:8]
        await found.scan("".join(one.code + "\r" for one in guests), end="")
        await found.sees(guests[-1].name)
        assert found.inside() == [one.id for one in guests]


async def test_english_stays_for_a_kiosk_that_began_in_english(
    locked: Station, clock: FrozenClock
) -> None:
    use_language("en")
    async with running(locked, clock) as found:
        assert "SCAN YOUR BADGE" in found.text()
        assert "F9: Dansk" in found.text()


async def test_news_that_come_as_the_program_ends_find_no_fault(
    locked: Station, clock: FrozenClock
) -> None:
    async with running(locked, clock) as found:
        await found.sees("SCAN DIT BADGE")
        found.app._running = False  # as the toolkit does before it takes the screens apart
        await found.screen.remove_children()
        found.app._changed()
        found.app._tick()
        assert found.app.return_code is None
