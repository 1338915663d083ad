"""The programme: what each stand is about, and who has not sent theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import DataTable

from db.reference import municipalities, municipality_name
from db.vocabulary import Instant, ProgrammeText, StandStatus
from seminar_tui.i18n import t, tn
from seminar_tui.rules.equipment import needed
from seminar_tui.rules.names import danish_key
from seminar_tui.rules.stands import programme_text
from seminar_tui.screens.organiser.day_facts import ask_day, ask_due, day_line, due_line
from seminar_tui.screens.organiser.list_page import ListPage
from seminar_tui.screens.organiser.pick import Choice, Pick
from seminar_tui.screens.organiser.prompt import AskText, AskYes
from seminar_tui.text import cell, clean, short
from seminar_tui.widgets.row_table import Row

if TYPE_CHECKING:
    from seminar_tui.day.day_change import DayFacts
    from seminar_tui.day.stands import StandListed
    from seminar_tui.day.station import Station

    _Read = tuple[DayFacts, tuple[StandListed, ...]]

FIELDS = {
    "t": "theme",
    "q": "question",
    "p": "place",
    "u": "equipment",
    "o": "focus",
    "l": "learning",
}
QUIET = ("place", "equipment", "focus", "learning")
"""Texts that few change on the day; their keys are in the help."""


class ProgrammePage(ListPage):
    """The day and what is due over a row a stand; a key a field."""

    NAME = "programme"
    LEAD = 2
    SPARE = 1
    LINES = 4
    DEFAULT_CSS = "ProgrammePage .facts { max-height: 7; }"
    COLUMNS = (
        "stand",
        "municipality",
        "round",
        "text",
        "place",
        "theme",
        "question",
        "presenters",
        "equipment",
    )
    BINDINGS: ClassVar = [
        *(
            Binding(key, f"edit('{name}')", key, id=f"programme.{name}", show=name not in QUIET)
            for key, name in FIELDS.items()
        ),
        Binding("n", "new", "n", id="programme.new"),
        Binding("g", "approve", "g", id="programme.approve"),
        Binding("r", "round", "r", id="programme.round"),
        Binding("c", "capacity", "c", id="programme.capacity"),
        Binding("x", "cancel", "x", id="programme.cancel"),
        Binding("d", "day", "d", id="programme.day"),
        Binding("f", "due", "f", id="programme.due"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._stands: dict[str, StandListed] = {}
        self._day: DayFacts | None = None

    def reload(self) -> None:
        """Read the day and its stands."""

        def job(station: Station, now: Instant) -> _Read:
            from seminar_tui.day.day_change import read_day
            from seminar_tui.day.stands import list_stands

            with station.look() as connection:
                day = read_day(connection, station.day_id)
                return day, list_stands(connection, station.day_id)

        self.day_screen.look("programme", job, self._take)

    def _take(self, read: _Read) -> None:
        self._day, stands = read
        self._stands = {str(one.stand.number): one for one in stands}
        now = self.day_screen.runtime.now()
        lines = (day_line(self._day), _facts(stands), due_line(self._day, now))
        facts = Content("\n").join(line for line in lines if line)
        self.show(facts, [_row(one) for one in stands])

    def in_full(self, key: str) -> Content:
        """Return a stand's texts in full: heading and question are read to be approved."""
        one = self._stands.get(key)
        if one is None:
            return Content()
        lacks = "! " + t("organiser.programme.lacks")
        stand = one.stand
        others = " · ".join(
            f"{t(f'organiser.programme.{name}')}: {text}"
            for name, text in (("place", clean(stand.place)), ("equipment", clean(stand.equipment)))
            if text
        )
        return Content.assemble(
            (clean(stand.theme) or lacks, "bold"),
            (f"\n{others}" if others else "", "$secondary"),
            "\n",
            clean(stand.question) or lacks,
        )

    def _here(self) -> StandListed | None:
        return self._stands.get(self.table.key or "")

    def action_edit(self, field: str) -> None:
        """Write one of a stand's texts."""
        one = self._here()
        if one is not None:
            self._ask(one, field, getattr(one.stand, field))

    def action_capacity(self) -> None:
        """Say how many a stand has room for."""
        one = self._here()
        if one is not None:
            self._ask(one, "capacity", str(one.stand.capacity))

    def action_round(self) -> None:
        """Say in which round a stand presents."""
        one = self._here()
        if one is not None:
            self._ask(one, "round", str(one.stand.round or ""))

    def action_cancel(self) -> None:
        """Cancel a stand, once that is certain; or open it again."""
        one = self._here()
        if one is not None:
            if one.stand.status is StandStatus.CANCELLED:
                self._change(one, reopen=True)
                return
            named = f"{one.stand.number} {municipality_name(one.stand.municipality)}"
            question = t("organiser.programme.ask_cancel", stand=named)
            self.app.push_screen(AskYes(question), lambda yes: self._cancel(one, yes))

    def _cancel(self, one: StandListed, yes: bool | None) -> None:
        if yes:
            self._change(one, cancel=True)

    def action_approve(self) -> None:
        """Approve a stand's theme and question, or take that back."""
        one = self._here()
        if one is not None:
            approved = programme_text(one.stand) is ProgrammeText.APPROVED
            self._change(one, **{"not_approved" if approved else "approve": True})

    def action_new(self) -> None:
        """Give a municipality that has none a stand."""
        taken = {one.stand.municipality for one in self._stands.values()}
        left = [one for one in municipalities() if one not in taken]
        choices = [Choice(code, municipality_name(code)) for code in left]
        choices.sort(key=lambda one: danish_key(one.name))

        def picked(code: str | None) -> None:
            if code is None:
                return

            def job(station: Station, now: Instant) -> int:
                from seminar_tui.day.new_stand import add_stand

                return add_stand(station, now, municipality_name(code)).stand.number

            self.day_screen.act(job, added)

        def added(number: int) -> None:
            self.day_screen.say(t("organiser.programme.added", stand=number))
            self.reload()

        self.app.push_screen(Pick(t("organiser.programme.pick_new"), choices), picked)

    def action_day(self) -> None:
        """Change what the day says of itself, and how patient its clocks are."""
        if self._day is not None:
            ask_day(self.day_screen, self._day, self.reload)

    def action_due(self) -> None:
        """See what is due before the day, and say what is done."""
        if self._day is not None:
            ask_due(self.day_screen, self._day, self.reload)

    @on(DataTable.RowSelected)
    def _chosen(self) -> None:
        one = self._here()
        if one is not None:
            self.action_edit("theme" if not one.stand.theme or one.stand.question else "question")

    def _ask(self, one: StandListed, field: str, value: str) -> None:
        def given(text: str | None) -> None:
            if text is None:
                return
            if field in ("capacity", "round"):
                self._number(one, field, text)
            else:
                self._change(one, **{field: text})

        name = t(f"organiser.programme.{field}")
        question = t("organiser.programme.ask", stand=one.stand.number, field=name)
        self.app.push_screen(AskText(question, clean(value), 500), given)

    def _number(self, one: StandListed, field: str, text: str) -> None:
        from seminar_tui.rules.day_form import read_number
        from seminar_tui.rules.refusal import BadInput

        try:
            number = read_number(text, t(f"organiser.programme.{field}"))
        except BadInput as error:
            self.day_screen.say_trouble(error)
            return
        self._change(one, **{field: number})

    def _change(self, one: StandListed, **values: object) -> None:
        number = str(one.stand.number)

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.stands import StandChange, edit_stand

            change = StandChange(**values)  # type: ignore[arg-type]  # one field of its type
            edit_stand(station, now, number, change)

        self.day_screen.act(job, lambda _none: self.reload())


