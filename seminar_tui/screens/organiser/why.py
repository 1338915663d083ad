"""Why the plan is as it is: what became of somebody's wishes, or who waits for a stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from db.vocabulary import Instant
from seminar_tui.i18n import t, tn
from seminar_tui.screens.window import Window
from seminar_tui.text import cell, plain, short
from seminar_tui.widgets.answer_keys import AnswerKeys
from seminar_tui.widgets.row_table import Row, RowTable

if TYPE_CHECKING:
    from seminar_tui.day.plan_report import StandReason, WishReason
    from seminar_tui.day.station import Station
    from seminar_tui.rules.moving import Move
    from seminar_tui.screens.base import DayScreen

Called = Callable[[str], str]
Lines = tuple[str, list[Row]]
"""A sentence, and the rows over it."""


class WhyWindow(Window[None]):
    """Reasons about one person or one stand; Esc closes."""

    DEFAULT_CSS = """
    WhyWindow {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 100; max-width: 100%; height: 80%; padding: 0 1;
            border: round $primary; background: $surface;
        }
        & Static { height: auto; }
        & AnswerKeys { margin: 0; }
    }
    """
    BINDINGS: ClassVar = [Binding("escape", "leave", show=False)]

    def __init__(
        self,
        title: str,
        columns: tuple[str, ...],
        day_screen: DayScreen,
        read: Callable[[Station], Lines],
    ) -> None:
        super().__init__()
        self._title, self._columns = title, columns
        self._day_screen, self._read = day_screen, read

    def compose(self) -> ComposeResult:
        """The name over the reasons, what they mean under them."""
        with Vertical():
            yield Static(plain(short(self._title, 80), "bold"), markup=False)
            yield RowTable([t(f"organiser.why.{name}") for name in self._columns])
            yield Static(id="sentence", markup=False)
            yield AnswerKeys((t("organiser.why.leave"), "leave"))

    def on_mount(self) -> None:
        """Read the reasons."""

        def job(station: Station, now: Instant) -> Lines:
            return self._read(station)

        self._day_screen.look("why", job, self._show, self._refused)
        self.query_one(RowTable).focus()

    def _show(self, lines: Lines) -> None:
        if not self.is_attached:
            return
        sentence, rows = lines
        self.query_one(RowTable).show(rows)
        self.query_one("#sentence", Static).update(plain(sentence))

    def _refused(self, error: Exception) -> None:
        if self.is_attached:
            self.dismiss(None)
        self._day_screen.say_trouble(error)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)


def about_person(screen: DayScreen, code: str, called: Called) -> WhyWindow:
    """Return the window about what became of somebody's wishes."""

    def read(station: Station) -> Lines:
        from seminar_tui.day.plan_report import why_not

        with station.look() as connection:
            return _wishes(why_not(connection, station.day_id, code), called)

    return WhyWindow(called(code), ("wish", "stand", "says"), screen, read)


def about_stand(screen: DayScreen, number: int, name: str, called: Called) -> WhyWindow:
    """Return the window about who is placed at a stand and who would rather be."""

    def read(station: Station) -> Lines:
        from seminar_tui.day.plan_report import stand_reason

        with station.look() as connection:
            return _stand(stand_reason(connection, station.day_id, str(number)), called)

    return WhyWindow(name, ("wish", "person", "says"), screen, read)


def _wishes(reasons: Sequence[WishReason], called: Called) -> Lines:
    rows: list[Row] = []
    for one in reasons:
        rows.append((f"wish-{one.rank}", _row(str(one.rank), str(one.stand), _says(one))))
        rows += [
            (f"move-{one.rank}-{n}", _row("", "", f"   {_moving(move, called)}"))
            for n, move in enumerate(one.moves)
        ]
    return t("organiser.why.explained" if reasons else "organiser.why.no_wishes"), rows


def _says(one: WishReason) -> str:
    if one.cost is None:
        return t("organiser.why.pinned_full" if one.why == "full" else f"organiser.why.{one.why}")
    return t(f"organiser.why.{one.why}") + " · " + t("organiser.why.cost", cost=one.cost)


def _moving(move: Move, called: Called) -> str:
    origin, target = (
        t("organiser.why.no_seat") if stand is None else str(stand)
        for stand in (move.from_stand, move.to_stand)
    )
    why = t(f"plan.because.{move.why}")
    return f"{called(move.code)}: {origin} → {target} ({why})"


def _stand(story: StandReason, called: Called) -> Lines:
    waits, sits = t("organiser.why.waits"), t("organiser.why.sits")
    rows = [
        (f"{kind}-{code}", _row("" if rank is None else str(rank), called(code), says))
        for kind, says, people in (("waits", waits, story.waiting), ("sits", sits, story.holders))
        for code, rank in people
    ]
    facts = " · ".join(
        (
            tn("organiser.why.placed", len(story.holders)),
            tn("organiser.plan.free", story.free),
            tn("organiser.why.waiting", len(story.waiting)),
            t("organiser.why.price", price=story.price),
        )
    )
    return facts, rows


def _row(*words: str) -> tuple[Text, ...]:
    return tuple(cell(word) for word in words)
