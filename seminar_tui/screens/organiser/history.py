"""What was done with one person, newest first: the log's lines about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.screens.organiser.log import log_row
from seminar_tui.screens.window import Window
from seminar_tui.text import plain, short
from seminar_tui.widgets.answer_keys import AnswerKeys
from seminar_tui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from db.reads.log import LogLine
    from seminar_tui.day.station import Station
    from seminar_tui.screens.base import DayScreen

COLUMNS = ("at", "what", "about", "answer", "station", "undo")
ABOUT = 2
"""The column that says who it is about: here it is always the same one."""


class History(Window[None]):
    """One person's lines of the log."""

    DEFAULT_CSS = """
    History {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 100; max-width: 100%; height: 80%; padding: 0 1;
            border: round $primary; background: $surface;
        }
        & Static { height: auto; }
        & .hint { color: $secondary; }
    }
    """
    BINDINGS: ClassVar = [Binding("escape", "leave", show=False)]

    def __init__(self, participant_id: int, name: str, day_screen: DayScreen) -> None:
        super().__init__()
        self._who, self._named = participant_id, name
        self._day_screen = day_screen

    def compose(self) -> ComposeResult:
        """The name over the lines."""
        columns = [name for number, name in enumerate(COLUMNS) if number != ABOUT]
        with Vertical():
            yield Static(plain(short(self._named, 60), "bold"), markup=False)
            yield RowTable([t(f"organiser.log.{name}") for name in columns], lead=2)
            yield Static(id="none", classes="hint", markup=False)
            yield AnswerKeys((t("help.leave"), "leave"))

    def on_mount(self) -> None:
        """Read the lines."""
        who = self._who

        def job(station: Station, now: Instant) -> tuple[LogLine, ...]:
            from seminar_tui.day.log import history

            return history(station, who)

        self._day_screen.look("history", job, self._show)
        self.query_one(RowTable).focus()

    def _show(self, lines: tuple[LogLine, ...]) -> None:
        if not self.is_attached:
            return
        day = self._day_screen.day
        zone = day.timezone if day else "Europe/Copenhagen"
        rows = [log_row(line, zone) for line in lines]
        shown = [(key, cells[:ABOUT] + cells[ABOUT + 1 :]) for key, cells in rows]
        self.query_one(RowTable).show(shown)
        nothing = self.query_one("#none", Static)
        nothing.display = not lines
        nothing.update(t("organiser.people.no_history"))

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
