"""A table that is shown again and again: rows by key, redrawn by difference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual.binding import Binding
from textual.strip import Strip
from textual.widgets import DataTable

Row = tuple[str, tuple[Text, ...]]
"""A key that stays the same while the row is about the same thing, and its cells."""


class RowTable(DataTable[Text]):
    """A table of rows with a cursor. Enter chooses one (`DataTable.RowSelected`)."""

    DEFAULT_CSS = """
    RowTable {
        height: 1fr; background: $background; color: $foreground; scrollbar-size: 1 1;
        & > .datatable--header { background: $background; color: $accent; text-style: bold; }
        & > .datatable--cursor { background: $panel; color: $foreground; text-style: none; }
        &:focus > .datatable--cursor { background: $primary 30%; color: $foreground; }
        & > .datatable--hover { background: $surface; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("k", "cursor_up", show=False),
        Binding("j", "cursor_down", show=False),
        # Rows are chosen, not cells: these mean the first and the last of them.
        Binding("home", "scroll_top", show=False),
        Binding("end", "scroll_bottom", show=False),
    ]

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(cursor_type="row", zebra_stripes=False)
        self._labels = labels
        self._rows: dict[str, tuple[Text, ...]] = {}

    def on_mount(self) -> None:
        """Make the columns."""
        for number, label in enumerate(self._labels):
            self.add_column(Text(label), key=str(number))

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        keys = list(self._rows)
        return keys[self.cursor_row] if 0 <= self.cursor_row < len(keys) else None

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows. Where the keys are the same, only cells that differ are drawn."""
        wanted = dict(rows)
        if list(wanted) == list(self._rows):
            for key, cells in wanted.items():
                for number, (old, new) in enumerate(zip(self._rows[key], cells, strict=True)):
                    if old != new:
                        self.update_cell(key, str(number), new, update_width=True)
        else:
            self._refill(wanted)
        self._rows = wanted

    def name_columns(self, labels: Sequence[str]) -> None:
        """Call the columns something else; the rows shown next are about something else."""
        if list(labels) == list(self._labels):
            return
        self._labels = labels
        for column, label in zip(self.ordered_columns, labels, strict=True):
            column.label = Text(label)
        self._refill(self._rows)

    def render_line(self, y: int) -> Strip:
        """Return one line of the view; where it goes on to the right, it says so by its last sign.

        The arrow keys show the rest.
        """
        line = super().render_line(y)
        last = line.cell_length - 1
        if self.scroll_x >= self.max_scroll_x or last < 1:
            return line
        edge = line.crop(last, last + 1)
        if not edge.text.strip():
            return line
        style = next((one.style for one in edge), None)
        return Strip.join([line.crop(0, last), Strip([Segment("…", style)], 1)])

    def _refill(self, wanted: dict[str, tuple[Text, ...]]) -> None:
        on = self.key
        self.clear()
        for key, cells in wanted.items():
            self.add_row(*cells, key=key)
        self._fit(wanted)
        if on in wanted:
            self.move_cursor(row=list(wanted).index(on), animate=False)

    def _fit(self, rows: dict[str, tuple[Text, ...]]) -> None:
        """Give every column the width of its widest cell at once.

        The toolkit measures when it is idle; a table that is filled while its page is still
        being built was left at the width of its headings.
        """
        for column, *cells in zip(self.ordered_columns, *rows.values(), strict=True):
            label = column.label.cell_len
            column.content_width = max([label, *(one.cell_len for one in cells)])
