"""The big clock: readable, whole, and drawn only when it has changed."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from db.vocabulary import Instant
from seminar_tui import i18n
from seminar_tui.rules.bells import Pattern
from seminar_tui.rules.timer import TimerPlan, view
from seminar_tui.rules.timer_table import Command, Request, decide
from seminar_tui.widgets.bell import Bell
from seminar_tui.widgets.big_clock import BigClock, changed
from seminar_tui.widgets.block_digits import draw, height_of, largest_size, width_of
from seminar_tui.widgets.clock_face import Face, clock_text, face_of

MINUTE = 60_000
ZONE = "Europe/Copenhagen"
PLAN = TimerPlan(15 * MINUTE, 10 * MINUTE, round_starts=0, round_ends=25 * MINUTE)


def face(minute: float, *presses: tuple[Command, float], plan: TimerPlan = PLAN) -> Face:
    events = ()
    for command, at in presses:
        events += decide(events, Request(command), Instant(round(at * MINUTE)), plan)
    return face_of(view(events, Instant(round(minute * MINUTE)), plan), ZONE)


START = (Command.START, 0.0)


@pytest.mark.parametrize("size", range(1, 7))
def test_digits_are_as_large_as_they_say(size: int) -> None:
    rows = draw("+12:34", size)
    assert len(rows) == height_of(size)
    assert {len(row) for row in rows} == {width_of("+12:34", size)}


def test_the_digits_of_the_sketch_are_seven_rows() -> None:
    assert height_of(2) == 7
    assert draw("1", 2)[1] == "  ████  "
    assert draw("7", 1) == ("▀▀▀█", "  ▄▀", " ▄▀ ", " ▀  ")


def test_no_two_digits_look_alike() -> None:
    assert len({draw(digit, 1) for digit in "0123456789"}) == 10


@pytest.mark.parametrize(
    ("width", "height", "size"), [(42, 7, 2), (41, 7, 1), (200, 60, 6), (5, 9, 0)]
)
def test_the_largest_that_fits(width: int, height: int, size: int) -> None:
    assert largest_size("14:59", width, height) == size


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (900_000, "15:00"),
        (300, "00:01"),
        (0, "00:00"),
        (-300, "00:00"),
        (-1000, "00:01"),
        (-135_000, "02:15"),
        (5_999_000, "1:39:59"),
    ],
)
def test_what_is_left_rounds_up_and_what_is_over_rounds_down(length: int, text: str) -> None:
    assert clock_text(length) == text


def test_every_state_is_a_word_and_a_sign() -> None:
    faces = [
        face(0),
        face(1, START),
        face(13, START),
        face(14, START),
        face(17, START),
        face(3, START, (Command.PAUSE, 2.0)),
        face(16, START, (Command.ADVANCE, 15.0)),
        face(26, START, (Command.FINISH, 25.0)),
    ]
    assert [f"{f.sign} {f.word} {f.level}".strip() for f in faces] == [
        "○ OPLÆG · KLAR",
        "▶ OPLÆG",
        "▶ OPLÆG !  SNART SLUT",
        "▶ OPLÆG !!  SIDSTE MINUT",
        "▶ OPLÆG !!!  OVER TIDEN",
        "‖ OPLÆG · PAUSE",
        "▶ DIALOG",
        "■ SLUT",
    ]
    tones = [f.tone for f in faces]
    assert tones == ["armed", "normal", "warning", "danger", "overtime", "paused", "normal", "done"]
    assert faces[4].digits == "+02:00"


def test_what_the_host_must_know_is_said_in_both_languages() -> None:
    plan = TimerPlan(15 * MINUTE, 10 * MINUTE, round_starts=0, next_starts=35 * MINUTE)
    for language in i18n.LANGUAGES:
        i18n.use_language(language)
        assert len(face(5, plan=plan).said) == 1
        assert len(face(14, (Command.START, 13.0), plan=plan).said) == 1
        assert len(face(24 * 60, START, plan=plan).said) == 1
        assert not face(5, START, plan=plan).said
    forgotten = face(24 * 60, START)
    assert (forgotten.tone, forgotten.level) == ("normal", "")


class ClockApp(App[None]):
    def compose(self) -> ComposeResult:
        yield BigClock()


async def test_it_draws_only_what_has_changed() -> None:
    app = ClockApp()
    async with app.run_test(size=(80, 20)) as pilot:
        clock = app.query_one(BigClock)
        for quarter in range(40):
            clock.show(face(1 + quarter / 240, START))
            await pilot.pause()
        assert clock.drawn == 10
        assert clock.has_class("-normal")
        clock.show(face(17, START))
        assert clock.has_class("-overtime")
        assert not clock.has_class("-normal")


async def test_a_second_redraws_the_digits_that_changed_and_nothing_else() -> None:
    app = ClockApp()
    async with app.run_test(size=(80, 20)) as pilot:
        clock = app.query_one(BigClock)
        clock.show(face(1, START))
        await pilot.pause()
        before = clock.lines
        clock.show(face(1 + 1 / 60, START))
        regions = changed(before, clock.lines)
        assert sum(region.area for region in regions) <= 7 * 40
        assert before != clock.lines


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (41, 12), (80, 24), (200, 50)])
async def test_it_fits_any_room(size: tuple[int, int]) -> None:
    app = ClockApp()
    async with app.run_test(size=size) as pilot:
        clock = app.query_one(BigClock)
        clock.styles.height, clock.styles.min_height = "1fr", 0
        await pilot.pause()
        for shown in (face(0), face(17, START), face(24 * 60, START)):
            clock.show(shown)
            await pilot.pause()
            assert len(clock.lines) <= size[1]
            assert all(len(line.text) <= size[0] for line in clock.lines)


async def test_the_bell_rings_its_pattern_and_can_be_turned_off() -> None:
    app = ClockApp()
    async with app.run_test() as pilot:
        bell = Bell(app.query_one(BigClock))
        bell.ring(Pattern(3, gap_ms=10))
        await pilot.pause(0.2)
        assert bell.strokes == 3
        bell.turn()
        bell.ring(Pattern(3, gap_ms=10))
        await pilot.pause(0.2)
        assert (bell.on, bell.strokes) == (False, 3)
        bell.turn()
        assert (bell.on, bell.strokes) == (True, 4)
