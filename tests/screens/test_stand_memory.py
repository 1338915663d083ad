"""A long day at a stand, lived fast: nothing that ticks piles up."""

from __future__ import annotations

import gc
import sys

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from seminar_tui.app import SeminarApp
from seminar_tui.clock import FrozenClock
from seminar_tui.day.station import Station
from seminar_tui.day.timing import press
from seminar_tui.rules.timer_table import Command, Request
from seminar_tui.runtime import Runtime, Target
from seminar_tui.widgets.block_digits import draw
from tests.day.at_a_stand import let_everybody_in, set_rounds
from tests.seen import shown

MINUTE = 60_000
WARM_UP_H = 2
DAY_H = 10


async def _live(app: SeminarApp, pilot: Pilot[None], clock: FrozenClock, hours: int) -> int:
    """Let hours go by, ten ticks a minute and each minute drawn; return the blocks held."""
    for _ in range(hours * 60):
        for _ in range(10):
            clock.utc_ms += MINUTE // 10
            app._tick()
        await pilot.pause(0)
    gc.collect()
    return sys.getallocatedblocks()


@pytest.mark.long
@pytest.mark.parametrize("mode", ["stand", "organiser"])
async def test_hours_of_ticks_hold_no_more_than_the_first(
    station: Station, clock: FrozenClock, mode: str
) -> None:
    set_rounds(station, s1=1)
    let_everybody_in(station, clock)
    press(station, clock.now(), "1", Request(Command.START))
    app = SeminarApp(Runtime(Target(station.store.location, None, "pc"), clock), mode, 1)
    async with app.run_test(size=(80, 24)) as pilot:
        while "▶" not in shown(pilot):
            await pilot.pause(0.02)
        # The toolkit remembers how wide the last 4096 rows were: fill that up first.
        for row in range(5000):
            cell_len(f"{row} ▀▄█")
        early = await _live(app, pilot, clock, WARM_UP_H)
        late = await _live(app, pilot, clock, DAY_H - WARM_UP_H)
    # A row a tick kept would be forty thousand.
    assert late - early < 2_000


def test_no_second_of_the_day_is_kept() -> None:
    for second in range(500):
        draw(f"{second // 60:02}:{second % 60:02}", 1)
    assert draw.cache_info().currsize <= 50
