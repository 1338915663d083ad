"""Badges, the printed command sheet and the stands' signs, scanned at a stand."""

from __future__ import annotations

import pytest

from db.vocabulary import Phase, TimerState
from seminar_tui.clock import FrozenClock
from seminar_tui.day.entries import list_entries
from seminar_tui.day.station import Station
from seminar_tui.day.timing import show_clock
from seminar_tui.day.visits import read_people, visit
from seminar_tui.rules.fixed_codes import SheetCommand, command_code, stand_code
from tests.day.at_a_stand import let_everybody_in, set_day, set_rounds, stand, strangers
from tests.screens.test_stand import Host, burst, host


@pytest.fixture
def here(station: Station, clock: FrozenClock) -> Station:
    set_rounds(station, s1=1, s2=2, s3=1)
    let_everybody_in(station, clock)
    return station


def said(at_stand: Host) -> str:
    return " ".join(note.message for note in at_stand.app._notifications)


async def scan(at_stand: Host, code: str) -> None:
    await at_stand.press(*code, "enter")


@pytest.mark.parametrize("typing", [False, True])
async def test_the_command_sheet_runs_the_clock(
    here: Station, clock: FrozenClock, typing: bool
) -> None:
    async with host(here, clock) as at_stand:
        for command, state in (
            (SheetCommand.START, (TimerState.RUNNING, Phase.TALK)),
            (SheetCommand.PAUSE, (TimerState.PAUSED, Phase.TALK)),
            (SheetCommand.START, (TimerState.RUNNING, Phase.TALK)),
            (SheetCommand.ADVANCE, (TimerState.RUNNING, Phase.DIALOGUE)),
            (SheetCommand.FINISH, (TimerState.DONE, Phase.DIALOGUE)),
            (SheetCommand.UNDO, (TimerState.RUNNING, Phase.DIALOGUE)),
        ):
            if typing:
                await at_stand.press("escape", "enter")
            await scan(at_stand, command_code(command))
            await at_stand.until(lambda wanted=state: at_stand.state == wanted)
        for command in (SheetCommand.ADD_MINUTE, SheetCommand.ADD_MINUTE, SheetCommand.TAKE_MINUTE):
            await scan(at_stand, command_code(command))
        await at_stand.until(
            lambda: show_clock(here, clock.now(), "1").shows(clock.now()).length_ms == 11 * 60_000
        )
        await scan(at_stand, command_code(SheetCommand.WALK_IN))
        await at_stand.until(lambda: "hører til ved indgangen" in said(at_stand))
    assert list_entries(here) == ()


async def test_a_stands_sign_says_where_this_is(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        await scan(at_stand, stand_code(3))
        await at_stand.until(lambda: at_stand.screen.view.clock.stand.number == 3)
        await scan(at_stand, stand_code(3))
        await at_stand.until(lambda: "allerede ved stand 3" in said(at_stand))
        await scan(at_stand, stand_code(77))
        await at_stand.until(lambda: "Stand 77 er ikke" in said(at_stand))
        assert at_stand.screen.view.clock.stand.number == 3


@pytest.mark.parametrize("typing", [False, True])
async def test_a_scan_counts_the_visit(here: Station, clock: FrozenClock, typing: bool) -> None:
    guest = strangers(here, stand(here, 1))[0]
    async with host(here, clock) as at_stand:
        if typing:
            await at_stand.press("enter")
        await at_stand.press(*guest.code, "enter")

        def counted() -> bool:
            with here.look() as connection:
                return read_people(connection, stand(here, 1).id, 1).here == 1

        await at_stand.until(counted)
        await at_stand.until(lambda: "Gæster her: 1." in at_stand.text("#scanned"))
        assert show_clock(here, clock.now(), "1").events == ()
        assert list_entries(here) == ()


async def test_a_refused_scan_says_why(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        await at_stand.press(*"pnubspace", "enter")
        await at_stand.until(lambda: at_stand.text("#scanned").startswith("✗"))
        assert at_stand.text("#scanned").endswith("Send gæsten til indgangen.")
        assert show_clock(here, clock.now(), "1").events == ()


async def test_over_the_target_three_stands_with_room_are_read_whole(
    here: Station, clock: FrozenClock
) -> None:
    set_rounds(here, s1=1, s2=1, s3=1, s4=1, s5=1, s6=1)
    set_day(here, target=1)
    coming = strangers(here, stand(here, 1))[:2]
    visit(here, clock.now(), coming[0].code, "1")
    async with host(here, clock) as at_stand:
        await at_stand.press(*coming[1].code.lower(), "enter")
        await at_stand.until(lambda: at_stand.text("#scanned").count("→") == 3)
        *_, heading, first, second, third = at_stand.text("#scanned").splitlines()
        assert heading == "Nærmest med plads:"
        await at_stand.until(
            lambda: all(line in at_stand.picture() for line in (heading, first, second, third))
        )


async def test_a_scanner_sends_a_code_at_once(here: Station, clock: FrozenClock) -> None:
    one, two = strangers(here, stand(here, 1))[:2]
    async with host(here, clock) as at_stand:
        burst(at_stand.app, f"{one.code.lower()}\r{two.code}\r")
        await at_stand.until(lambda: "Gæster her: 2." in at_stand.text("#scanned"))
        burst(at_stand.app, one.code + "\r")
        await at_stand.until(lambda: "allerede talt med" in at_stand.text("#scanned"))
        await at_stand.press("space")
        await at_stand.until(lambda: at_stand.state[0] is TimerState.RUNNING)
        assert len(show_clock(here, clock.now(), "1").events) == 1
