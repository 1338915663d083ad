"""A scan is a scan wherever it lands: under a window, the palette, the help, in a field."""

from __future__ import annotations

import pytest
from textual import events
from textual.command import CommandPalette
from textual.events import Key
from textual.widgets import Input

from seminar_tui.clock import FrozenClock
from seminar_tui.day import door_questions
from seminar_tui.day.people import PersonChange, edit_person
from seminar_tui.day.station import Station
from seminar_tui.rules.fixed_codes import SheetCommand, command_code
from seminar_tui.screens.dialogs.walk_in import WalkInDialog
from seminar_tui.screens.door import DoorScreen
from seminar_tui.screens.help import HelpWindow
from tests.screens.door_desk import KEYS, Desk, open_desk
from tests.screens.test_kiosk import everybody

US_CARD_ON_DANISH = (
    'SEMINAR+0123456789+?-`.Ææ´_/%#"!)=øØ(;:+abcdefghijklmnopqrstuvwxyz+ABCDEFGHIJKLMNOPQRSTUVWXYZ'
)


async def _palette(desk: Desk) -> None:
    await desk.pilot.press("ctrl+p")
    for _ in range(40):
        await desk.pilot.pause(0.05)
        if isinstance(desk.app.screen, CommandPalette) and desk.app.focused is not None:
            return
    raise AssertionError("no palette")


