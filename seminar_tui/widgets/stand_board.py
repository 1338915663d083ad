"""The floor as a list: one line a stand, under a heading for each round.

It draws its own lines and keeps them: showing a floor again redraws only the lines whose
text changed, so that 98 stands cost next to nothing between two commits.

A floor that is longer than the terminal is shown close: several stands side by side, each
with its number, whether somebody presents, its people and its time, all in one view.
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
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from seminar_tui.text import clean
from seminar_tui.widgets.occupancy_bar import Piece, bar_pieces, fill_style


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One stand as the board shows it. Styles are names: ok, warn, stop, quiet, dim, plain."""

    stand: int
    municipality: str
    place: str
    theme: str
    presenters: str
    presenters_style: str
    here: int
    placed: int
    target: int
    capacity: int
    state: str
    time: str
    clock_style: str


@dataclass(frozen=True, slots=True)
class BoardSection:
    """A heading and the stands under it. `words` stand to its right, quietly."""

    heading: str
    words: str
    lines: tuple[BoardLine, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Widths in cells at one width of the board. Zero leaves a column out."""

    municipality: int
    place: int
    bar: int
    theme: int


def _columns(width: int) -> _Columns:
    rest = max(30, width - 41)
    if rest < 60:
        bar_width = 10 if rest < 38 else 12
        place = min(12, max(0, rest - bar_width - 17))
        return _Columns(rest - bar_width - place - 2, place, bar_width, 0)
    municipality, place, bar_width = 19, 13, 14
    if width >= 160:
        municipality, place, bar_width = 21, 20, 28
    return _Columns(municipality, place, bar_width, rest - municipality - place - bar_width - 3)


CLOSE = 29
"""The fewest cells a stand takes where several stand side by side."""
_Row = tuple[BoardLine, ...] | BoardSection | str
"""A row of the board: stands side by side, a heading, or words."""


class StandBoard(ScrollView, can_focus=True):
    """A list of stands with a cursor. Enter or a second click opens one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "board--ok",
        "board--warn",
        "board--stop",
        "board--quiet",
        "board--dim",
        "board--plain",
        "board--strong",
        "board--heading",
        "board--cursor",
        "board--here",
    }
    DEFAULT_CSS = """
    StandBoard {
        height: 1fr; background: $background; color: $foreground;
        overflow-x: hidden; scrollbar-size: 1 1; padding: 0 1;
        & > .board--ok { color: $success; }
        & > .board--warn { color: $warning; text-style: bold; }
        & > .board--stop { color: $error; text-style: bold; }
        & > .board--quiet { color: $secondary; }
        & > .board--dim { color: $secondary 70%; }
        & > .board--plain { color: $foreground; }
        & > .board--strong { color: $foreground; text-style: bold; }
        & > .board--heading { color: $accent; text-style: bold; }
        & > .board--cursor { background: $panel; }
        & > .board--here { background: $primary 30%; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("up,k", "cursor(-1)", show=False),
        Binding("down,j", "cursor(1)", show=False),
        Binding("left", "across(-1)", show=False),
        Binding("right", "across(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "cursor(-9999)", show=False),
        Binding("end", "cursor(9999)", show=False),
        Binding("enter", "open", show=False),
    ]

    @dataclass
    class Opened(Message):
        """A stand was chosen."""

        stand: int

    @dataclass
    class Moved(Message):
        """The cursor stands on another stand."""

        stand: int

    def __init__(self, empty: str = "") -> None:
        super().__init__()
        self._empty = empty
        self._sections: tuple[BoardSection, ...] = ()
        self._rows: list[_Row] = []
        self._at: int | None = None
        self._close: bool | None = None
        self._beside = 1

    @property
    def stand(self) -> int | None:
        """The stand under the cursor, by number."""
        return self._at

    def say_when_empty(self, words: str) -> None:
        """Say this where there is no stand to show."""
        if words != self._empty:
            self._empty = words
            self._sections, self._rows = (), []

    def show(self, sections: Sequence[BoardSection]) -> None:
        """Show these; only lines that differ from what is there are drawn again."""
        wanted = tuple(sections)
        if wanted == self._sections and self._rows:
            return
        self._sections = wanted
        stands = self._stands()
        if self._at not in stands:
            self._at = stands[0] if stands else None
        self._lay_out()

    @property
    def is_close(self) -> bool:
        """Whether stands stand side by side: as was asked, else where a list is too long."""
        if self._close is not None:
            return self._close
        long = len(self._stands()) + 2 * len(self._sections) > self.app.size.height
        return long and self.size.width >= 3 * CLOSE

    def action_close(self) -> None:
        """Show stands side by side, or again as a list."""
        self._close = not self.is_close
        self._lay_out()
        if self._at is not None:
            self.select(self._at)

    def on_resize(self) -> None:
        """Another size has room for other rows."""
        self._lay_out()

    def _stands(self) -> list[int]:
        return [line.stand for section in self._sections for line in section.lines]

    def _lay_out(self) -> None:
        """Share the stands out over rows, and draw those that differ from what was there."""
        was, self._beside = self._beside, self.size.width // CLOSE if self.is_close else 1
        self._beside = max(1, self._beside)
        old, self._rows = self._rows, self._laid_out()
        if len(old) != len(self._rows) or was != self._beside:
            self.virtual_size = Size(0, len(self._rows))
            self.refresh()
            return
        self._redraw([y for y, row in enumerate(self._rows) if row != old[y]])

    def _redraw(self, changed: Sequence[int]) -> None:
        """Draw these rows again, those in view and side by side in one go."""
        top = self.scroll_offset.y
        seen = [y for y in changed if top <= y < top + self.size.height]
        start = 0
        for at in range(1, len(seen) + 1):
            if at == len(seen) or seen[at] != seen[at - 1] + 1:
                self.refresh_lines(seen[start], at - start)
                start = at

    def select(self, stand: int) -> None:
        """Put the cursor on a stand and bring it into view."""
        old, self._at = self._at, stand
        for y, row in enumerate(self._rows):
            here = {line.stand for line in row} if isinstance(row, tuple) else set()
            if here & {old, stand}:
                self.refresh_line(y)
                if stand in here:
                    # A stand under its heading brings the heading along.
                    top = y - 1 if y and isinstance(self._rows[y - 1], BoardSection) else y
                    self.scroll_to_region(Region(0, top, 1, y - top + 1), animate=False)
        if old != stand:
            self.post_message(self.Moved(stand))

    def _laid_out(self) -> list[_Row]:
        rows: list[_Row] = []
        for section in self._sections:
            if rows:
                rows.append("")
            rows.append(section)
            # Side by side they read downwards, as the list does.
            deep = self._depth(section)
            rows.extend(section.lines[at::deep] for at in range(deep))
        return rows or [self._empty]

    def _depth(self, section: BoardSection) -> int:
        return -(-len(section.lines) // self._beside)

    def action_cursor(self, by: int) -> None:
        """Move the cursor so many stands."""
        stands = self._stands()
        if not stands:
            return
        at = stands.index(self._at) if self._at in stands else 0
        self.select(stands[min(len(stands) - 1, max(0, at + by))])

    def action_across(self, by: int) -> None:
        """Move the cursor to the stand beside."""
        row = next(
            (
                one
                for one in self._rows
                if isinstance(one, tuple) and self._at in {line.stand for line in one}
            ),
            (),
        )
        stands = [line.stand for line in row if isinstance(line, BoardLine)]
        if self._at in stands:
            self.select(stands[min(len(stands) - 1, max(0, stands.index(self._at) + by))])

    def action_page(self, by: int) -> None:
        """Move the cursor a screenful."""
        self.action_cursor(by * max(1, self.size.height - 1))

    def action_open(self) -> None:
        """Open the stand under the cursor."""
        if self._at is not None:
            self.post_message(self.Opened(self._at))

    def on_click(self, event: events.Click) -> None:
        """Choose a stand; a second click opens it."""
        y = event.y + self.scroll_offset.y
        row = self._rows[y] if 0 <= y < len(self._rows) else None
        across = event.x // max(1, self.size.width // self._beside)
        if not isinstance(row, tuple) or across >= len(row):
            return
        stand = row[across].stand
        if stand == self._at:
            self.action_open()
        else:
            self.select(stand)

    def on_focus(self) -> None:
        """The cursor shows more clearly with the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """And less so without."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the view."""
        width = self.size.width
        number = y + self.scroll_offset.y
        base = self.rich_style
        if number >= len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[number]
        if isinstance(row, str):
            return self._strip([(row, "quiet")], width, base)
        if isinstance(row, BoardSection):
            pieces = [(clean(row.heading), "heading"), ("   " + clean(row.words), "quiet")]
            return self._strip(pieces, width, base)
        each = width // self._beside
        drawn = [self._drawn(line, each, base) for line in row]
        return Strip.join(drawn).adjust_cell_length(width, base)

    def _drawn(self, line: BoardLine, width: int, base: Style) -> Strip:
        if line.stand == self._at:
            name = "board--here" if self.has_focus else "board--cursor"
            base += Style(bgcolor=self.get_component_rich_style(name).bgcolor)
        if self._beside > 1:
            return self._strip(_close_pieces(line, width), width, base)
        return self._strip(_pieces(line, _columns(width)), width, base)

    def _strip(self, pieces: Sequence[Piece], width: int, base: Style) -> Strip:
        segments = []
        for words, name in pieces:
            style = self.get_component_rich_style(f"board--{name}", partial=True)
            segments.append(Segment(words, base + style))
        return Strip(segments).adjust_cell_length(width, base)


