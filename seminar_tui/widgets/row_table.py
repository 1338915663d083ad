"""A table that is shown again and again: rows by key, redrawn by difference."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.strip import Strip
from textual.widgets import DataTable

from seminar_tui.widgets.column_widths import Lengths, fitted

Row = tuple[str, tuple[Text, ...]]
"""A key that stays the same while the row is about the same thing, and its cells."""


class RowTable(DataTable[Text]):
    """A table of rows with a cursor. Enter chooses one (`DataTable.RowSelected`).

    All columns are seen at once where that can be: the widest are cut, which their cells say by
    dots, and the first `lead` of them last. Where that is still too wide, the last `spare`
    columns, which are told elsewhere too, are left out. The `firm` ones are never cut. The right
    arrow shows all of them whole, and then what is further right.
    """

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

    def __init__(
        self, labels: Sequence[str], lead: int = 1, spare: int = 0, firm: Collection[int] = ()
    ) -> None:
        super().__init__(cursor_type="row", zebra_stripes=False)
        self._labels = labels
        self._lead = lead
        self._spare = spare
        self._firm = firm
        self._rows: dict[str, tuple[Text, ...]] = {}
        self._lengths = [Lengths() for _ in labels]
        self._whole = False

    def on_mount(self) -> None:
        """Make the columns."""
        for number, label in enumerate(self._labels):
            self.add_column(Text(label), key=str(number))

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the columns into what there is now."""
        self._fit()

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        keys = list(self._rows)
        return keys[self.cursor_row] if 0 <= self.cursor_row < len(keys) else None

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows. Where the keys are the same, only cells that differ are drawn."""
        wanted = dict(rows)
        if list(wanted) != list(self._rows):
            self._refill(wanted)
            return
        differing = [key for key, cells in wanted.items() if cells != self._rows[key]]
        for key in differing:
            self._redraw(key, self._rows[key], wanted[key])
        self._rows = wanted
        if differing:
            self._fit()

    def name_columns(self, labels: Sequence[str]) -> None:
        """Call the columns something else; the rows shown next are about something else."""
        if list(labels) == list(self._labels):
            return
        self._labels = labels
        for column, label in zip(self.ordered_columns, labels, strict=True):
            column.label = Text(label)
        self._refill(self._rows)

    def action_cursor_right(self) -> None:
        """Show the columns that were cut as wide as they are, or what is further right."""
        if self._whole or not self._is_cut:
            super().action_cursor_right()
        else:
            self._whole = True
            self._fit()

    def action_cursor_left(self) -> None:
        """Show what is further left; from the left edge, all columns at once again."""
        if self._whole and not self.scroll_x:
            self._whole = False
            self._fit()
        else:
            super().action_cursor_left()

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

    def _redraw(self, key: str, former: tuple[Text, ...], now: tuple[Text, ...]) -> None:
        for number, (old, new) in enumerate(zip(former, now, strict=True)):
            if old != new:
                self.update_cell(key, str(number), new)
                self._lengths[number].swap(old.cell_len, new.cell_len)

    def _refill(self, wanted: dict[str, tuple[Text, ...]]) -> None:
        on = self.key
        self.clear()
        self._rows = wanted
        self._lengths = [
            Lengths(cells[number].cell_len for cells in wanted.values())
            for number in range(len(self._labels))
        ]
        for key, cells in wanted.items():
            self.add_row(*cells, key=key)
        self._fit()
        if on in wanted:
            self.move_cursor(row=list(wanted).index(on), animate=False)

    @property
    def _is_cut(self) -> bool:
        return self._widths() != [column.width for column in self.ordered_columns]

    @property
    def _room(self) -> int:
        """How wide the columns and their padding may be, beside the scrollbar there will be."""
        area = self.content_region
        is_long = len(self._rows) + self.header_height > area.height
        return area.width - (self.styles.scrollbar_size_vertical if is_long else 0)

    def _widths(self) -> list[int]:
        """Return how wide the columns are by themselves: each as its widest cell."""
        columns = zip(self.ordered_columns, self._lengths, strict=True)
        return [max(column.label.cell_len, cells.longest) for column, cells in columns]

    def _fit(self) -> None:
        """Give every column its width at once: the toolkit would when it is next idle."""
        widths, columns = self._widths(), self.ordered_columns
        if not self._whole and self.size.width:
            least = [
                width if number in self._firm else column.label.cell_len
                for number, (column, width) in enumerate(zip(columns, widths, strict=True))
            ]
            room = self._room - 2 * self.cell_padding * len(columns)
            widths = fitted(widths, least, room, self._lead, self._spare)
        if [(False, width) for width in widths] == [(c.auto_width, c.width) for c in columns]:
            return
        for column, width in zip(columns, widths, strict=True):
            column.auto_width, column.width = False, width
        self._require_update_dimensions = True
        self._clear_caches()
        self.refresh()
        self.check_idle()
