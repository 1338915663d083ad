"""The board: every stand of the day on one page, and what needs somebody now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static

from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.rules.alerts import Alert, AlertKind, grouped
from seminar_tui.screens.keys import name_keys
from seminar_tui.screens.organiser.alert_list import AlertList
from seminar_tui.screens.organiser.by_hand import swap_round
from seminar_tui.screens.organiser.lines import fitting, sections
from seminar_tui.screens.organiser.page import Page
from seminar_tui.screens.organiser.remedies import presenters_here, resolve, write_to
from seminar_tui.screens.organiser.stand_dialog import StandDialog
from seminar_tui.widgets.occupancy_bar import bar_pieces
from seminar_tui.widgets.stand_board import StandBoard
from seminar_tui.widgets.trend import sparks

if TYPE_CHECKING:
    from seminar_tui.day.station import Station
    from seminar_tui.day.status import Floor, StandLine

ORDERS = ("number", "time", "room")
WIDE = 100
"""Columns from which the figures have room for a meter and all trends."""
STEP_MS = 300_000
"""Milliseconds that a column of a trend stands for."""
COLUMNS = 10
"""Columns of a trend."""
QUIET = "$secondary"


class BoardPage(Page):
    """The floor. It reads after a commit and looks at the clock in between."""

    NAME = "board"
    DEFAULT_CSS = """
    BoardPage {
        #figures { height: 1; padding: 0 1; background: $background; text-wrap: nowrap; text-overflow: ellipsis; }
        #calm { height: 1; padding: 0 1; color: $success; display: none; }
        #calm.-shown { display: block; }
        #filter { display: none; background: $panel; margin: 0 1; }
        &.-close AlertList { max-height: 4; }
    }
    """  # noqa: E501
    BINDINGS: ClassVar = [
        Binding("a", "alerts", "a", id="organiser.alerts"),
        Binding("m", "message", "m", id="organiser.message"),
        Binding("r", "swap", "r", id="organiser.swap"),
        Binding("slash", "filter", "/", id="organiser.filter"),
        Binding("s", "sort", "s", id="organiser.sort"),
        Binding("c", "presenters_here", "c", id="organiser.presenters_here", show=False),
        Binding("d", "density", "d", id="organiser.density"),
        Binding("escape", "unfilter", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="board")
        self._floor: Floor | None = None
        self._order = ORDERS[0]
        self._hidden: set[tuple[AlertKind, int | None, str, int | None]] = set()
        self._said = ""
        self._looked_ms = -1
        self._typed = ""

    def compose(self) -> ComposeResult:
        """The figures, the alerts, the stands."""
        name_keys(self)
        yield Static(id="figures", markup=False)
        yield AlertList()
        yield Static(t("organiser.board.calm"), id="calm", markup=False)
        yield Input(
            placeholder=t("organiser.board.filter"), id="filter", compact=True, max_length=60
        )
        yield StandBoard(t("organiser.board.empty"))

    def enter(self) -> None:
        """The board takes the keys."""
        self.give_keys(self.query_one(StandBoard))

    def reload(self) -> None:
        """Read the floor."""

        def job(station: Station, now: Instant) -> Floor:
            from seminar_tui.day.status import floor

            return floor(station, now)

        self.day_screen.look("floor", job, self._show)

    def _show(self, floor: Floor) -> None:
        self._floor = floor
        self._looked_ms = -1
        self._figures()
        self.tick(self.day_screen.runtime.now())

    def tick(self, now: Instant) -> None:
        """Show the clocks, once a second; and what time has made urgent."""
        if self._floor is None or now.utc_ms // 1000 == self._looked_ms:
            return
        self._looked_ms = now.utc_ms // 1000
        clocks = self._floor.clocks(now)
        raised = self._floor.alerts(now, clocks)
        troubled = {alert.stand for alert in raised if alert.stand is not None}
        shown = sections(self._floor, now, clocks, self._order)
        board = self.query_one(StandBoard)
        board.show(fitting(shown, self._typed, troubled))
        self.set_class(board.is_close, "-close")
        self._hidden &= {_same(alert) for alert in raised}
        left = [alert for alert in raised if _same(alert) not in self._hidden]
        self.query_one(AlertList).show(grouped(left))
        self.query_one("#calm").set_class(not left and bool(self._floor.lines), "-shown")

    def _figures(self) -> None:
        assert self._floor is not None
        narrow = self.app.size.width < WIDE
        shown = Content("  " if narrow else "   ").join(_figures(self._floor, narrow=narrow))
        if str(shown) != self._said:
            self._said = str(shown)
            self.query_one("#figures", Static).update(shown)

    def action_alerts(self) -> None:
        """Go to what is most urgent."""
        alerts = self.query_one(AlertList)
        if alerts.option_count:
            alerts.action_first()
            self.give_keys(alerts)

    def action_message(self) -> None:
        """Say something to everybody."""
        write_to(self.day_screen, None)

    def action_sort(self) -> None:
        """Order the stands another way: by number, by time left, by room."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self._looked_ms = -1
        self.day_screen.say(t(f"organiser.order.{self._order}"))
        self.tick(self.day_screen.runtime.now())

    def action_density(self) -> None:
        """Show more stands at once with less about each, or the other way round."""
        self.query_one(StandBoard).action_close()
        self._looked_ms = -1
        self.tick(self.day_screen.runtime.now())

    def action_filter(self) -> None:
        """Type what to see: a number, a municipality, a phase, trouble."""
        line = self.query_one("#filter", Input)
        line.display = True
        self.give_keys(line)

    def action_unfilter(self) -> None:
        """See every stand again."""
        line = self.query_one("#filter", Input)
        line.value = ""
        line.display = False
        self.give_keys(self.query_one(StandBoard))

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        self._typed = event.value.strip()
        empty = "organiser.board.none_fits" if self._typed else "organiser.board.empty"
        self.query_one(StandBoard).say_when_empty(t(empty))
        self._looked_ms = -1
        self.tick(self.day_screen.runtime.now())

    @on(Input.Submitted, "#filter")
    def _to_the_stands(self) -> None:
        if not self._typed:
            self.action_unfilter()
        self.give_keys(self.query_one(StandBoard))

    def action_swap(self) -> None:
        """Let the stand under the cursor, an alert's or the board's, present in the other round."""
        line, floor = self._meant(), self._floor
        if floor is not None and line is not None:
            swap_round(self.day_screen, line.row.number, line.row.round, floor.day.rounds)

    def action_presenters_here(self) -> None:
        """Say that the presenters of the stand under the cursor are there."""
        line = self._meant()
        if line is not None:
            presenters_here(self.day_screen, line.row.number)

    def _meant(self) -> StandLine | None:
        """Return the stand under the cursor: an alert's where the cursor is on one."""
        alerts, floor = self.query_one(AlertList), self._floor
        number = alerts.stand if alerts.has_focus else self.query_one(StandBoard).stand
        lines = floor.lines if floor else ()
        return next((one for one in lines if one.row.number == number), None)

    @on(AlertList.Left)
    def _left(self) -> None:
        self.give_keys(self.query_one(StandBoard))

    @on(AlertList.Hide)
    def _hide(self, event: AlertList.Hide) -> None:
        self._hidden |= {_same(alert) for alert in event.group.alerts}
        self._looked_ms = -1
        self.tick(self.day_screen.runtime.now())

    @on(AlertList.Resolve)
    def _resolve(self, event: AlertList.Resolve) -> None:
        if self._floor is None:
            return
        first = event.group.first
        if not resolve(self.day_screen, self._floor, event.group):
            if first.stand is None:
                self._hide(AlertList.Hide(event.group))
            else:
                self.open_stand(first.stand)

    @on(StandBoard.Opened)
    def _opened(self, event: StandBoard.Opened) -> None:
        self.open_stand(event.stand)

    def open_stand(self, number: int) -> None:
        """Show one stand with its people and its keys."""
        self.query_one(StandBoard).select(number)
        self.app.push_screen(StandDialog(number, self.day_screen))


