"""The series' screen on a real file: each page does its main thing by keyboard."""

from __future__ import annotations

import io
import json

import pytest
from textual.events import Key

from seminar_tui.cli.main import main
from seminar_tui.messages import Answered
from tests.seen import running, sees, shown, until

HOSTILE = "[/] [@click=app.quit]x"


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setenv("SEMINAR_CLOCK", "2018-08-01T09:00:00+02:00")
    path = tmp_path / "office.db"

    def do(*words: str) -> dict:
        out = io.StringIO()
        assert main([*words, "--db", str(path), "--json"], out) == 0, out.getvalue()
        return json.loads(out.getvalue())

    do.path = path
    return do


@pytest.fixture
def network(office):
    office("series", "new", "--template", "consultant-network", "--from", "2018-08-01")
    for town, name in (("Vejle", "Bo Holm"), ("Vejle", "Eva Lund"), ("Odense", "Ib Riis")):
        office("member", "set", town, "--status", "yes")
        office("member", "name", town, name)
    return office


async def test_the_front_page_leads_to_a_first_series_made_by_a_form(tmp_path):
    async with running(tmp_path / "new.db", "home", (80, 24)) as pilot:
        await sees(pilot, "s  Forløb")
        await pilot.press("s")
        await sees(pilot, "Der er ingen forløb endnu")
        await pilot.press("n")
        await sees(pilot, "Nyt forløb", "Skabelon")
        await pilot.press("ctrl+s")
        await sees(pilot, "Konsulentnetværk", "0/0")
        await pilot.press("enter")
        await sees(pilot, "Netværksmøde, efterår"[:18], "1-2 deltagere 9.000,00 kr.", "Odense")
        await pilot.press("escape")
        await sees(pilot, "Enter åbner et forløb")
        await pilot.press("escape")
        await sees(pilot, "Ny seminardag")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_meeting_is_dated_by_form_its_list_made_and_its_door_opened(network, size):
    async with running(network.path, "series", size, "09:30") as pilot:
        await sees(pilot, "Konsulentnetværk")
        await pilot.press("enter")
        await sees(pilot, "2 medlemskommuner, 3 tilmeldte", "I alt 18.000,00 kr.")
        await pilot.press("d")
        await sees(pilot, "ingen dato endnu")
        await pilot.press("e")
        await sees(pilot, "Dato el. måned")
        await pilot.press("tab", "ctrl+u", *"14.11.2018", "ctrl+s")
        await sees(pilot, "14.11.2018", "0/0")
        await until(pilot, lambda: "Dato el. måned" not in shown(pilot))
        await pilot.press("x")
        await sees(pilot, "3 sat på listen", "0/3")
        await pilot.press("d")
        await sees(pilot, "Scan badge eller skriv navn")
        assert pilot.app.runtime.day.date == "2018-11-14"


@pytest.mark.parametrize(
    ("key", "line", "typed", "said"),
    [
        ("e", "when", "2031-01-01", "ligger uden for forløbets periode"),
        ("e", "host", "Aarhus", "Værten skal være en af: Odense, Vejle"),
        ("e", "own_seats", "any=3..2", "Skriv 3..3 eller mere"),
        ("e", "own_seats", "organist=0..2", "Rollen »organist« findes ikke"),
        ("e", "mode", "telepati", "Skriv fysisk eller virtuelt"),
        ("s", "price", "1-3=1 2-4=2", "Det første kan være 1"),
        ("s", "ends_on", "2018-01-01", "Perioden slutter 2018-01-01"),
        ("s", "seats", "chief=4..1", "Skriv 4..4 eller mere"),
        ("s", "roles", "organist", "Rollen »organist« findes ikke"),
        ("t", "due", "i morgen", "»i morgen« er ikke en dato"),
    ],
)
async def test_a_wrong_setup_is_refused_in_the_form_with_what_is_right(
    network, key, line, typed, said
):
    async with running(network.path, "series", (120, 40)) as pilot:
        await sees(pilot, "Konsulentnetværk")
        await pilot.press("enter")
        await sees(pilot, "18.000,00 kr.")
        await pilot.press(key)
        await sees(pilot, "Gem (Ctrl+S)")
        pilot.app.screen.query_one(f"#{line}").value = typed
        await pilot.press("ctrl+s")
        await sees(pilot, said)
    shows = network("series", "show")["series"]
    assert shows["price"]["tiers"][0]["text"] == "9.000,00 kr."
    assert (shows["to"], shows["seats"]) == ("2019-07-31", [])
    assert [one["date"] for one in shows["meetings"]] == [None] * 3


