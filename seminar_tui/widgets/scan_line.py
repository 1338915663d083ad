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
        self._broken_off: str = before._broken_off if before else ""
        """A scan's beginning that was taken off the line, until the next key."""
        self._note = ""

    @property
    def burst(self) -> bool:
        """Whether what stands here came faster than anybody types."""
        return 3 < len(self.text) <= self.fast

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

        Half a scan is kept aside until the next key tells whether it goes on; see `resume`.
        """
        broken_off = self.text[len(self.text) - self.fast :]
        self.erase(all_of_it=True)
        self._broken_off = broken_off

    def resume(self, at: float) -> None:
        """Put half a scan back, if the key of this moment belongs to it."""
        broken_off, self._broken_off = self._broken_off, ""
        if broken_off and self._last_at is not None and at - self._last_at < BURST_S:
            self.text, self.fast = broken_off + self.text, len(broken_off) + self.fast

    def erase(self, *, all_of_it: bool = False) -> None:
        """Take back the last letter, or all."""
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
