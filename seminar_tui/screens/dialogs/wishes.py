"""Wishes changed at the door: the stands, the seats that are left, a new place at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static

from db.errors import StoreError
from db.reference import municipality_name
from db.rows import PersonRow
from db.vocabulary import Instant
from seminar_tui.door_words import seat_line, who
from seminar_tui.i18n import t, tn
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.screens.dialogs.door_dialog import DoorDialog
from seminar_tui.sentences import trouble
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.door_wishes import Choosing, Rewished, SeatsLeft
    from seminar_tui.day.station import Station
    from seminar_tui.screens.scanning_screen import ScanningScreen

ROWS = 10
"""Stands shown at once: with all that stands around them they fit in 24 rows."""


class WishesDialog(DoorDialog["Rewished"]):
    """Takes stand numbers in the order they are wished for."""

    DEFAULT_CSS = """
    WishesDialog {
        #stands { max-height: 12; text-wrap: nowrap; text-overflow: ellipsis; margin: 1 0; }
        #box { width: 92; }
    }
    """

    BINDINGS = [
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, door: ScanningScreen, person: PersonRow) -> None:
        super().__init__(door)
        self._person = person
        self._choosing: Choosing | None = None
        self._begun = False
        self._first = 0

    def title_text(self) -> str:
        """Return the window's title."""
        return t("door.wishes")

    def keys_text(self) -> str:
        """Return what the keys do."""
        return t("door.wishes.keys")

    def compose_body(self) -> ComposeResult:
        """Lay out the guest, the stands and the field."""
        yield Static(clean(self._person.name), classes="title", markup=False)
        yield Static(who(self._person), markup=False)
        yield Static(id="now", markup=False)
        yield Static(id="stands", markup=False)
        yield Input(id="wishes", placeholder=t("door.wishes.hint"), select_on_focus=False)

    def on_mount(self) -> None:
        """Ask for the seats."""
        self.set_focus(self.query_one("#wishes", Input))
        self.reload()

    def reload(self) -> None:
        """Read the free seats again: they are others' too."""
        participant_id = self._person.id

        def job(station: Station, now: Instant) -> Choosing:
            from seminar_tui.day.door_wishes import read_choosing

            with station.look() as connection:
                return read_choosing(connection, station.day_id, participant_id)

        self.door.look("choosing", job, self._show)

    def _show(self, choosing: Choosing) -> None:
        if not self.is_mounted or not self.is_attached:
            return
        self._choosing = choosing
        field = self.query_one("#wishes", Input)
        if not self._begun:
            self._begun = True
            # A number typed behind them is one of its own.
            field.value = "".join(f"{wish} " for wish in choosing.wishes)
        places = "   ".join(map(seat_line, choosing.seats)) or t("door.wishes.no_place")
        self.query_one("#now", Static).update(Content(places))
        self._redraw()

    def action_page(self, step: int) -> None:
        """Show the stands further down or up."""
        self._first += step * ROWS
        self._redraw()

    def _redraw(self) -> None:
        if self._choosing is None:
            return
        stands = [one for one in self._choosing.stands if not one.mine]
        self._first = max(0, min(self._first, len(stands) - ROWS))
        lines = [self._line(one) for one in stands[self._first : self._first + ROWS]]
        more = len(stands) - self._first - len(lines)
        if more > 0:
            lines.append(tn("door.wishes.more", more))
        none = t("door.wishes.no_stands")
        self.query_one("#stands", Static).update(Content("\n".join(lines) or none))

    def _line(self, one: SeatsLeft) -> str:
        stand = one.stand
        free = t("door.wishes.full") if one.free == 0 else t("door.wishes.free", free=one.free)
        round_ = "" if stand.round is None else t("door.wishes.round", round=stand.round)
        name = municipality_name(stand.municipality)
        return f"{stand.number:>3}  {round_:<8} {free:<9} {name:<16} {clean(stand.theme)}"

    def field_entered(self, field: Input) -> None:
        """Store the wishes."""
        asked = field.value.replace(",", " ").replace(";", " ").split()
        participant_id = self._person.id

        def job(station: Station, now: Instant) -> Rewished:
            from seminar_tui.day.door_wishes import rewish

            return rewish(station, now, participant_id, asked)

        self.ask_once(job, self._done, self._unclear)

    def _done(self, done: Rewished) -> None:
        self.dismiss(done)

    def _unclear(self, error: Exception) -> None:
        if not isinstance(error, Refused | BadInput | StoreError):
            raise error
        self.say_problem(trouble(error))
