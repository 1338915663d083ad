"""The organiser's screen: a board of the floor, and behind it what a day is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import ContentSwitcher

from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.rules.dates import hh_mm
from seminar_tui.screens.base import DayScreen
from seminar_tui.screens.keys import name_keys
from seminar_tui.screens.organiser.board import BoardPage
from seminar_tui.screens.organiser.checklist import ChecklistPage
from seminar_tui.screens.organiser.entries import EntriesPage
from seminar_tui.screens.organiser.files import FilesPage
from seminar_tui.screens.organiser.log import LogPage
from seminar_tui.screens.organiser.page import Offer, Page, PageName, PageStrip
from seminar_tui.screens.organiser.people import PeoplePage
from seminar_tui.screens.organiser.plan import PlanPage
from seminar_tui.screens.organiser.programme import ProgrammePage
from seminar_tui.screens.organiser.rounds import RoundsPage
from seminar_tui.widgets.day_header import DayHeader
from seminar_tui.widgets.key_footer import KeyFooter

PAGES: tuple[type[Page], ...] = (
    BoardPage,
    PlanPage,
    ProgrammePage,
    PeoplePage,
    RoundsPage,
    EntriesPage,
    FilesPage,
    LogPage,
    ChecklistPage,
)


class OrganiserScreen(DayScreen):
    """One screen from which a day is prepared, run and closed."""

    DEFAULT_CSS = """
    OrganiserScreen {
        overflow: hidden;
        ContentSwitcher { height: 1fr; }
        &.-narrow PageName { padding: 0 1 0 0; }
        &.-short .facts { margin: 0 0 1 0; }
        &.-short FilesPage { padding: 0 2; }
        &.-tall AlertList { max-height: 8; }
        &.-tall #figures { margin: 1 0; }
    }
    """
    BINDINGS: ClassVar = [
        *(
            Binding(str(number), f"page({number})", id=f"organiser.page.{page.NAME}", show=False)
            for number, page in enumerate(PAGES, 1)
        ),
        Binding("0", "close_day", "0", id="organiser.close_day", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._page = PAGES[0].NAME
        self._parts: tuple[DayHeader, Page] | None = None

    def compose(self) -> ComposeResult:
        """The header, the names of the pages, the page, the keys."""
        name_keys(self)
        yield DayHeader()
        yield PageStrip([page.NAME for page in PAGES], self._page)
        with ContentSwitcher(initial=self._page):
            for page in PAGES:
                yield page()
        yield KeyFooter()

    @property
    def page(self) -> Page | None:
        """The page that is up; None before it is composed."""
        found = self.query(f"#{self._page}")
        return found.first(Page) if found else None

    def _at_hand(self) -> tuple[DayHeader, Page] | None:
        """Return the header and the page that is up; searched for only when they changed."""
        parts = self._parts
        if parts and self._page == parts[1].NAME and parts[0].is_attached:
            return parts
        page, headers = self.page, self.query(DayHeader)
        self._parts = (headers.first(), page) if headers and page is not None else None
        return self._parts

    def on_mount(self) -> None:
        """Start on the board."""
        self.action_page(1)

    def enter(self) -> None:
        """The page that is up takes the keys."""
        if self.page is not None:
            self.page.enter()

    def reload(self) -> None:
        """Read what the page shows."""
        page = self.page
        if self.day is not None and page is not None and page.is_mounted:
            page.reload()

    def tick(self, now: Instant) -> None:
        """Tell the header and the page the time."""
        parts, day = self._at_hand(), self.day
        if parts is None:
            return
        header, page = parts
        if day is None:
            header.show("", "", None)
            return
        where = t("organiser.where", title=day.title)
        header.show(where, hh_mm(now.utc_ms, day.timezone), self.runtime.age_s)
        page.tick(now)

    def action_page(self, number: int) -> None:
        """Turn to a page."""
        self.action_turn_to(PAGES[number - 1].NAME)

    def action_turn_to(self, name: str) -> None:
        """Turn to the page of that name."""
        self._page = name
        self.query_one(ContentSwitcher).current = name
        self.query_one(PageStrip).mark(name)
        self.reload()
        if self.page is not None:
            self.page.enter()

    def elsewhere(self) -> Iterator[Offer]:
        """Yield what can be done on the pages and has no key here: the palette reaches all."""
        for page in self.query(Page):
            where = t(f"organiser.page.{page.NAME}")
            for offer in page.menu() if page is self.page else page.offers():
                yield Offer(f"{where}: {offer.says}", partial(self._do_there, page, offer.do))

    def _do_there(self, page: Page, do: Callable[[], Any]) -> None:
        """Turn to a page and do something there, once what the page asks for has been read."""
        self.action_turn_to(page.NAME)

        def begin(_none: None) -> None:
            self.call_later(do)

        self.look("elsewhere", lambda _station, _now: None, begin)

    def action_close_day(self) -> None:
        """Show what closing the day does, or what it did."""
        from seminar_tui.screens.organiser.closing import CloseDay

        if self.day is not None:
            self.app.push_screen(CloseDay(self))

    @on(PageName.Chosen)
    def _chosen(self, event: PageName.Chosen) -> None:
        self.action_turn_to(event.page)