def _same(alert: Alert) -> tuple[AlertKind, int | None, str, int | None]:
    return (alert.kind, alert.stand, alert.station, alert.about)


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 // whole} %" if whole else ""


def _figures(floor: Floor, *, narrow: bool) -> list[Content]:
    """Return the figures of the day; a narrow line has room for no meter, and for one trend."""
    heads, politicians = floor.heads, floor.by_role.get("politician")
    arrived = Content.assemble(
        (str(heads.arrived), "bold"),
        " " + t("organiser.figures.arrived", registered=heads.registered) + "  ",
        *([] if narrow else _meter(heads.arrived, heads.registered)),
        "" if narrow else " ",
        _percent(heads.arrived, heads.registered),
    )
    figures = [arrived, Content.styled(t("organiser.figures.inside", inside=heads.inside), QUIET)]
    if politicians is not None:
        came, registered = politicians.arrived, politicians.registered
        words = t("organiser.figures.politicians", arrived=came, registered=registered)
        figures.append(Content.styled(words, QUIET))
    trends = [one for name in ("arrivals", "visits") if (one := _trend(floor, name))]
    # The newest is what changes.
    return figures + (trends[-1:] if narrow else trends)


def _trend(floor: Floor, name: str) -> Content | None:
    """Return what came over time, after its word; None where nothing did yet."""
    trend = sparks(getattr(floor.rows, name), STEP_MS, COLUMNS)
    if not trend:
        return None
    return Content.assemble((t(f"organiser.figures.{name}") + " ", QUIET), (trend, "$primary"))


def _meter(part: int, whole: int) -> list[tuple[str, str]]:
    styles = {"ok": "$success", "warn": "$success", "stop": "$success", "dim": "$secondary 70%"}
    pieces = bar_pieces(min(part, whole), 0, whole + 1, max(1, whole), 12)
    return [(sign, styles.get(style, "$secondary")) for sign, style in pieces]