async def test_scans_in_the_palette_are_taken_in_order_and_it_is_left(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guests = [one for one in desk.people() if not one.attention][:4]
        await _palette(desk)
        await desk.keys("".join(guest.code + "\r" for guest in guests))
        await desk.settle()
        assert isinstance(desk.app.screen, DoorScreen)
        assert desk.results() == ["in"] * 4
        assert desk.card.name == guests[-1].name
        assert desk.door.line.text == ""


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n"])
async def test_every_ending_counts_once_in_the_palette(
    station: Station, clock: FrozenClock, end: str
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await _palette(desk)
        await desk.scan("\\000026" + guest.code.lower(), end=end)
        assert isinstance(desk.app.screen, DoorScreen)
        assert desk.results() == ["in"]


async def test_a_slow_scanner_is_taken_in_the_palette_too(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await _palette(desk)
        for letter in guest.code:
            await desk.keys(letter)
            await desk.pilot.pause(0.06)
        await desk.scan("")
        assert isinstance(desk.app.screen, DoorScreen)
        assert desk.results() == ["in"]


async def test_what_is_typed_in_the_palette_stays_the_palettes(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        await _palette(desk)
        await desk.keys("skanner")
        await desk.pilot.pause(0.2)
        assert isinstance(desk.app.screen, CommandPalette)
        assert desk.app.focused is not None
        assert desk.app.focused.value == "skanner"
        await desk.pilot.press("escape")
        await desk.pilot.pause(0.1)
        assert desk.results() == []
        assert desk.door.line.text == ""


@pytest.mark.parametrize("key", ["f6", "ctrl+e", "ctrl+p", "f1"])
async def test_a_scan_that_a_window_opens_into_is_taken(
    station: Station, clock: FrozenClock, key: str
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        keys = [Key(KEYS.get(letter, letter), letter) for letter in guest.code]
        keys.append(Key("enter", None))
        for at, one in enumerate(keys):
            # As the terminal heard them, however busy the program is.
            one.time = keys[0].time + at / 1000
        for one in keys[:4]:
            desk.app.post_message(one)
        desk.app.post_message(Key(key, None))
        for _ in range(80):
            await desk.pilot.pause(0.05)
            if desk.app.screen is not desk.door:
                break
        for one in keys[4:]:
            desk.app.post_message(one)
        await desk.pilot.pause(0.3)
        if desk.app.screen is not desk.door:
            await desk.pilot.press("escape")
        await desk.closed()
        await desk.settle()
        assert desk.results() == ["in"]
        assert desk.person(guest.id).inside
        assert desk.door.line.text == ""


async def test_scans_under_the_help_are_taken_and_it_is_left(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        one, two = desk.people()[:2]
        await desk.pilot.press("f1")
        await desk.pilot.pause(0.1)
        assert isinstance(desk.app.screen, HelpWindow)
        await desk.scan(one.code, two.code)
        assert isinstance(desk.app.screen, DoorScreen)
        assert desk.results() == ["in", "in"]


async def test_a_pasted_scan_in_the_palette_is_taken(station: Station, clock: FrozenClock) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await _palette(desk)
        desk.app.post_message(events.Paste(f"{guest.code}\r\n"))
        await desk.settle()
        assert isinstance(desk.app.screen, DoorScreen)
        assert desk.results() == ["in"]


async def test_a_foreign_ticket_in_a_form_is_a_scan(station: Station, clock: FrozenClock) -> None:
    with station.look() as connection:
        from db.reads.people import people

        guest = people(connection, station.day_id)[0]
    edit_person(station, clock.now(), guest.code, PersonChange(outside_code="z7Kq-44_b9"))
    async with open_desk(station, clock) as desk:
        await desk.pilot.press("f6")
        await desk.focused("name")
        await desk.keys("Bo Bech")
        await desk.pilot.pause(0.1)
        await desk.scan("z7Kq-44_b9")
        await desk.sees("1 scanning venter")
        assert desk.app.screen.query_one("#name").value == "Bo Bech"
        await desk.pilot.press("escape")
        await desk.settle()
        assert desk.results() == ["in"]
        assert desk.person(guest.id).inside


async def test_a_ticket_nobody_knows_is_learnt_for_the_guest_found_by_name(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest, other = desk.people()[:2]
        await desk.scan("TKT-900412")
        await desk.keys(guest.name)
        await desk.pilot.press("down")
        await desk.scan("")
        assert "TKT-900412" in desk.card.hint
        await desk.pilot.press("ctrl+k")
        await desk.sees(f"hører nu til {guest.name}")
        await desk.scan(other.code)
        await desk.pilot.press("ctrl+k")
        await desk.sees("Scan billetten")
        clock.advance(60)
        await desk.scan("tkt-900412")
        assert desk.results() == ["unknown", "in", "in", "already"]
        assert desk.card.name == guest.name


async def test_a_ticket_nobody_has_is_a_scan_in_a_form_too(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        await desk.pilot.press("f6")
        await desk.focused("name")
        await desk.scan("q9x7k2m4")
        assert desk.app.screen.query_one("#name").value == ""
        await desk.pilot.press("escape")
        await desk.settle()
        assert desk.results() == ["unknown"]


async def test_what_comes_right_after_the_last_enter_of_a_form_goes_to_the_door(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guests = desk.people()[:3]
        await desk.pilot.press("f6")
        await desk.focused("name")
        await desk.keys("Bo Bech\r")
        await desk.focused("municipality")
        await desk.keys("vejle\r")
        await desk.focused("title")
        await desk.keys("\r")
        await desk.focused("wishes")
        await desk.keys("\r" + "".join(one.code + "\r" for one in guests))
        await desk.closed()
        await desk.settle()
        assert {one.name for one in desk.people() if one.inside} == {
            "Bo Bech",
            *(one.name for one in guests),
        }
        assert desk.results().count("in") == 4
        assert desk.card.name == guests[-1].name


async def test_letters_typed_while_a_form_is_stored_are_the_doors(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        await desk.pilot.press("f6")
        await desk.focused("name")
        await desk.keys("Bo Bech\r")
        await desk.focused("municipality")
        await desk.keys("vejle")
        await desk.pilot.pause(0.1)
        await desk.pilot.press("f6")
        await desk.keys("kar")
        await desk.closed()
        await desk.pilot.pause(0.1)
        assert desk.door.line.text == "kar"
        assert any(one.name == "Bo Bech" for one in desk.people())


async def test_a_scan_with_a_part_of_the_door_in_focus_is_taken(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guests = desk.people()[:3]
        await desk.keys(guests[2].name[:3])
        for part, guest in zip(("#hits", "#panel", "#card"), guests, strict=True):
            widget = desk.door.query_one(part)
            widget.can_focus = True
            desk.door.set_focus(widget)
            await desk.scan(guest.code)
        assert desk.results() == ["in"] * 3


async def test_a_command_is_obeyed_after_the_scans_before_it(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        one, two, three = desk.people()[:3]
        undo = command_code(SheetCommand.UNDO)
        await desk.keys("".join(f"{code}\r" for code in (one.code, two.code, undo, three.code)))
        await desk.settle()
        await desk.settle()
        assert [one.id, three.id] == [p.id for p in desk.people() if p.inside]


async def test_a_command_in_a_form_is_no_guest(station: Station, clock: FrozenClock) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.scan(guest.code)
        await desk.pilot.press("f6")
        await desk.focused("name")
        await desk.scan(command_code(SheetCommand.UNDO))
        await desk.sees("Fortrudt")
        assert isinstance(desk.app.screen, WalkInDialog)
        assert desk.results() == ["in"]
        assert not desk.person(guest.id).inside


async def test_the_command_sheet_answers_every_card(station: Station, clock: FrozenClock) -> None:
    def code(command: SheetCommand) -> str:
        return command_code(command)

    door_questions.add_question(station, clock.now(), "Spiser med?", ["ja", "nej"], required=True)
    async with open_desk(station, clock) as desk:
        one, two = [guest for guest in desk.people() if not guest.attention][:2]
        edit_person(station, clock.now(), one.code, PersonChange(attention="Giv mappe"))
        await desk.scan(one.code, code(SheetCommand.SECOND))
        await desk.sees("Giv mappe")
        await desk.scan(code(SheetCommand.YES))
        assert desk.door.queue.ask is None
        assert desk.person(one.id).inside
        await desk.scan(two.code, code(SheetCommand.NO))
        assert desk.door.queue.ask is None
        assert not desk.person(two.id).inside
        await desk.scan(one.code, code(SheetCommand.LEAVE))
        await desk.sees("GÅET")
        assert not desk.person(one.id).inside
        await desk.scan(code(SheetCommand.START))
        await desk.sees("hører til ved en stand")


async def test_the_command_sheet_lets_a_whole_delegation_in(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        house = [one for one in desk.people() if one.municipality == guest.municipality]
        await desk.scan(guest.code, command_code(SheetCommand.DELEGATION))
        await desk.sees(f"Enter tjekker {len(house) - 1} ind")
        await desk.scan(command_code(SheetCommand.YES))
        await desk.sees(f"{len(house) - 1} TJEKKET IND")
        assert sum(one.inside for one in desk.people()) == len(house)


async def test_an_answer_scanned_in_one_breath_with_its_guest_counts(
    station: Station, clock: FrozenClock
) -> None:
    door_questions.add_question(station, clock.now(), "Spiser med?", ["ja", "nej"], required=True)
    async with open_desk(station, clock) as desk:
        one, two = [guest for guest in desk.people() if not guest.attention][:2]
        yes = command_code(SheetCommand.FIRST)
        await desk.keys("".join(f"{code}\r" for code in (one.code, yes, two.code, yes)))
        await desk.settle()
        await desk.settle()
        assert desk.door.queue.ask is None
        assert {guest.id for guest in desk.people() if guest.inside} == {one.id, two.id}


async def test_a_ticket_nobody_knows_waits_for_the_card_that_asks(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest, after = desk.people()[:2]
        edit_person(station, clock.now(), guest.code, PersonChange(attention="Giv mappe"))
        await desk.scan(guest.code)
        await desk.scan("q9x7k2m4")
        await desk.scan(after.code)
        await desk.sees("2 scanninger venter")
        await desk.pilot.pause(0.1)
        await desk.scan("")
        assert desk.results() == ["in", "unknown", "in"]


async def test_the_palette_may_be_closed_while_it_finds_nothing(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await _palette(desk)
        palette = desk.app.screen
        await desk.keys("qqqq")
        await desk.pilot.pause(0.3)
        await desk.scan(guest.code)
        # What the toolkit's timer calls late, after the palette's parts are gone.
        palette._say_nothing("qqqq")
        await desk.pilot.pause(0.3)
        assert desk.app.is_running
        assert desk.results() == ["in"]


@pytest.mark.parametrize("before", ["", "Anna "])
async def test_what_is_typed_right_behind_the_key_of_the_form_is_typed_in_it(
    station: Station, clock: FrozenClock, before: str
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        for letter in before:
            desk.app.post_message(Key(KEYS.get(letter, letter), letter))
        desk.app.post_message(Key("f6", None))
        await desk.keys("Bo Bech\r")
        await desk.focused("title" if before else "municipality")
        field = "municipality" if before else "name"
        assert desk.app.screen.query_one(f"#{field}", Input).value == "Bo Bech"
        assert desk.app.screen.query_one("#name", Input).value == (before.strip() or "Bo Bech")
        assert desk.door.line.text == ""
        assert not desk.door.searching
        desk.app.post_message(Key("escape", None))
        await desk.scan(guest.code)
        assert desk.app.screen is desk.door
        assert desk.results() == ["in"]


@pytest.mark.parametrize("key", ["f6", "ctrl+e"])
@pytest.mark.parametrize("before", [0, 4])
async def test_a_scan_at_once_with_a_key_that_opens_a_window_is_taken(
    station: Station, clock: FrozenClock, key: str, before: int
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        names = [*guest.code[:before], key, *guest.code[before:], "enter"]
        for name in names:
            desk.app.post_message(Key(name, name if len(name) == 1 else None))
        await desk.sees("1 scanning venter")
        desk.app.post_message(Key("escape", None))
        await desk.closed()
        await desk.settle()
        assert desk.results() == ["in"]
        assert desk.door.line.text == ""


async def test_a_form_typed_in_one_breath_stands_in_its_fields(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        desk.app.post_message(Key("f6", None))
        await desk.keys("Bo Bech\rvejle\tLærer\r" + guest.code + "\r")
        await desk.sees("1 scanning venter")
        await desk.focused("wishes")
        fields = {one.id: one.value for one in desk.app.screen.query(Input)}
        assert fields == {
            "name": "Bo Bech",
            "municipality": "vejle",
            "title": "Lærer",
            "wishes": "",
        }


@pytest.mark.parametrize("ending", ["\r", "\r\n", "\t"])
async def test_a_code_that_came_in_two_parts_is_whole(
    station: Station, clock: FrozenClock, ending: str
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.pilot.press("f6")
        await desk.focused("name")
        await desk.keys("Bo\r" + guest.code[:3])
        await desk.keys(guest.code[3:] + ending)
        await desk.sees("1 scanning venter")
        await desk.focused("municipality")
        assert [one.value for one in desk.app.screen.query(Input)] == ["Bo", "", "", ""]
        await desk.pilot.press("enter")
        await desk.focused("title")
        await desk.pilot.press("escape")
        await desk.settle()
        assert desk.results() == ["in"]


async def test_the_scanners_keyboard_is_learnt_from_the_set_up_card(
    station: Station, clock: FrozenClock
) -> None:
    guest = everybody(station)[0]
    edit_person(station, clock.now(), guest.code, PersonChange(outside_code="ABC-12_34"))
    async with open_desk(station, clock) as desk:
        await desk.pilot.press("ctrl+t")
        await desk.sees("Tastatur: ikke prøvet endnu")
        await desk.keys(US_CARD_ON_DANISH + "\r")
        await desk.sees("Scanneren tror på et andet tastatur")
        await desk.pilot.press("escape")
        await desk.closed()
        await desk.scan("ABC+12?34")
        assert desk.results() == ["in"]
        assert desk.card.name == guest.name
