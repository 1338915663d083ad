"""The large answer to a scan: sign, word, name, where to go, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from seminar_tui.text import clean, clean_lines

LOOKS = ("-ok", "-warn", "-stop", "-ask", "-plain")
PARTS = ("headline", "name", "who", "reason", "lines", "note", "ask", "hint")
"""From the top of a card to its foot."""
_APART = ("name", "lines", "note", "ask")
"""Parts with an empty line above them, while there is room."""
_GIVES_WAY = ("note", "lines", "reason", "who", "name", "hint")
"""What loses its end first where there is too little room."""
_GIVES_WAY_TO_NOTE = ("lines", "hint", "reason", "who", "name")
"""The same, while a note has to be read whole."""
_LEAST_FOR_NAME = 4
"""Rows of a card below which a note needs the name's."""
_MARGIN = 2
"""Cells free at both sides of a text; the sign of a cut text stands in them."""
_CUT = " …"


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says. `look` is one of LOOKS; `lines` are where to go; `ask` what it waits for.

    `asking` cards stay until they are answered. Where `turn` is said, the note has to be read
    whole: if it is too long for one page, `turn` stands in the place of `ask` until the last.
    """

    look: str
    headline: str
    name: str = ""
    who: str = ""
    reason: str = ""
    lines: Sequence[str] = ()
    note: str = ""
    ask: str = ""
    hint: str = ""
    asking: bool = False
    turn: str = ""


class ResultCard(Widget):
    """Shows one card; the next replaces it.

    It draws its lines itself: a card of widgets for its parts laid the whole screen out anew
    at every scan, which took as long as storing the scan ten times over.
    """

    COMPONENT_CLASSES = {f"card--{part}" for part in PARTS}
    DEFAULT_CSS = """
    ResultCard {
        width: 1fr; height: 1fr; background: $surface; color: $foreground;
        border: heavy $border;
        & > .card--headline { text-style: bold; background: $panel; color: $foreground; }
        & > .card--name { text-style: bold; color: $foreground; }
        & > .card--reason { color: $foreground; }
        & > .card--who { color: $text-muted; }
        & > .card--lines { text-style: bold; color: $foreground; }
        & > .card--note { background: $warning; color: $background; text-style: bold; }
        & > .card--ask { color: $primary; text-style: bold; }
        & > .card--hint { color: $text-muted; }
        &.-ok { border: heavy $success; }
        &.-warn { border: heavy $warning; }
        &.-stop { border: outer $error; }
        &.-ask { border: double $primary; }
        &.-ok > .card--headline { background: $success; color: $background; }
        &.-warn > .card--headline { background: $warning; color: $background; }
        &.-stop > .card--headline { background: $error; color: $background; }
        &.-ask > .card--headline { background: $primary; color: $background; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.card: Card | None = None
        self._lines: list[Strip] = []
        self._drawn_in = Size(0, 0)
        self._read = 0
        """Lines of the note on the pages before this one."""
        self._shown = 0
        """Lines of the note on this page."""
        self._unread = 0
        """Lines of the note on the pages to come."""

    def show(self, card: Card) -> None:
        """Show a card in the place of the last."""
        self.card = card
        self._lines, self._read, self._unread = [], 0, 0
        self.update_classes({look: look == card.look for look in LOOKS}, animate=False)
        self.refresh()

    def turn(self) -> bool:
        """Show the next page of the note; False where all of it has been in sight.

        A page that has not been painted yet was seen by nobody, and stays; a note of a single
        page may be answered as it comes up, by a sheet scanned in one breath with its guest.
        """
        if self.card is None or not self.card.turn:
            return False
        if not self._lines or self._drawn_in != self.size:
            unread = self._unread
            if not self._read:
                self._draw()
            return self._read > 0 or unread > 0 or self._unread > 0
        if not self._unread:
            return False
        self._read += self._shown
        self._lines = []
        self.refresh()
        return True

    def notify_style_update(self) -> None:
        """Draw anew in another look."""
        self._lines = []
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Return one line of the card."""
        if not self._lines or self._drawn_in != self.size:
            self._draw_anew()
        # The toolkit may ask for the lines of a size that is gone.
        line = self._lines[y] if y < len(self._lines) else self._blank
        return self._marked(line, y).apply_offsets(0, y)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return what is marked of the card's text."""
        return selection.extract("\n".join(line.text.rstrip() for line in self._lines)), "\n"

    def _marked(self, line: Strip, y: int) -> Strip:
        span = self.text_selection.get_span(y) if self.text_selection is not None else None
        if span is None:
            return line
        start, end = span[0], line.cell_length if span[1] == -1 else span[1]
        style = self.screen.get_component_rich_style("screen--selection")
        marked = line.crop(start, end).apply_style(style)
        return Strip.join([line.crop(0, start), marked, line.crop(end)])

    @property
    def _blank(self) -> Strip:
        return Strip.blank(self.size.width, self.visual_style.rich_style)

    def _draw_anew(self) -> None:
        if self._drawn_in != self.size:
            # Its lines break elsewhere now: the note is read from its beginning.
            self._read = 0
        self._drawn_in = self.size
        self._lines = self._draw()

    def _draw(self) -> list[Strip]:
        """Return every line; the hint stands at the foot, and what is asked is never cut off."""
        height, blank = self.size.height, self._blank
        if self.card is None:
            return [blank] * height
        drawn = {part: self._part(part) for part in PARTS}
        self._unread = 0
        above, foot = _joined(drawn, blank), drawn["hint"]
        if len(above) + len(foot) > height:
            drawn = self._fitted(drawn, height)
            above, foot = _joined(drawn), drawn["hint"]
        return [*above, *[blank] * (height - len(above) - len(foot)), *foot][:height]

    def _fitted(self, drawn: dict[str, list[Strip]], height: int) -> dict[str, list[Strip]]:
        """Return the parts without what there is no room for."""
        assert self.card is not None
        drawn = dict(drawn)
        for part in _GIVES_WAY_TO_NOTE if self.card.turn else _GIVES_WAY:
            # A line of the name stays: whose note it is.
            least = int(part == "name" and bool(self.card.turn) and height >= _LEAST_FOR_NAME)
            drawn[part] = _cut(drawn[part], max(least, len(drawn[part]) + height - _rows(drawn)))
        if self.card.turn:
            self._page(drawn, height)
        return drawn

    def _page(self, drawn: dict[str, list[Strip]], height: int) -> None:
        """Leave of the note what this page has room for, and say whether it goes on."""
        note, ask, turn = drawn["note"], drawn["ask"], self._part("turn", "ask")
        others = _rows(drawn) - len(note) - len(ask)
        room = max(1, height - others - max(len(ask), len(turn)))
        if len(note) <= height - others - len(ask):
            return
        drawn["note"] = _cut(note[self._read :], room)
        self._shown = len(drawn["note"])
        self._unread = len(note) - self._read - self._shown
        if self._unread:
            drawn["ask"] = turn

    def _part(self, part: str, look: str = "") -> list[Strip]:
        """Return the lines of a part over the whole width, in its style or another's (`look`)."""
        value = getattr(self.card, part)
        text = "\n".join(map(clean, value)) if part == "lines" else _cleaned(part, value)
        if not text:
            return []
        style = self.get_visual_style(f"card--{look or part}")
        inner = max(1, self.size.width - 2 * _MARGIN)
        margin = Strip.blank(_MARGIN, style.rich_style)
        strips = Visual.to_strips(self, Content(text), inner, None, style, pad=True)
        return [Strip.join([margin, strip, margin]) for strip in strips]


def _cleaned(part: str, value: str) -> str:
    """Return a part's text; of several notes each stands on a line of its own."""
    return clean_lines(value) if part == "note" else clean(value)


def _joined(drawn: dict[str, list[Strip]], blank: Strip | None = None) -> list[Strip]:
    """Return all above the hint; with a `blank` line the parts that stand apart do so."""
    lines: list[Strip] = []
    for part in PARTS[:-1]:
        if drawn[part] and part in _APART and blank is not None:
            lines.append(blank)
        lines += drawn[part]
    return lines


def _rows(drawn: dict[str, list[Strip]]) -> int:
    return sum(map(len, drawn.values()))


def _cut(lines: list[Strip], room: int) -> list[Strip]:
    """Return the lines there is room for; what is cut says so at its end, in the margin."""
    if len(lines) <= room:
        return lines
    if room <= 0:
        return []
    *kept, last = lines[:room]
    margin = last.crop(last.cell_length - _MARGIN)
    sign = Strip([Segment(_CUT, one.style) for one in margin][:1], _MARGIN)
    return [*kept, Strip.join([last.crop(0, last.cell_length - _MARGIN), sign])]
