"""What was said at the stands: filter, star, park, answer, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content

from db.vocabulary import EntryState, Instant
from seminar_tui.i18n import t, tn
from seminar_tui.rules.dates import hh_mm
from seminar_tui.screens.organiser.list_page import ListPage
from seminar_tui.text import cell, clean
from seminar_tui.widgets.row_table import Row

if TYPE_CHECKING:
    from db.reads.entries import StoredEntry
    from seminar_tui.day.station import Station

MOST = 300
FILTERS = ("all", "open", "starred", "parked", "answered", "withdrawn")


class EntriesPage(ListPage):
    """A row an entry, newest first."""

    NAME = "entries"
    COLUMNS = ("at", "stand", "kind", "state", "text")
    BINDINGS: ClassVar = [
        Binding("f", "filter", "f", id="entries.filter"),
        Binding("s", "star", "s", id="entries.star"),
        Binding("p", "state('parked')", "p", id="entries.park"),
        Binding("a", "state('answered')", "a", id="entries.answered"),
        Binding("o", "state('open')", "o", id="entries.open"),
        Binding("w", "withdraw", "w", id="entries.withdraw"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[StoredEntry, ...] = ()
        self._filter = FILTERS[0]

    def reload(self) -> None:
        """Read the entries."""

        def job(station: Station, now: Instant) -> tuple[StoredEntry, ...]:
            from seminar_tui.day.entries import list_entries

            return list_entries(station)

        self.day_screen.look("entries", job, self._take)

    def _take(self, entries: tuple[StoredEntry, ...]) -> None:
        self._entries = entries
        self._draw()

    def _draw(self) -> None:
        shown = [one for one in self._entries if _passes(one, self._filter)]
        newest = sorted(shown, key=lambda one: one.row.at, reverse=True)[:MOST]
        day = self.day_screen.day
        zone = day.timezone if day else "Europe/Copenhagen"
        words = tn("organiser.entries.count", len(shown))
        name = t(f"organiser.entries.filter.{self._filter}")
        facts = Content.assemble((words, "bold"), f"   {name}")
        self.show(facts, [_row(one, zone) for one in newest])

    def _here(self) -> StoredEntry | None:
        key = self.table.key
        return next((one for one in self._entries if str(one.row.id) == key), None)

    def action_filter(self) -> None:
        """Show another part of them."""
        self._filter = FILTERS[(FILTERS.index(self._filter) + 1) % len(FILTERS)]
        self._draw()

    def action_star(self) -> None:
        """Star it, or no more."""
        one = self._here()
        if one is None:
            return

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.entries import star

            star(station, now, one.row.id)

        self.day_screen.act(job, lambda _none: self.reload())

    def action_state(self, state: str) -> None:
        """Say what became of it."""
        one = self._here()
        if one is None:
            return

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.entries import set_state

            set_state(station, now, one.row.id, EntryState(state))

        self.day_screen.act(job, lambda _none: self.reload())

    def action_withdraw(self) -> None:
        """Withdraw it, or bring it back."""
        one = self._here()
        if one is None:
            return

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.entries import restore, withdraw

            if one.row.state is EntryState.WITHDRAWN:
                restore(station, now, one.row.id)
            else:
                withdraw(station, now, one.row.id)

        self.day_screen.act(job, lambda _none: self.reload())


def _passes(one: StoredEntry, wanted: str) -> bool:
    if wanted == "all":
        return one.row.state is not EntryState.WITHDRAWN
    if wanted == "starred":
        return one.row.starred
    return one.row.state.value == wanted


def _row(one: StoredEntry, zone: str) -> Row:
    row = one.row
    star = "★ " if row.starred else ""
    return str(row.id), (
        cell(hh_mm(row.at, zone)),
        cell(f"{row.stand:>3}"),
        cell(t(f"organiser.entries.kind.{row.kind.value}")),
        cell(t(f"organiser.entries.state.{row.state.value}")),
        cell(star + clean(row.text, 120)),
    )
