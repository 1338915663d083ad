"""The large answer to a scan: sign, word, name, where to go, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from seminar_tui.text import clean

LOOKS = ("-ok", "-warn", "-stop", "-ask", "-plain")
PARTS = ("headline", "name", "who", "reason", "lines", "note", "ask", "hint")
"""From the top of a card to its foot."""
_APART = ("name", "lines", "note", "ask")
"""Parts with an empty line above them, while there is room."""
_MARGIN = 2
"""Cells free at both sides of a text."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says. `look` is one of LOOKS; `lines` are where to go; `ask` what it waits for.

    `asking` cards stay until they are answered.
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

    def show(self, card: Card) -> None:
        """Show a card in the place of the last."""
        self.card = card
        self._lines = []
        self.update_classes({look: look == card.look for look in LOOKS}, animate=False)
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw anew in another look."""
        self._lines = []
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Return one line of the card."""
        if not self._lines or self._drawn_in != self.size:
            self._drawn_in = self.size
            self._lines = self._draw()
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

    def _draw(self) -> list[Strip]:
        """Return every line; the hint stands at the foot, and what is asked is never cut off."""
        height, blank = self.size.height, self._blank
        if self.card is None:
            return [blank] * height
        above, foot = self._parts(PARTS[:-1], blank), self._part("hint")
        room = height - len(foot)
        if len(above) > room:
            above = [line for line in above if line is not blank]
        if len(above) > room:
            ask = self._part("ask")
            above = above[: max(0, room - len(ask))] + ask
        return [*above, *[blank] * (room - len(above)), *foot][:height]

    def _parts(self, parts: Sequence[str], blank: Strip) -> list[Strip]:
        lines: list[Strip] = []
        for part in parts:
            drawn = self._part(part)
            if drawn and part in _APART:
                lines.append(blank)
            lines += drawn
        return lines

    def _part(self, part: str) -> list[Strip]:
        """Return the lines of a part, each over the whole width in the part's style."""
        value = getattr(self.card, part)
        text = "\n".join(map(clean, value)) if part == "lines" else clean(value)
        if not text:
            return []
        style = self.get_visual_style(f"card--{part}")
        inner = max(1, self.size.width - 2 * _MARGIN)
        margin = Strip.blank(_MARGIN, style.rich_style)
        strips = Visual.to_strips(self, Content(text), inner, None, style, pad=True)
        return [Strip.join([margin, strip, margin]) for strip in strips]
