"""The footer: the keys of the page, and to the right the key that finds all the others."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from seminar_tui.i18n import t

PALETTE = "ctrl+p"
AROUND = 3
"""Cells of air around a key and behind its words."""
MOST = 8
"""Keys of a page that the footer names; the help and the palette show all."""


class KeyFooter(Footer):
    """The toolkit's footer, but its palette key is written and named as every other key is."""

    DEFAULT_CSS = """
    KeyFooter FooterKey.-all {
        dock: right; padding-right: 1; border-left: vkey $foreground 20%;
    }
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)

    def compose(self) -> ComposeResult:
        """As many of the page's keys as there is room for, whole ones, then the palette's.

        That one is named where there is room for the word.
        """
        keys = list(super().compose())[:MOST]
        if not self._bindings_ready:
            return
        says = t("footer.all") if self.app.size.width >= 100 else ""
        last = FooterKey(PALETTE, "Ctrl+P", says, "app.command_palette", classes="-all")
        room = self.app.size.width - _width_of(last)
        for key in keys:
            room -= _width_of(key)
            if room >= 0:
                yield key
        yield last


def _width_of(key: Widget) -> int:
    """Return the cells that a key and its words take."""
    return len(key.key_display) + len(key.description) + AROUND if isinstance(key, FooterKey) else 0
