"""The stand's clock: seven-row digits, a bar, and its state as word, sign and frame."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from seminar_tui.widgets.block_digits import draw, height_of, largest_size
from seminar_tui.widgets.clock_face import Face

TONES = ("armed", "paused", "done", "normal", "warning", "danger", "overtime")


class BigClock(Widget):
    """Shows a face as large as its room allows, and draws only when the face has changed."""

    DEFAULT_CSS = """
    BigClock {
        height: auto; min-height: 4; width: 1fr; color: $foreground; content-align: center top;
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
        self.drawn = 0
        """How many times a face was drawn anew; a test holds it down."""

    def show(self, face: Face) -> None:
        """Show a face; one like the last costs nothing."""
        if face == self.face:
            return
        former, self.face = self.face, face
        if former is None or former.tone != face.tone:
            for tone in TONES:
                self.set_class(tone == face.tone, f"-{tone}")
        self.drawn += 1
        self.refresh(layout=former is None or len(former.said) != len(face.said))

    def flash(self, on: bool) -> None:
        """Turn the colours round, or back."""
        self.set_class(on, "-flash")

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Return the rows wanted: seven for the digits, and the lines around them."""
        del container, viewport, width
        return 3 + height_of(2) + (len(self.face.said) if self.face else 0)

    def render(self) -> Content:
        """Draw the face for the room there is."""
        if self.face is None:
            return Content("")
        width, height = self.content_size
        return Content("\n").join(_lines(self.face, width, height))


def _lines(face: Face, width: int, height: int) -> list[Content]:
    title = Content.assemble(
        (f"{face.sign} {face.word}", "bold"), f"   {face.level}" if face.level else ""
    )
    said = [_fit(Content.styled(f"! {line}", "bold"), width) for line in face.said]
    below = [Content(_bar(face.spent, width)), _fit(Content(face.ends), width), *said]
    if said and 1 + height_of(2) + len(below) > height:
        # What must be known goes before when it ends, and both after readable digits.
        below = [below[0], *said][: max(1, height - 1 - height_of(2))]
    digits = _digits(face, width, height - 1 - len(below))
    # Air above and below where there is room for it.
    air = [Content("")] if height >= 3 + len(below) + len(digits) else []
    return [_fit(title, width), *air, *digits, *air, *below]


def _digits(face: Face, width: int, height: int) -> list[Content]:
    """Return the largest digits that fit; the plus gives way to size, for a word says it too."""
    plain = face.digits.removeprefix("+")
    size = largest_size(plain, width, height)
    if not size:
        return [Content.styled(face.digits, "bold")]
    text = face.digits if largest_size(face.digits, width, height) == size else plain
    return [Content(row) for row in draw(text, size)]


def _bar(spent: float, width: int) -> str:
    full = round(spent * width)
    return "▇" * full + "▁" * (width - full)


def _fit(line: Content, width: int) -> Content:
    return line.truncate(width, ellipsis=True) if width > 0 else line
