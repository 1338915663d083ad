"""The footer: the keys of the page, and to the right the key that finds all the others."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from seminar_tui.i18n import t

PALETTE = "ctrl+p"


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
        """The page's keys, then the palette's: named where there is room for the word."""
        yield from super().compose()
        if not self._bindings_ready:
            return
        says = t("footer.all") if self.app.size.width >= 100 else ""
        yield FooterKey(PALETTE, "Ctrl+P", says, "app.command_palette", classes="-all")
