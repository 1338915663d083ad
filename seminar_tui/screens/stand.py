"""The stand: its time, its guests and its talk, on one screen."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.widgets import Footer, Input, Static

from db.reference import municipality_name
from db.rows import StandRow
from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.rules.concern import EVERYTHING
from seminar_tui.rules.dates import hh_mm
from seminar_tui.rules.fixed_codes import command_of, stand_of
from seminar_tui.screens.pen import Pen
from seminar_tui.screens.stand_clock import ClockScreen
from seminar_tui.screens.stand_dialogs import ChooseStand
from seminar_tui.screens.stand_guests import GuestPanel, Scanned
from seminar_tui.screens.stand_keys import MOVES_FOCUS, TYPED_OVER, stand_keys
from seminar_tui.screens.stand_talk import TalkPanel
from seminar_tui.text import clean
from seminar_tui.widgets.big_clock import BigClock
from seminar_tui.widgets.day_header import DayHeader
from seminar_tui.widgets.stand_question import StandQuestion

if TYPE_CHECKING:
    from seminar_tui.day.stand_view import StandView
    from seminar_tui.day.station import Station


class StandScreen(ClockScreen):
    """A stand's screen. Keys move the clock unless something is being typed."""

    CSS_PATH = "stand.tcss"
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._round: int | None = None
        self._pen = Pen()
        self._asked_which = False
        self._said: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out header, messages, clock, question, guests and entries."""
        # Anew each time: the language may have changed.
        self._bindings = stand_keys()
        self.shown = None
        self._said = ()
        yield DayHeader()
        yield Static(id="message", markup=False)
        with Horizontal(id="top"):
            with Vertical(id="face", classes="panel"):
                yield BigClock(id="clock")
                yield StandQuestion(id="question")
            yield GuestPanel(id="people")
        yield TalkPanel(id="talk", pen=self._pen)
        yield Footer(compact=True, show_command_palette=False)
        self.call_after_refresh(self.refresh_bindings)

    @property
    def number(self) -> int | None:
        """The stand this terminal stands at."""
        number: int | None = self.app.stand_number  # type: ignore[attr-defined]
        return number

    def reload(self) -> None:
        """Read the stand again, or ask which it is."""
        if self.day is None:
            return
        if self.number is None:
            self._ask_which()
            return
        # Until it is read, whom it will show is not known.
        self.concerned(EVERYTHING)
        asked, round_, answered = str(self.number), self._round, self.answered
        kept = {message.id for message in self.view.messages} if self.view else set()

        def job(station: Station, now: Instant) -> StandView:
            from seminar_tui.day.stand_view import read_stand

            return read_stand(station, now, asked, round_, kept)

        self.look("stand", job, lambda view: self._show(view, answered))

    def _show(self, view: StandView, answered: int) -> None:
        if answered != self.answered:
            self.reload()
            return
        self.view = view
        if self.day is None:
            return
        self.concerned(view.concern)
        with suppress(NoMatches):
            self.query_one(GuestPanel).show(view)
            self.query_one(TalkPanel).show(view, self.day.timezone)
            self._show_messages(view, self.day.timezone)
        self.tick(self.runtime.now())

    def _show_messages(self, view: StandView, timezone: str) -> None:
        strip = self.query_one("#message", Static)
        strip.display = bool(view.messages)
        self.set_class(strip.display, "-told")
        if not view.messages:
            return
        first, more = view.messages[0], len(view.messages) - 1
        # The key before the words: however many these are, it is seen.
        said = [f"✉ {hh_mm(first.at, timezone)}", t("stand.acknowledge")]
        if more:
            said.append(t("stand.more_messages", count=more))
        said.append(clean(first.text))
        strip.update(Content("   ".join(said)))

    def tick(self, now: Instant) -> None:
        """Show the time of day and the stand's time; store what was typed."""
        # A tick may fall while the screen is being built or taken down.
        with suppress(NoMatches):
            self._show_header(now)
            if self.show_time(now):
                self._show_question()
            self.query_one(TalkPanel).tick()

    def _show_question(self) -> None:
        """Show the stand's question; in the dialogue it has the panel to itself."""
        if self.view is None:
            return
        question = clean(self.view.clock.stand.question) or t("stand.no_question")
        alone = self.query_one("#top").has_class("-dialogue")
        self.query_one(StandQuestion).show(question, alone)

    def _show_header(self, now: Instant) -> None:
        age = None if self.day is None else int(self.runtime.age_s)
        clock = None if self.view is None else self.view.clock
        where = (self.bell.on, clock and (clock.stand, clock.round))
        said = (now.utc_ms // 60_000, age, where)
        if said == self._said:
            return
        self._said = said
        time = "" if self.day is None else hh_mm(now.utc_ms, self.day.timezone)
        self.query_one(DayHeader).show(self._where(), time, age)

    def _where(self) -> str:
        if self.view is None:
            return t("stand.title")
        clock = self.view.clock
        parts = (
            t("stand.header", number=clock.stand.number),
            municipality_name(clock.stand.municipality),
            clean(clock.stand.place),
            t("stand.round", number=clock.round),
            "" if self.bell.on else t("stand.muted"),
        )
        return " · ".join(filter(None, parts))

    def _ask_which(self) -> None:
        if self._asked_which:
            return
        self._asked_which = True

        def job(station: Station, now: Instant) -> tuple[StandRow, ...]:
            del now
            from seminar_tui.day.stand_view import read_stands

            return read_stands(station)

        self.look("stands", job, self._choose)

    def _choose(self, stands: tuple[StandRow, ...]) -> None:
        self.app.push_screen(ChooseStand(stands), self._at)

    def _at(self, number: int | None) -> None:
        self._asked_which = False
        if number is None:
            return
        self.app.stand_number = number  # type: ignore[attr-defined]
        self._round = self.view = self.shown = None
        self.reload()

    def action_choose(self) -> None:
        """Say that this terminal stands somewhere else; one that is a stand's own stays."""
        if self.runtime.target.stand is not None:
            self.say(t("refused.other_stand"))
            return
        self._ask_which()

    def action_round(self) -> None:
        """Look at the stand's other rounds."""
        if self.view is None or self.day is None:
            return
        self._round = self.view.clock.round % self.day.rounds + 1
        self.shown = None
        self.reload()

    def action_write(self) -> None:
        """Go to the line where entries are written."""
        # At once, not when there is time: the next letter may already be on its way.
        self.set_focus(self.query_one(TalkPanel).field)

    def action_entries(self) -> None:
        """Go to the entries, the newest first."""
        self.query_one(TalkPanel).enter_list()

    def action_home(self) -> None:
        """Leave whatever is being typed; the keys move the clock again."""
        self.query_one(GuestPanel).give_up()
        self.set_focus(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let no key but Escape do anything while something is being typed."""
        typing = isinstance(self.focused, Input)
        if typing and (action in TYPED_OVER or action in MOVES_FOCUS):
            return False
        if action == "write" and self.focused is not None:
            return False
        return super().check_action(action, parameters)

    def action_scan(self, letter: str) -> None:
        """Take a scanned code to the scan line from its first letter."""
        self.query_one(GuestPanel).begin_scan(letter)

    @on(Scanned)
    def _scanned(self, event: Scanned) -> None:
        """Take a badge for a guest, a stand's sign for where this is, the sheet for a key."""
        command, number = command_of(event.code), stand_of(event.code)
        if command is not None:
            self.obey(command)
        elif number is not None:
            self._go_to(number)
        else:
            self.query_one(GuestPanel).visit(event.code)

    def _go_to(self, number: int) -> None:
        """Stand at the stand whose sign was scanned."""
        if number == self.number:
            self.say(t("stand.is_here", number=number))
            return

        def job(station: Station, now: Instant) -> tuple[StandRow, ...]:
            del now
            from seminar_tui.day.stand_view import read_stands

            return read_stands(station)

        def go(stands: tuple[StandRow, ...]) -> None:
            if any(stand.number == number for stand in stands):
                self._at(number)
            else:
                self.say(t("stand.not_open_here", number=number))

        self.look("stands", job, go)

    def action_presenters(self) -> None:
        """Report that the presenters are missing, or that they came."""
        self.query_one(GuestPanel).report_presenters()

    def action_acknowledge(self) -> None:
        """Acknowledge the oldest message."""
        if self.view is None or not self.view.messages:
            return
        message_id = self.view.messages[0].id

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.messages import acknowledge

            acknowledge(station, now, message_id)

        self.act(job, lambda _: self.reload())