def _facts(stands: tuple[StandListed, ...]) -> Content:
    open_stands = [one for one in stands if one.stand.status is StandStatus.OPEN]
    if not open_stands:
        return Content(t("organiser.board.empty"))
    total = len(open_stands)
    counts = []
    for field in ("theme", "question", "place"):
        have = sum(bool(getattr(one.stand, field)) for one in open_stands)
        name = t(f"organiser.programme.{field}")
        sign = "✓" if have == total else "!"
        style = "$success" if have == total else "bold $warning"
        counts.append(Content.assemble((f"{sign} {name} {have}/{total}", style), "   "))
    texts = {one.stand.number: programme_text(one.stand) for one in open_stands}
    missing = [number for number, text in texts.items() if text is ProgrammeText.MISSING]
    line = Content("").join(counts)
    asked = needed(one.stand.equipment for one in open_stands)
    boards, tables = tn("paper.count.boards", asked.boards), tn("paper.count.tables", asked.tables)
    words = t("organiser.programme.needed", boards=boards, tables=tables)
    line += Content.styled(words + "\n", "$secondary")
    approved = sum(text is ProgrammeText.APPROVED for text in texts.values())
    received = f"{total - len(missing)}/{total}"
    line += Content(t("organiser.programme.texts", received=received, approved=approved))
    if missing:
        listed = ", ".join(map(str, missing[:20]))
        line += Content("   " + t("organiser.programme.missing", stands=listed))
    return line


_TEXT_SIGNS = {
    ProgrammeText.MISSING: ("!", "bold"),
    ProgrammeText.RECEIVED: ("○", ""),
    ProgrammeText.APPROVED: ("✓", ""),
}


def _text_cell(text: ProgrammeText) -> Text:
    sign, style = _TEXT_SIGNS[text]
    return cell(f"{sign} {t(f'organiser.programme.text.{text}')}", style)


def _row(one: StandListed) -> Row:
    stand = one.stand
    presenters = len(one.presenters) + len(one.pending)
    state = "× " if stand.status is StandStatus.CANCELLED else ""
    nobody = t("organiser.board.nobody")
    return str(stand.number), (
        cell(f"{stand.number:>3}", "bold"),
        cell(state + short(municipality_name(stand.municipality), 20)),
        cell(str(stand.round or "–")),
        _text_cell(programme_text(stand)),
        cell(short(stand.place, 16) or "–"),
        cell(short(stand.theme, 34) or "! " + t("organiser.programme.lacks")),
        cell(short(stand.question, 28) or "! " + t("organiser.programme.lacks")),
        cell(str(presenters) if presenters else nobody),
        cell(short(stand.equipment, 30)),
    )
