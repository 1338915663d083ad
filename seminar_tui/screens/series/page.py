"""What the pages of the series' screen share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from rich.text import Text
from textual.content import Content

from seminar_tui.i18n import t
from seminar_tui.screens.organiser.list_page import ListPage
from seminar_tui.widgets.row_table import Row

if TYPE_CHECKING:
    from seminar_tui.screens.series import SeriesScreen

BETWEEN = 2
"""Cells between two columns."""
AROUND = 3
"""Cells that the page's edges and a scrollbar take."""
LEAST = 8
"""Cells that a title has at least."""


class SeriesPage(ListPage):
    """A list about the series that is chosen. Its words stand under `series` in the catalogue.

    The column `GIVES_WAY` is shortened where the others leave too little room for it.
    """

    AREA: ClassVar[str] = "series"
    GIVES_WAY: ClassVar[str] = ""

    @property
    def series_screen(self) -> SeriesScreen:
        """The screen that holds which series is chosen."""
        return cast("SeriesScreen", self.screen)

    @property
    def asked(self) -> str:
        """The chosen series as use cases are asked for it."""
        return str(self.series_screen.chosen)

    @property
    def wide(self) -> bool:
        """Whether there is room for more than the main columns."""
        return self.app.size.width >= 100

    def show(self, facts: Content | str, rows: list[Row]) -> None:
        """Show the line of facts and the rows, all of whose columns are in sight."""
        super().show(facts, self._fitted(rows) if self.GIVES_WAY else rows)

    def _fitted(self, rows: list[Row]) -> list[Row]:
        at = self.COLUMNS.index(self.GIVES_WAY)
        headings = [t(f"{self.AREA}.{self.NAME}.{column}") for column in self.COLUMNS]
        columns = zip(
            headings, *([one.plain for one in cells] for _key, cells in rows), strict=True
        )
        widths = [max(map(cell_len, texts)) + BETWEEN for texts in columns]
        room = self.app.size.width - AROUND - sum(widths) + widths[at] - BETWEEN
        return [(key, _shortened(cells, at, max(LEAST, room))) for key, cells in rows]


def _shortened(cells: Sequence[Text], at: int, width: int) -> tuple[Text, ...]:
    short = cells[at].copy()
    short.truncate(width, overflow="ellipsis")
    return (*cells[:at], short, *cells[at + 1 :])
