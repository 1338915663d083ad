"""The pages behind the board, each doing its work on a real file."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from db.vocabulary import EntryKind, Instant
from seminar_tui.i18n import use_language
from seminar_tui.screens.organiser.import_dialog import ImportDialog
from seminar_tui.screens.organiser.prompt import AskText
from tests.floor_day import at, make_floor
from tests.seen import running, sees, shown, until


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


async def test_a_late_stand_goes_to_the_other_round_from_the_floor(day):
    async with running(day, "organiser", (80, 24)) as pilot:
        await sees(pilot, "Runde 1")
        await pilot.press("r")
        await sees(pilot, "Flyt stand 1 til runde 2?")
        await pilot.press("enter")
        await sees(pilot, "Stand 1 holder nu oplæg i runde 2")


async def test_the_plan_follows_a_late_stand_to_the_other_round(tmp_path):
    from seminar_tui.day.planning import check, place, stored_plan

    store, station = make_floor(tmp_path / "day.db", 8)
    place(station, Instant(at("09:00")))
    async with running(tmp_path / "day.db", "organiser", (80, 24), clock="09:30") as pilot:
        await sees(pilot, "Runde 1")
        await pilot.press("r")
        await sees(pilot, "Flyt stand 1 til runde 2?", "skifter")
        await pilot.press("enter")
        await sees(pilot, "Stand 1 holder nu oplæg i runde 2")
        with station.look() as connection:
            planned = stored_plan(connection, station.day_id)
        assert {seat.round for seat in planned.posed.placed if seat.stand == 1} == {2}
        assert not check(planned).breaches
        await pilot.press("ctrl+z")
        await sees(pilot, "Fortrudt: en hændelse på dagen")
    store.close()


async def test_a_stands_texts_are_written_and_who_lacks_them_is_said(day):
    async with running(day, "organiser", (120, 40)) as pilot:
        await pilot.press("3")
        await sees(pilot, "✓ Overskrift 8/8")
        await pilot.press("t")
        await sees(pilot, "Stand 1 · Overskrift")
        await pilot.press("ctrl+u", "enter")
        await sees(pilot, "! Overskrift 7/8", "Mangler at sende: stand 1")
        await sees(pilot, "Tekster: 7/8 modtaget", "! mangler")
        words = "Nyt tema, der er længere end den plads, en linje har"
        await pilot.press("t", *words, "enter")
        await sees(pilot, "✓ Overskrift 8/8", words, "8/8 modtaget · 0 godkendt", "○ modtaget")
        await pilot.press("g")
        await sees(pilot, "8/8 modtaget · 1 godkendt", "✓ godkendt")
        await pilot.press("g")
        await sees(pilot, "8/8 modtaget · 0 godkendt")


async def test_a_stand_is_cancelled_once_that_is_certain_and_opened_again(day):
    async with running(day, "organiser", (80, 24)) as pilot:
        await pilot.press("3")
        await sees(pilot, "✓ Overskrift 8/8", "n Ny stand")
        await pilot.press("x")
        await sees(pilot, "Aflys stand 1 København?")
        await pilot.press("escape", "x", "enter")
        await sees(pilot, "× ", "✓ Overskrift 7/7")
        await pilot.press("x")
        await sees(pilot, "✓ Overskrift 8/8")


async def test_wishes_that_are_refused_are_not_lost(day):
    async with running(day, "organiser") as pilot:
        await pilot.press("4")
        await sees(pilot, "48 deltagere")
        await pilot.press("w", *" 7 99", "enter")
        await sees(pilot, "Der er ingen stand »99«")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskText))
        assert pilot.app.screen.query_one(Input).value.endswith("7 99")


async def test_somebody_is_found_and_let_in(day):
    async with running(day, "organiser") as pilot:
        await pilot.press("4")
        await sees(pilot, "48 deltagere")
        await pilot.press("slash", *"person 12", "enter")
        await sees(pilot, "Person 12 Efternavn")
        await until(pilot, lambda: "48 deltagere" not in shown(pilot))
        before = shown(pilot).count("○ ventes")
        await pilot.press("c")
        await until(
            pilot,
            lambda: "er kommet ind" in shown(pilot) or "allerede inde" in shown(pilot),
        )
        assert shown(pilot).count("○ ventes") <= before


async def test_a_round_is_moved_and_taken_back_from_the_log(day):
    async with running(day, "organiser", clock="09:30") as pilot:
        await pilot.press("5")
        await sees(pilot, "Oplæg fra", "10:35")
        await pilot.press("down", "plus")
        await sees(pilot, "10:40", "Runde 2 begynder nu 10:40")
        await pilot.press("8")
        await sees(pilot, "Runde flyttet", "↶ kan")
        await pilot.press("u")
        await sees(pilot, "Fortryd dette?")
        await pilot.press("enter")
        await sees(pilot, "fortrudt")
        await pilot.press("5")
        await sees(pilot, "10:35")


async def test_a_round_that_has_begun_is_not_moved(day):
    async with running(day, "organiser") as pilot:
        await pilot.press("5")
        await sees(pilot, "10:35")
        await pilot.press("plus")
        await sees(pilot, "Runde 1 er i gang og kan ikke flyttes")


async def test_everybody_starts_and_stops_together(day):
    async with running(day, "organiser", clock="10:36") as pilot:
        await pilot.press("5")
        await sees(pilot, "10:35")
        await pilot.press("down", "s", "enter")
        await sees(pilot, "4 stande er startet")
        await pilot.press("c", "enter")
        await sees(pilot, "4 ure er stoppet")
        await pilot.press("s", "enter")
        await sees(pilot, "0 stande er startet. Stand 5 er sprunget over:", "(+2)")


async def test_entries_are_filtered_starred_and_withdrawn(tmp_path):
    from seminar_tui.day.entries import NewEntry, add_entry

    store, station = make_floor(tmp_path / "day.db", 8)
    now = Instant(at("10:05"))
    add_entry(station, now, "1", NewEntry(EntryKind.QUESTION, "Hvem betaler [/]?"))
    store.close()
    async with running(tmp_path / "day.db", "organiser") as pilot:
        await pilot.press("6")
        await sees(pilot, "1 indlæg", "Hvem betaler [/]?", "åbent", "1 København  Hvem betaler")
        await pilot.press("s")
        await sees(pilot, "★ Hvem betaler")
        await pilot.press("p")
        await sees(pilot, "parkeret")
        await pilot.press("w")
        await sees(pilot, "0 indlæg")
        await pilot.press("f", "f", "f", "f", "f")
        await sees(pilot, "kun trukne", "Hvem betaler")


async def test_a_list_is_looked_at_then_imported(day, tmp_path):
    lists = tmp_path / "liste.csv"
    lists.write_text("Navn;Kommune\nAnna Ny;Vejle\nBo Ny;Ukendtby\n", encoding="utf-8")
    async with running(day, "organiser") as pilot:
        await pilot.press("7", "down", "enter")
        await sees(pilot, "Indlæs deltagerlisten")
        await pilot.press(*str(lists), "enter")
        await sees(pilot, "Svar på spørgsmålene", "Ukendtby")
        await pilot.press("enter")
        await sees(pilot, "Hvad skal »Ukendtby« være?")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportDialog))
        await pilot.press("ctrl+s")
        await sees(pilot, "Intet er indlæst endnu")
        await pilot.press("enter")
        await sees(pilot, "Hvad skal »Ukendtby« være?")
        await pilot.press(*"odens", "enter")
        await sees(pilot, "✓ Klar. Ctrl+S indlæser.")
        await pilot.press("ctrl+s")
        await sees(pilot, "Indlæst: 2 nye")


async def test_a_file_that_is_no_list_is_said_and_changes_nothing(day, tmp_path):
    picture = tmp_path / "billede.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    async with running(day, "organiser") as pilot:
        await pilot.press("7", "down", "enter")
        await sees(pilot, "Indlæs deltagerlisten")
        await pilot.press(*str(picture), "enter")
        await sees(pilot, "! ")
        assert "Klar." not in shown(pilot)


async def test_the_checklist_checks_itself_and_leads_to_where_it_is_mended(day):
    async with running(day, "organiser", clock="09:30") as pilot:
        await pilot.press("9")
        await sees(pilot, "✓ klar", "Alle badges er trykt", "48 badges")
        await pilot.press("down", "down", "enter")
        await sees(pilot, "✓ Overskrift 8/8")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_text_on_every_page(tmp_path, size):
    store, _station = make_floor(tmp_path / "day.db", 6, hostile=True)
    store.close()
    async with running(tmp_path / "day.db", "organiser", size) as pilot:
        for page in "123456789":
            await pilot.press(page)
            await pilot.pause(0.3)
            assert "\x1b" not in shown(pilot)
            assert "\u202e" not in shown(pilot)
        await pilot.press("2", "l")
        await sees(pilot, "Værdi")
        await pilot.press("ctrl+end", "w")
        await sees(pilot, "Esc lukker", "@click=app.quit")
        await pilot.press("escape", "e", *"kommer i", "enter", "enter")
        await sees(pilot, "Kommer ikke · ", "@click=app.quit", "y tager imod")
        assert "\x1b" not in shown(pilot)
        assert pilot.app.is_running


async def test_every_page_speaks_english(day):
    async with running(day, "organiser") as pilot:
        await pilot.press("f9")
        await sees(pilot, "· Organiser")
        for page in "123456789":
            await pilot.press(page)
            await pilot.pause(0.3)
            assert "organiser." not in shown(pilot)


async def test_the_day_is_closed_into_a_folder_and_opened_again(day, tmp_path):
    async with running(day, "organiser", (80, 24), clock="12:00") as pilot:
        await pilot.press("0")
        await sees(pilot, "Afslut seminardagen", "Intet slettes", "navne (48)", "2018-12-14")
        await pilot.press("ctrl+u", *str(tmp_path / "efter"), "ctrl+s")
        await sees(pilot, "✓ Dagen er afsluttet", "sikkerhedskopi", "fredag den 14. december 2018")
        assert (tmp_path / "efter" / "rapport.pdf").exists()
        await pilot.press("escape", "0")
        await sees(pilot, "✓ Dagen er afsluttet. Det, der er skrevet, ligger her:")
        assert "efter" in shown(pilot).partition("ligger her:")[2]
        for paper in (tmp_path / "efter").iterdir():
            paper.unlink()
        await pilot.press("escape", "0")
        await sees(pilot, "Der ligger ingen papirer fra den på denne maskine.")
        await pilot.press("ctrl+r")
        await sees(pilot, "er åben igen")


async def test_a_double_is_found_and_made_one_with_its_history(day):
    async with running(day, "organiser") as pilot:
        await pilot.press("4")
        await sees(pilot, "48 deltagere")
        await pilot.press("slash", *"person 12", "enter")
        await until(pilot, lambda: "48 deltagere" not in shown(pilot))
        await pilot.press("d")
        await sees(pilot, "Hvilken tilmelding er også Person 12 Efternavn?", "Person 11 Efternavn")
        await pilot.press(*"person 11", "enter")
        await sees(pilot, "Er Person 12 Efternavn og Person 11 Efternavn den samme person?")
        await pilot.press("enter")
        await until(
            pilot,
            lambda: "er nu én tilmelding" in shown(pilot) or "er de to personer" in shown(pilot),
        )
        await pilot.press("h")
        await sees(pilot, "Esc lukker")
        await pilot.press("escape", "r")
        await sees(pilot, "Person 12 Efternavn · Rolle")
        await pilot.press(*"politiker", "enter")
        await sees(pilot, "politiker")


@pytest.mark.parametrize(
    ("size", "trends"), [((80, 24), ["besøg"]), ((120, 40), ["ankomst", "besøg"])]
)
async def test_the_floor_is_narrowed_down_by_typing(day, size, trends):
    async with running(day, "organiser", size) as pilot:
        await sees(pilot, "Runde 1", "Runde 2", *trends)
        await pilot.press("slash", "7")
        await until(pilot, lambda: "Runde 1" not in shown(pilot))
        await pilot.press("backspace", "!")
        await until(pilot, lambda: "Runde 2" not in shown(pilot))
        await pilot.press("backspace", *"findes ikke")
        await sees(pilot, "Ingen stand passer")
        await pilot.press("escape")
        await sees(pilot, "Runde 1", "Runde 2")
        await pilot.press("slash", *"frederiks", "enter", "enter")
        await sees(pilot, "Frederiksberg", "Oplægsholdere")


async def test_an_entry_is_sent_on_to_the_stands_contact_and_silent_stands_are_said(tmp_path):
    from seminar_tui.day.entries import NewEntry, add_entry

    store, station = make_floor(tmp_path / "day.db", 4)
    now = Instant(at("10:05"))
    add_entry(station, now, "2", NewEntry(EntryKind.QUESTION, "Kan vi få jeres skema?"))
    add_entry(station, now, "1", NewEntry(EntryKind.COMMENT, "Godt oplæg"))
    store.close()
    async with running(tmp_path / "day.db", "organiser", (80, 24)) as pilot:
        await pilot.press("6")
        await sees(pilot, "2 indlæg", "Intet skrevet ved stand 3, 4")
        await pilot.press("slash", *"skema", "enter")
        await sees(pilot, "1 indlæg", "søgt: skema")
        await pilot.press("u")
        await sees(pilot, "Sendes videre til", "↗ Kan vi få")
        await pilot.press("slash", "ctrl+u", "enter", *"ffffff")
        await sees(pilot, "1 indlæg", "kun opfølgning", "↗ Kan vi få")


async def test_the_checklist_takes_a_backup_and_sees_a_scanner_tried(day, tmp_path):
    async with running(day, "organiser", (80, 24), clock="09:30") as pilot:
        await pilot.press("9")
        await sees(pilot, "Enter tager en", "F2, Ctrl+T, scan et badge")
        await pilot.press(*["down"] * 10, "enter")
        await sees(pilot, "Gem som")
        await pilot.press("ctrl+u", *str(tmp_path / "kopi.db"), "enter")
        await until(pilot, lambda: "Enter tager en" not in shown(pilot))
        assert (tmp_path / "kopi.db").exists()
        await pilot.press("f2")
        await sees(pilot, "Scan badge eller skriv navn")
        await pilot.press("ctrl+t", *"P000000001", "enter")
        await pilot.press("escape", "f4", "9")
        await sees(pilot, "En scanner er prøvet")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_stands_equipment_is_written_seen_and_counted(day, size):
    async with running(day, "organiser", size) as pilot:
        await pilot.press("3")
        await sees(pilot, "Udstyr: 0 plakattavler, 0")
        await pilot.press("u", *"1 bord, 2 plakattavler")
        assert not pilot.app.screen.query_one("#whole").display
        await pilot.press("enter")
        await sees(pilot, "Udstyr: 2 plakattavler, 1", "Udstyr: 1 bord, 2 plakattavler")
        assert pilot.app.screen.query_one("#programme RowTable").max_scroll_x == 0


async def test_the_programme_shows_the_days_times_version_and_what_is_due(day):
    async with running(day, "organiser", (80, 24), clock="09:30") as pilot:
        await pilot.press("3")
        await sees(pilot, "onsdag den 14. november 2018", "runde 2", "10 min. luft")
        await pilot.press("f", "enter", *"6.9. Notat [/]", "enter")
        await sees(pilot, "ikke en dato", "6.9. Notat [/]")
        await pilot.press("home", *["right"] * 4, *"2018", "enter")
        await sees(pilot, "! 06.09.2018 Notat [/] (overskredet)")
        await pilot.press("f", *"notat", "enter")
        await until(pilot, lambda: "Notat" not in shown(pilot))
        await pilot.press("d", *"kontakt", "enter", *"HSO 3370", "enter")
        await sees(pilot, "version 1, ændret 14.11.2018 09:30")
        await pilot.press("d", *"titel", "enter", "ctrl+u", *"Ny titel", "enter")
        await sees(pilot, "Ny titel · Arrangør", "version 2")


async def test_a_municipality_is_given_a_stand_from_its_first_letters(day):
    async with running(day, "organiser", clock="09:30") as pilot:
        await pilot.press("3")
        await sees(pilot, "✓ Overskrift 8/8")
        await pilot.press("n", *"vejle", "enter")
        await sees(pilot, "Stand 9 er oprettet", "! Overskrift 8/9", "Vejle")
        await pilot.press("ctrl+z")
        await sees(pilot, "✓ Overskrift 8/8")


async def test_a_round_that_no_stand_has_is_not_started(tmp_path):
    store, _station = make_floor(tmp_path / "day.db", 4)
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE stand SET round = NULL")
        connection.exec_driver_sql("DELETE FROM timerevent")
    store.close()
    async with running(tmp_path / "day.db", "organiser", clock="09:30") as pilot:
        await pilot.press("5")
        await sees(pilot, "10:35")
        await pilot.press("s")
        await sees(pilot, "Ingen stand har runde 1 endnu")


async def test_the_checklist_counts_the_seats_that_a_round_lacks(day):
    async with running(day, "organiser", clock="09:30") as pilot:
        await pilot.press("9")
        await sees(pilot, "Der er plads til alle i hver runde", " 2 pladser for lidt")
        await pilot.press("3", "c", "ctrl+u", "0", "enter", "9")
        await until(pilot, lambda: " 2 pladser" not in shown(pilot))
        await sees(pilot, "pladser for lidt")


async def test_somebody_is_blocked_and_let_in_again(day):
    async with running(day, "organiser", (80, 24)) as pilot:
        await pilot.press("4")
        await sees(pilot, "Tilstand")
        await pilot.press("x")
        await sees(pilot, "Afmeld", "Spær")
        await pilot.press("down", "enter")
        await sees(pilot, "× spærret")
        await pilot.press("x", "enter")
        await until(pilot, lambda: "× spærret" not in shown(pilot))


async def test_a_text_longer_than_its_line_is_seen_whole_before_it_is_sent(day):
    async with running(day, "organiser", (80, 24)) as pilot:
        await pilot.press("3")
        await sees(pilot, "Oplæg")
        pilot.app.screen.page.action_edit("question")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskText))
        pilot.app.screen.query_one(Input).value = "Først [/] " + "ord " * 30 + "sidst"
        await sees(pilot, "Først [/] ord", "ord sidst")