def _pieces(line: BoardLine, columns: _Columns) -> list[Piece]:
    """Return a stand's line, column by column."""
    figures = f" {line.here:>2}/{line.placed}"
    pieces: list[Piece] = [
        (f"{line.stand:>3} ", "strong"),
        (_fitted(line.municipality, columns.municipality), "plain"),
        (_fitted(line.place, columns.place), "quiet"),
        (_fitted(line.presenters, 8), line.presenters_style),
        *bar_pieces(line.here, line.placed, line.target, line.capacity, columns.bar),
        (f"{figures:<7}", fill_style(line.here, line.target, line.capacity)),
        (_fitted(line.state, 14), line.clock_style),
        (f"{line.time:>6}", line.clock_style),
    ]
    if columns.theme:
        pieces.append(("  " + _fitted(line.theme, columns.theme - 2), "dim"))
    return pieces


def _close_pieces(line: BoardLine, width: int) -> list[Piece]:
    """Return a stand in few cells: number, municipality, presenters, people, clock."""
    missing = line.presenters_style != "ok"
    return [
        (f"{line.stand:>3} ", "strong"),
        (_fitted(line.municipality, width - 19), "plain"),
        (line.presenters[:1] if missing else " ", line.presenters_style),
        (f"{line.here:>3}/{line.placed:<2} ", fill_style(line.here, line.target, line.capacity)),
        (line.state[:1], line.clock_style),
        (f"{line.time:<6}", line.clock_style),
    ]


def _fitted(words: str, width: int) -> str:
    """Return text from people in exactly so many cells, a gap at the end included."""
    if width <= 0:
        return ""
    shown = clean(words)
    fitted = set_cell_size(shown, width - 1)
    if fitted.rstrip() != shown:
        fitted = set_cell_size(shown, width - 2) + "…"
    return set_cell_size(fitted, width)
