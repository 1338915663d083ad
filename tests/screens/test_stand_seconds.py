"""One second on every screen of a stand, whatever the machine's clock is made to say."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from db.vocabulary import Instant, TimerState
from seminar_tui.app import SeminarApp
from seminar_tui.clock import FrozenClock
from seminar_tui.day.log import read_log
from seminar_tui.day.station import Station
from seminar_tui.day.timing import press
from seminar_tui.rules.timer_table import Command, Request
from seminar_tui.runtime import Runtime, Target
from seminar_tui.widgets.big_clock import BigClock
from seminar_tui.widgets.stand_board import StandBoard
from tests.day.at_a_stand import let_everybody_in, set_rounds
from tests.screens.test_stand import Host, host

HOUR = 3_600_000


@pytest.fixture
def here(station: Station, clock: FrozenClock) -> Station:
    set_rounds(station, s1=1, s2=2, s3=1)
    let_everybody_in(station, clock)
    return station


def digits(at_stand: Host) -> str:
    face = at_stand.screen.query_one(BigClock).face
    return "" if face is None else face.digits


def on_board(app: SeminarApp) -> str:
    board = app.screen.query_one(StandBoard)
    lines = (line for row in board._rows if isinstance(row, tuple) for line in row)
    return next((line.time for line in lines if line.stand == 1), "")


async def test_every_screen_of_a_stand_shows_the_same_second(
    here: Station, clock: FrozenClock, seed: int
) -> None:
    source = random.Random(seed)
    press(here, clock.now(), "1", Request(Command.START))
    floor = SeminarApp(Runtime(Target(here.store.location, None, "floor"), clock), "organiser")
    async with (
        host(here, clock, (80, 24), "pc") as one,
        host(here, clock, (120, 40), "tablet") as two,
        floor.run_test(size=(120, 40)) as pilot,
    ):
        await two.until(lambda: on_board(floor) == "15:00")
        told = set()
        for app in (one.app, two.app, floor):
            app._tick()
        for turn in range(30):
            if turn == 15:
                await one.press("n")
                await two.until(lambda: two.state[1].value == "dialogue")
                await two.until(lambda: digits(one) == digits(two))
                await two.until(lambda: on_board(floor) == digits(one))
            clock.utc_ms += source.choice([1, 250, 999, 1001, 59_750, 181_499])
            for app in (one.app, two.app, floor):
                app._tick()
            await pilot.pause(0)
            assert digits(one) == digits(two)
            # The board looks once a second of the day.
            assert abs(in_seconds(on_board(floor)) - in_seconds(digits(one))) <= 1
            told.add(digits(one))
        assert len(told) > 15
        assert any(said.startswith("+") for said in told), "overtime was among them"


def in_seconds(shown: str) -> int:
    """Return what is left; both signs say that it is over."""
    minutes, seconds = shown.lstrip("+-").split(":")
    return (int(minutes) * 60 + int(seconds)) * (-1 if shown[0] in "+-" else 1)


def toasts(at_stand: Host) -> list[str]:
    return [str(toast.message) for toast in at_stand.app._notifications]


@dataclass
class Machine:
    """A machine whose wall clock can be moved while the time since its start goes on."""

    utc_ms: int
    boot_ms: int = 5_000_000

    def now(self) -> Instant:
        return Instant(self.utc_ms, "this-boot", self.boot_ms)

    def advance(self, seconds: float, *, wall_moved: int = 0) -> None:
        self.utc_ms += round(seconds * 1000) + wall_moved
        self.boot_ms += round(seconds * 1000)


@pytest.mark.parametrize("moved", [-HOUR, HOUR])
async def test_a_moved_wall_clock_is_said_and_noted_and_moves_no_digit(
    here: Station, clock: FrozenClock, moved: int
) -> None:
    machine = Machine(clock.utc_ms)
    async with host(here, machine) as one, host(here, machine, name="other") as two:
        await one.press("space")
        await two.until(lambda: two.state[0] is TimerState.RUNNING and digits(two) == "15:00")
        machine.advance(300)
        await two.until(lambda: digits(one) == digits(two) == "10:00")
        machine.advance(1, wall_moved=moved)
        await two.until(lambda: digits(one) == digits(two) == "09:59")
        said = [
            f"Maskinens ur blev stillet {'+' if moved > 0 else '−'}3600 s. "
            "Standenes ure går rigtigt; klokkeslæt kan være forskudt."
        ]
        await two.until(lambda: toasts(one) == toasts(two) == said)
        assert one.screen.shown.clock_step_ms == two.screen.shown.clock_step_ms == moved
        await two.until(lambda: any(line.kind == "clock_step" for line in read_log(here)))
        machine.advance(1)
        await two.until(lambda: digits(one) == digits(two) == "09:58")
    steps = [line.result for line in read_log(here) if line.kind == "clock_step"]
    assert steps == [f"{moved // 1000:+} s"], "once, though both terminals saw it"
