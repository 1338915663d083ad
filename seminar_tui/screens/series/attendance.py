"""Who came to which meetings: people by meetings, or municipalities by meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from db.reference import municipality_name
from db.series_vocabulary import Mode
from db.vocabulary import Instant
from seminar_tui.i18n import t, tn
from seminar_tui.rules.attendance import Cell
from seminar_tui.rules.dates import short_date, short_month
from seminar_tui.rules.names import danish_key
from seminar_tui.screens.keys import name_keys
from seminar_tui.screens.organiser.pick import Choice, Pick
from seminar_tui.screens.series.lists import AttendanceDialog
from seminar_tui.screens.series.page import SeriesPage
from seminar_tui.text import clean, short
from seminar_tui.widgets.matrix_view import MatrixLine, MatrixView

if TYPE_CHECKING:
    from db.series_vocabulary import MeetingRow
    from seminar_tui.day.station import Station
    from seminar_tui.rules.attendance import HouseLine, Matrix, PersonLine

SIGNS = {
    Cell.HERE: ("●", "here"),
    Cell.MISSED: ("○", "missed"),
    Cell.NOT_EXPECTED: ("·", ""),
}
FIRST = ("★", "first")
SHOWN = ("everybody", "first_timers", "drop_offs")


class AttendancePage(SeriesPage):
    """The matrix. `m` turns it from people to municipalities, `f` shows some of the people."""

    NAME = "attendance"
    BINDINGS: ClassVar = [
        Binding("m", "turn", "m", id="attendance.turn"),
        Binding("f", "filter", "f", id="attendance.filter"),
        Binding("i", "import", "i", id="attendance.import"),
    ]
    DEFAULT_CSS = """
    AttendancePage { #columns { height: auto; max-height: 3; color: $secondary; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._matrix: Matrix | None = None
        self._by_house = False
        self._shown = SHOWN[0]

    def compose(self) -> ComposeResult:
        """The facts over the matrix, and below it which meeting each column is."""
        name_keys(self)
        yield Static(classes="facts", markup=False)
        yield MatrixView()
        yield Static(id="columns", markup=False)

    def enter(self) -> None:
        """The matrix takes the keys."""
        self.query_one(MatrixView).focus()

    def reload(self) -> None:
        """Read who came."""
        asked = self.asked

        def job(station: Station, now: Instant) -> Matrix:
            from seminar_tui.day.attendance import matrix
            from seminar_tui.day.series import find_series

            with station.look() as connection:
                return matrix(connection, [find_series(connection, asked)])

        self.day_screen.look("attendance", job, self._take)

    def _take(self, found: Matrix) -> None:
        self._matrix = found
        self._draw()

    def _draw(self) -> None:
        found = self._matrix
        if found is None:
            return
        columns = [str(one.number) for one in found.meetings]
        view = self.query_one(MatrixView)
        if self._by_house:
            lines = [_house_line(one, len(columns)) for one in _houses(found)]
            view.show(t("series.municipalities"), t("series.attendance.different"), columns, lines)
        else:
            people = people_shown(found, self._shown)
            lines = [person_line(one) for one in people]
            view.show(t("series.people"), t("series.attendance.from"), columns, lines)
        self.query_one(".facts", Static).update(self._facts(found, len(lines)))
        self.query_one("#columns", Static).update(_columns(found, wide=self.wide))

    def _facts(self, found: Matrix, lines: int) -> Content:
        if not found.held:
            return Content(t("series.attendance.none"))
        sums = t(
            "series.attendance.sums",
            people=tn("series.attendance.came", sum(one.times > 0 for one in found.people)),
            first=len(found.first_timers(found.held[-1])),
            dropped=len(found.drop_offs()),
        )
        shown = t(f"series.attendance.{self._shown}")
        if self._by_house:
            shown = t("series.municipalities")
        return Content.assemble(
            f"{sums}\n",
            (f"{shown}: {lines}", "bold"),
            "   ",
            ("●", "$success"),
            " " + t("series.attendance.here") + "  ",
            ("★", "bold $accent"),
            " " + t("series.attendance.first") + "  ",
            ("○", "$warning"),
            " " + t("series.attendance.missed"),
        )

    def action_turn(self) -> None:
        """Turn from people to municipalities and back."""
        self._by_house = not self._by_house
        self._draw()

    def action_filter(self) -> None:
        """Show everybody, those who came for the first time at last, those who stayed away."""
        self._by_house = False
        self._shown = SHOWN[(SHOWN.index(self._shown) + 1) % len(SHOWN)]
        self._draw()

    def action_import(self) -> None:
        """Read the list of those who came to a meeting; the latest virtual one is offered."""
        found = self._matrix
        dated = [] if found is None else [one for one in found.meetings if one.day_id is not None]
        if found is None or not dated:
            self.day_screen.say(t("series.attendance.no_dated"))
            return
        today = self.series_screen.today()
        choices = [_choice(one) for one in reversed(dated)]
        offered = [one for one in dated if one.mode is Mode.VIRTUAL and one.date <= today]
        at = str(offered[-1].id) if offered else None
        by_id = {str(one.id): one for one in dated}

        def chosen(key: str | None) -> None:
            if key is not None:
                dialog = AttendanceDialog(self.day_screen, self.asked, by_id[key])
                self.app.push_screen(dialog, lambda _none: self.reload())

        self.app.push_screen(Pick(t("series.attendance.which"), choices, at), chosen)


def _choice(one: MeetingRow) -> Choice:
    words = " · ".join((short_date(one.date), t(f"series.mode.{one.mode.value}")))
    return Choice(str(one.id), f"{one.number} {short(one.title, 36)}", words)


def people_shown(found: Matrix, shown: str) -> list[PersonLine]:
    """Return everybody, or some of them (`SHOWN`), by where they come from and name."""
    match shown:
        case "first_timers":
            people = list(found.first_timers(found.held[-1])) if found.held else []
        case "drop_offs":
            people = list(found.drop_offs())
        case _:
            people = list(found.people)
    return sorted(people, key=lambda one: (danish_key(_place(one)), danish_key(one.name)))


def _place(one: PersonLine) -> str:
    return municipality_name(one.municipality) or one.organisation


def person_line(one: PersonLine) -> MatrixLine:
    """Return a person's row: a star for the first meeting they came to."""
    first = one.cells.index(Cell.HERE) if one.times else -1
    signs = tuple(FIRST if at == first else SIGNS[cell_of] for at, cell_of in enumerate(one.cells))
    return MatrixLine(one.name or t("series.purged"), _place(one), signs)


def _houses(found: Matrix) -> list[HouseLine]:
    return sorted(found.houses, key=lambda one: danish_key(municipality_name(one.municipality)))


def _house_line(one: HouseLine, columns: int) -> MatrixLine:
    name = municipality_name(one.municipality) or t("series.nowhere")
    signs = tuple((str(count), "here") if count else ("·", "") for count in one.counts[:columns])
    return MatrixLine(name, str(one.people or ""), signs)


def _columns(found: Matrix, *, wide: bool) -> Content:
    parts = []
    for one in found.meetings:
        when = short_date(one.date) if one.date else short_month(one.month)
        title = f" {short(one.title, 24)}" if wide else ""
        parts.append(f"{one.number}: {when}{title}")
    return Content(clean(" · ".join(parts)))
