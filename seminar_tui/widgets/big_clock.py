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
    said = [Content.styled(f"! {line}", "bold") for line in face.said]
    around = 3 + len(said)
    digits = _digits(face, width, height - around)
    return [
        _fit(title, width),
        *digits,
        Content(_bar(face.spent, width)),
        _fit(Content(face.ends), width),
        *(_fit(line, width) for line in said),
    ]


def _digits(face: Face, width: int, height: int) -> list[Content]:
    for text in dict.fromkeys((face.digits, face.digits.removeprefix("+"))):
        size = largest_size(text, width, height)
        if size:
            return [Content(row) for row in draw(text, size)]
    return [Content.styled(face.digits, "bold")]


def _bar(spent: float, width: int) -> str:
    full = round(spent * width)
    return "▇" * full + "▁" * (width - full)


def _fit(line: Content, width: int) -> Content:
    return line.truncate(width, ellipsis=True) if width > 0 else line