async def test_more_than_there_are_seats_for_are_put_on_the_list_for_a_reason(network):
    network("seats", "any=1..1")
    network("meeting", "set", "1", "--date", "2018-09-12")
    async with running(network.path, "series", (80, 24)) as pilot:
        await sees(pilot, "Konsulentnetværk")
        await pilot.press("enter")
        await sees(pilot, "0/0")
        await pilot.press("x")
        await sees(pilot, "Vejle: 2", "Bo Holm, Eva Lund", "Skriv hvorfor")
        await pilot.press("enter", "x")
        await sees(pilot, "Skriv hvorfor")
        assert network("people", "--day", "1")["people"] == []
        await pilot.press(*"aftalt", "enter")
        await sees(pilot, "3 sat på listen", "0/3")


async def test_a_programme_topics_and_contacts_are_written_in_the_forms(network):
    async with running(network.path, "series", (120, 40)) as pilot:
        await sees(pilot, "Konsulentnetværk")
        await pilot.press("enter")
        await sees(pilot, "18.000,00 kr.")
        await pilot.press("e")
        await sees(pilot, "Program")
        form = pilot.app.screen
        form.query_one("#items").value = "10:00 Oplæg; 11:00 [Spor A] Tal"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Program" not in shown(pilot))
        await pilot.press("s")
        await sees(pilot, "Temaer")
        form = pilot.app.screen
        form.query_one("#topics").value = "Fra politik"
        form.query_one("#contacts").value = "Hanne Lund;hl@kl.dk, Rie"
        await pilot.press("ctrl+s")
        await sees(pilot, "Temaer: Fra politik", "Kontakt: Hanne Lund, hl@kl.dk · Kontakt: Rie")
    made = network("series", "show")["series"]
    assert [(one["track"], one["title"]) for one in made["meetings"][0]["items"]] == [
        (None, "Oplæg"),
        ("Spor A", "Tal"),
    ]
    assert [one["name"] for one in made["contacts"]] == ["Hanne Lund", "Rie"]


async def test_the_board_of_98_changes_an_answer_with_one_key(office):
    office("series", "new", "--template", "it-partnership", "--from", "2018-01-01")
    async with running(office.path, "series", (80, 24)) as pilot:
        await sees(pilot, "Toårigt it-partnerskab")
        await pilot.press("enter", "3")
        await sees(pilot, "Inviteret: 98 · ja: 0")
        await pilot.press("slash", *"vejl", "enter", "y")
        await sees(pilot, "Inviteret: 97 · ja: 1", "✓ ja", "! mangler")
        await pilot.press("c", "ctrl+u", *"2018-02-24", "enter")
        await sees(pilot, "✓ 24.02.2018")
        await pilot.press("g")
        await sees(pilot, "øst*")
        await pilot.press("slash", *"odens", "enter", "n")
        await sees(pilot, "nej: 1")
        await pilot.press("6")
        await sees(pilot, "en kommunes medlemskab", "Odense", "↶ kan")
        await pilot.press("u")
        await sees(pilot, "Fortryd dette?", "Odense")
        await pilot.press("enter")
        await sees(pilot, "Fortrudt: en kommunes medlemskab")
        await pilot.press("3", "n")
        await sees(pilot, "nej: 1")
        await pilot.press("slash", "enter", "f", "f", "f")
        await sees(pilot, "kun ja", "Vejle")
        assert "Aabenraa" not in shown(pilot)
    board = office("member", "list", "--board")
    assert (board["counts"]["yes"], board["counts"]["no"], board["total"]) == (1, 1, 98)


async def test_what_is_typed_fast_after_the_slash_is_for_the_line_and_no_key(office):
    office("series", "new", "--template", "consultant-network", "--from", "2018-08-01")
    async with running(office.path, "series", (80, 24)) as pilot:
        await sees(pilot, "Konsulentnetværk")
        await pilot.press("enter", "3")
        await sees(pilot, "ikke inviteret: 98")
        typed = [("slash", "/"), *((letter, letter) for letter in "faxe"), ("enter", "\r")]
        for key, character in typed:
            pilot.app.post_message(Key(key, character))
        await until(pilot, lambda: "Albertslund" not in shown(pilot))
        assert "Inviter alle" not in shown(pilot)
    assert office("member", "list", "--board")["counts"]["not_invited"] == 98


