"""A wide table of small cells that draws only the lines that are seen.

A table widget that measures every cell takes a second for 500 people and 12 meetings; this
one makes a line when it is scrolled to, under a heading that stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from seminar_tui.text import clean

CELL = 4
"""Cells of the terminal that a column takes."""
NAMES = 46
"""What the two columns before the matrix take where there is room."""
NARROW = 30


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A row: two texts and a sign a column, each with a style: here, missed, first or none."""

    name: str
    about: str
    signs: tuple[tuple[str, str], ...]


class MatrixView(ScrollView, can_focus=True):
    """Rows of signs under numbered columns, with a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "matrix--head",
        "matrix--about",
        "matrix--cursor",
        "matrix--here",
        "matrix--missed",
        "matrix--first",
    }
    DEFAULT_CSS = """
    MatrixView {
        height: 1fr; background: $background; color: $foreground; scrollbar-size: 1 1;
        & .matrix--head { color: $accent; text-style: bold; }
        & .matrix--about { color: $secondary; }
        & .matrix--cursor { background: $panel; }
        &:focus .matrix--cursor { background: $primary 30%; }
        & .matrix--here { color: $success; }
        & .matrix--missed { color: $warning; }
        & .matrix--first { color: $accent; text-style: bold; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("up,k", "cursor(-1)", show=False),
        Binding("down,j", "cursor(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "cursor(-1000000)", show=False),
        Binding("end", "cursor(1000000)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._head: tuple[str, str, tuple[str, ...]] = ("", "", ())
        self._lines: tuple[MatrixLine, ...] = ()
        self._at = 0

    def show(
        self, name: str, about: str, columns: Sequence[str], lines: Sequence[MatrixLine]
    ) -> None:
        """Show these lines under headings for the two texts and the columns."""
        self._head = (name, about, tuple(columns))
        self._lines = tuple(lines)
        self._at = max(0, min(self._at, len(self._lines) - 1))
        self._measure()
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """The names take less where the terminal is narrow."""
        self._measure()

    def _measure(self) -> None:
        width = self._names + CELL * len(self._head[2])
        self.virtual_size = Size(width, len(self._lines) + 1)

    @property
    def _names(self) -> int:
        return NARROW if self.size.width < 100 else NAMES

    def action_cursor(self, by: int) -> None:
        """Move the cursor and keep it in sight."""
        self._at = max(0, min(self._at + by, len(self._lines) - 1))
        room = max(1, self.size.height - 1)
        top = self.scroll_offset.y
        if self._at < top:
            self.scroll_to(y=self._at, animate=False)
        elif self._at >= top + room:
            self.scroll_to(y=self._at - room + 1, animate=False)
        self.refresh()

    def action_page(self, by: int) -> None:
        """Move the cursor by what is seen."""
        self.action_cursor(by * max(1, self.size.height - 2))

    def render_line(self, y: int) -> Strip:
        """Return one line of what is seen: the headings, or a row."""
        scroll_x, scroll_y = self.scroll_offset
        if y == 0:
            return self._finish(self._heading(), scroll_x, self.rich_style)
        row = scroll_y + y - 1
        if row >= len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        style = self.rich_style
        if row == self._at:
            style += self.get_component_rich_style("matrix--cursor")
        return self._finish(self._row(self._lines[row]), scroll_x, style)

    def _finish(self, pieces: list[Segment], scroll_x: int, base: Style) -> Strip:
        strip = Strip(pieces).apply_style(base)
        return strip.extend_cell_length(scroll_x + self.size.width, base).crop(
            scroll_x, scroll_x + self.size.width
        )

    def _texts(self, name: str, about: str, of_name: Style, of_about: Style) -> list[Segment]:
        wide = self._names * 3 // 5
        return [
            Segment(set_cell_size(clean(name), wide - 1) + " ", of_name),
            Segment(set_cell_size(clean(about), self._names - wide - 1) + " ", of_about),
        ]

    def _heading(self) -> list[Segment]:
        style = self.get_component_rich_style("matrix--head", partial=True)
        name, about, columns = self._head
        cells = [Segment(word.rjust(CELL)[:CELL], style) for word in columns]
        return [*self._texts(name, about, style, style), *cells]

    def _row(self, line: MatrixLine) -> list[Segment]:
        quiet = self.get_component_rich_style("matrix--about", partial=True)
        styles = {
            "": quiet,
            **{
                word: self.get_component_rich_style(f"matrix--{word}", partial=True)
                for word in ("here", "missed", "first")
            },
        }
        cells = [Segment(sign.rjust(CELL)[:CELL], styles[style]) for sign, style in line.signs]
        return [*self._texts(line.name, line.about, Style.null(), quiet), *cells]
