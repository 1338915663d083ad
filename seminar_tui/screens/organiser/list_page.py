"""A page that is a list: one line of facts over a table."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from seminar_tui.i18n import t
from seminar_tui.screens.keys import name_keys
from seminar_tui.screens.organiser.page import Page
from seminar_tui.widgets.row_table import Row, RowTable


class ListPage(Page):
    """A table under a line of facts. `COLUMNS` names the columns' words in the catalogue."""

    COLUMNS: ClassVar[tuple[str, ...]] = ()
    DEFAULT_CSS = """
    ListPage {
        padding: 0 1;
        .facts { height: auto; max-height: 4; margin: 1 0; color: $secondary; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id=self.NAME)

    def compose(self) -> ComposeResult:
        """The facts over the table."""
        name_keys(self)
        yield Static(classes="facts", markup=False)
        yield RowTable([t(f"{self.AREA}.{self.NAME}.{column}") for column in self.COLUMNS])

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
