"""The stand's clock: seven-row digits, a bar, and its state as word, sign and frame."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from seminar_tui.widgets.block_digits import draw, height_of, largest_size
from seminar_tui.widgets.clock_face import Face

TONES = ("armed", "paused", "done", "normal", "warning", "danger", "overtime")
_BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the clock, as wide as the widget."""

    text: str
    bold: bool = False


class BigClock(Widget):
    """Shows a face as large as its room allows, and draws only the cells that have changed.

    It ticks all day on the weakest laptop in the house, so its rows are laid out once a
    face and handed to the terminal as they are.
    """

    DEFAULT_CSS = """
    BigClock {
        height: auto; min-height: 4; width: 1fr; color: $foreground;
        &.-armed, &.-done { color: $text-muted; }
        &.-paused { color: $secondary; }
        &.-warning { color: $warning; }
        &.-danger { color: $error; }
        &.-overtime { background: $error; color: $background; text-style: bold; }
        &.-flash { text-style: reverse; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.face: Face | None = None
        self.lines: tuple[Line, ...] = ()
        self._styles_of: tuple[Style, Style] | None = None
        self.drawn = 0
        """How many times anything was drawn anew; a test holds it down."""

    def show(self, face: Face) -> None:
        """Show a face; one like the last costs nothing."""
        if face == self.face:
            return
        former, self.face = self.face, face
        if former is None or former.tone != face.tone:
            for tone in TONES:
                self.set_class(tone == face.tone, f"-{tone}")
        self._lay_out()

    def flash(self, on: bool) -> None:
        """Turn the colours round, or back."""
        self.set_class(on, "-flash")

    def on_resize(self) -> None:
        """Lay out for the new room."""
        self._lay_out()

    def _lay_out(self) -> None:
        if self.face is None:
            return
        width, height = self.content_size
        former, self.lines = self.lines, lay_out(self.face, width, height)
        regions = changed(former, self.lines)
        if regions:
            self.drawn += 1
            self.refresh(*regions)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows wanted: seven for the digits, and the lines around them."""
        del container, viewport, width
        return 3 + height_of(2) + (len(self.face.said) if self.face else 0)

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        width = self.content_size.width
        line = self.lines[y] if y < len(self.lines) else Line("")
        plain, bold = self._styled()
        text = set_cell_size(line.text, width)
        return Strip([Segment(text, bold if line.bold else plain)], width)

    def _styled(self) -> tuple[Style, Style]:
        """Return the plain and the bold style; worked out anew only after a change of look."""
        if self._styles_of is None:
            plain = self.rich_style
            self._styles_of = (plain, plain + _BOLD)
        return self._styles_of

    def notify_style_update(self) -> None:
        """Forget the styles: the look or the tone has changed."""
        super().notify_style_update()
        self._styles_of = None


def changed(former: tuple[Line, ...], lines: tuple[Line, ...]) -> list[Region]:
    """Return the regions where two layouts differ; one for each run of rows."""
    if len(former) != len(lines):
        return [Region(0, 0, 1000, max(len(former), len(lines)))]
    spans = [
        (y, *_span(old.text, new.text))
        for y, (old, new) in enumerate(zip(former, lines, strict=True))
        if old != new
    ]
    regions: list[Region] = []
    for y, start, end in spans:
        row = Region(start, y, end - start, 1)
        last = regions[-1] if regions else None
        if last is not None and last.bottom == y:
            regions[-1] = last.union(row)
        else:
            regions.append(row)
    return regions


def _span(old: str, new: str) -> tuple[int, int]:
    """Return the columns between which two rows differ."""
    width = max(cell_len(old), cell_len(new))
    if len(old) != len(new) or cell_len(new) != len(new):
        return 0, width
    differing = [x for x, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    return (differing[0], differing[-1] + 1) if differing else (0, width)


def lay_out(face: Face, width: int, height: int) -> tuple[Line, ...]:
    """Return the rows of a face for so much room; what must be known comes before the rest."""
    if width <= 0 or height <= 0:
        return ()
    title = f"{face.sign} {face.word}" + (f"   {face.level}" if face.level else "")
    said = [Line(_fit(f"! {line}", width), bold=True) for line in face.said]
    below = [Line(_bar(face.spent, width)), Line(_fit(face.ends, width)), *said]
    if said and 1 + height_of(2) + len(below) > height:
        # What must be known goes before when it ends, and both after readable digits.
        below = [below[0], *said][: max(1, height - 1 - height_of(2))]
    # In the least room of all, digits that can be read stand alone.
    below = below[: max(0, height - 1 - height_of(1))]
    digits = _digits(face, width, height - 1 - len(below))
    # Air above and below where there is room for it.
    air = [Line("")] if height >= 3 + len(below) + len(digits) else []
    return (Line(_fit(title, width), bold=True), *air, *digits, *air, *below)[:height]


def _digits(face: Face, width: int, height: int) -> list[Line]:
    """Return the largest digits that fit; the plus gives way to size, for a word says it too."""
    plain = face.digits.removeprefix("+")
    size = largest_size(plain, width, height)
    if not size:
        return [Line(_fit(face.digits, width), bold=True)]
    text = face.digits if largest_size(face.digits, width, height) == size else plain
    return [Line(row) for row in draw(text, size)]


def _bar(spent: float, width: int) -> str:
    full = round(spent * width)
    return "▇" * full + "▁" * (width - full)


def _fit(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…"
