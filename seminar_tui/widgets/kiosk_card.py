"""The kiosk's face: one large sentence, and a column a round with the stand's number drawn big."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from seminar_tui.text import clean
from seminar_tui.widgets.block_digits import draw, largest_size

LOOKS = ("-ok", "-ask", "-stop", "-plain")
MOST_COLUMNS = 3
_PARTS = ("headline", "reason", "body", "hint", "keys", "left")
_ROWS_AROUND = 14
"""Rows that the words above and below a number take."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where to be in one round: `number` is the stand's, drawn big; None where there is none."""

    title: str
    number: int | None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KioskFace:
    """What the kiosk shows. `left` says when it is gone and changes without the rest."""

    look: str
    headline: str
    reason: str = ""
    columns: Sequence[Column] = ()
    body: str = ""
    hint: str = ""
    keys: str = ""


class KioskCard(Vertical):
    """Shows one face; the next replaces it."""

    DEFAULT_CSS = """
    KioskCard {
        width: 1fr; height: 1fr; background: $surface; border: heavy $border;
        Static { width: 1fr; height: auto; text-align: center; padding: 0 2; }
        #headline { text-style: bold; padding: 1 2; background: $panel; color: $foreground; }
        #reason { padding: 1 2 0 2; text-style: bold; }
        #columns { height: auto; width: 1fr; margin: 1 0 0 0; }
        #body { padding: 1 2 0 2; }
        #hint { color: $warning; text-style: bold; padding: 1 2 0 2; }
        #foot { dock: bottom; height: auto; }
        #keys { color: $text-muted; }
        #left { color: $primary; }
        .-empty { display: none; }
        &.-ok { border: heavy $success; #headline { background: $success; color: $background; } }
        &.-stop { border: outer $error; #headline { background: $error; color: $background; } }
        &.-ask { border: double $primary; #headline { background: $primary; color: $background; } }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.face = KioskFace("-plain", "")

    def compose(self) -> ComposeResult:
        """Lay out the parts; those without words are not seen."""
        for part in ("headline", "reason"):
            yield Static(id=part, markup=False)
        with Horizontal(id="columns"):
            for at in range(MOST_COLUMNS):
                yield Static(id=f"column-{at}", markup=False)
        for part in ("body", "hint"):
            yield Static(id=part, markup=False)
        with Vertical(id="foot"):
            for part in ("keys", "left"):
                yield Static(id=part, markup=False)

    def on_mount(self) -> None:
        """Show what was asked for before the parts were there."""
        self.show(self.face)

    def on_resize(self) -> None:
        """Draw the numbers as large as there is room for."""
        self.show(self.face)

    def show(self, face: KioskFace) -> None:
        """Show a face in the place of the last."""
        self.face = face
        if not self.query("#left"):
            return
        for look in LOOKS:
            self.set_class(look == face.look, look)
        for part in _PARTS[:-1]:
            self._put(part, Content(clean(getattr(face, part), 2000)))
        for at in range(MOST_COLUMNS):
            columns = face.columns
            self._put(f"column-{at}", self._column(columns[at]) if at < len(columns) else Content())
        self.query_one("#columns").set_class(not face.columns, "-empty")

    def say_left(self, sentence: str) -> None:
        """Say when the face is gone."""
        if self.query("#left"):
            self._put("left", Content(sentence))

    def _column(self, column: Column) -> Content:
        rows = [Content.styled(clean(column.title), "bold")]
        if column.number is not None:
            width = self.size.width // max(1, len(self.face.columns)) - 4
            text = str(column.number)
            size = min(4, largest_size(text, width, max(4, self.size.height - _ROWS_AROUND)))
            drawn = draw(text, size) if size else (text,)
            rows += [Content(""), *(Content(row) for row in drawn), Content("")]
        rows += [Content(clean(line)) for line in column.lines]
        return Content("\n").join(rows)

    def _put(self, part: str, content: Content) -> None:
        static = self.query_one(f"#{part}", Static)
        static.set_class(not content.plain, "-empty")
        static.update(content)
