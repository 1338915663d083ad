"""What the organiser's pages share, and the strip that chooses between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.screens.keys import key_sign

if TYPE_CHECKING:
    from seminar_tui.screens.base import DayScreen


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done on a page: its words, and what does it."""

    says: str
    do: Callable[[], Any]


class Page(Vertical):
    """One page of the organiser's screen. `NAME` is its word in the catalogue.

    `AREA` is the part of the catalogue its words stand in.
    """

    NAME: ClassVar[str] = ""
    AREA: ClassVar[str] = "organiser"
    DEFAULT_CSS = "Page { height: 1fr; }"

    @property
    def day_screen(self) -> DayScreen:
        """The screen that asks the store for this page."""
        return cast("DayScreen", self.screen)

    def reload(self) -> None:
        """Ask for what is shown."""

    def tick(self, now: Instant) -> None:
        """Show what has changed by time alone."""

    def enter(self) -> None:
        """Take the focus when the page comes up."""

    def menu(self) -> Iterable[Offer]:
        """Return what can be done here beside what has a key."""
        return ()

    def offers(self) -> Iterator[Offer]:
        """Yield all that can be done here, for the palette on another page."""
        yield from self.menu()
        said: set[str] = set()
        for bound in (one for some in self._bindings.key_to_bindings.values() for one in some):
            if bound.id and bound.description and bound.action not in said:
                said.add(bound.action)
                do = partial(self.app.run_action, bound.action, default_namespace=self)
                yield Offer(f"{bound.description} ({key_sign(bound)})", do)

    def give_keys(self, part: Widget) -> None:
        """Give the keys to a part of the page before the next one is read.

        The toolkit's own way waits its turn: what somebody types on would be heard as keys of
        what had the focus before.
        """
        self.screen.set_focus(part)


class PageName(Static, can_focus=False):
    """One name on the strip."""

    @dataclass
    class Chosen(Message):
        """The name was clicked."""

        page: str

    def __init__(self, page: str, number: int, area: str = "organiser") -> None:
        words = Content.assemble((f"{number} ", "dim"), t(f"{area}.page.{page}"))
        super().__init__(words, markup=False)
        self.page = page

    def on_click(self, event: events.Click) -> None:
        """Ask for the page."""
        event.stop()
        self.post_message(self.Chosen(self.page))


class PageStrip(Horizontal):
    """The names of the pages on one line, the present one marked."""

    DEFAULT_CSS = """
    PageStrip {
        height: 1; background: $surface; padding: 0 1;
        PageName { width: auto; padding: 0 1; color: $secondary; }
        PageName:hover { color: $foreground; }
        PageName.-here { color: $foreground; background: $primary 30%; text-style: bold; }
    }
    """

    def __init__(self, pages: Sequence[str], here: str, area: str = "organiser") -> None:
        super().__init__()
        self._pages = pages
        self._area = area
        self._here = here

    def compose(self) -> ComposeResult:
        """A name a page."""
        for number, page in enumerate(self._pages, 1):
            name = PageName(page, number, self._area)
            name.set_class(page == self._here, "-here")
            yield name

    def mark(self, page: str) -> None:
        """Show which page is up."""
        for name in self.query(PageName):
            name.set_class(name.page == page, "-here")
