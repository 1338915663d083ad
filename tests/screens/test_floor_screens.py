"""The organiser's board, the wall and the front page, on a real file."""

from __future__ import annotations

import pytest
from textual import events

from db.schema import open_store
from db.vocabulary import Instant, StationRole
from seminar_tui.day.day_change import DayChange, edit_day
from seminar_tui.day.station import take_station
from seminar_tui.day.timing import press
from seminar_tui.i18n import use_language
from seminar_tui.rules.timer_table import Command, Request
from seminar_tui.screens.home import DEMO
from seminar_tui.screens.organiser.alert_list import AlertList
from seminar_tui.widgets.answer_keys import AnswerKey
from seminar_tui.widgets.stand_board import StandBoard
from tests.floor_day import HOSTILE, at, make_floor
from tests.seen import running, sees, shown, until

SIZES = [(80, 24), (120, 40), (200, 50)]


@pytest.fixture(autouse=True)
def danish():
    use_language("da")
    yield
    use_language("da")


@pytest.fixture
def day(tmp_path):
    store, _station = make_floor(tmp_path / "day.db")
    store.close()
    return tmp_path / "day.db"


@pytest.mark.parametrize("size", SIZES[:2])
async def test_the_board_shows_each_stand_with_people_and_time(day, size):
    async with running(day, "organiser", size) as pilot:
        await sees(pilot, "Runde 1 · 10:00–10:25", "København", "Lokale A", "✓ 2/2", "▶ oplæg")
        await sees(pilot, "af 156 ankommet", "ikke startet", "Midtvejsseminar · Arrangør")


async def test_the_clock_on_the_board_follows_the_time_without_a_read(day):
    async with running(day, "organiser") as pilot:
        await sees(pilot, "07:07")
        pilot.app.runtime.clock.advance(60)
        await sees(pilot, "06:07")


async def test_the_board_follows_another_stations_commit(day):
    async with running(day, "organiser") as pilot:
        await sees(pilot, "! ikke i gang")
        store = open_store(str(day))
        now = Instant(at("10:08"))
        other = take_station(store, "other", now, 1, role=StationRole.ORGANISER)
        for number in ("5", "10"):
            press(other, now, number, Request(Command.START))
        store.close()
        await until(pilot, lambda: "ikke i gang" not in shown(pilot))


async def test_an_alert_is_resolved_with_one_key_and_goes_away(day):
    async with running(day, "organiser") as pilot:
        await sees(pilot, "Stand 5 er ikke startet")
        # The most urgent is asked for, wherever the cursor was left.
        await pilot.press("a", "down", "escape", "a", "enter")
        await sees(pilot, "Start uret ved stand 5?")
        await pilot.press("enter")
        await until(pilot, lambda: "Stand 5 er ikke startet" not in shown(pilot))
        assert "Stand 10 er ikke startet" in shown(pilot)


def _change(day, *statements):
    store = open_store(str(day))
    with store.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    store.close()


OF_STAND_3 = "SELECT id FROM participant WHERE presents_stand_id = 3"


async def test_presenters_who_came_past_the_door_are_one_key_on_their_alert(day):
    gone = f"participant_id IN ({OF_STAND_3})"
    _change(day, f"DELETE FROM arrival WHERE {gone}", f"DELETE FROM presence WHERE {gone}")
    async with running(day, "organiser", (80, 24)) as pilot:
        await sees(pilot, "! Stand 3 mangler", "c er her", "r byt runde")
        await pilot.press("a", "c")
        await until(pilot, lambda: "! Stand 3 mangler" not in shown(pilot))
        await pilot.press("ctrl+z")
        await sees(pilot, "! Stand 3 mangler")


