"""The door's screen: the line owns the keyboard, no scan is lost, cards stay while they ask."""

from __future__ import annotations

from threading import Event

import pytest
from textual import events
from textual.widgets import Input

from db.reference import municipality_name
from db.rows import PersonRow
from seminar_tui.clock import FrozenClock
from seminar_tui.day import door_questions
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.people import PersonChange, edit_person
from seminar_tui.day.planning import place
from seminar_tui.day.stands import StandChange, edit_stand
from seminar_tui.day.station import Station
from seminar_tui.day.undo import undo_last
from seminar_tui.door_words import SIGNS
from seminar_tui.i18n import use_language
from seminar_tui.rules.fixed_codes import SheetCommand, command_code
from seminar_tui.screens.dialogs.walk_in import MunicipalitySuggester, WalkInDialog
from seminar_tui.screens.door_queue import Asking, Scan
from seminar_tui.widgets.hit_list import HitList
from seminar_tui.widgets.result_card import LOOKS, Card, ResultCard
from seminar_tui.widgets.scan_line import ScanLine
from tests.screens.door_desk import Desk, open_desk

READ = ("name", "reason", "lines")
HOSTILE = "[/] [@click=app.quit]x[/] \x1b]0;owned\x07\x1b[2J $(rm) [b \u202eevil"


async def test_a_scan_checks_in_and_says_where_to_go(station: Station, clock: FrozenClock) -> None:
    place(station, clock.now())
    async with open_desk(station, clock) as desk:
        guest = next(one for one in desk.people() if one.presents is None)
        await desk.scan(guest.code)
        assert "VELKOMMEN" in desk.card.headline
        assert desk.card.name == guest.name
        assert len(desk.card.lines) == 2
        assert desk.person(guest.id).inside
        assert desk.door.query_one(ScanLine).text == ""
        await desk.sees("VELKOMMEN")


async def test_a_name_is_as_readable_on_every_card(station: Station, clock: FrozenClock) -> None:
    async with open_desk(station, clock) as desk:
        card = desk.door.query_one(ResultCard)
        inks = set()
        for look in LOOKS:
            card.show(Card(look, "!", "Karen", reason="r", lines=["l"]))
            await desk.pilot.pause()
            inks |= {card.get_visual_style(f"card--{one}").foreground for one in READ}
        assert inks == {desk.door.query_one(ScanLine).visual_style.foreground}


async def test_who_has_no_seat_is_told_where_there_is_room(
    station: Station, clock: FrozenClock
) -> None:
    for number in range(1, 7):
        edit_stand(station, clock.now(), str(number), StandChange(round=1 + number % 2))
    async with open_desk(station, clock) as desk:
        guest = next(one for one in desk.people() if one.presents is None)
        await desk.scan(guest.code)
        for _ in range(50):
            if desk.card.lines:
                break
            await desk.pilot.pause(0.05)
        assert desk.card.name == guest.name
        assert desk.card.lines[0] == "Har ingen plads; her er der ledigt:"
        assert all("ledige" in line for line in desk.card.lines[1:])
        assert 2 <= len(desk.card.lines) <= 7


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n"])
async def test_every_ending_a_scanner_sends_works_once(
    station: Station, clock: FrozenClock, end: str
) -> None:
    async with open_desk(station, clock) as desk:
        one, two = desk.people()[:2]
        await desk.scan(one.code, "\\000026" + two.code.lower(), end=end)
        assert desk.results() == ["in", "in"]


async def test_a_burst_is_answered_whole_and_in_order(station: Station, clock: FrozenClock) -> None:
    async with open_desk(station, clock) as desk:
        guests = [one for one in desk.people() if not one.attention][:20]
        await desk.keys("".join(guest.code + "\r" for guest in guests))
        await desk.settle()
        assert desk.results() == ["in"] * 20
        assert desk.card.name == guests[-1].name


async def test_a_pasted_line_and_two_codes_at_once_are_read(
    station: Station, clock: FrozenClock
) -> None:
    from textual import events

    async with open_desk(station, clock) as desk:
        one, two, three = desk.people()[:3]
        desk.door.post_message(events.Paste(f"{one.code}\r\n{two.code}{three.code}\n"))
        await desk.settle()
        assert desk.results() == ["in"] * 3


