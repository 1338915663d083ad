"""The stand's screen, worked by its keys on a store with other stations."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import col
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input, Static

from db.models import Person, Stand
from db.vocabulary import EntryKind, EntryState, Phase, TimerState
from seminar_tui import i18n
from seminar_tui.app import SeminarApp
from seminar_tui.clock import FrozenClock
from seminar_tui.day.drafts import Typing, save_draft
from seminar_tui.day.entries import NewEntry, add_entry, list_entries
from seminar_tui.day.messages import send_message
from seminar_tui.day.station import Station
from seminar_tui.day.timing import press, show_clock
from seminar_tui.day.visits import visit
from seminar_tui.rules.timer_table import Command, Request
from seminar_tui.runtime import Runtime, Target
from seminar_tui.screens.stand import StandScreen
from seminar_tui.screens.stand_dialogs import ChooseStand, StartedEarlier
from seminar_tui.widgets.big_clock import BigClock
from seminar_tui.widgets.big_text import big_lines
from tests.day.at_a_stand import let_everybody_in, set_rounds, stand, strangers

SIZES = [(80, 24), (120, 40)]
HOSTILE = "[/] [@click=app.quit]x[/] \x1b]0;owned\x07 [b \u202eevil \x9b31m ="


class Host:
    """Somebody at a stand's terminal."""

    def __init__(self, app: SeminarApp, pilot: Pilot[None], station: Station) -> None:
        self.app, self.pilot, self.station = app, pilot, station

    @property
    def screen(self) -> StandScreen:
        found = next(s for s in self.app.screen_stack if isinstance(s, StandScreen))
        return found

    @property
    def state(self) -> tuple[TimerState, Phase]:
        shown = show_clock(self.station, self.app.runtime.now(), "1").shows(self.app.runtime.now())
        return shown.state, shown.phase

    @property
    def field(self) -> Input:
        return self.screen.query_one("#entry", Input)

    async def until(self, true: Callable[[], object]) -> None:
        for _ in range(200):
            await self.pilot.pause(0.02)
            if true():
                return
        raise AssertionError("it never came true")

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    def text(self, selector: str) -> str:
        return str(self.screen.query_one(selector, Static).render())

    def picture(self) -> str:
        return "\n".join(
            "".join(segment.text for segment in line)
            for line in self.app.screen._compositor.render_strips()
        )


@pytest.fixture
def here(station: Station, clock: FrozenClock) -> Station:
    set_rounds(station, s1=1, s2=2, s3=1)
    let_everybody_in(station, clock)
    return station


@asynccontextmanager
async def host(
    station: Station,
    clock: FrozenClock,
    size: tuple[int, int] = (80, 24),
    name: str = "stand-pc",
    number: int | None = 1,
) -> AsyncIterator[Host]:
    runtime = Runtime(Target(station.store.location, None, name), clock)
    app = SeminarApp(runtime, "stand", number)
    async with app.run_test(size=size) as pilot:
        at_stand = Host(app, pilot, station)
        if number is not None:
            await at_stand.until(lambda: at_stand.screen.shown is not None)
        yield at_stand


