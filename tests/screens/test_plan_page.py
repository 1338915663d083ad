"""The plan's page on a real file: made, halved, changed by hand and by what happens, explained."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from db.vocabulary import Instant
from seminar_tui.i18n import t, use_language
from seminar_tui.screens.organiser.pick import Pick
from seminar_tui.screens.organiser.prompt import AskText
from tests.floor_day import at, make_floor
from tests.seen import running, sees, until


@pytest.fixture(autouse=True)
def danish():
    use_language("da")
    yield
    use_language("da")


@pytest.fixture
def day(tmp_path):
    store, _station = make_floor(tmp_path / "day.db", 8)
    store.close()
    return tmp_path / "day.db"


@pytest.fixture
def wishing(tmp_path):
    """A day on which everybody wishes for stands of one round only: the halves can be better."""
    from seminar_tui.day.people import list_people
    from seminar_tui.day.wishes import wish

    store, station = make_floor(tmp_path / "day.db", 8)
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM placement")
    with station.look() as connection:
        people = list_people(connection, station.day_id)
    for one in people:
        wishes = [n for n in ("1", "2", "3", "4") if n != str(one.person.presents)]
        if one.person.municipality not in _homes(station, wishes):
            wish(station, Instant(at("09:00")), one.person.code, wishes)
    store.close()
    return tmp_path / "day.db"


def _homes(station, wishes):
    from seminar_tui.day.stands import list_stands

    with station.look() as connection:
        found = list_stands(connection, station.day_id)
    return {one.stand.municipality for one in found if str(one.stand.number) in wishes}


async def test_a_plan_is_made_compared_and_taken_back(day):
    async with running(day, "organiser", clock="09:30") as pilot:
        await pilot.press("2")
        await sees(pilot, "Der er ingen plan endnu")
        await pilot.press("l")
        await sees(pilot, "✓ bevist bedst mulig")
        await pilot.press("c")
        await sees(pilot, "kan ikke gøres bedre")
        await pilot.press("l")
        await sees(pilot, "allerede den bedst mulige")
        await pilot.press("ctrl+z")
        await sees(pilot, "Fortrudt")


async def test_halves_are_searched_for_while_the_screen_lives_stopped_and_accepted(
    wishing, monkeypatch
):
    async with running(wishing, "organiser", clock="09:30") as pilot:
        await pilot.press("2")
        await sees(pilot, "Der er ingen plan endnu")
        await pilot.press("h")
        await sees(pilot, "Søger bedste hold", "Bedste hold hidtil")
        said = []
        monkeypatch.setattr(pilot.app.screen, "say", said.append)
        await pilot.press("l", "c", "m")
        await until(pilot, lambda: len(said) == 3)
        monkeypatch.undo()
        assert set(said) == {t("organiser.plan.search_first")}
        await pilot.press("x")
        await sees(pilot, "skifter runde", "y tager imod", "runde 2")
        await pilot.press("n")
        await sees(pilot, "Der er ingen plan endnu")
        await pilot.press("h")
        await sees(pilot, "Bedste hold hidtil")
        await pilot.press("x")
        await sees(pilot, "y tager imod")
        await pilot.press("y")
        await sees(pilot, "Holdene er fordelt")
        await pilot.press("ctrl+z")
        await sees(pilot, "Fortrudt")


async def test_somebody_is_picked_moved_pinned_and_let_go(day):
    async with running(day, "organiser", clock="09:30") as pilot:
        await pilot.press("2", "l")
        await sees(pilot, "✓ bevist bedst mulig")
        await pilot.press("m")
        await sees(pilot, "Hvem skal flyttes?")
        await pilot.press(*"person 12", "enter")
        await sees(pilot, "Til hvilken stand skal Person 12 Efternavn?", "runde 2 · ")
        await pilot.press("8", "enter")
        await sees(pilot, "Person 12 Efternavn er flyttet til stand 8")
        await pilot.press("p", *"person 12", "enter", "8", "enter")
        await sees(pilot, "Person 12 Efternavn er fastholdt på stand 8")
        await pilot.press("v")
        await sees(pilot, "1 fastholdt", "◆ fastholdt")
        await pilot.press("home", "p")
        await sees(pilot, "0 fastholdte", "ikke længere fastholdt")
        await pilot.press("p")
        await sees(pilot, "1 fastholdt")


async def test_a_full_stand_asks_for_a_reason(day):
    async with running(day, "organiser", clock="09:30") as pilot:
        await pilot.press("3")
        await sees(pilot, "✓ Overskrift 8/8")
        await pilot.press("c", "ctrl+u", "0", "enter")
        await pilot.press("2", "l")
        await sees(pilot, "Værdi")
        await pilot.press("m", *"person 12", "enter")
        await sees(pilot, " · 0 frie pladser")
        await pilot.press("1", "enter")
        await sees(pilot, "Stand 1 er fuld")
        await pilot.press(*"hun skal", "enter")
        await sees(pilot, "Person 12 Efternavn er flyttet til stand 1")


async def test_what_happens_is_shown_with_moves_and_reasons_taken_and_taken_back(day):
    async with running(day, "organiser", (80, 24), clock="09:30") as pilot:
        await pilot.press("2", "l")
        await sees(pilot, "✓ bevist bedst mulig")
        before = told(day)
        await pilot.press("e")
        await sees(pilot, "Hvad sker der?", "Kommer ikke")
        await pilot.press(*"aflys", "enter")
        await sees(pilot, "Hvilken stand gælder det? (Standen aflyses)")
        await pilot.press("1", "enter")
        await sees(pilot, "Standen aflyses · stand 1", "standen er væk", "y tager imod")
        assert told(day) == before
        await pilot.press("escape")
        await sees(pilot, "✓ bevist bedst mulig")
        await pilot.press("e", *"aflys", "enter", "1", "enter")
        await sees(pilot, "standen er væk")
        await pilot.press("y")
        await sees(pilot, "Hændelsen er gemt")
        assert told(day) != before
        await pilot.press("ctrl+z")
        await sees(pilot, "Fortrudt")
        assert told(day) == before


def told(path):
    """Where everybody is told to be, from the file itself."""
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.execute("SELECT participant_id, stand_id FROM placement"))


HAPPENINGS = [
    (("no-show", "Person 12 "), "Kommer ikke · Person 12"),
    (("late", "Person 12 "), "Kommer senere: fra runde 2 · Person 12"),
    (("wishes", "Person 12 ", "8 6"), "Har fået andre ønsker 8 6 · Person 12"),
    (("pin", "Person 12 ", "8"), "Holdes fast på stand 8 · Person 12"),
    (("capacity", "2", "6"), "Antallet af pladser ændres til 6 · stand 2"),
    (("round", "2"), "Standen skifter til runde 2 · stand 2"),
    (("presenters", "1", "-", "Person 12 "), "Oplægsholderen udskiftes · stand 1 · Person 12"),
]


async def answer(pilot, word):
    """Answer the window that is up: by a choice's key or the beginning of its name, or in words."""
    await until(pilot, lambda: isinstance(pilot.app.screen, Pick | AskText))
    screen = pilot.app.screen
    choices = [one for one, _ in screen._choices] if isinstance(screen, Pick) else []
    screen.dismiss(next((one.key for one in choices if one.name.startswith(word)), word))
    await until(pilot, lambda: pilot.app.screen is not screen)


async def test_every_kind_of_event_asks_for_what_it_takes(day):
    async with running(day, "organiser", clock="09:30") as pilot:
        await pilot.press("2", "l")
        await sees(pilot, "✓ bevist bedst mulig")
        for words, said in HAPPENINGS:
            await pilot.press("e")
            for word in words:
                await answer(pilot, word)
            await sees(pilot, said, "y tager imod")
        await pilot.press("n", "e", *"åbner", "enter")
        await sees(pilot, "Hvilken stand gælder det? (Standen åbner igen)")
        await pilot.press("enter", "escape")
        await sees(pilot, "✓ bevist bedst mulig")


async def test_a_person_and_a_stand_say_why(day):
    async with running(day, "organiser", (80, 24), clock="09:30") as pilot:
        await pilot.press("2", "l")
        await sees(pilot, "48 har nævnt få ønsker")
        await pilot.press("ctrl+end")
        await sees(pilot, "har nævnt 0 ønsker af 5")
        await pilot.press("w")
        await sees(pilot, "Har ingen ønsker.")
        await pilot.press("escape", "v", "v")
        await sees(pilot, "Placeret", "Venter", "8 ")
        await pilot.press("ctrl+home", "enter")
        await sees(pilot, "er placeret her", "Esc lukker")
