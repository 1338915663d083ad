"""A page that is a list: one line of facts over a table."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DataTable, Static

from seminar_tui.i18n import t
from seminar_tui.screens.keys import name_keys
from seminar_tui.screens.organiser.page import Page
from seminar_tui.widgets.row_table import Row, RowTable


class ListPage(Page):
    """A table under a line of facts. `COLUMNS` names the columns' words in the catalogue.

    The first `LEAD` of them are shown whole longest on a narrow terminal; the last `SPARE` are
    left out there.

    Where a row has more to read than a line of a table holds, `in_full` returns it, and the
    `LINES` below the table show it of the row under the cursor.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = ()
    LEAD: ClassVar[int] = 1
    SPARE: ClassVar[int] = 0
    LINES: ClassVar[int] = 0
    DEFAULT_CSS = """
    ListPage {
        padding: 0 1;
        .facts { height: auto; max-height: 4; margin: 1 0; color: $secondary; }
        .whole { background: $surface; padding: 0 1; text-overflow: ellipsis; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id=self.NAME)

    def compose(self) -> ComposeResult:
        """The facts over the table."""
        name_keys(self)
        yield Static(classes="facts", markup=False)
        labels = [t(f"{self.AREA}.{self.NAME}.{column}") for column in self.COLUMNS]
        yield RowTable(labels, self.LEAD, self.SPARE)
        if self.LINES:
            below = Static(classes="whole", markup=False)
            below.styles.height = self.LINES
            yield below

    @property
    def table(self) -> RowTable:
        """The table."""
        return self.query_one(RowTable)

    def enter(self) -> None:
        """The table takes the keys."""
        self.give_keys(self.table)

    def show(self, facts: Content | str, rows: list[Row]) -> None:
        """Show the line of facts and the rows."""
        line = facts if isinstance(facts, Content) else Content(facts)
        self.query_one(".facts", Static).update(line)
        self.table.show(rows)
        self._tell()

    def in_full(self, key: str) -> Content:
        """Return in full what a row is about, for the lines below the table."""
        raise NotImplementedError

    @on(DataTable.RowHighlighted)
    def _tell(self) -> None:
        if self.LINES:
            key = self.table.key
            self.query_one(".whole", Static).update(self.in_full(key) if key else Content())
