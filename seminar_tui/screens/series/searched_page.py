"""A page about all of a series, with a line above its rows to find some of them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.rules.names import fold
from seminar_tui.screens.keys import name_keys
from seminar_tui.screens.series.page import SeriesPage
from seminar_tui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from seminar_tui.day.series import Whole
    from seminar_tui.day.station import Station


class SearchedPage(SeriesPage):
    """The line, the facts, the table. `draw` shows the series as it was last read.

    The key that goes to the line is the page's own: `search`.
    """

    DEFAULT_CSS = "SearchedPage Input { border: round $border; height: 3; }"

    def __init__(self) -> None:
        super().__init__()
        self.whole: Whole | None = None
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Lay out the line, the facts and the table."""
        name_keys(self)
        words = f"{self.AREA}.{self.NAME}"
        yield Input(self._typed, placeholder=t(f"{words}.find"), max_length=80)
        yield Static(classes="facts", markup=False)
        yield RowTable([t(f"{words}.{column}") for column in self.COLUMNS])

    def reload(self) -> None:
        """Read the series."""
        asked = self.asked

        def job(station: Station, now: Instant) -> Whole:
            from seminar_tui.day.series import whole_of

            with station.look() as connection:
                return whole_of(connection, asked)

        self.day_screen.look(self.NAME, job, self._take)

    def _take(self, found: Whole) -> None:
        self.whole = found
        self.draw(found)

    def draw(self, found: Whole) -> None:
        """Show what fits the line."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Show it again; nothing before it was read."""
        if self.whole is not None:
            self.draw(self.whole)

    def fits(self, words: str) -> bool:
        """Tell whether what stands in the line is part of these words."""
        return not self._typed or fold(self._typed) in fold(words)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._typed = event.value.strip()
        self.redraw()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.table.focus()

    def action_search(self) -> None:
        """Go to the line, which is empty then: the next to be found is another one."""
        line = self.query_one(Input)
        line.value = ""
        # At once, not in a moment: what is typed right after the key is for the line.
        self.screen.set_focus(line)
