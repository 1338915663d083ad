"""The series' screen: what an office does between the meetings of its networks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import ContentSwitcher, Footer

from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.rules.dates import hh_mm, local
from seminar_tui.screens.base import DayScreen
from seminar_tui.screens.keys import name_keys
from seminar_tui.screens.organiser.log import LogPage
from seminar_tui.screens.organiser.page import Page, PageName, PageStrip
from seminar_tui.screens.series.attendance import AttendancePage
from seminar_tui.screens.series.board import InvitationsPage
from seminar_tui.screens.series.listing import ListingPage
from seminar_tui.screens.series.meetings import MeetingsPage
from seminar_tui.screens.series.members import MembersPage
from seminar_tui.text import short
from seminar_tui.widgets.day_header import DayHeader

if TYPE_CHECKING:
    from seminar_tui.day.station import Station

T = TypeVar("T")
TIMEZONE = "Europe/Copenhagen"
PAGES: tuple[type[Page], ...] = (
    ListingPage,
    MeetingsPage,
    InvitationsPage,
    MembersPage,
    AttendancePage,
    LogPage,
)


class SeriesScreen(DayScreen):
    """All series, and the one that is chosen. Nothing here is about the day that is open.

    What is done is logged under no day, so that undo here takes back what was done here.
    """

    DEFAULT_CSS = """
    SeriesScreen {
        overflow: hidden;
        ContentSwitcher { height: 1fr; }
        &.-narrow PageName { padding: 0 1 0 0; }
        &.-short .facts { margin: 0 0 1 0; }
        RowTable { overflow-x: hidden; }
    }
    """
    BINDINGS: ClassVar = [
        *(
            Binding(str(number), f"page({number})", id=f"series.page.{page.NAME}", show=False)
            for number, page in enumerate(PAGES, 1)
        ),
        Binding("escape", "back", "Esc", id="series.back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._page = PAGES[0].NAME
        self.chosen: int | None = None
        self.title_of_chosen = ""

    def compose(self) -> ComposeResult:
        """The header, the names of the pages, the page, the keys."""
        name_keys(self)
        yield DayHeader()
        yield PageStrip([page.NAME for page in PAGES], self._page, "series")
        with ContentSwitcher(initial=self._page):
            for page in PAGES:
                yield page()
        yield Footer()

    @property
    def page(self) -> Page | None:
        """The page that is up; None before it is composed."""
        found = self.query(f"#{self._page}")
        return found.first(Page) if found else None

    @property
    def can_undo(self) -> bool:
        """Whether the store can be asked: a series needs no day."""
        return self.runtime.is_open

    def today(self) -> str:
        """Return today's date where the association is."""
        return local(self.runtime.now().utc_ms, TIMEZONE).date().isoformat()

    def act(
        self,
        job: Callable[[Station, Instant], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Queue a use case of a series."""
        super().act(_of_no_day(job), then, failed)

    def look(
        self,
        key: str,
        job: Callable[[Station, Instant], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        patient: bool = False,
    ) -> None:
        """Ask for a read about series."""
        super().look(key, _of_no_day(job), then, failed, patient=patient)

    def on_mount(self) -> None:
        """Start on the list."""
        self.action_turn_to(self._page)

    def on_screen_resume(self) -> None:
        """Read again, whether or not a day is open."""
        self.reload()

    def reload(self) -> None:
        """Read what the page shows."""
        page = self.page
        if self.runtime.is_open and page is not None and page.is_mounted:
            page.reload()

    def enter(self) -> None:
        """The page takes the keys again."""
        if self.page is not None:
            self.page.enter()

    def tick(self, now: Instant) -> None:
        """Tell the header where this is and the time."""
        if not self.query(DayHeader):
            return
        where = t("series.screen.where", title=self.title_of_chosen or t("series.screen.all"))
        age = self.runtime.age_s if self.runtime.is_open else None
        self.query_one(DayHeader).show(where, hh_mm(now.utc_ms, TIMEZONE), age)

    def choose(self, series_id: int, title: str) -> None:
        """Work on this series from now on."""
        self.chosen = series_id
        self.title_of_chosen = short(title, 60)

    def action_page(self, number: int) -> None:
        """Turn to a page; those of one series need one to be chosen."""
        name = PAGES[number - 1].NAME
        if self.chosen is None and name not in (ListingPage.NAME, LogPage.NAME):
            self.say(t("series.screen.choose_first"))
            return
        self.action_turn_to(name)

    def action_turn_to(self, name: str) -> None:
        """Turn to the page of that name."""
        self._page = name
        self.query_one(ContentSwitcher).current = name
        self.query_one(PageStrip).mark(name)
        self.reload()
        if self.page is not None:
            self.page.enter()

    def action_back(self) -> None:
        """From a page to the list, from the list to the front page."""
        if self._page != ListingPage.NAME:
            self.action_turn_to(ListingPage.NAME)
        elif "home" in self.app.allowed:  # type: ignore[attr-defined]  # set by SeminarApp
            self.app.switch_mode("home")

    def open_day(self, day_id: int, mode: str) -> None:
        """Work on a meeting's day, at its door or on its floor."""

        def job(station: Station, now: Instant) -> None:
            from db.reads.days import day

            with station.look() as connection:
                found = day(connection, day_id)
            self.runtime.choose_day(found)

        def opened(_none: None) -> None:
            self.app.switch_mode(mode)

        self.act(job, opened)

    @on(PageName.Chosen)
    def _chosen(self, event: PageName.Chosen) -> None:
        self.action_page([page.NAME for page in PAGES].index(event.page) + 1)


def _of_no_day(job: Callable[[Station, Instant], Any]) -> Callable[[Station, Instant], Any]:
    def asked(station: Station, now: Instant) -> Any:
        return job(replace(station, day_id=0), now)

    return asked
