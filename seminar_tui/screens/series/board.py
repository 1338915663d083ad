"""The invitation board: all 98 municipalities, and what each answered, by one key."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from db.reference import municipality_name
from db.series_vocabulary import Group, MemberRow, MemberStatus
from db.vocabulary import Instant
from seminar_tui.i18n import t, tn
from seminar_tui.rules.dates import short_date
from seminar_tui.rules.groups import group_of
from seminar_tui.screens.organiser.prompt import AskText, AskYes
from seminar_tui.screens.series.naming import name_form
from seminar_tui.screens.series.searched_page import SearchedPage
from seminar_tui.text import cell, clean
from seminar_tui.widgets.row_table import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from seminar_tui.day.members import MemberChange
    from seminar_tui.day.series import Whole
    from seminar_tui.day.station import Station

SIGNS = {
    None: ("·", "dim"),
    MemberStatus.INVITED: ("○", ""),
    MemberStatus.YES: ("✓", "bold"),
    MemberStatus.NO: ("×", "dim"),
    MemberStatus.NO_ANSWER: ("?", ""),
}
FILTERS = ("all", "not_invited", *(one.value for one in MemberStatus), "no_council")
Listed = tuple[str, MemberRow | None]


class InvitationsPage(SearchedPage):
    """A row a municipality under the sums, with a line to find one in."""

    NAME = "board"
    COLUMNS = ("municipality", "status", "group", "council", "named", "note")
    GIVES_WAY = "note"
    BINDINGS: ClassVar = [
        Binding("slash", "search", "/", id="board.search", priority=True),
        Binding("y", "status('yes')", "y", id="board.yes"),
        Binding("n", "status('no')", "n", id="board.no"),
        Binding("i", "status('invited')", "i", id="board.invited"),
        Binding("u", "status('no_answer')", "u", id="board.no_answer"),
        Binding("c", "council", "c", id="board.council"),
        Binding("f", "filter", "f", id="board.only"),
        Binding("p", "name", "p", id="board.name"),
        Binding("g", "group", "g", id="board.group", show=False),
        Binding("w", "note", "w", id="board.note", show=False),
        Binding("t", "theme", "t", id="board.theme", show=False),
        Binding("a", "invite_all", "a", id="board.invite_all", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, Listed] = {}
        self._filter = FILTERS[0]

    def draw(self, found: Whole) -> None:
        """Show the rows that fit the line."""
        from seminar_tui.day.members import board

        everybody = list(board(found).items())
        counts = Counter("not_invited" if one is None else one.status.value for _, one in everybody)
        sums = t("series.board", **{key: counts[key] for key in ("not_invited", *MemberStatus)})
        if self._filter != "all":
            sums += " · " + t("series.board.only", what=t(f"series.board.filter.{self._filter}"))
        needed = found.series.council_needed
        shown = [row for row in everybody if self._wanted(row, needed=needed)]
        self._rows = {code: (code, one) for code, one in shown}
        named = Counter(one.municipality for one in found.delegates)
        self.show(sums, [_row(code, one, named[code], needed) for code, one in shown])

    def _wanted(self, row: Listed, *, needed: bool) -> bool:
        code, one = row
        if not self.fits(municipality_name(code)):
            return False
        match self._filter:
            case "all":
                return True
            case "not_invited":
                return one is None
            case "no_council":
                return one is not None and one.status is MemberStatus.YES and not one.council_on
            case status:
                return one is not None and one.status.value == status

    def action_filter(self) -> None:
        """Show the next kind of answer only, and all again at last."""
        self._filter = FILTERS[(FILTERS.index(self._filter) + 1) % len(FILTERS)]
        self.redraw()

    def _here(self) -> Listed | None:
        return self._rows.get(self.table.key or "")

    def action_status(self, status: str) -> None:
        """Write what the municipality under the cursor answered."""
        self._change(lambda change: change(status=MemberStatus(status)))

    def _change(self, make: Callable[[type[MemberChange]], MemberChange]) -> None:
        here = self._here()
        if here is None:
            return
        code, asked = here[0], self.asked

        def job(station: Station, now: Instant) -> MemberRow:
            from seminar_tui.day.members import MemberChange, set_member

            name = municipality_name(code)
            return set_member(station, now, asked, name, make(MemberChange))

        self.day_screen.act(job, lambda _member: self.reload())

    def action_council(self) -> None:
        """Write when the council decided; today unless another date is typed, empty for never."""
        here = self._here()
        if here is None:
            return
        former = here[1].council_on if here[1] is not None else ""

        def given(text: str | None) -> None:
            if text is not None:
                self._change(lambda change: change(council_on=_date(text)))

        question = t("series.board.ask_council", municipality=municipality_name(here[0]))
        self.app.push_screen(AskText(question, former or self.series_screen.today()), given)

    def action_group(self) -> None:
        """Put a municipality in the other group, or back where its side says."""
        here = self._here()
        if here is None:
            return
        code, one = here
        if one is not None and one.group is not None:
            self._change(lambda change: change(group=""))
            return
        other = Group.WEST if group_of(code) is Group.EAST else Group.EAST
        self._change(lambda change: change(group=other.value))

    def action_note(self) -> None:
        """Write a note about the membership."""
        self._ask("note", lambda one: one.note, lambda text: lambda change: change(note=text))

    def action_theme(self) -> None:
        """Write what the municipality works on."""
        self._ask("theme", lambda one: one.theme, lambda text: lambda change: change(theme=text))

    def _ask(
        self,
        field: str,
        value: Callable[[MemberRow], str],
        make: Callable[[str], Callable[[type[MemberChange]], MemberChange]],
    ) -> None:
        here = self._here()
        if here is None:
            return

        def given(text: str | None) -> None:
            if text is not None:
                self._change(make(text))

        former = value(here[1]) if here[1] is not None else ""
        question = f"{municipality_name(here[0])} · {t(f'series.board.{field}')}"
        self.app.push_screen(AskText(question, clean(former)), given)

    def action_name(self) -> None:
        """Name somebody of the municipality under the cursor."""
        here = self._here()
        if here is not None:
            name_form(self, municipality_name(here[0]))

    def action_invite_all(self) -> None:
        """Invite every municipality that is not on the board yet."""
        asked = self.asked

        def job(station: Station, now: Instant) -> int:
            from seminar_tui.day.members import invite_all

            return len(invite_all(station, now, asked))

        def told(count: int) -> None:
            self.day_screen.say(tn("series.on_board", count))
            self.reload()

        def answered(yes: bool | None) -> None:
            if yes:
                self.day_screen.act(job, told)

        self.app.push_screen(AskYes(t("series.board.ask_all")), answered)


def _date(text: str) -> str:
    from seminar_tui.rules.day_form import read_date

    return read_date(text) if text.strip() else ""


def _row(code: str, one: MemberRow | None, named: int, needed: bool) -> Row:
    status = None if one is None else one.status
    sign, style = SIGNS[status]
    word = t("series.board.not_invited") if one is None else t(f"series.status.{one.status.value}")
    group = group_of(code, one.group if one else None)
    changed = "*" if one is not None and one.group is not None else ""
    council = ""
    if one is not None and one.council_on:
        council = "✓ " + short_date(one.council_on)
    elif needed and status is MemberStatus.YES:
        council = "! " + t("series.board.lacking")
    note = "" if one is None else " · ".join(filter(None, (clean(one.theme), clean(one.note))))
    return code, (
        cell(municipality_name(code), style),
        cell(f"{sign} {word}", style),
        cell(t(f"series.group.{group.value}") + changed),
        cell(council),
        cell(str(named or "")),
        cell(note[:60]),
    )
