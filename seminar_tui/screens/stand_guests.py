"""The stand's guests: counted by scanning, shown as expected, here and besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from db.reference import municipality_name
from db.vocabulary import Instant, VisitResult
from seminar_tui.i18n import known, t
from seminar_tui.rules.refusal import Refused
from seminar_tui.screens.base import DayScreen
from seminar_tui.sentences import said
from seminar_tui.text import clean
from seminar_tui.widgets.guest_list import GuestList
from seminar_tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from seminar_tui.day.stand_view import StandView
    from seminar_tui.day.station import Station
    from seminar_tui.day.visits import Visited


class Scanned(Message):
    """A code was scanned, on whichever line it fell."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


class GuestPanel(Vertical):
    """Who is expected, here and besides, and the line a scanner types on."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes="panel")
        self._view: StandView | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list, the last scan's answer and the line."""
        yield GuestList(id="guests")
        yield Static(id="scanned", markup=False)
        yield LineInput(id="scan", placeholder=t("stand.scan"), leaves=True)

    def on_mount(self) -> None:
        """Hide the answer until there is one."""
        self._say("")

    @property
    def day_screen(self) -> DayScreen:
        """The screen this panel is on."""
        screen = self.screen
        assert isinstance(screen, DayScreen)
        return screen

    def show(self, view: StandView) -> None:
        """Show a stand's people."""
        self._view = view
        self.query_one(GuestList).show(view.people, view.clock.stand.capacity)

    def begin_scan(self, letter: str) -> None:
        """Take over a scanned code from its first letter."""
        field = self.query_one("#scan", LineInput)
        field.value = letter
        field.cursor_position = len(letter)
        self.screen.set_focus(field)

    def give_up(self) -> None:
        """Forget what was half scanned."""
        self.query_one("#scan", LineInput).clear()

    @on(LineInput.Entered, "#scan")
    def _entered(self, event: LineInput.Entered) -> None:
        event.stop()
        if clean(event.line):
            self.post_message(Scanned(event.line))

    def visit(self, code: str) -> None:
        """Count whoever has this badge as a guest of the stand."""
        if self._view is None:
            return
        asked, round_ = str(self._view.clock.stand.number), self._view.clock.round

        def job(station: Station, now: Instant) -> Visited:
            from seminar_tui.day.visits import visit

            return visit(station, now, code, asked, round_=round_)

        self.day_screen.act(job, self._visited, self._refused)

    def _visited(self, done: Visited) -> None:
        sentence = t(
            f"visit.{done.result.value}",
            stand=done.stand.number,
            here=done.here,
            target=done.target,
            former=done.moved_from or "",
        )
        rooms = [
            t(
                "visit.nearest.stand",
                stand=room.stand.number,
                municipality=municipality_name(room.stand.municipality),
                free=room.free,
            )
            for room in done.nearest
        ]
        if rooms:
            rooms.insert(0, t("visit.nearest"))
        over = done.result is VisitResult.OVER_TARGET
        self._say(
            "\n".join([f"{'!' if over else '✓'} {sentence}", *rooms]), "-warn" if over else ""
        )
        self.day_screen.reload()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Refused):
            sentence, remedy = said("refused", error.code, error.facts)
            own = f"stand.remedy.{error.code}"
            # What somebody at a stand can do, not what a command can.
            remedy = t(own) if known(own) else remedy
            self._say(f"✗ {clean(f'{sentence} {remedy}')}", "-stop")
        else:
            self.day_screen.say_trouble(error)

    def _say(self, sentence: str, tone: str = "") -> None:
        answer = self.query_one("#scanned", Static)
        answer.display = bool(sentence)
        answer.update(Content(sentence))
        for name in ("-warn", "-stop"):
            answer.set_class(name == tone, name)

    def report_presenters(self) -> None:
        """Report that the presenters are missing, or that they came."""
        if self._view is None:
            return
        asked = str(self._view.clock.stand.number)

        def job(station: Station, now: Instant) -> bool:
            from seminar_tui.day.visits import report_presenters

            return report_presenters(station, now, asked)

        def told(missing: bool) -> None:
            key = "stand.presenters_missing" if missing else "stand.presenters_came"
            self.day_screen.say(t(key))
            self.day_screen.reload()

        self.day_screen.act(job, told)