async def test_r53_a_municipality_and_its_person_are_entered_by_hand(network):
    """Typed in one breath: 47 keys, which is well within half a minute."""
    async with running(network.path, "series", (80, 24)) as pilot:
        await sees(pilot, "Konsulentnetværk")
        await pilot.press("enter", "3")
        await sees(pilot, "ikke inviteret")
        keys = ["slash", *"aarhus", "enter", "y", "p", *"Karen Østergaard", "enter", *"konsulent"]
        for key in keys:
            await pilot.press("space" if key == " " else key)
            if key == "p":
                await sees(pilot, "Ny person fra Aarhus")
        await pilot.press("ctrl+s")
        await sees(pilot, "Karen Østergaard er tilmeldt", "ja: 3")
        assert len(keys) + 4 < 50
    (one,) = [
        who
        for who in network("member", "list", "--people")["people"]
        if who["municipality"] == "Aarhus"
    ]
    assert (one["name"], one["role"]) == ("Karen Østergaard", "consultant")


async def test_members_show_whom_they_named_and_what_may_be_shown(network):
    network("member", "set", "Faxe", "--status", "yes")
    async with running(network.path, "series", (80, 24)) as pilot:
        await sees(pilot, "Konsulentnetværk")
        await pilot.press("enter", "4")
        await sees(pilot, "Bo Holm", "Eva Lund", "! ingen tilmeldt")
        await pilot.press("down", "s")
        await sees(pilot, "navn og mail")
        await pilot.press("x", "enter")
        await sees(pilot, "er ikke længere tilmeldt", "3 medlemskommuner, 2 tilmeldte")


