"""What the organiser's pages say in the fewest columns, and in the singular."""

from __future__ import annotations

import pytest

from db.vocabulary import Instant, Severity
from seminar_tui.day.status import floor
from seminar_tui.day.timing import press
from seminar_tui.i18n import use_language
from seminar_tui.rules.timer_table import Command, Request
from seminar_tui.screens.organiser.import_lines import line_of
from seminar_tui.screens.organiser.lines import sections
from tests.floor_day import at, make_floor
from tests.seen import running, sees

NARROW = (80, 24)


@pytest.fixture
def station(tmp_path):
    store, station = make_floor(tmp_path / "day.db", 8)
    yield station
    store.close()


async def test_the_log_tells_the_second_and_a_persons_state_is_whole(station, tmp_path):
    use_language("en")
    press(station, Instant(at("09:30") + 7_000), "1", Request(Command.RESET))
    async with running(tmp_path / "day.db", "organiser", NARROW) as pilot:
        await pilot.press("8")
        await sees(pilot, "14.11. 09:30:07  a key of the")
        await pilot.press("end")
        await sees(pilot, "14.11. 09:30:07 · a key of the stand's clock · stand 1 · reset · test")
        await pilot.press("4")
        await sees(pilot, "○ expected")


@pytest.mark.parametrize(("count", "words"), [(1, "1 færdig"), (2, "2 færdige")])
def test_one_stand_that_is_done_is_said_in_the_singular(station, count, words):
    now = Instant(at("10:08"))
    for number in range(1, count + 1):
        press(station, now, str(number), Request(Command.FINISH))
    seen = floor(station, now)
    first, _second = sections(seen, now, seen.clocks(now))
    assert words in first.words.split(" · ")


def test_the_key_that_answers_stands_before_the_words_where_no_line_ends():
    sentence = "Kommunen kendes ikke og skal vælges på en liste"
    shown = line_of("række 12", sentence, Severity.ASK, "Kbh").shown
    assert str(shown) == f"? ⏎ svar  række 12: {sentence}"
    assert "⏎" not in str(line_of("række 12", sentence, Severity.ASK).shown)
