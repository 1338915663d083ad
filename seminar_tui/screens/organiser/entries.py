"""What was said at the stands: filter, star, park, answer, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content

from db.reference import municipality_name
from db.vocabulary import EntryState, Instant, StandStatus
from seminar_tui.i18n import t, tn
from seminar_tui.rules.dates import hh_mm
from seminar_tui.rules.entries import is_follow_up
from seminar_tui.rules.names import fold
from seminar_tui.screens.organiser.list_page import ListPage
from seminar_tui.screens.organiser.prompt import AskText
from seminar_tui.text import cell, clean, short
from seminar_tui.widgets.row_table import Row

if TYPE_CHECKING:
    from db.reads.entries import StoredEntry
    from seminar_tui.day.stands import StandListed
    from seminar_tui.day.station import Station

    _Read = tuple[tuple[StoredEntry, ...], tuple[StandListed, ...]]

MOST = 300
FILTERS = ("all", "open", "starred", "parked", "answered", "withdrawn", "follow_up")


class EntriesPage(ListPage):
    """A row an entry, newest first."""

    NAME = "entries"
    LINES = 3
    COLUMNS = ("at", "stand", "kind", "state", "text")
    BINDINGS: ClassVar = [
        Binding("f", "filter", "f", id="entries.filter"),
        Binding("slash", "find", "/", id="entries.find", show=False),
        Binding("s", "star", "s", id="entries.star"),
        Binding("p", "state('parked')", "p", id="entries.park"),
        Binding("a", "state('answered')", "a", id="entries.answered"),
        Binding("o", "state('open')", "o", id="entries.open"),
        Binding("u", "send_on", "u", id="entries.send_on"),
        Binding("w", "withdraw", "w", id="entries.withdraw", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[StoredEntry, ...] = ()
        self._stands: tuple[StandListed, ...] = ()
        self._sought = ""
        self._filter = FILTERS[0]

    def reload(self) -> None:
        """Read the entries, and the stands they may be lacking from."""

        def job(station: Station, now: Instant) -> _Read:
            from seminar_tui.day.entries import list_entries
            from seminar_tui.day.stands import list_stands

            with station.look() as connection:
                stands = list_stands(connection, station.day_id)
            return list_entries(station), stands

        self.day_screen.look("entries", job, self._take)

    def _take(self, read: _Read) -> None:
        self._entries, self._stands = read
        self._draw()

    @property
    def _homes(self) -> dict[int, str]:
        return {one.stand.number: municipality_name(one.stand.municipality) for one in self._stands}

    def _silent(self) -> list[int]:
        """Return the open stands at which nothing was written down."""
        spoken = {e.row.stand for e in self._entries if e.row.state is not EntryState.WITHDRAWN}
        return [
            one.stand.number
            for one in self._stands
            if one.stand.status is StandStatus.OPEN and one.stand.number not in spoken
        ]

    def _draw(self) -> None:
        homes = self._homes
        shown = [
            one
            for one in self._entries
            if _passes(one, self._filter) and _found(one, self._sought, homes)
        ]
        newest = sorted(shown, key=lambda one: one.row.at, reverse=True)[:MOST]
        day = self.day_screen.day
        zone = day.timezone if day else "Europe/Copenhagen"
        words = tn("organiser.entries.count", len(shown))
        name = t(f"organiser.entries.filter.{self._filter}")
        if self._sought:
            name += " · " + t("organiser.entries.sought", text=short(self._sought, 40))
        facts = Content.assemble((words, "bold"), f"   {name}")
        silent = self._silent()
        if silent:
            listed = ", ".join(map(str, silent[:20])) + (" …" if len(silent) > 20 else "")
            facts += Content("\n" + t("organiser.entries.silent", stands=listed))
        self.show(facts, [_row(one, zone) for one in newest])

    def in_full(self, key: str) -> Content:
        """Return which stand wrote it, and all of its words."""
        one = self._entry(key)
        if one is None:
            return Content()
        home = f"{one.row.stand} {self._homes.get(one.row.stand, '')}  "
        return Content.assemble((home, "bold"), clean(one.row.text))

    def _entry(self, key: str | None) -> StoredEntry | None:
        return next((one for one in self._entries if str(one.row.id) == key), None)

    def _here(self) -> StoredEntry | None:
        return self._entry(self.table.key)

    def action_filter(self) -> None:
        """Show another part of them."""
        self._filter = FILTERS[(FILTERS.index(self._filter) + 1) % len(FILTERS)]
        self._draw()

    def action_find(self) -> None:
        """Show only those with a word, of a stand or of a municipality; nothing typed shows all."""

        def given(text: str | None) -> None:
            if text is not None:
                self._sought = text
                self._draw()

        question = t("organiser.entries.ask_find")
        self.app.push_screen(AskText(question, self._sought, 60, enter="find"), given)

    def action_send_on(self) -> None:
        """Send it on as a follow-up to the stand's municipality, or no more."""
        one = self._here()
        if one is None:
            return
        sent = "follow_up" in one.tags
        tags = [tag for tag in one.tags if tag != "follow_up"] + ([] if sent else ["follow_up"])

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.entries import tag

            tag(station, now, one.row.id, tags)

        def told(_none: None) -> None:
            self.day_screen.say(self._sent_words(one, sent))
            self.reload()

        self.day_screen.act(job, told)

    def _sent_words(self, one: StoredEntry, sent: bool) -> str:
        if sent:
            return t("organiser.entries.kept_back")
        stand = next(s for s in self._stands if s.stand.number == one.row.stand)
        whom = ", ".join(short(name, 40) for _code, name in stand.presenters[:3])
        home = municipality_name(stand.stand.municipality)
        key = "organiser.entries.sent_on" if whom else "organiser.entries.sent_on.nobody"
        return t(key, municipality=home, contact=whom)

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
    if wanted == "follow_up":
        return is_follow_up(one.row, one.tags)
    return one.row.state.value == wanted


def _found(one: StoredEntry, sought: str, homes: dict[int, str]) -> bool:
    """Tell whether an entry has every word that is sought; a number is a stand's."""
    said = fold(f"{one.row.text} {homes.get(one.row.stand, '')}")
    return all(
        int(word) == one.row.stand if word.isdecimal() else fold(word) in said
        for word in sought.split()
    )


def _row(one: StoredEntry, zone: str) -> Row:
    row = one.row
    star = "★ " if row.starred else ""
    star += "↗ " if "follow_up" in one.tags else ""
    return str(row.id), (
        cell(hh_mm(row.at, zone)),
        cell(f"{row.stand:>3}"),
        cell(t(f"organiser.entries.kind.{row.kind.value}")),
        cell(t(f"organiser.entries.state.{row.state.value}")),
        cell(star + short(row.text, 120)),
    )
