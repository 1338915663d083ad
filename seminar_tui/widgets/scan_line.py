"""The door's line: every printable key lands here, whatever has the focus."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from seminar_tui.text import clean

LIMIT = 500
"""Characters kept; a scanner's longest code is far below."""
_CURSOR = "▌"
BURST_S = 0.035
"""Keys closer than this are a scanner's, or pasted: nobody types so fast."""
ASIDE_S = 2.0
"""A key so long after the last has nothing to do with what was typed before it."""


class ScanLine(Static):
    """What has been typed or scanned and not yet sent. It never refuses a key.

    `before` is the line whose place it takes when the language changes in the middle of a scan.
    """

    DEFAULT_CSS = """
    ScanLine { height: 3; width: 1fr; text-style: bold; text-wrap: nowrap;
        border-title-color: $foreground; border-subtitle-color: $warning;
        border-subtitle-style: bold; border: round $primary; }
    """

    def __init__(
        self,
        title: str,
        *,
        before: ScanLine | None = None,
        id: str | None = None,  # noqa: A002
    ) -> None:
        self.text: str = before.text if before else ""
        super().__init__(clean(self.text) + _CURSOR, id=id, classes="panel", markup=False)
        self.border_title = Content(title)
        self._last_at: float | None = before._last_at if before else None
        self.fast: int = before.fast if before else 0
        """Letters at the end that came faster than anybody types."""
        self._aside: str = before._aside if before else ""
        """What a card took off the line, while its letters may go on."""
        self._aside_fast: int = before._aside_fast if before else 0
        """Letters at its end that go on in the next key, if that comes as fast."""
        self._note = ""

    @property
    def burst(self) -> bool:
        """Whether what stands here came faster than anybody types."""
        return 3 < len(self.text) <= self.fast

    @property
    def whole(self) -> str:
        """What stands here behind what a card took off the line a moment ago."""
        return self._aside + self.text

    def type(self, letters: str, at: float) -> None:
        """Take letters that arrived at a moment (seconds on any steady clock)."""
        if self._last_at is not None and at - self._last_at >= BURST_S:
            self.fast = 0
        self.fast += len(letters)
        self._last_at = at
        self.text = (self.text + letters)[-LIMIT:]
        self._redraw()

    def break_off(self) -> None:
        """Empty the line: what was typed is not meant for what now takes its letters.

        It is kept aside for as long as keys follow: see `resume` and `take_aside`.
        """
        text, fast = self.text, self.fast
        if text:
            self.erase(all_of_it=True)
            self._aside, self._aside_fast = text, fast

    def resume(self, at: float) -> None:
        """Put half a scan back, if the key of this moment belongs to it."""
        since = at - (self._last_at or at)
        if self._aside_fast and since < BURST_S:
            half = self._aside[-self._aside_fast :]
            self.text, self.fast = half + self.text, len(half) + self.fast
            self.take_aside()
        elif since >= ASIDE_S:
            self.take_aside()
        else:
            self._aside_fast = 0

    def take_aside(self) -> str:
        """Return what a card took off the line a moment ago, and keep it no longer."""
        aside, self._aside, self._aside_fast = self._aside, "", 0
        return aside

    def erase(self, *, all_of_it: bool = False) -> None:
        """Take back the last letter, or all; what was put aside goes with it."""
        self.take_aside()
        self.text = "" if all_of_it else self.text[:-1]
        self.fast = min(self.fast, len(self.text))
        self._redraw()

    def take(self) -> str:
        """Return what stands here and empty the line."""
        taken = self.text
        self.erase(all_of_it=True)
        return taken

    def note(self, note: str) -> None:
        """Say something in the frame: how many scans wait."""
        if note != self._note:
            self._note = note
            self.border_subtitle = Content(note)

    def _redraw(self) -> None:
        # The end is what is being typed, so the end is what stays in sight.
        room = max(8, self.size.width - 5)
        self.update(Content(clean(self.text)[-room:] + _CURSOR), layout=False)