async def test_a_stand_without_presenters_is_given_one_of_its_municipality_from_its_alert(day):
    _change(day, f"UPDATE participant SET presents_stand_id = NULL WHERE id IN ({OF_STAND_3})")
    async with running(day, "organiser", (80, 24)) as pilot:
        await sees(pilot, "vælg hvem", "! ingen")
        await pilot.press("a", "enter")
        await sees(pilot, "holder oplæg ved stand 3?", "Efternavn")
        await pilot.press("enter")
        await sees(pilot, "Stand 3 har nu en oplægsholder")
        await until(pilot, lambda: "vælg hvem" not in shown(pilot))


async def test_a_title_that_another_station_changes_shows_at_once(day):
    async with running(day, "organiser") as pilot:
        await sees(pilot, "Midtvejsseminar · Arrangør")
        store = open_store(str(day))
        now = Instant(at("10:08"))
        other = take_station(store, "other", now, 1, role=StationRole.ORGANISER)
        edit_day(other, now, DayChange(title="Slutseminar"))
        store.close()
        await sees(pilot, "Slutseminar · Arrangør")


async def test_an_alert_can_be_put_away_by_who_knows(day):
    async with running(day, "organiser") as pilot:
        await sees(pilot, "Stand 5 er ikke startet")
        await pilot.press("a", "x")
        await until(pilot, lambda: "Stand 5 er ikke startet" not in shown(pilot))


async def test_a_stand_opens_with_its_people_and_a_late_one_moves_to_the_other_round(day):
    async with running(day, "organiser") as pilot:
        await sees(pilot, "København")
        await pilot.press("enter")
        await sees(pilot, "Oplægsholdere", "Person 1 Efternavn", "Hvordan fastholder vi")
        await pilot.press("r")
        await sees(pilot, "Flyt stand 1 til runde 2?")
        await pilot.press("enter")
        await sees(pilot, "runde 2 · Lokale A")


async def test_the_cursor_stays_on_its_stand_when_the_order_changes(day):
    async with running(day, "organiser") as pilot:
        await sees(pilot, "København")
        await pilot.press("down", "down")
        board = pilot.app.screen.query_one(StandBoard)
        assert board.stand == 3
        await pilot.press("s")
        await pilot.pause()
        assert board.stand == 3


@pytest.mark.parametrize("size", SIZES)
async def test_the_wall_shows_stands_and_time_and_no_guest(day, size):
    async with running(day, "wall", size) as pilot:
        await until(pilot, lambda: "Tema" in shown(pilot) or "Lokale" in shown(pilot))
        assert "Efternavn" not in shown(pilot)


async def test_the_wall_turns_its_pages_and_follows_the_rounds(day):
    async with running(day, "wall", (80, 24)) as pilot:
        await sees(pilot, "Runde 1", "oplæg", "Side 1 af 2", "Albertslund")
        pilot.app.runtime.clock.advance(10)
        await sees(pilot, "Side 2 af 2", "Lyngby-Taarbæk")
        pilot.app.runtime.clock.utc_ms = at("10:36")
        await sees(pilot, "Runde 2")
        pilot.app.runtime.clock.utc_ms = at("18:00")
        await sees(pilot, "Tak for i dag")


async def test_an_empty_file_opens_on_a_welcome_that_makes_a_day(tmp_path):
    async with running(tmp_path / "new.db", "home", (80, 24)) as pilot:
        await sees(pilot, "Velkommen", "Se demodagen")
        await pilot.press("n")
        await sees(pilot, "Ny seminardag", "Luft til at gå mellem standene: 10 minutter")
        # Typed in one go: each key goes where the one before it led.
        for key in (*"Mit seminar", "enter", *"14.11.2018", "enter", *"Odense", "enter"):
            character = key if len(key) == 1 else None
            pilot.app.post_message(events.Key(key, character))
        await sees(pilot, "Mit seminar · Arrangør")
        assert pilot.app.runtime.day.place == "Odense"


