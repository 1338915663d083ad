"""Who has not come: presenters by how soon they are on, politicians, each municipality."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.reference import municipality_name
from db.rows import PersonRow
from db.vocabulary import Instant, PersonStatus, Role
from seminar_tui.door_words import house, time_left
from seminar_tui.i18n import t, tn
from seminar_tui.rules.names import danish_key, fold
from seminar_tui.screens.dialogs.door_dialog import DoorDialog
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.reads.door import DoorBoard
    from seminar_tui.day.station import Station

ROWS = 13
VIEWS = ("presenters", "politicians", "everybody")


class MissingDialog(DoorDialog[bool]):
    """Three lists to call from; left and right change between them, typing narrows."""

    DEFAULT_CSS = """
    MissingDialog {
        #box { width: 92; }
        #tabs { text-style: bold; }
        #more { color: $text-muted; height: 1; }
        #list { height: 13; text-wrap: nowrap; text-overflow: ellipsis; margin: 1 0 0 0; }
    }
    """
    _view = 0
    _first = 0
    _count = 0
    _board: DoorBoard | None = None
    _lines: tuple[str, ...] = ()

    def title_text(self) -> str:
        """Return the window's title."""
        return t("door.missing")

    def keys_text(self) -> str:
        """Return what the keys do."""
        return t("door.missing.keys")

    def compose_body(self) -> ComposeResult:
        """Lay out the names of the lists and the chosen one."""
        yield Static(id="tabs", markup=False)
        yield Static(id="list", markup=False)
        yield Static(id="more", markup=False)

    def on_mount(self) -> None:
        """Read who is missing."""
        self.reload()

    def reload(self) -> None:
        """Read again who is missing."""

        def job(station: Station, now: Instant) -> DoorBoard:
            from seminar_tui.day.door_view import read_board

            return read_board(station, now)

        self.door.look("missing", job, self._show)

    def _show(self, board: DoorBoard) -> None:
        self._board = board
        self._redraw()

    def on_key(self, event: events.Key) -> None:
        """Change list, or scroll, or take a scan."""
        match event.key:
            case "left" | "right":
                step = 1 if event.key == "right" else -1
                self._view, self._first = (self._view + step) % len(VIEWS), 0
            case "down" | "pagedown":
                self._scroll(1 if event.key == "down" else ROWS)
            case "up" | "pageup":
                self._scroll(-1 if event.key == "up" else -ROWS)
            case _:
                super().on_key(event)
                return
        event.stop()
        event.prevent_default()
        self._redraw()

    def _scroll(self, lines: int) -> None:
        self._first = max(0, min(self._first + lines, len(self._lines) - ROWS))

    def line_changed(self, text: str) -> None:
        """Narrow the list to what is typed."""
        self._redraw()

    def _redraw(self) -> None:
        if not self.is_attached:
            return
        self._lines = tuple(self._presenters() if self._view == 0 else self._others())
        tabs = [
            f"[{t(f'door.missing.{name}')}]" if at == self._view else t(f"door.missing.{name}")
            for at, name in enumerate(VIEWS)
        ]
        if self._view == 0:
            self._count = len(self._lines)
        count = tn("people.count", self._count)
        self.query_one("#tabs", Static).update(Content("   ".join(tabs) + f"   {count}"))
        self._first = max(0, min(self._first, len(self._lines) - ROWS))
        typed = clean(self.gathered.strip())
        shown = self._lines[self._first : self._first + ROWS] or (self._nobody(typed),)
        more = len(self._lines) - self._first - len(shown)
        below = [t("door.missing.typed", text=typed)] if typed else []
        below += [tn("door.missing.more", more)] if more > 0 else []
        self.query_one("#more", Static).update(Content(" · ".join(below)))
        self.query_one("#list", Static).update(Content("\n".join(shown)))

    def _nobody(self, typed: str) -> str:
        known = self._board is not None if self._view == 0 else self.door.index is not None
        if known and typed:
            return t("door.missing.none_such", text=typed)
        return t("door.missing.nobody") if known else t("door.search.opening")

    def _presenters(self) -> list[str]:
        if self._board is None:
            return []
        wanted = fold(self.gathered.strip())
        now_ms, timezone = self.door.runtime.now().utc_ms, self.door.timezone
        lines = []
        for one in self._board.missing:
            place = municipality_name(one.municipality)
            if wanted in fold(f"{one.name} {place} {one.stand}"):
                left = time_left(one.starts, now_ms, timezone)
                lines.append(f"Stand {one.stand:>2}  {left:<14} {place:<18} {clean(one.name)}")
        return lines

    def _others(self) -> list[str]:
        index = self.door.index
        if index is None:
            return []
        if len(self.gathered.strip()) > 1:
            people = [hit.person for hit in index.search(self.gathered, 500)]
        else:
            people = list(index.people)
        absent = [one for one in people if _is_missing(one)]
        if VIEWS[self._view] == "politicians":
            absent = [one for one in absent if one.role is Role.POLITICIAN]
        self._count = len(absent)
        absent.sort(key=lambda one: (danish_key(house(one)), danish_key(one.name)))
        lines = []
        for place, of_place in groupby(absent, key=house):
            people = list(of_place)
            lines.append(f"{place} · {tn('people.count', len(people))}")
            lines += [f"   {clean(one.name):<28} {_what(one)}" for one in people]
        return lines


def _what(person: PersonRow) -> str:
    return clean(person.title) or t(f"role.{person.role.value}")


def _is_missing(person: PersonRow) -> bool:
    return person.arrived_at is None and person.status is PersonStatus.REGISTERED