async def test_a_doubled_scan_changes_neither_the_card_nor_the_store(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.scan(guest.code, guest.code)
        assert "VELKOMMEN" in desk.card.headline
        assert desk.results() == ["in"]


async def test_an_attention_note_stays_and_scans_wait_for_it(
    station: Station, clock: FrozenClock
) -> None:
    first, second, third = _people(station)[:3]
    edit_person(station, clock.now(), first.code, PersonChange(attention="Giv mappe"))
    async with open_desk(station, clock) as desk:
        await desk.scan(first.code, second.code, third.code)
        assert desk.card.name == first.name
        assert "Giv mappe" in desk.card.note
        assert desk.results() == ["in"]
        await desk.sees("2 scanninger venter")
        await desk.pilot.pause(0.1)
        await desk.scan("")
        assert desk.results() == ["in"] * 3
        assert desk.card.name == third.name
        assert "venter" not in desk.text()


async def test_a_card_that_asks_and_what_is_undone_are_seen_over_a_search(
    station: Station, clock: FrozenClock
) -> None:
    guest, other = _people(station)[:2]
    edit_person(station, clock.now(), guest.code, PersonChange(attention="har nøglen"))
    async with open_desk(station, clock) as desk:
        await desk.scan(other.code)
        await desk.keys("an")
        await desk.pilot.press("ctrl+z")
        await desk.sees(f"Fortrudt: tjek ind · {other.name}")
        # The answer comes while the next name is being typed.
        desk.door.take_scan(Scan(code=guest.code))
        await desk.sees("har nøglen")
        # Nobody scans with that key: an Enter right behind it is a person's.
        for key in ("backspace", "backspace", "enter"):
            desk.app.post_message(events.Key(key, None))
        await desk.settle()
        assert desk.door.queue.ask is None


async def test_a_card_is_said_in_the_next_language_and_still_asks(
    station: Station, clock: FrozenClock
) -> None:
    guest, other = _people(station)[:2]
    edit_person(station, clock.now(), guest.code, PersonChange(attention="har nøglen"))
    async with open_desk(station, clock) as desk:
        await desk.scan(guest.code)
        await desk.sees("Enter: læst")
        await desk.pilot.press("f9")
        await desk.sees("Enter: read")
        assert "har nøglen" in desk.text()
        await desk.scan("", other.code)
        await desk.pilot.press("f9")
        await desk.sees("VELKOMMEN")
        assert desk.card.name == other.name
        await desk.keys("an")
        await desk.pilot.press("f9")
        await desk.sees("↓ ↑ chooses")


async def test_a_card_that_asks_outlasts_every_window(station: Station, clock: FrozenClock) -> None:
    place(station, clock.now())
    guest = next(one for one in _people(station) if one.presents is None)
    edit_person(station, clock.now(), guest.code, PersonChange(attention="Giv mappe"))
    async with open_desk(station, clock) as desk:
        await desk.scan(guest.code)
        for key in ("f6", "ctrl+d"):
            await desk.pilot.press(key)
            await desk.sees("Svar først på kortet")
            assert desk.door.dialog is None
        await desk.pilot.press("f7")
        await desk.sees(" fri ")
        await desk.keys("\r")
        await desk.closed()
        assert "Giv mappe" in desk.card.note
        await desk.pilot.pause(0.1)
        await desk.scan("")
        assert desk.door.queue.ask is None
        assert desk.card.note == ""


async def test_the_doors_question_is_put_answered_and_the_guest_is_in(
    station: Station, clock: FrozenClock
) -> None:
    door_questions.add_question(station, clock.now(), "Spiser med?", ["ja", "nej"], required=True)
    async with open_desk(station, clock) as desk:
        one, two = desk.people()[:2]
        await desk.scan(one.code, two.code)
        assert desk.results() == ["incomplete"]
        await desk.scan("9")
        assert desk.card.note
        await desk.scan("1")
        assert desk.results() == ["incomplete", "in", "incomplete"]
        assert desk.card.name == two.name
        await desk.pilot.press("escape")
        assert desk.door.queue.ask is None


async def test_a_question_passed_over_is_not_put_again(
    station: Station, clock: FrozenClock
) -> None:
    door_questions.add_question(station, clock.now(), "Spiser med?", ["ja", "nej"], required=True)
    door_questions.add_question(station, clock.now(), "Nummerplade?")
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.scan(guest.code)
        await desk.scan("1")
        assert desk.card.reason == "Nummerplade?"
        await desk.scan("")
        assert desk.person(guest.id).inside
        assert desk.door.queue.ask is None
        assert "VELKOMMEN" in desk.card.headline


async def test_the_first_search_shows_as_many_as_there_is_room_for(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        await desk.keys("sen")
        hits = desk.door.query_one(HitList).hits
        assert len(hits) > 12
        await desk.sees(hits[12].person.name)
        await desk.keys("qqzz")
        await desk.sees("for en ny gæst.")


async def test_a_typed_name_is_found_chosen_echoed_and_let_in(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[3]
        await desk.keys(guest.name.lower())
        hits = desk.door.query_one(HitList)
        assert guest.id in [hit.person.id for hit in hits.hits]
        while hits.hit is None or hits.hit.person.id != guest.id:
            await desk.pilot.press("down")
        await desk.sees(guest.name)
        await desk.scan("")
        assert desk.person(guest.id).inside


async def test_namesakes_are_never_chosen_for_you(station: Station, clock: FrozenClock) -> None:
    one, two = _people(station)[:2]
    for guest in (one, two):
        edit_person(station, clock.now(), guest.code, PersonChange(name="Jens Jensen"))
    async with open_desk(station, clock) as desk:
        await desk.keys("jens jensen")
        assert desk.door.query_one(HitList).hit is None
        await desk.scan("")
        assert desk.results() == []
        assert desk.door.searching
        await desk.pilot.press("down")
        await desk.sees("Enter tjekker ind")
        await desk.scan("")
        assert desk.results() == ["in"]
        await desk.scan(two.code)
        assert desk.results() == ["in", "in"]


async def test_a_scan_after_half_a_typed_name_counts(station: Station, clock: FrozenClock) -> None:
    async with open_desk(station, clock) as desk:
        await desk.keys("kar")
        await desk.scan(desk.people()[0].code)
        assert desk.results() == ["in"]
        # Without a digit and under caps lock the pace alone tells it from a name.
        await desk.keys("kar")
        await desk.scan("pqzfcfnrkg")
        assert desk.results() == ["in", "unknown"]


async def test_a_name_that_reads_as_a_code_is_a_name(station: Station, clock: FrozenClock) -> None:
    guest = _people(station)[0]
    edit_person(station, clock.now(), guest.code, PersonChange(name="Simon Kragh"))
    async with open_desk(station, clock) as desk:
        await desk.keys("Simon ")
        await desk.scan("Kragh")
        assert desk.results() == ["in"]
        assert desk.person(guest.id).inside


async def test_a_scan_in_the_walk_in_form_waits_and_leaves_the_form_alone(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.pilot.press("f6")
        await desk.pilot.pause(0.1)
        await desk.keys("Bo Bech")
        await desk.scan(guest.code)
        dialog = desk.app.screen
        assert isinstance(dialog, WalkInDialog)
        assert dialog.query_one("#name").value == "Bo Bech"
        assert dialog.focused is not None
        assert dialog.focused.id == "name"
        await desk.sees("1 scanning venter")
        await desk.pilot.press("enter")
        await desk.focused("municipality")
        await desk.keys("vejle")
        await desk.pilot.press("f6")
        await desk.sees("VELKOMMEN")
        await desk.settle()
        assert desk.person(guest.id).inside
        assert [one.name for one in desk.people() if one.inside] == [guest.name, "Bo Bech"]


async def test_a_walk_in_of_a_name_on_the_list_is_said(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = next(one for one in desk.people() if one.municipality)
        desk.app.post_message(events.Key("f6", None))
        await desk.keys(f"{guest.name}\r{municipality_name(guest.municipality)}\r\r\r")
        await desk.sees("VELKOMMEN")
        assert "samme navn fra samme sted" in desk.card.note
        assert "F8" in desk.card.hint


async def test_an_unclear_municipality_is_said_in_the_form(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        before = len(desk.people())
        await desk.pilot.press("f6")
        await desk.pilot.pause(0.1)
        await desk.keys("Bo Bech\r")
        await desk.focused("municipality")
        await desk.keys("Skagen")
        await desk.pilot.press("f6")
        await desk.sees("ikke en kommune")
        await desk.sees("Skagen")
        assert len(desk.people()) == before
        await desk.pilot.press("escape")


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [("hjø", "hjørring"), ("koeb", "koebenhavn"), ("aar", "aarhus"), ("Læ", "Læsø"), ("zz", None)],
)
async def test_a_municipality_is_completed_however_its_letters_are_written(
    typed: str, drawn: str | None
) -> None:
    assert await MunicipalitySuggester().get_suggestion(typed) == drawn


async def test_a_municipality_in_any_spelling_stands_as_it_is_called(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        await desk.pilot.press("f6")
        await desk.focused("name")
        await desk.keys("Ny Gæst\r")
        await desk.focused("municipality")
        desk.app.screen.query_one("#municipality", Input).value = "koebenhavn"
        await desk.keys("\r")
        await desk.focused("title")
        assert desk.app.screen.query_one("#municipality", Input).value == "København"


async def test_undo_under_a_window_says_whose(station: Station, clock: FrozenClock) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.scan(guest.code)
        await desk.pilot.press("f7")
        await desk.sees(" fri ")
        await desk.pilot.press("ctrl+z")
        await desk.sees(f"tjek ind ({guest.name})")
        assert not desk.person(guest.id).inside


async def test_a_whole_delegation_comes_in_and_one_is_left_out(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        house = [one for one in desk.people() if one.municipality == guest.municipality]
        await desk.scan(guest.code)
        await desk.pilot.press("ctrl+d")
        await desk.sees(f"Enter tjekker {len(house) - 1} ind")
        await desk.pilot.press("down", "space", "enter")
        await desk.sees("TJEKKET IND")
        assert sum(one.inside for one in desk.people()) == len(house) - 1
        assert f"{len(house) - 2} TJEKKET IND" in desk.card.headline
        await desk.pilot.press("ctrl+z")
        await desk.sees("Fortrudt")
        assert [one.id for one in desk.people() if one.inside] == [guest.id]


async def test_a_delegation_answers_the_doors_question_one_by_one(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest, *house = [
            one for one in desk.people() if one.municipality == desk.people()[0].municipality
        ]
        await desk.scan(guest.code)
        asked = door_questions.add_question(
            station, clock.now(), "Spiser du med?", ("Ja", "Nej"), required=True
        )
        answered, *others = house
        check_in(station, clock.now(), answered.code, replies={asked.id: "Ja"})
        undo_last(station, clock.now())
        await desk.pilot.press("ctrl+d")
        await desk.sees(f"Enter tjekker {len(house)} ind")
        await desk.keys("\r")
        # Who had answered is in; the card is read, and then the others are asked.
        await desk.sees("1 TJEKKET IND")
        await desk.sees("skal først svare")
        await desk.keys("\r")
        for one in others:
            await desk.sees(one.name)
            await desk.sees("Spiser du med?")
            await desk.keys("2\r")
            await desk.sees("VELKOMMEN" if one is others[-1] else "Spiser du med?")
        await desk.settle()
        assert all(desk.person(one.id).inside for one in (guest, *house))


async def test_a_colleague_on_the_list_who_comes_instead_is_not_doubled(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        everybody = desk.people()
        guest = everybody[0]
        house = [one for one in everybody if one.municipality == guest.municipality]
        await desk.scan(guest.code)
        await desk.pilot.press("ctrl+d")
        await desk.sees(f"Enter tjekker {len(house) - 1} ind")
        await desk.pilot.press("f6")
        await desk.keys(house[2].name.lower() + "\r")
        await desk.sees(f"{house[2].name} kommer i stedet for {house[1].name}")
        assert len(desk.people()) == len(everybody)
        assert desk.person(house[1].id).status == "cancelled"


async def test_a_delegation_says_who_has_a_note_and_waits_for_it(
    station: Station, clock: FrozenClock
) -> None:
    place(station, clock.now())
    async with open_desk(station, clock) as desk:
        guest, noted, *rest = _house(desk)
        edit_person(station, clock.now(), noted.code, PersonChange(attention="Giv mappe"))
        await desk.scan(guest.code)
        await desk.pilot.press("ctrl+d")
        await desk.sees("Enter tjekker")
        await desk.pilot.press("enter")
        await desk.sees(f"{noted.name}: Giv mappe")
        assert any(noted.name in line and "stand" in line for line in desk.card.lines)
        later = next(one for one in desk.people() if one.municipality != guest.municipality)
        await desk.scan(later.code)
        await desk.sees("1 scanning venter")
        await desk.pilot.pause(0.1)
        await desk.scan("")
        assert desk.card.name == later.name
        assert not check_in(station, clock.now(), noted.code).attention_open
        assert len(rest) + 3 == sum(one.inside for one in desk.people())


def _house(desk: Desk) -> list[PersonRow]:
    """Return the people of the largest house."""
    houses: dict[str | None, list[PersonRow]] = {}
    for one in desk.people():
        houses.setdefault(one.municipality, []).append(one)
    return max(houses.values(), key=len)


async def test_wishes_are_changed_with_a_new_place_at_once(
    station: Station, clock: FrozenClock
) -> None:
    place(station, clock.now())
    async with open_desk(station, clock) as desk:
        guest = next(one for one in desk.people() if one.presents is None)
        await desk.scan(guest.code)
        await desk.pilot.press("f7")
        await desk.sees(" fri ")
        field = desk.app.screen.query_one("#wishes")
        field.value = ""
        other = desk.door.queue
        assert other.ask is None
        from db.reads.stands import stands

        with station.look() as connection:
            number = next(
                s.number
                for s in stands(connection, station.day_id)
                if s.municipality != guest.municipality
            )
        await desk.keys(str(number))
        await desk.keys("\r")
        await desk.sees("ØNSKERNE ER ÆNDRET")
        assert any(f"Stand {number} " in line for line in desk.card.lines)


async def test_a_new_badge_needs_the_key_twice_and_shows_its_code(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.scan(guest.code)
        await desk.pilot.press("f8")
        await desk.sees(guest.code)
        await desk.pilot.press("f8")
        await desk.sees("Tryk F8 igen")
        assert desk.person(guest.id).code == guest.code
        await desk.pilot.press("f8")
        for _ in range(80):
            await desk.pilot.pause(0.05)
            if desk.person(guest.id).code != guest.code:
                break
        new = desk.person(guest.id).code
        assert new != guest.code
        await desk.sees(new)
        await desk.sees("▀")
        await desk.pilot.press("escape")
        await desk.closed()
        assert new in desk.card.hint


async def test_who_is_refused_may_be_let_in_with_a_reason(
    station: Station, clock: FrozenClock
) -> None:
    guest = _people(station)[0]
    edit_person(station, clock.now(), guest.code, PersonChange(status="blocked"))
    async with open_desk(station, clock) as desk:
        await desk.scan(guest.code)
        assert "SPÆRRET" in desk.card.headline
        await desk.pilot.press("ctrl+o")
        await desk.scan("arrangoer kender ham")
        assert desk.results() == ["blocked", "in"]
        assert desk.person(guest.id).inside


async def test_a_blank_enter_does_nothing_and_an_error_never_stops_the_line(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.scan("", "", "xq9xq9xq9", guest.code)
        assert desk.results() == ["unknown", "in"]


async def test_the_command_sheet_works_by_scanner_alone(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.scan(guest.code)
        await desk.scan(command_code(SheetCommand.UNDO))
        await desk.sees("Fortrudt")
        assert not desk.person(guest.id).inside
        assert guest.name == desk.card.name
        await desk.scan(command_code(SheetCommand.WALK_IN))
        assert isinstance(desk.app.screen, WalkInDialog)
        await desk.pilot.press("escape")


async def test_trouble_with_the_store_keeps_the_scan_until_it_is_stored(
    station: Station, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.errors import StoreError
    from seminar_tui.day import arrivals

    async with open_desk(station, clock) as desk:
        guest, after = desk.people()[:2]
        real = arrivals.check_in
        with monkeypatch.context() as patched:

            def full(*_args: object, **_more: object) -> None:
                raise StoreError("full")

            patched.setattr(arrivals, "check_in", full)
            await desk.scan(guest.code, after.code)
            assert "IKKE GEMT" in desk.card.headline
            assert desk.door.queue.ask is not None
            assert desk.door.queue.ask.what is Asking.RETRY
        assert arrivals.check_in is real
        await desk.pilot.pause(0.1)
        await desk.scan("")
        assert desk.results() == ["in", "in"]


async def test_scans_that_a_slow_store_keeps_waiting_are_said(
    station: Station, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from seminar_tui.day import arrivals

    go, real = Event(), arrivals.check_in

    def slow(*given: object, **more: object) -> object:
        go.wait(10)
        return real(*given, **more)  # type: ignore[arg-type]

    async with open_desk(station, clock) as desk:
        guest, after = desk.people()[:2]
        monkeypatch.setattr(arrivals, "check_in", slow)
        await desk.keys(f"{guest.code}\r{after.code}\r")
        await desk.sees("2 scanninger venter")
        go.set()
        await desk.settle()
        await desk.sees(f"2 af {len(desk.people())}")
        assert "venter" not in desk.text()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("lang", ["da", "en"])
async def test_hostile_text_in_every_field_is_shown_and_obeyed_by_nobody(
    station: Station, clock: FrozenClock, size: tuple[int, int], lang: str
) -> None:
    from sqlalchemy import text

    door_questions.add_question(station, clock.now(), "q")
    with station.store.writing() as connection:
        # Past the cleaning on the way in, as an older store may hold it.
        for statement in (
            "UPDATE person SET name=:h || participant_id, title=:h, note=:h, attention=:h",
            "UPDATE participant SET organisation=:h, municipality=NULL WHERE id % 2 = 0",
            "UPDATE stand SET theme=:h, question=:h, place=:h",
            "UPDATE day SET title=:h, place=:h",
            'UPDATE doorquestion SET text=:h, choices=\'["[/]","[b"]\'',
        ):
            connection.execute(text(statement), {"h": HOSTILE} if ":h" in statement else {})
    place(station, clock.now())
    use_language(lang)
    async with open_desk(station, clock, size) as desk:
        guest = desk.people()[1]
        await desk.scan(guest.code)
        _harmless(desk)
        await desk.scan("1")
        await desk.scan("")
        for keys in (["f6"], ["f7"], ["f8"], ["ctrl+d"], ["ctrl+e"], ["ctrl+t"], [*"evil"]):
            await desk.pilot.press(*keys)
            await desk.pilot.pause(0.3)
            _harmless(desk)
            await desk.pilot.press("escape")
            await desk.pilot.pause(0.05)
        await desk.pilot.press("ctrl+z")
        await desk.pilot.pause(0.3)
        _harmless(desk)
        assert desk.app.is_running


def _harmless(desk: Desk) -> None:
    shown = desk.text()
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown
    for strip in desk.app.screen._compositor.render_strips():
        for segment in strip:
            meta = segment.style.meta if segment.style else {}
            assert "@click" not in meta or "app.quit" not in str(meta["@click"])


def _people(station: Station):
    from db.reads.people import people

    with station.look() as connection:
        return people(connection, station.day_id)


def test_every_result_has_a_sign_a_word_and_a_sound() -> None:
    from db.vocabulary import CheckInResult
    from seminar_tui.i18n import known
    from seminar_tui.rules.checkin import CheckInAnswer
    from seminar_tui.screens import door_cards

    for result in CheckInResult:
        answer = CheckInAnswer(result)
        assert SIGNS[result]
        assert known(f"door.{result.value}")
        assert door_cards.sound(answer).strokes >= 0
        assert door_cards.welcome(answer, "Europe/Copenhagen").headline