async def test_the_form_says_what_is_wrong_and_makes_nothing(tmp_path):
    async with running(tmp_path / "new.db", "home", (80, 24)) as pilot:
        await sees(pilot, "Velkommen")
        await pilot.press("n", *"Mit", "enter", *"31.2.2018", "ctrl+s")
        await sees(pilot, "»31.2.2018« er ikke en dato")
        await pilot.press("escape")
        await sees(pilot, "Velkommen")


async def test_the_demo_is_asked_for_by_a_key(tmp_path):
    async with running(tmp_path / "new.db", "home") as pilot:
        await sees(pilot, "Velkommen")
        await pilot.press("d")
        await pilot.pause()
        assert pilot.app.return_value == DEMO


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mode", ["organiser", "wall", "home"])
async def test_hostile_text_is_shown_and_obeyed_by_nobody(tmp_path, mode, size):
    store, _station = make_floor(tmp_path / "day.db", 6, hostile=True)
    store.close()
    async with running(tmp_path / "day.db", mode, size) as pilot:
        await until(pilot, lambda: "[/]" in shown(pilot))
        if mode == "organiser":
            await pilot.press("enter")
            await sees(pilot, "evil =")
        seen = shown(pilot)
        assert "\x1b" not in seen
        assert "\u202e" not in seen
        assert pilot.app.is_running
    assert HOSTILE not in seen


@pytest.mark.parametrize("mode", ["organiser", "wall", "home"])
async def test_both_languages_and_every_look(day, mode):
    async with running(day, mode, clock="18:00") as pilot:
        await until(pilot, lambda: "Midtvejs" in shown(pilot))
        for _ in range(3):
            await pilot.press("f10")
        await pilot.press("f9")
        words = {"organiser": "of 156 arrived", "wall": "Thank you", "home": "Choose a day"}
        await sees(pilot, words[mode])


async def test_a_scrolled_board_draws_the_lines_in_view_again(day, monkeypatch):
    async with running(day, "organiser", (80, 24)) as pilot:
        await sees(pilot, "København")
        await pilot.press(*["down"] * 18)
        board = pilot.app.screen.query_one(StandBoard)
        await until(pilot, lambda: board.scroll_offset.y > 0)
        drawn = []
        monkeypatch.setattr(board, "refresh", lambda *regions, **_: drawn.extend(regions))
        pilot.app.runtime.clock.advance(5)
        await until(pilot, lambda: bool(drawn))
        assert all(region.y >= 0 and region.bottom <= board.size.height for region in drawn)


async def test_every_stand_of_the_largest_day_is_in_one_view(tmp_path):
    store, _station = make_floor(tmp_path / "day.db", 98, 1, 1)
    store.close()
    async with running(tmp_path / "day.db", "organiser") as pilot:
        await sees(pilot, "Runde 1 ", "Runde 2 ", *(f" {number} " for number in range(1, 99)))
        board = pilot.app.screen.query_one(StandBoard)
        await pilot.press("right", "down")
        assert board.stand == 15
        await pilot.click(StandBoard, offset=(2, 2))
        assert board.stand == 2
        await pilot.press("d")
        await until(pilot, lambda: " 98 " not in shown(pilot))


async def test_a_key_on_an_alert_means_the_alerts_stand(day):
    async with running(day, "organiser") as pilot:
        await sees(pilot, "Stand 5 er ikke startet")
        await pilot.press("a", "r")
        await sees(pilot, "Flyt stand 5 til runde 2?")


async def test_a_question_is_answered_and_help_closed_with_the_mouse_alone(day):
    async with running(day, "organiser") as pilot:
        await sees(pilot, "Stand 5 er ikke startet")
        await pilot.click(AlertList, offset=(5, 0))
        await sees(pilot, "Start uret ved stand 5?")
        await pilot.click(AnswerKey)
        await until(pilot, lambda: "Stand 5 er ikke startet" not in shown(pilot))
        await pilot.press("f1")
        await sees(pilot, "Overalt")
        await pilot.click(offset=(1, 1))
        await until(pilot, lambda: "Overalt" not in shown(pilot))