async def test_the_keys_move_the_clock(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        for key, state in (
            ("space", (TimerState.RUNNING, Phase.TALK)),
            ("space", (TimerState.PAUSED, Phase.TALK)),
            ("space", (TimerState.RUNNING, Phase.TALK)),
            ("n", (TimerState.RUNNING, Phase.DIALOGUE)),
            ("f", (TimerState.DONE, Phase.DIALOGUE)),
            ("u", (TimerState.RUNNING, Phase.DIALOGUE)),
            ("u", (TimerState.RUNNING, Phase.TALK)),
        ):
            await at_stand.press(key)
            await at_stand.until(lambda wanted=state: at_stand.state == wanted)
            shown = at_stand.screen
            await at_stand.until(lambda s=shown, w=state: s.shown and s.shown.state is w[0])


async def test_keys_faster_than_the_store_are_taken_in_turn(
    here: Station, clock: FrozenClock
) -> None:
    async with host(here, clock) as at_stand:
        for key in ("space", "n", "f", "u", "u"):
            at_stand.app.simulate_key(key)
        await at_stand.until(lambda: len(show_clock(here, clock.now(), "1").events) == 5)
        assert at_stand.state == (TimerState.RUNNING, Phase.TALK)


async def test_a_refused_key_lets_go_of_those_typed_after_it(
    here: Station, clock: FrozenClock
) -> None:
    async with host(here, clock) as at_stand:
        screen = at_stand.screen
        press(here, clock.now(), "1", Request(Command.START))
        screen.action_run()
        screen.action_finish()
        await at_stand.until(lambda: screen.shown and screen.shown.state is TimerState.RUNNING)
        await at_stand.pilot.pause(0.2)
        assert at_stand.state == (TimerState.RUNNING, Phase.TALK)


async def test_a_read_older_than_the_own_key_is_not_shown(
    here: Station, clock: FrozenClock
) -> None:
    async with host(here, clock) as at_stand:
        screen = at_stand.screen
        old, answered = screen.view, screen.answered
        assert old is not None
        await at_stand.press("space")
        await at_stand.until(lambda: screen.shown and screen.shown.state is TimerState.RUNNING)
        screen._show(old, answered)
        assert screen.shown is not None
        assert screen.shown.state is TimerState.RUNNING


async def test_minutes_are_given_and_taken(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        await at_stand.press("plus", "plus", "minus")
        await at_stand.until(
            lambda: at_stand.screen.shown and at_stand.screen.shown.remaining_ms == 960_000
        )


async def test_started_three_minutes_ago_is_two_keys(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        await at_stand.press("b")
        await at_stand.until(lambda: isinstance(at_stand.app.screen, StartedEarlier))
        await at_stand.press("3")
        await at_stand.until(
            lambda: at_stand.screen.shown and at_stand.screen.shown.elapsed_ms == 180_000
        )
        await at_stand.press("b", "down", "enter")
        await at_stand.until(
            lambda: at_stand.screen.shown and at_stand.screen.shown.elapsed_ms == 300_000
        )


async def test_typing_never_moves_the_clock(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        await at_stand.press("enter")
        await at_stand.press("n", "space", "u", "+", "-", "b", "f", "l", "P", "ctrl+r")
        assert at_stand.field.value == "n u+-bflP"
        assert show_clock(here, clock.now(), "1").events == ()
        await at_stand.press("escape", "space")
        await at_stand.until(lambda: at_stand.state[0] is TimerState.RUNNING)
        assert at_stand.field.value == "n u+-bflP"


async def test_enter_saves_and_clears(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        await at_stand.press("enter", *"Hvem?", "enter", *"> os", "enter")
        assert at_stand.field.value == ""
        await at_stand.until(lambda: len(list_entries(here)) == 2)
        question, answer = (stored.row for stored in list_entries(here))
        assert (question.kind, question.state) == (EntryKind.QUESTION, EntryState.ANSWERED)
        assert (answer.text, answer.answers) == ("os", question.id)
        await at_stand.until(lambda: at_stand.screen.query_one("#entries").option_count == 2)


async def test_too_long_is_given_back_whole(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        at_stand.field.value = "x" * 1001
        at_stand.field.focus()
        await at_stand.press("enter")
        await at_stand.until(lambda: len(at_stand.field.value) == 1001)
        assert list_entries(here) == ()


async def test_another_stations_key_shows_here(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        press(here, clock.now(), "1", Request(Command.START))
        await at_stand.until(
            lambda: at_stand.screen.shown and at_stand.screen.shown.state is TimerState.RUNNING
        )


async def test_a_stale_key_does_nothing_and_shows_why(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        at_stand.screen.shown = None
        at_stand.screen.tick(at_stand.app.runtime.now())
        seen = at_stand.screen.shown
        press(here, clock.now(), "1", Request(Command.START))
        press(here, clock.now(), "1", Request(Command.PAUSE))
        assert seen is not None
        at_stand.screen.shown = seen
        at_stand.screen.press_key(Command.START)
        await at_stand.until(
            lambda: at_stand.screen.shown and at_stand.screen.shown.state is TimerState.PAUSED
        )
        assert len(show_clock(here, clock.now(), "1").events) == 2


@pytest.mark.parametrize("size", SIZES)
async def test_the_question_fills_the_panel_in_the_dialogue(
    here: Station, clock: FrozenClock, size: tuple[int, int]
) -> None:
    asked = "Hvordan får vi de travle forældre til at blive fem minutter?"
    with here.store.writing() as connection:
        connection.execute(update(Stand).values(question=asked))
    press(here, clock.now(), "1", Request(Command.START))
    async with host(here, clock, size) as at_stand:
        question = at_stand.screen.query_one("#question")
        await at_stand.until(lambda: asked[:30] in at_stand.picture())
        before = question.size.height
        await at_stand.press("n")
        await at_stand.until(lambda: question.size.height > before)
        big = big_lines(asked, *question.size)
        assert bool(big) is (size == (120, 40))
        # Large where every word fits, and whole where it does not.
        shown = big or ("minutter?",)
        await at_stand.until(lambda: all(row.strip() in at_stand.picture() for row in shown))
        assert at_stand.screen.query_one(BigClock).size.height == (10 if big else 7)
        await at_stand.press("u")
        await at_stand.until(lambda: question.size.height == before)
        await at_stand.until(lambda: asked[:30] in at_stand.picture())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_question_is_whole_when_the_stand_is_over(
    here: Station, clock: FrozenClock, language: str
) -> None:
    i18n.use_language(language)
    question = "Hvordan fastholder vi læringen, når projektet slutter, konsulenterne rejser " * 2
    with here.store.writing() as connection:
        connection.execute(update(Stand).values(question=f"{question} ude"))
    press(here, clock.now(), "1", Request(Command.START))
    press(here, clock.now(), "1", Request(Command.FINISH))
    async with host(here, clock) as at_stand:
        await at_stand.pilot.pause(0.3)
        picture = at_stand.picture()
        assert "ude" in picture
        assert "■" in picture


async def test_a_clock_left_running_is_said_whole_and_raises_no_alarm(
    here: Station, clock: FrozenClock
) -> None:
    press(here, clock.now(), "1", Request(Command.START))
    clock.advance(24 * 3600)
    async with host(here, clock) as at_stand:
        await at_stand.pilot.pause(0.3)
        picture = at_stand.picture()
        assert "Glemt siden kl. 9.00: f slut, u fortryd" in picture
        assert "OVER TIDEN" not in picture


async def test_a_missing_presenter_is_missing_however_long_the_name(
    here: Station, clock: FrozenClock
) -> None:
    with here.store.writing() as connection:
        name = "Anne-Margrethe Christoffersen-Østergaard"
        connection.execute(update(Person).values(name=name))
    async with host(here, clock) as at_stand:
        await at_stand.press("o")
        await at_stand.until(lambda: "! Mangler: Anne-Margrethe" in at_stand.picture())


async def test_the_bell_rings_once_on_crossing_and_can_be_muted(
    here: Station, clock: FrozenClock
) -> None:
    press(here, clock.now(), "1", Request(Command.START))
    async with host(here, clock) as at_stand:
        bell = at_stand.screen.bell
        clock.advance(13 * 60)
        await at_stand.until(lambda: bell.strokes == 1)
        await at_stand.pilot.pause(0.6)
        assert bell.strokes == 1
        await at_stand.press("l")
        clock.advance(3 * 60)
        await at_stand.until(lambda: at_stand.screen.query_one(BigClock).has_class("-overtime"))
        await at_stand.pilot.pause(0.4)
        assert bell.strokes == 1
    async with host(here, clock) as late:
        await late.pilot.pause(0.6)
        assert late.screen.bell.strokes == 0


async def test_entries_are_starred_parked_withdrawn_answered_and_mended(
    here: Station, clock: FrozenClock
) -> None:
    add_entry(here, clock.now(), "1", NewEntry(EntryKind.QUESTION, "Hvem?"))
    async with host(here, clock) as at_stand:
        entries = at_stand.screen.query_one("#entries")
        await at_stand.until(lambda: entries.option_count == 1)
        entries.focus()
        await at_stand.press("asterisk")
        await at_stand.until(lambda: list_entries(here)[0].row.starred)
        await at_stand.press("g")
        await at_stand.until(lambda: list_entries(here)[0].row.state is EntryState.PARKED)
        await at_stand.until(lambda: entries.selected.row.state is EntryState.PARKED)
        await at_stand.press("g")
        await at_stand.until(lambda: list_entries(here)[0].row.state is EntryState.OPEN)
        await at_stand.press("x")
        await at_stand.until(lambda: list_entries(here)[0].row.state is EntryState.WITHDRAWN)
        await at_stand.until(lambda: entries.selected.row.state is EntryState.WITHDRAWN)
        await at_stand.press("x")
        await at_stand.until(lambda: list_entries(here)[0].row.state is EntryState.OPEN)
        await at_stand.press("e")
        await at_stand.until(lambda: at_stand.field.value == "Hvem?")
        await at_stand.press("end", "backspace", *" nu?", "enter")
        await at_stand.until(lambda: list_entries(here)[0].row.text == "Hvem nu?")
        entries.focus()
        await at_stand.press("a", *"os", "enter")
        await at_stand.until(lambda: len(list_entries(here)) == 2)
        assert list_entries(here)[1].row.answers == list_entries(here)[0].row.id


async def test_a_terminal_without_a_stand_asks_which(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock, number=None) as at_stand:
        await at_stand.until(lambda: isinstance(at_stand.app.screen, ChooseStand))
        await at_stand.press("down", "enter")
        await at_stand.until(lambda: at_stand.screen.shown is not None)
        assert at_stand.screen.view.clock.stand.number == 2


async def test_a_presenters_absence_is_one_key(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        await at_stand.press("o")
        await at_stand.until(
            lambda: (
                at_stand.screen.view
                and any(person.missing for person in at_stand.screen.view.people.presenters)
            )
        )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_hostile_text_is_shown_and_obeyed_by_nobody(
    here: Station, clock: FrozenClock, size: tuple[int, int], language: str
) -> None:
    i18n.use_language(language)
    with here.store.writing() as connection:
        connection.execute(
            update(Stand)
            .where(col(Stand.number) == 1)
            .values(question=HOSTILE, place=HOSTILE, theme=HOSTILE)
        )
        connection.execute(update(Person).values(name=HOSTILE))
    guest = strangers(here, stand(here, 1))[0]

    visit(here, clock.now(), guest.code, "1")
    for kind in EntryKind:
        add_entry(here, clock.now(), "1", NewEntry(kind, HOSTILE))
    send_message(here, clock.now(), "1", HOSTILE)
    typing = Typing(EntryKind.COMMENT, HOSTILE)
    save_draft(here, clock.now(), stand(here, 1).id, 1, typing)
    async with host(here, clock, size) as at_stand:
        await at_stand.until(lambda: "[/]" in at_stand.field.value)
        await at_stand.press("o", "space")
        await at_stand.press("n")
        await at_stand.press("b")
        await at_stand.press("escape")
        await at_stand.until(lambda: at_stand.state[1] is Phase.DIALOGUE)
        picture = at_stand.picture()
        assert "[/]" in picture
        assert not set(picture) & set("\x1b\x07\x9b\u202e")


@pytest.mark.parametrize("size", SIZES)
async def test_the_language_and_the_look_change_under_way(
    here: Station, clock: FrozenClock, size: tuple[int, int]
) -> None:
    async with host(here, clock, size) as at_stand:
        await at_stand.press("enter", *"halv")
        await at_stand.press("escape", "f9")
        await at_stand.until(lambda: "TALK" in at_stand.picture())
        assert at_stand.field.value == "halv"
        assert "finish" in at_stand.picture()
        for _ in range(3):
            await at_stand.press("f10")
        await at_stand.press("space")
        await at_stand.until(lambda: at_stand.state[0] is TimerState.RUNNING)


async def test_the_footer_shows_at_most_eight_keys(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        shown = [b for b in at_stand.app.screen.active_bindings.values() if b.binding.show]
        assert len(shown) <= 8


def test_no_other_key_begins_a_scan() -> None:
    from seminar_tui.screens.stand_keys import SCAN_BEGINS, stand_keys, talk_keys

    letters = {*SCAN_BEGINS, *(f"upper_{letter.lower()}" for letter in SCAN_BEGINS)}
    for keys in (stand_keys(), talk_keys()):
        for letter in letters & set(keys.key_to_bindings):
            assert all(b.action.startswith("scan") for b in keys.key_to_bindings[letter])


def burst(app: SeminarApp, text: str) -> None:
    """Send keys as a scanner does: all of them before the first is dealt with."""
    for letter in text:
        key = "enter" if letter == "\r" else _character_to_key(letter)
        app.post_message(events.Key(key, None if letter == "\r" else letter))


async def test_a_hurried_host_types_on_after_enter(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        burst(at_stand.app, "\rnubf sp?\rog +\r")
        await at_stand.until(lambda: len(list_entries(here)) == 2)
        assert [e.row.text for e in list_entries(here)] == ["nubf sp?", "og +"]
        assert show_clock(here, clock.now(), "1").events == ()


async def test_coming_back_to_the_line_does_not_overwrite_it(
    here: Station, clock: FrozenClock
) -> None:
    async with host(here, clock) as at_stand:
        await at_stand.press("enter", *"halv", "escape", "enter", *" hel")
        assert at_stand.field.value == "halv hel"


def test_the_screen_loads_no_driver(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys, seminar_tui.screens.stand\n"
        "print([m for m in ('sqlalchemy', 'sqlmodel', 'db.models') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
