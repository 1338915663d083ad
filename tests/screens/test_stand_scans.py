"""The printed command sheet and the stands' signs, scanned at a stand."""

from __future__ import annotations

import pytest

from db.vocabulary import Phase, TimerState
from seminar_tui.clock import FrozenClock
from seminar_tui.day.entries import list_entries
from seminar_tui.day.station import Station
from seminar_tui.day.timing import show_clock
from seminar_tui.rules.fixed_codes import SheetCommand, command_code, stand_code
from tests.day.at_a_stand import let_everybody_in, set_rounds
from tests.screens.test_stand import Host, host


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
