"""The members of a series and whom they have named, and what the contact list may show."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from db.reference import municipality_name
from db.series_vocabulary import DelegateRow, Sharing
from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.rules.names import danish_key
from seminar_tui.screens.organiser.prompt import AskYes
from seminar_tui.screens.series.lists import NamesDialog
from seminar_tui.screens.series.naming import name_form
from seminar_tui.screens.series.searched_page import SearchedPage
from seminar_tui.series_words import price_text
from seminar_tui.text import cell, clean, short
from seminar_tui.widgets.row_table import Row

if TYPE_CHECKING:
    from rich.text import Text

    from seminar_tui.day.series import Whole
    from seminar_tui.day.station import Station

NEXT_SHARING = {
    Sharing.NOTHING: Sharing.NAME,
    Sharing.NAME: Sharing.EMAIL,
    Sharing.EMAIL: Sharing.NOTHING,
}


class MembersPage(SearchedPage):
    """A row a named person under their municipality; a member that named nobody has one too."""

    NAME = "members"
    COLUMNS = ("municipality", "name", "role", "job", "shown", "theme")
    GIVES_WAY = "theme"
    BINDINGS: ClassVar = [
        Binding("slash", "search", "/", id="members.search", priority=True),
        Binding("n", "name", "n", id="members.name"),
        Binding("p", "another", "p", id="members.another"),
        Binding("s", "sharing", "s", id="members.sharing"),
        Binding("x", "end", "x", id="members.end"),
        Binding("i", "import", "i", id="members.import"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._people: dict[str, DelegateRow] = {}

    def draw(self, found: Whole) -> None:
        """Show the rows that fit the line."""
        facts = t("series.members", members=len(found.joined), named=len(found.delegates))
        job = 18 if self.wide else 12
        rows = [row for row in self._rows(found, job) if self.fits(_words(row))]
        line = f"{facts} · {price_text(found.price)}"
        if not found.delegates:
            line = t("series.members.none")
        self.show(clean(line), rows)

    def _rows(self, found: Whole, job: int) -> list[Row]:
        by_house: dict[str, list[DelegateRow]] = defaultdict(list)
        for one in found.delegates:
            by_house[municipality_name(one.municipality) or clean(one.organisation)].append(one)
        for member in found.joined:
            by_house.setdefault(municipality_name(member.municipality), [])
        self._people = {str(one.id): one for one in found.delegates}
        rows: list[Row] = []
        for house in sorted(by_house, key=danish_key):
            people = by_house[house]
            if not people:
                rows.append((f"house-{house}", _lacking(house)))
            for at, one in enumerate(sorted(people, key=lambda who: danish_key(who.name))):
                rows.append((str(one.id), _cells(house, one, job, first=at == 0)))
        return rows

    def _here(self) -> DelegateRow | None:
        return self._people.get(self.table.key or "")

    def action_name(self) -> None:
        """Name somebody, of a municipality or an organisation."""
        name_form(self)

    def action_another(self) -> None:
        """Name somebody else of the same place as the one under the cursor."""
        key = self.table.key or ""
        one = self._here()
        if one is not None:
            name_form(self, municipality_name(one.municipality) or one.organisation)
        elif key.startswith("house-"):
            name_form(self, key.removeprefix("house-"))

    def action_import(self) -> None:
        """Read a list of those whom members have named."""
        dialog = NamesDialog(self.day_screen, self.asked)
        self.app.push_screen(dialog, lambda _none: self.reload())

    def action_sharing(self) -> None:
        """Let the contact list show more of somebody, or nothing again."""
        one = self._here()
        if one is None:
            return
        asked, code, wanted = self.asked, one.code, NEXT_SHARING[one.sharing]

        def job(station: Station, now: Instant) -> DelegateRow:
            from seminar_tui.day.members import set_sharing

            return set_sharing(station, now, asked, code, wanted)

        self.day_screen.act(job, lambda _one: self.reload())

    def action_end(self) -> None:
        """Take somebody's naming back from today."""
        one = self._here()
        if one is None:
            return
        asked, code, today = self.asked, one.code, self.series_screen.today()

        def job(station: Station, now: Instant) -> DelegateRow:
            from seminar_tui.day.members import end_naming

            return end_naming(station, now, asked, code, today)

        def ended(who: DelegateRow) -> None:
            self.day_screen.say(t("series.ended", name=short(who.name, 60)))
            self.reload()

        def answered(yes: bool | None) -> None:
            if yes:
                self.day_screen.act(job, ended)

        self.app.push_screen(
            AskYes(t("series.members.ask_end", name=short(one.name, 60))), answered
        )


def _words(row: Row) -> str:
    key, cells = row
    house = key.removeprefix("house-")
    return " ".join([house, *(one.plain for one in cells)])


def _lacking(house: str) -> tuple[Text, ...]:
    blank = cell("")
    words = cell("! " + t("series.members.nobody"), "italic")
    return (cell(short(house, 20), "bold"), words, blank, blank, blank, blank)


def _cells(house: str, one: DelegateRow, job: int, *, first: bool) -> tuple[Text, ...]:
    return (
        cell(short(house, 20), "bold" if first else "dim"),
        cell(short(one.name, 26) or t("series.purged")),
        cell(t(f"role.{one.role.value}")),
        cell(short(one.title, job)),
        cell(t(f"series.sharing.{one.sharing.value}")),
        cell(short(one.theme, 40)),
    )
