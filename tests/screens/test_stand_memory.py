"""A long day at a stand, lived fast: nothing that ticks piles up."""

from __future__ import annotations

import gc
import sys

import pytest
from rich.cells import cell_len

from db.vocabulary import TimerState
from seminar_tui.clock import FrozenClock
from seminar_tui.day.station import Station
from seminar_tui.widgets.block_digits import draw
from tests.day.at_a_stand import let_everybody_in, set_rounds
from tests.screens.test_stand import Host, host

MINUTE = 60_000
WARM_UP_H = 2
DAY_H = 10


async def _live(at_stand: Host, clock: FrozenClock, hours: int) -> int:
    """Let hours go by, ten ticks a minute and each minute drawn; return the blocks held."""
    for _ in range(hours * 60):
        for _ in range(10):
            clock.utc_ms += MINUTE // 10
            at_stand.screen.tick(at_stand.app.runtime.now())
        await at_stand.pilot.pause(0)
    gc.collect()
    return sys.getallocatedblocks()


@pytest.mark.long
async def test_hours_of_ticks_hold_no_more_than_the_first(
    station: Station, clock: FrozenClock
) -> None:
    set_rounds(station, s1=1)
    let_everybody_in(station, clock)
    async with host(station, clock) as at_stand:
        await at_stand.press("space")
        await at_stand.until(lambda: at_stand.state[0] is TimerState.RUNNING)
        # The toolkit remembers how wide the last 4096 rows were: fill that up first.
        for row in range(5000):
            cell_len(f"{row} ▀▄█")
        early = await _live(at_stand, clock, WARM_UP_H)
        late = await _live(at_stand, clock, DAY_H - WARM_UP_H)
    # A row a tick kept would be forty thousand.
    assert late - early < 2_000


def test_no_second_of_the_day_is_kept() -> None:
    for second in range(500):
        draw(f"{second // 60:02}:{second % 60:02}", 1)
    assert draw.cache_info().currsize <= 50
