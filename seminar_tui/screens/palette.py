"""The palette in the reader's language: what the toolkit says itself is said by us."""

from __future__ import annotations

from rich.align import Align
from rich.text import Text
from textual.command import CommandList, CommandPalette
from textual.widgets.option_list import Option

from seminar_tui.i18n import t

WAIT_S = 0.5
"""How long a search may find nothing before that is said."""


class Palette(CommandPalette):
    """The toolkit's palette; where nothing fits it says so in the reader's words."""

    def __init__(self) -> None:
        super().__init__(placeholder=t("palette.search"), id="--command-palette")

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()
        self._no_matches_timer = self.set_timer(WAIT_S, lambda: self._say_nothing(search_value))

    def _say_nothing(self, sought: str) -> None:
        lists = self.query(CommandList)
        if not lists:
            return  # a scan at the door has closed the palette meanwhile
        if sought:
            nothing = Align.center(Text(t("palette.nothing"), style="not bold"))
            lists.first().add_option(Option(nothing, disabled=True, id=self._NO_MATCHES))
        self._list_visible = bool(sought)
