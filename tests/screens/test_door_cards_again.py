"""What stands on the door's card stays there: in the next language, and under a search."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlmodel import col
from textual import events

from db.models import Reply
from seminar_tui.clock import FrozenClock
from seminar_tui.day import door_questions
from seminar_tui.day.people import PersonChange, edit_person
from seminar_tui.day.station import Station
from seminar_tui.screens import door_cards as cards
from seminar_tui.screens.door_queue import Scan
from seminar_tui.widgets.hit_list import HitList
from tests.screens.door_desk import Desk, open_desk


async def _undo(desk: Desk) -> None:
    await desk.scan(desk.people()[1].code)
    await desk.pilot.press("ctrl+z")
    await desk.sees("Fortrudt")


async def _leave(desk: Desk) -> None:
    await desk.scan(desk.people()[1].code)
    desk.door.action_leave()
    await desk.sees("→")


async def _badge(desk: Desk) -> None:
    desk.door._badged(desk.people()[1])


async def _walk_in(desk: Desk) -> None:
    await desk.pilot.press("f6")
    await desk.focused("name")
    await desk.keys("Ny Gæst\r")
    for _ in range(8):
        if desk.door.dialog is None:
            break
        await desk.pilot.press("enter")
        await desk.pilot.pause(0.2)
    await desk.settle()


@pytest.mark.parametrize("act", [_undo, _leave, _badge, _walk_in])
async def test_a_card_of_any_kind_is_said_in_the_next_language(
    station: Station, clock: FrozenClock, act: Callable[[Desk], Awaitable[None]]
) -> None:
    async with open_desk(station, clock) as desk:
        await act(desk)
        before, guest = desk.card, desk.door.on_card
        assert guest is not None
        assert before.name == guest.name
        await desk.pilot.press("f9")
        await desk.settle()
        assert (desk.card.name, desk.door.on_card) == (guest.name, guest)
        assert desk.card != before
        await desk.pilot.press("f9")
        await desk.settle()
        assert desk.card == before


async def test_an_undo_under_a_card_that_asks_leaves_the_keys_with_its_guest(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        other, guest = [one for one in desk.people() if one.presents is None][:2]
        await desk.scan(other.code)
        door_questions.add_question(station, clock.now(), "Spiser med?", required=True)
        await desk.scan(guest.code)
        assert desk.card.name == guest.name
        await desk.pilot.press("ctrl+z")
        await desk.sees(f"({other.name})")
        assert desk.card.name == guest.name
        assert desk.door.on_card is not None
        assert desk.door.on_card.id == guest.id


async def test_an_old_refusal_does_not_come_back_with_the_language(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        await desk.scan("P00000000Z")
        refused = desk.card.headline
        await desk.pilot.press("escape")
        await desk.keys("qqqq xxxx")
        await desk.pilot.pause(0.2)
        await desk.keys("\r")
        await desk.sees("Ingen hedder det")
        await desk.pilot.press("f9")
        await desk.settle()
        await desk.pilot.press("f9")
        await desk.settle()
        assert desk.card.headline == "Ingen hedder det" != refused
        assert "qqqq" in desk.card.reason


async def test_half_a_name_is_no_answer_to_the_card_that_comes_up(
    station: Station, clock: FrozenClock
) -> None:
    asked = door_questions.add_question(station, clock.now(), "Allergier?")
    async with open_desk(station, clock) as desk:
        guest = next(one for one in desk.people() if one.presents is None)
        await desk.keys("hans")
        await desk.pilot.pause(0.1)
        desk.door.take_scan(Scan(code=guest.code))
        await desk.settle()
        assert desk.door.queue.ask is not None
        assert desk.door.line.text == ""
        await desk.pilot.pause(0.1)
        await desk.keys("en\r")
        await desk.settle()
        with station.look() as connection:
            query = select(col(Reply.question_id), col(Reply.value))
            assert connection.execute(query).fetchall() == [(asked.id, "en")]


async def test_a_scan_half_way_as_a_card_asks_is_whole(
    station: Station, clock: FrozenClock
) -> None:
    door_questions.add_question(station, clock.now(), "Allergier?")
    async with open_desk(station, clock) as desk:
        guest, later = [one for one in desk.people() if one.presents is None][:2]
        # A scanner sends all of it in one breath; the card comes up in the middle.
        scanned = [events.Key(letter, letter) for letter in later.code]
        scanned.append(events.Key("enter", None))
        for key in scanned[:4]:
            desk.app.post_message(key)
        await desk.pilot.pause()
        desk.door.take_scan(Scan(code=guest.code))
        await desk.settle()
        assert desk.door.queue.ask is not None
        assert desk.door.line.text == ""
        for key in scanned[4:]:
            desk.app.post_message(key)
        await desk.settle()
        assert [scan.code for scan in desk.door.queue.waiting] == [later.code]
        assert desk.door.queue.ask is not None


async def test_a_slow_scan_half_way_as_a_card_asks_is_whole(
    station: Station, clock: FrozenClock
) -> None:
    door_questions.add_question(station, clock.now(), "Allergier?")
    async with open_desk(station, clock) as desk:
        guest, later = [one for one in desk.people() if one.presents is None][:2]
        for letter in later.code[:5]:
            desk.app.post_message(events.Key(letter, letter))
            await desk.pilot.pause(0.045)
        desk.door.take_scan(Scan(code=guest.code))
        await desk.settle()
        for letter in later.code[5:]:
            desk.app.post_message(events.Key(letter, letter))
            await desk.pilot.pause(0.045)
        await desk.keys("\r")
        await desk.settle()
        assert [scan.code for scan in desk.door.queue.waiting] == [later.code]
        assert desk.door.queue.ask is not None


async def test_the_enter_of_a_name_that_a_note_wiped_off_reads_no_note(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = next(one for one in desk.people() if one.presents is None)
        edit_person(station, clock.now(), guest.code, PersonChange(attention="Ring til Ole"))
        await desk.keys("hansen")
        desk.door.take_scan(Scan(code=guest.code))
        await desk.settle()
        await desk.keys("\r")
        await desk.settle()
        assert desk.door.queue.ask is not None
        await desk.keys("\r")
        await desk.settle()
        assert desk.door.queue.ask is None


async def test_a_card_about_another_leaves_the_keys_with_the_guest_who_is_asked(
    station: Station, clock: FrozenClock
) -> None:
    door_questions.add_question(station, clock.now(), "Allergier?")
    async with open_desk(station, clock) as desk:
        guest, other = [one for one in desk.people() if one.presents is None][:2]
        desk.door.take_scan(Scan(code=guest.code))
        await desk.settle()
        desk.door.show_person(other, cards.ready)
        desk.door.show_answer(replace(desk.door.last, participant=other), Scan(code=other.code))
        assert desk.door.on_card.id == guest.id
        assert desk.card.name == guest.name
        await desk.keys("Nej\r")
        await desk.settle()
        assert desk.door.on_card.id == other.id


async def test_who_is_inside_is_not_said_to_be_checked_in_by_enter(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.keys(guest.name)
        await desk.sees("Enter tjekker ind")
        await desk.pilot.press("escape")
        await desk.scan(guest.code)
        desk.door.reload()
        await desk.pilot.pause(0.4)
        await desk.keys(guest.name)
        await desk.sees("Er allerede inde")
        assert desk.door.query_one(HitList).hit is not None
        assert "Enter tjekker ind" not in desk.text()
