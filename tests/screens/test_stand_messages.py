"""What the organiser says to a stand, on its screen until it is acknowledged."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from seminar_tui.clock import FrozenClock
from seminar_tui.day.messages import send_message
from seminar_tui.day.station import Station
from seminar_tui.day.timing import press
from seminar_tui.rules.timer_table import Command, Request
from seminar_tui.widgets.block_digits import draw
from tests.day.at_a_stand import let_everybody_in, set_rounds
from tests.screens.test_stand import HOSTILE, host


@pytest.fixture
def here(station: Station, clock: FrozenClock) -> Station:
    set_rounds(station, s1=1, s2=2, s3=1)
    let_everybody_in(station, clock)
    return station


async def test_a_message_stays_until_acknowledged(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        send_message(here, clock.now(), "all", HOSTILE)
        strip = at_stand.screen.query_one("#message", Static)
        await at_stand.until(lambda: strip.display)
        assert "\x1b" not in str(strip.render())
        await at_stand.press("k")
        await at_stand.until(lambda: not strip.display)


async def test_the_longest_message_leaves_room_for_clock_question_and_line(
    here: Station, clock: FrozenClock
) -> None:
    text = ("Kære stand, send alle videre til Store Sal, hvor borgmesteren taler. " * 5)[:290]
    send_message(here, clock.now(), "1", f"{text} SLUTORD")
    send_message(here, clock.now(), "1", "og en til")
    press(here, clock.now(), "1", Request(Command.START))
    async with host(here, clock) as at_stand:
        for word in ("OPLÆG", "DIALOG"):
            await at_stand.until(lambda: word in at_stand.picture())  # noqa: B023
            await at_stand.until(lambda: "SLUTORD" in at_stand.picture())
            seen = at_stand.picture()
            assert "[k] set" in seen
            assert "(+1 mere)" in seen
            assert "Spørgsmål:" in seen
            assert "kommentar" in seen
            digits = draw("15:00" if word == "OPLÆG" else "10:00", 1)
            assert all(row.strip() in seen for row in digits)
            assert at_stand.screen.query_one("#question").content_size.height >= 2
            assert at_stand.screen.max_scroll_y == 0
            await at_stand.press("n")
