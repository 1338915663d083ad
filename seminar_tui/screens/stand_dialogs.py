"""The stand's two questions: how long ago it started, and which stand this is."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from db.reference import municipality_name
from db.rows import StandRow
from seminar_tui.i18n import t
from seminar_tui.rules.dates import hh_mm
from seminar_tui.screens.window import Window
from seminar_tui.text import clean

MINUTES = (1, 2, 3, 4, 5, 7, 10, 15)

DIALOG_CSS = """
    align: center middle; background: $background 60%;
    #box { width: 56; height: auto; max-height: 80%; border: round $primary;
           background: $surface; padding: 0 1; }
    OptionList, OptionList:focus { border: none; height: auto; max-height: 14;
                                   padding: 0; background: transparent; }
    #hint { color: $text-muted; }
"""


class StartedEarlier(Window[int | None]):
    """Asks how many minutes earlier it started; a digit answers at once."""

    CSS = f"StartedEarlier {{ {DIALOG_CSS} }}"
    BINDINGS = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, from_ms: int, timezone: str) -> None:
        super().__init__()
        self._times = [hh_mm(from_ms - minutes * 60_000, timezone) for minutes in MINUTES]

    def compose(self) -> ComposeResult:
        """Lay out the minutes, each with the time of day it means."""
        with Vertical(id="box"):
            yield Static(t("stand.earlier"), markup=False)
            yield OptionList(
                *(
                    Option(Content(t("stand.earlier.choice", minutes=f"{minutes:>2}", time=time)))
                    for minutes, time in zip(MINUTES, self._times, strict=True)
                ),
                markup=False,
            )
            yield Static(t("stand.earlier.hint"), id="hint", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Take a digit for its minutes."""
        if event.character and event.character in "123456789":
            event.stop()
            self.dismiss(int(event.character))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(MINUTES[event.option_index])


class ChooseStand(Window[int | None]):
    """Asks at which stand this terminal stands."""

    CSS = f"ChooseStand {{ {DIALOG_CSS} }}"
    BINDINGS = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, stands: Sequence[StandRow]) -> None:
        super().__init__()
        self._stands = tuple(stands)

    def compose(self) -> ComposeResult:
        """Lay out the stands; where there are none, say how to get them."""
        with Vertical(id="box"):
            if not self._stands:
                yield Static(t("stands.none"), markup=False)
                return
            yield Static(t("stand.which"), markup=False)
            yield OptionList(*(Option(Content(_named(s))) for s in self._stands), markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._stands[event.option_index].number)


def _named(stand: StandRow) -> str:
    return " · ".join(
        filter(
            None, (f"{stand.number:>3}", municipality_name(stand.municipality), clean(stand.place))
        )
    )