async def test_the_matrix_turns_and_shows_first_timers_and_drop_offs(network):
    for number, date, names in (
        ("1", "2018-09-12", ("Bo", "Ib")),
        ("2", "2018-10-10", ("Bo", "Eva")),
    ):
        day = str(network("meeting", "set", number, "--date", date)["meeting"]["day"])
        network("meeting", "expect", number)
        for person in network("people", "--day", day)["people"]:
            if person["name"].split()[0] in names:
                network("check-in", person["code"], "--day", day)
    async with running(network.path, "series", (80, 24)) as pilot:
        await sees(pilot, "Konsulentnetværk")
        await pilot.press("enter", "5")
        await sees(pilot, "3 personer er kommet · første gang sidst: 1 · faldet fra: 1")
        row = next(line for line in shown(pilot).splitlines() if "Bo Holm" in line)
        assert row.split()[-3:] == ["★", "●", "·"]
        await pilot.press("f")
        await sees(pilot, "Med for første gang sidst: 1", "Eva Lund")
        assert "Bo Holm" not in shown(pilot)
        await pilot.press("f")
        await sees(pilot, "Faldet fra: 1", "Ib Riis")
        await pilot.press("m")
        await sees(pilot, "Kommuner: 2")
        row = next(line for line in shown(pilot).splitlines() if "Vejle" in line)
        assert row.split() == ["Vejle", "2", "1", "2", "·"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_text_is_shown_and_obeyed_by_nobody(network, size):
    network("series", "set", "--title", HOSTILE, "--organiser", HOSTILE, "--tag", HOSTILE)
    network("meeting", "set", "1", "--title", HOSTILE, "--place", HOSTILE)
    network("member", "set", "Vejle", "--note", HOSTILE, "--theme", HOSTILE)
    network("member", "name", "Vejle", HOSTILE, "--title", HOSTILE, "--theme", HOSTILE)
    network("series", "set", "--milestone", f"2018-09-01={HOSTILE}")
    day = str(network("meeting", "set", "1", "--date", "2018-11-14")["meeting"]["day"])
    network("meeting", "expect", "1", "--override", "test")
    for person in network("people", "--day", day)["people"]:
        network("check-in", person["code"], "--day", day)
    async with running(network.path, "series", size) as pilot:
        await sees(pilot, "[/]")
        await pilot.press("enter")
        await sees(pilot, "[/]", "22.000,00")
        for key in ("e", "s"):
            await pilot.press(key)
            await sees(pilot, "Gem (Ctrl+S)", "[@click=app.quit]x")
            await pilot.press("escape")
        for page in ("3", "4", "5", "6"):
            await pilot.press(page, *(["slash", *"vejle", "enter"] if page in "34" else []))
            await pilot.pause(0.3)
            if page != "6":
                await sees(pilot, "[/]")


async def test_help_and_palette_know_the_series_and_speak_english(network):
    async with running(network.path, "series", (120, 40)) as pilot:
        await sees(pilot, "Konsulentnetværk")
        await pilot.press("f1")
        await sees(pilot, "Nyt forløb", "Overalt")
        await pilot.press("escape", "f9")
        await sees(pilot, "Next", "Enter opens a series", "New series")
        await pilot.press("f4", "ctrl+p", *"series", "enter")
        await sees(pilot, "Enter opens a series")


async def test_an_answer_for_a_page_that_was_built_anew_meanwhile_ends_nothing(network):
    async with running(network.path, "series", (80, 24)) as pilot:
        await sees(pilot, "Konsulentnetværk")
        await pilot.press("enter")
        for key in "12345":
            await pilot.press(key)
            page = pilot.app.screen.page
            await pilot.press("f9")
            await until(pilot, lambda old=page: pilot.app.screen.page not in (None, old))
            pilot.app.screen.post_message(Answered(page._take, None))
            await pilot.pause(0.05)
            assert pilot.app.is_running


@pytest.fixture
def virtual(office):
    """A language network with two of Vejle named, one of them twice over in Odense."""
    office("series", "new", "--template", "language-networks", "--from", "2018-07-01")
    for town, name in (("Vejle", "Bo Holm"), ("Vejle", "Eva Lund"), ("Odense", "Bo Holm")):
        office("member", "set", town, "--status", "yes")
        office("member", "name", town, name)
    office("meeting", "set", "3", "--date", "2018-08-01")
    return office


async def test_r37_a_virtual_meetings_list_is_read_in_and_asked_about(virtual, tmp_path):
    listed = tmp_path / "teams.csv"
    rows = ("Navn", "Eva Lund", "Bo Holm", "iPhone", "Ulla [b]Ny")
    listed.write_text("\n".join(rows), encoding="utf-8")
    async with running(virtual.path, "series", (80, 24), "09:30") as pilot:
        await sees(pilot, "Netværk om dansk")
        await pilot.press("enter", "5", "i")
        await sees(pilot, "Hvilket møde er listen fra?", "01.08.2018 · virtuelt")
        await pilot.press("enter")
        await sees(pilot, "Hvem kom til møde 3")
        pilot.app.screen.query_one("#path").value = str(listed)
        await pilot.press("enter")
        await sees(pilot, "Hvem er »Bo Holm«?", "iPhone", "Hvem er »Ulla [b]Ny«?")
        await pilot.press("ctrl+s")
        await sees(pilot, "Svar på spørgsmålene")
        await pilot.press("enter")
        await sees(pilot, "Bo Holm   Vejle", "Bo Holm   Odense", "En ny gæst", "Udelad")
        await pilot.press(*"odense", "enter")
        await until(pilot, lambda: "»Bo Holm«" not in shown(pilot))
        await pilot.press("enter")
        await sees(pilot, "En ny gæst")
        await pilot.press(*"ny", "enter")
        await until(pilot, lambda: "»Ulla" not in shown(pilot))
        await pilot.press("enter", *"udelad", "enter")
        await sees(pilot, "Klar", "3 er nye på fremmødelisten")
        await pilot.press("ctrl+s")
        await sees(pilot, "3 personer er kommet", "Ulla [b]Ny")
    people = virtual("attendance")["people"]
    here = {(one["name"], one["municipality"]) for one in people if one["times"]}
    assert here == {("Eva Lund", "Vejle"), ("Bo Holm", "Odense"), ("Ulla [b]Ny", "")}


async def test_a_list_of_names_is_read_in_on_the_members_page(network, tmp_path):
    listed = tmp_path / "names.csv"
    listed.write_text("Navn;Kommune\nUlla Dam;Faxe\n", encoding="utf-8")
    async with running(network.path, "series", (80, 24)) as pilot:
        await sees(pilot, "Konsulentnetværk")
        await pilot.press("enter", "4", "i")
        await sees(pilot, "Læs listen over tilmeldte")
        pilot.app.screen.query_one("#path").value = str(listed)
        await pilot.press("enter")
        await sees(pilot, "1 rækker: 1 nye", "Klar")
        await pilot.press("ctrl+s")
        await sees(pilot, "Ulla Dam", "3 medlemskommuner, 4 tilmeldte")


async def test_a_form_saved_for_another_line_leaves_names_with_commas_as_they_were(network):
    told = ("--contact", "Lund, Hanne;hl@kl.dk", "--topic", "Fra politik; til praksis")
    network("series", "set", *told, "--tag", "data, tal", "--organiser", "KL, Odense")
    before = network("series", "show")["series"]
    async with running(network.path, "series", (120, 40)) as pilot:
        await sees(pilot, "Konsulentnetværk")
        await pilot.press("enter")
        await sees(pilot, "18.000,00 kr.")
        await pilot.press("s")
        await sees(pilot, "Gem (Ctrl+S)")
        await pilot.press("end", *" 2", "ctrl+s")
        await until(pilot, lambda: "Gem (Ctrl+S)" not in shown(pilot))
    after = network("series", "show")["series"]
    assert after["title"] == before["title"] + " 2"
    for name in ("contacts", "topics", "tags", "organisers"):
        assert after[name] == before[name]
