"""The door: scan or type, and the guest is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer

from db.vocabulary import Instant
from seminar_tui.garbage import keep
from seminar_tui.i18n import language, t, tn
from seminar_tui.rules.concern import OfDoor
from seminar_tui.screens import door_cards as cards
from seminar_tui.screens.door_keys import door_keys
from seminar_tui.screens.door_line import LineScreen
from seminar_tui.text import clean
from seminar_tui.widgets.arrivals_panel import ArrivalsPanel
from seminar_tui.widgets.day_header import DayHeader
from seminar_tui.widgets.hit_list import HitList
from seminar_tui.widgets.result_card import ResultCard
from seminar_tui.widgets.scan_line import ScanLine

if TYPE_CHECKING:
    from textual.command import Provider

    from db.reads.door import DoorBoard
    from db.rows import PersonRow
    from seminar_tui.day.door_view import Directory
    from seminar_tui.day.station import Station
    from seminar_tui.rules.checkin import CheckInAnswer
    from seminar_tui.rules.fixed_codes import SheetCommand
    from seminar_tui.rules.search import SearchIndex

PEOPLE_LATER_S = 0.3
MANY = 1000
"""People who are told to the garbage collector as here to stay."""


def _commands() -> type[Provider]:
    # The palette is a large part of the toolkit, and nobody opens it in the first second.
    from seminar_tui.screens.door_commands import DoorCommands

    return DoorCommands


class DoorScreen(LineScreen):
    """The line, the card or the hits below it, and the figures beside them."""

    COMMANDS = {_commands}
    DEFAULT_CSS = """
    DoorScreen {
        #door { height: 1fr; }
        #left { width: 1fr; height: 1fr; }
        &.-normal ArrivalsPanel { width: 40; }
        &.-wide ArrivalsPanel { width: 52; }
        HitList { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.directory: Directory | None = None
        self._people_asked = False
        self._line: ScanLine | None = None
        self._board: DoorBoard | None = None
        self._over = False

    def compose(self) -> ComposeResult:
        """Lay out the line, the card over the list of hits, and the figures."""
        # Anew each time: the language may have changed.
        self._bindings = door_keys()
        yield DayHeader()
        with Horizontal(id="door"):
            with Vertical(id="left"):
                self._line = ScanLine(t("door.line"), before=self._line, id="line")
                yield self._line
                yield ResultCard(id="card")
                yield HitList(id="hits")
            yield ArrivalsPanel(id="panel")
        # The keys' names stand a moment later: the line takes scans before they are painted.
        self.call_after_refresh(self._mount_footer)

    async def _mount_footer(self) -> None:
        if not self.query(Footer):
            await self.mount(Footer(compact=True, show_command_palette=False))
            # A footer waits to be told of the keys, and nothing here takes the focus.
            self.refresh_bindings()

    def on_mount(self) -> None:
        """Say what to do."""
        self.concerned(OfDoor())
        self.show_card(cards.ready)

    @property
    def index(self) -> SearchIndex | None:
        """The people as searched; None before they are read."""
        return self.directory.index if self.directory else None

    def box_of(self, answer: CheckInAnswer) -> str:
        """Return which box a guest's badge lies in, as far as is known."""
        if self.directory is None or answer.participant is None:
            return ""
        from seminar_tui.rules.boxes import initial

        return self.directory.boxes.get(initial(answer.participant.name), "")

    def reload(self) -> None:
        """Read figures and people again."""
        if self.day is None:
            return
        self._read_board()
        if self.directory is not None:
            self._read_people()
        elif not self._people_asked:
            # Scans need no list of names; the first ones should not have to wait for it.
            self._people_asked = True
            self.set_timer(PEOPLE_LATER_S, self._read_people)
        if self.dialog is not None:
            self.dialog.reload()

    def _read_board(self) -> None:
        def job(station: Station, now: Instant) -> DoorBoard:
            from seminar_tui.day.door_view import read_board

            return read_board(station, now)

        self.look("board", job, self._show_board, patient=True)

    def _read_people(self) -> None:
        known = self.directory

        def people(station: Station, now: Instant) -> Directory:
            from seminar_tui.day.door_view import read_directory

            return read_directory(station, known)

        self.look("people", people, self._show_people, patient=True)

    def _show_board(self, board: DoorBoard) -> None:
        self._board = board
        if self.day is not None:
            self.query_one(ArrivalsPanel).show(board, self.runtime.now().utc_ms, self.day.timezone)

    def _show_people(self, directory: Directory) -> None:
        before, self.directory = self.directory, directory
        first, anew = before is None, before is None or directory.index is not before.index
        if directory.whole and anew and len(directory.index) > MANY:
            # Looking through ten thousand people for garbage takes 0.1 s.
            keep()
        if first and self.line.text:
            self.search()

    def tick(self, now: Instant) -> None:
        """Show the time and how fresh the figures are."""
        # While the app closes, a last tick may find the parts gone before their whole.
        if self.day is None or not self.query("DayHeader #age"):
            return
        from seminar_tui.rules.dates import hh_mm

        where = " · ".join((self.day.title, *self._here()))
        time = hh_mm(now.utc_ms, self.day.timezone)
        self.query_one(DayHeader).show(where, time, self.runtime.age_s)
        self.say_waiting()
        closes = self._board.closes if self._board is not None else None
        if closes is not None and now.utc_ms >= closes and not self._over:
            self._over = True
            self._close_on_time(closes)

    def _here(self) -> tuple[str, ...]:
        """Return role and station; a station called by its role is said once."""
        role, station = t("door.role"), self.runtime.target.station
        return (station,) if role.casefold() in station.casefold() else (role, station)

    def _close_on_time(self, closes: int) -> None:
        """Say that the day's door has closed, and check out who was left inside."""
        from seminar_tui.rules.dates import spoken_time

        time = spoken_time(closes, self.timezone, language())

        def job(station: Station, now: Instant) -> int:
            from seminar_tui.day.leaving import close_on_time

            return close_on_time(station, now, desk=station.actor.station)

        def closed(count: int) -> None:
            if count:
                self.say(tn("door.closed.on_time", count, time=time))

        def not_closed(error: Exception) -> None:
            self._over = False
            self.say_trouble(error)

        self.act(job, closed, not_closed)
        self._read_board()

    def obey(self, command: SheetCommand) -> None:
        """Do what the command sheet says."""
        from seminar_tui.screens.door_sheet import obey

        obey(self, command)

    def action_leave(self) -> None:
        """Check the guest out."""
        person = self.person_now()
        if person is None:
            self.say(t("door.nobody_on_card"))
            return

        def job(station: Station, now: Instant) -> PersonRow:
            from seminar_tui.day.leaving import check_out

            return check_out(station, now, person.code).person

        def left(gone: PersonRow) -> None:
            self.action_home()
            self.on_card = gone
            self.show_card(lambda: cards.person_card(gone, (), f"→  {t('door.left.word')}"))

        self.act(job, left)

    def action_learn_ticket(self) -> None:
        """Remember the ticket just scanned as that of the guest on the card."""
        guest, ticket = self.on_card, self._ticket
        if guest is None or not ticket:
            self.say(t("door.ticket.none"))
            return

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.people import PersonChange, edit_person

            edit_person(station, now, guest.code, PersonChange(outside_code=ticket))

        def learnt(_none: None) -> None:
            self._ticket = ""
            self.say(t("door.ticket.learnt", name=clean(guest.name)))

        self.act(job, learnt)

    def action_close_door(self) -> None:
        """Check everybody out at the end of the day; one undo takes it back."""

        def job(station: Station, now: Instant) -> int:
            from seminar_tui.day.leaving import close_door

            return close_door(station, now)

        self.act(job, lambda count: self.say(t("door.closed", count=count)))

    def action_mute(self) -> None:
        """Turn the bell off or on."""
        self.bell_of_door.turn()
        self.say(t("door.bell.on" if self.bell_of_door.on else "door.bell.off"))
