"""The front page: the days in this file, a new one, the demo day."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from db.rows import DayRow
from db.vocabulary import Instant
from seminar_tui.i18n import language, t, tn
from seminar_tui.rules.dates import hh_mm, local, long_date
from seminar_tui.screens.base import DayScreen
from seminar_tui.screens.home.new_day import NewDayForm
from seminar_tui.screens.keys import name_keys
from seminar_tui.text import plain, short
from seminar_tui.widgets.big_text import big_rows, width_of
from seminar_tui.widgets.day_header import DayHeader
from seminar_tui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from db.reads.sizes import DaySize
    from seminar_tui.day.days import NewDay
    from seminar_tui.day.station import Station

DEMO = "demo"
"""What the app ends with when somebody wants to see the demo day."""

Listed = tuple[tuple[DayRow, "DaySize"], ...]


class HomeScreen(DayScreen):
    """Where everybody starts. The list is days first, then what else there is to do."""

    DEFAULT_CSS = """
    HomeScreen {
        overflow: hidden;
        #middle { align: center middle; height: 1fr; }
        #card { width: 84; max-width: 100%; height: auto; max-height: 100%; padding: 0 1; }
        #name { color: $accent; height: auto; margin: 0 0 1 0; text-wrap: nowrap; }
        #lead { height: auto; margin: 0 0 1 0; }
        #choices {
            height: auto; max-height: 16; border: round $border; background: $surface; padding: 0 1;
            &:focus { border: round $primary; }
            & > .option-list--option-highlighted { background: $primary 30%; color: $foreground; }
            & > .option-list--separator { color: $border; }
        }
        #screens { height: auto; margin: 1 0 0 0; color: $secondary; }
    }
    HomeScreen.-short { #name { display: none; } #choices { max-height: 12; } }
    """
    BINDINGS: ClassVar = [
        Binding("n", "new", "n", id="home.new"),
        Binding("d", "demo", "d", id="home.demo"),
        Binding("i", "files", "i", id="home.files"),
        Binding("s", "series", "s", id="home.series"),
        Binding("q", "quit", "q", id="home.quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._days: Listed = ()
        self._opened = False

    def compose(self) -> ComposeResult:
        """The name, one line of help, the list, and which keys open which screen."""
        name_keys(self)
        self._days, self._opened = (), False
        name = "seminar"
        yield DayHeader()
        with Vertical(id="middle"), Vertical(id="card"):
            yield Static("\n".join(big_rows(name, width_of(name))), id="name", markup=False)
            yield Static(id="lead", markup=False)
            yield OptionList(id="choices", markup=False)
            yield Static(t("home.screens"), id="screens", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """The list has the keys."""
        self._fill()

    def tick(self, now: Instant) -> None:
        """Tell the header the time."""
        if not self.query(DayHeader):
            return
        day = self.day
        zone = day.timezone if day else "Europe/Copenhagen"
        where = t("home.where", title=day.title) if day else t("home.where_none")
        age = self.runtime.age_s if self._opened else None
        self.query_one(DayHeader).show(where, hh_mm(now.utc_ms, zone), age)

    def on_screen_resume(self) -> None:
        """Read the list of days again, whether or not one is chosen."""
        self.reload()

    def reload(self) -> None:
        """Read the days of this file."""
        if not self.runtime.is_open:
            return

        def job(station: Station, now: Instant) -> Listed:
            from db.reads.days import all_days
            from db.reads.sizes import sizes

            with station.look() as connection:
                how_large = sizes(connection)
                return tuple((day, how_large[day.id]) for day in all_days(connection))

        self.look("days", job, self._show)

    def _show(self, days: Listed) -> None:
        if self._opened and days == self._days:
            return
        self._opened = True
        self._days = days
        self._fill()

    def _fill(self) -> None:
        lead = "home.opening" if not self._opened else "home.lead" if self._days else "home.first"
        self.query_one("#lead", Static).update(Content(t(lead)))
        choices = self.query_one("#choices", OptionList)
        at = choices.highlighted
        choices.clear_options()
        if self._opened:
            for number, (day, size) in enumerate(self._days):
                choices.add_option(Option(self._day_line(day, size), id=f"day-{number}"))
            if self._days:
                choices.add_option(None)
            order = ("new", "series", "demo") if self._days else ("demo", "new", "series")
            for name in order:
                choices.add_option(Option(_action_line(name), id=name))
            choices.highlighted = min(at or 0, choices.option_count - 1)
        choices.focus()

    def _day_line(self, day: DayRow, size: DaySize) -> Content:
        chosen = self.day is not None and self.day.id == day.id
        place = f" · {short(day.place, 40)}" if day.place else ""
        facts = (tn("home.stands", size.stands), tn("home.people", size.people))
        return Content.assemble(
            ("● " if chosen else "○ ", "$success" if chosen else "$secondary"),
            (short(day.title, 60), "bold"),
            (place, "$secondary"),
            "\n   ",
            (long_date(day.date, language()), ""),
            ("   " + " · ".join(facts), "$secondary"),
            self._closing_said(day),
        )

    def _closing_said(self, day: DayRow) -> Content:
        """Return whether the day is closed, and when its names go: loud once that is due."""
        if day.closed_at is None:
            return Content()
        if day.purge_on is None:
            return Content.styled("\n   " + t("closing.gone"), "$secondary")
        today = local(self.runtime.now().utc_ms, day.timezone).date().isoformat()
        due = today >= day.purge_on
        words = t(
            "closing.overdue" if due else "closing.due", date=long_date(day.purge_on, language())
        )
        return Content.styled("\n   " + words, "bold $warning" if due else "$secondary")

    @on(OptionList.OptionSelected, "#choices")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        name = event.option.id or ""
        if name == "new":
            self.action_new()
        elif name == "demo":
            self.action_demo()
        elif name == "series":
            self.action_series()
        else:
            day, _size = self._days[int(name.removeprefix("day-"))]
            self._open(day.id)

    def _open(self, day_id: int, said: str = "") -> None:
        """Work on a day from now on, and go to its floor."""

        def job(station: Station, now: Instant) -> None:
            from db.reads.days import day

            with station.look() as connection:
                found = day(connection, day_id)
            self.runtime.choose_day(found)

        def then(_none: None) -> None:
            if said:
                self.say(said)
            self._fill()
            self.app.switch_mode("organiser")

        self.act(job, then)

    def action_new(self) -> None:
        """Ask about a new day, and open it."""
        if not self.runtime.is_open:
            return

        def made(day: NewDay | None) -> None:
            if day is not None:
                self._open(day.day_id, t("home.made"))

        self.app.push_screen(NewDayForm(self), made)

    def action_demo(self) -> None:
        """See the demo day: it lives in a file of its own and touches nothing here."""
        if self.day is not None and self.day.practice_since is not None:
            self.say(t("home.is_demo"))
            return
        self.app.exit(DEMO)

    def action_files(self) -> None:
        """Import lists into the chosen day."""
        if self.day is None:
            self.say(t("home.no_day_yet"))
            return
        self.app.switch_mode("organiser")
        self.app.call_after_refresh(lambda: self.app.screen.run_action("turn_to('files')"))

    def action_series(self) -> None:
        """Go to the networks and partnerships of this file."""
        if "series" in self.app.allowed:  # type: ignore[attr-defined]  # set by SeminarApp
            self.app.switch_mode("series")

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()


def _action_line(name: str) -> Content:
    return Content.assemble(
        (t(f"home.{name}"), "bold $accent"), "\n   ", plain(t(f"home.{name}.help"), "$secondary")
    )
