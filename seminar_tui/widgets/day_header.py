"""The line at the top of every screen: day, station, the time, and how fresh the data is."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from seminar_tui.i18n import t
from seminar_tui.text import clean

STALE_S = 5.0
"""Seconds without a successful look before the header says how old the data is."""


class DayHeader(Horizontal):
    """Says where you are. It is told what to say and redraws only what differs."""

    DEFAULT_CSS = """
    DayHeader {
        dock: top; height: 1; background: $panel; color: $foreground; padding: 0 1;
        #where { width: 1fr; text-overflow: ellipsis; text-wrap: nowrap; }
        #time { width: auto; padding: 0 2; text-style: bold; }
        #age { width: auto; color: $success; }
        #age.-stale { color: $warning; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown = ("", "", "")

    def compose(self) -> ComposeResult:
        """Lay out the three parts."""
        yield Static(id="where", markup=False)
        yield Static(id="time", markup=False)
        yield Static(id="age", markup=False)

    def show(self, where: str, time: str, age_s: float | None) -> None:
        """Show the place, the time of day, and the data's age; None before there is any."""
        if len(self.children) < len(self._shown):
            return  # a tick may come before the parts are there
        if age_s is None:
            age = t("header.opening")
        elif age_s < STALE_S:
            age = t("header.live")
        else:
            age = t("header.stale", seconds=int(age_s))
        wanted = (clean(where), time, age)
        if wanted == self._shown:
            return
        for part, old, new in zip(("where", "time", "age"), self._shown, wanted, strict=True):
            if old != new:
                self.query_one(f"#{part}", Static).update(Content(new))
        self.query_one("#age").set_class(age_s is not None and age_s >= STALE_S, "-stale")
        self._shown = wanted
