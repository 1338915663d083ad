"""The door over a whole day: closing time, badges printed, and what the header says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from sqlalchemy import func, select
from sqlmodel import col

from db.models import Action
from seminar_tui.clock import FrozenClock
from seminar_tui.day.people import WalkIn, walk_in
from seminar_tui.day.station import Station
from tests.screens.door_desk import Desk, open_desk


async def test_the_door_says_that_the_day_is_over_and_counts_nobody_inside(
    station: Station, clock: FrozenClock
) -> None:
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.scan(guest.code)
        await desk.sees("1 af")
        assert "Lukket siden" not in desk.text()
        clock.advance(24 * 60 * 60)
        await desk.sees("1 blev tjekket ud")
        await desk.sees("Lukket siden kl.")
        assert not desk.person(guest.id).inside
        await desk.pilot.press("ctrl+z")
        await desk.sees("Fortrudt")
        assert desk.person(guest.id).inside


async def test_a_badge_printed_at_the_desk_is_noted_for_a_purge(
    station: Station, clock: FrozenClock
) -> None:
    from db.reads.purging import files_written

    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.scan(guest.code)
        await desk.pilot.press("f8")
        await desk.sees(guest.code)
        await desk.pilot.press("f7")
        await desk.sees("Badget ligger klar")
        for _ in range(60):
            await desk.pilot.pause(0.05)
            with station.look() as connection:
                noted = files_written(connection, station.day_id)
            if noted:
                break
        assert [one.endswith(f"badge-{guest.code}.pdf") for one in noted] == [True]


async def test_a_badge_is_printed_once_unless_asked_again(
    station: Station, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "taken"
    monkeypatch.setenv("SEMINAR_PRINT", f"sh -c 'echo \"$0\" >> {taken}'")
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.scan(guest.code)
        await desk.pilot.press("f8", "f7")
        await desk.sees("sendt til printeren")
        await _noted(desk, 1)
        await desk.pilot.press("f7")
        await desk.sees("blev printet kl. 9.00")
        assert len(taken.read_text().split()) == 1
        await desk.pilot.press("f7")
        await _noted(desk, 2)
        assert [Path(one).name for one in taken.read_text().split()] == [
            f"badge-{guest.code}.pdf"
        ] * 2
        # A label a badge, not a page of a desk's printer.
        (page,) = pypdf.PdfReader(taken.read_text().split()[0]).pages
        assert [round(side / 72 * 25.4) for side in page.mediabox[2:]] == [90, 54]
        monkeypatch.setenv("SEMINAR_PRINT", "false")
        await desk.sees("sendt til printeren")
        await desk.pilot.press("f7")
        await desk.sees("blev printet")
        await desk.pilot.press("f7")
        await desk.sees("tog ikke imod")


async def _noted(desk: Desk, times: int) -> None:
    """Wait until the log says so often that a badge was printed; four seconds at most."""
    query = select(func.count()).where(col(Action.kind) == "print_badges")
    for _ in range(80):
        with desk.station.look() as connection:
            if connection.execute(query).scalar() == times:
                return
        await desk.pilot.pause(0.05)
    raise AssertionError(desk.text())


async def test_the_header_says_the_role_once(station: Station, clock: FrozenClock) -> None:
    async with open_desk(station, clock) as desk:
        assert "· Indgang 1" in desk.text().splitlines()[0]
        assert desk.text().splitlines()[0].count("Indgang") == 1
        desk.app.runtime.target = replace(desk.app.runtime.target, station="laptop 4")
        await desk.sees("· Indgang · laptop 4")


async def test_the_box_on_the_card_is_the_one_printed_on_the_badge(
    station: Station, clock: FrozenClock
) -> None:
    from seminar_tui.day.printing import badges_printed, material
    from seminar_tui.rules.boxes import boxes, initial

    with station.look() as connection:
        guests = material(connection, station.day_id).guests
    cut = boxes((one.name for one in guests), 7)
    badges_printed(station, clock.now(), guests, cut)
    # Who comes unregistered later does not cut the boxes anew.
    for number in range(9):
        walk_in(station, clock.now(), WalkIn(f"Aase Aa{'a' * number}"), let_in=False)
    async with open_desk(station, clock) as desk:
        guest = desk.people()[0]
        await desk.scan(guest.code)
        assert desk.card.hint.endswith(cut[initial(guest.name)])


async def test_the_wishes_fit_on_the_smallest_screen(station: Station, clock: FrozenClock) -> None:
    from seminar_tui.day.planning import place

    place(station, clock.now())
    async with open_desk(station, clock) as desk:
        guest = next(one for one in desk.people() if one.presents is None)
        await desk.scan(guest.code)
        await desk.pilot.press("f7")
        await desk.sees(" fri ")
        box = desk.app.screen.query_one("#box")
        desk.app.screen.query_one("#stands").update("\n".join("stand" for _ in range(11)))
        desk.app.screen.query_one("#now").update("sted\nsted")
        await desk.pilot.pause(0.1)
        assert box.max_scroll_y == 0
        await desk.sees("Enter gemmer")


@pytest.fixture
def taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """A printer that takes its time; tells how many files it was given."""
    path = tmp_path / "taken"
    path.touch()
    monkeypatch.setenv("SEMINAR_PRINT", f"sh -c 'sleep 0.3; echo \"$0\" >> {path}'")
    return lambda: len(path.read_text().split())


async def test_a_key_pressed_again_while_a_badge_is_printed_prints_no_second(
    station: Station, clock: FrozenClock, taken: Callable[[], int]
) -> None:
    async with open_desk(station, clock) as desk:
        await desk.scan(desk.people()[0].code)
        await desk.pilot.press("f8", "f7", "f7")
        await desk.sees("Skriver badget")
        await desk.pilot.press("f7")
        await desk.sees("sendt til printeren")
        await _noted(desk, 1)
        await desk.pilot.pause(0.6)
        assert taken() == 1


async def test_a_badge_is_noted_as_printed_where_the_window_is_closed_meanwhile(
    station: Station, clock: FrozenClock, taken: Callable[[], int]
) -> None:
    async with open_desk(station, clock) as desk:
        await desk.scan(desk.people()[0].code)
        await desk.pilot.press("f8", "f7")
        await desk.sees("Skriver badget")
        await desk.pilot.press("escape")
        await _noted(desk, 1)
        assert taken() == 1


async def test_the_door_reads_on_while_a_printer_hangs(
    station: Station, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = tmp_path / "go"
    monkeypatch.setenv("SEMINAR_PRINT", f"sh -c 'until [ -e {go} ]; do sleep 0.05; done'")
    async with open_desk(station, clock) as desk:
        guest, other = desk.people()[:2]
        await desk.scan(guest.code)
        await desk.pilot.press("f8", "f7")
        await desk.sees("Skriver badget")
        await desk.pilot.press("escape")
        await desk.scan(other.code)
        await desk.sees(f"2 af {len(desk.people())}")
        go.touch()
        await desk.sees("sendt til printeren")
        await _noted(desk, 1)
