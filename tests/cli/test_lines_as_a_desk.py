"""Line by line without JSON: a complete desk at the door, for whoever hears the screen."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from db.reference import municipality_name
from db.rows import PersonRow
from seminar_tui.cli.context import Context, Options
from seminar_tui.cli.lines import run_lines
from seminar_tui.clock import FrozenClock
from seminar_tui.day import door_questions
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.leaving import check_out
from seminar_tui.day.people import PersonChange, edit_person
from seminar_tui.day.planning import place
from seminar_tui.day.station import Station
from tests.screens.test_kiosk import everybody


class Lines:
    """A session of `run` on the day, a line at a time."""

    def __init__(self, station: Station, clock: FrozenClock) -> None:
        self.station = station
        self.context = Context(Options(str(station.store.location), None, "da", False), clock)

    def say(self, *lines: str) -> str:
        """Type lines and return what is answered."""
        out = io.StringIO()
        run_lines(self.context, io.StringIO("\n".join(lines) + "\n"), out)
        return out.getvalue()

    def inside(self) -> list[int]:
        return [one.id for one in everybody(self.station) if one.inside]


@pytest.fixture
def lines(station: Station, clock: FrozenClock) -> Lines:
    return Lines(station, clock)


@pytest.fixture
def people(station: Station) -> tuple[PersonRow, ...]:
    return everybody(station)


def test_a_scan_alone_on_a_line_checks_in_and_two_are_two(
    lines: Lines, people: tuple[PersonRow, ...]
) -> None:
    one, two, three, four = people[:4]
    said = lines.say(f"\\000026{one.code.lower()}", f"{two.code}{three.code}\t", f" {four.code} ")
    assert [line for line in said.splitlines() if "VELKOMMEN" in line] == [
        f"✓ VELKOMMEN: {guest.name}" for guest in (one, two, three, four)
    ]
    assert sorted(lines.inside()) == sorted(guest.id for guest in (one, two, three, four))


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("XQ9XQ9X5", "UKENDT KODE"),
        ("P2D9YK8FR7", "LÆST FORKERT"),
        ("hansen", "find hansen"),
        ("hjælp", "missing: hvem mangler"),
        ("[/]", "find [/]"),
    ],
)
def test_what_is_no_command_is_answered_shortly(lines: Lines, line: str, answer: str) -> None:
    said = lines.say(line)
    assert answer in said
    assert len(said.splitlines()) < 12


class Terminal(io.StringIO):
    """Lines that somebody types, not a script's."""

    def isatty(self) -> bool:
        return True


def test_who_types_hears_that_the_desk_is_ready(lines: Lines) -> None:
    out = io.StringIO()
    run_lines(lines.context, Terminal(""), out)
    assert (
        out.getvalue()
        == "Klar. Scan et badge. Skriv hjælp for at høre kommandoerne; Ctrl+D slutter.\n"
    )
    as_json = replace(lines.context.options, json=True)
    told = io.StringIO()
    run_lines(Context(as_json, lines.context.clock), Terminal(""), told)
    assert told.getvalue() == lines.say("") == ""


def test_a_question_says_how_it_is_answered(
    lines: Lines, people: tuple[PersonRow, ...], station: Station, clock: FrozenClock
) -> None:
    asked = door_questions.add_question(
        station, clock.now(), "Spiser med?", ["ja", "nej"], required=True
    )
    code = people[0].code
    assert f"check-in {code} --reply {asked.id}=SVAR" in lines.say(code)
    assert "VELKOMMEN" in lines.say(f"check-in {code} --reply {asked.id}=ja")


def test_a_note_is_heard_until_it_is_acknowledged(
    lines: Lines, people: tuple[PersonRow, ...], station: Station, clock: FrozenClock
) -> None:
    code = people[0].code
    edit_person(station, clock.now(), code, PersonChange(attention="Giv mappe"))
    assert "OBS: Giv mappe" in lines.say(code)
    assert "OBS: Giv mappe" in lines.say(code)
    assert "er læst" in lines.say(f"acknowledge {code}")
    assert "OBS" not in lines.say(code)


def test_new_wishes_give_a_new_place_at_once(
    lines: Lines, people: tuple[PersonRow, ...], station: Station, clock: FrozenClock
) -> None:
    place(station, clock.now())
    guest = next(one for one in people if one.presents is None)
    said = lines.say(f"wish {guest.code} --seat")
    assert "Runde 1 · Stand " in said
    assert "Runde 2 · Stand " in said


def test_who_is_missing_is_told_with_the_time_left(
    lines: Lines, people: tuple[PersonRow, ...]
) -> None:
    said = lines.say("missing")
    presenters = [one for one in people if one.presents is not None]
    assert f"Oplægsholdere: {len(presenters)} personer" in said
    assert "om 60 min" in said
    assert all(one.name in said for one in presenters)
    lines.say(*(one.code for one in people))
    assert "Ingen mangler." in lines.say("missing")


def test_missing_presenters_are_named_by_their_badge_codes(
    station: Station, clock: FrozenClock, people: tuple[PersonRow, ...]
) -> None:
    gone = next(one for one in people if one.presents is not None)
    check_in(station, clock.now(), gone.code)
    check_out(station, clock.now(), gone.code)
    context = Context(Options(str(station.store.location), None, "da", True), clock)
    where = municipality_name(gone.municipality)
    out = io.StringIO()
    run_lines(context, io.StringIO(f'missing\nmissing --municipality "{where}"\n'), out)
    everywhere, there = (json.loads(line)["presenters"] for line in out.getvalue().splitlines())
    presenters = {one.code for one in people if one.presents is not None}
    assert {one["code"] for one in everywhere} == presenters
    assert gone.code in {one["code"] for one in there} < presenters


def test_who_came_in_is_counted_by_desk(lines: Lines, people: tuple[PersonRow, ...]) -> None:
    one, two, three = (one.code for one in people[:3])
    lines.say(*(f'check-in {code} --desk "Dør A"' for code in (one, two)))
    assert "Dør A: " not in lines.say("status")
    lines.say(f'check-in {three} --desk "Dør B"', f'check-in {one} --desk "Dør B"')
    assert "Dør A: 2 · Dør B: 1" in lines.say("status")


def test_of_a_delegation_everyones_stands_are_heard(
    lines: Lines, people: tuple[PersonRow, ...], station: Station, clock: FrozenClock
) -> None:
    place(station, clock.now())
    first = next(one for one in people if one.presents is not None)
    said = lines.say(f"check-in {first.code} --delegation").splitlines()
    colleagues = [line for line in said if " · stand " in line]
    assert len(colleagues) == len(lines.inside()) > 2
