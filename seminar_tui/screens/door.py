"""The door: scan or type, and the guest is in."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Footer

from db.vocabulary import Instant
from seminar_tui.clock import elapsed
from seminar_tui.i18n import language, t, tn
from seminar_tui.messages import Scans
from seminar_tui.screens import door_cards as cards
from seminar_tui.screens.door_asking import AskingScreen
from seminar_tui.screens.door_keys import door_keys
from seminar_tui.screens.door_queue import Ask, Scan
from seminar_tui.screens.scan_catcher import without_spilt
from seminar_tui.screens.scanning_screen import SAME_PRESS_S
from seminar_tui.widgets.arrivals_panel import ArrivalsPanel
from seminar_tui.widgets.day_header import DayHeader
from seminar_tui.widgets.hit_list import HitList
from seminar_tui.widgets.result_card import ResultCard
from seminar_tui.widgets.scan_line import BURST_S, ScanLine

if TYPE_CHECKING:
    from textual.command import Provider

    from db.reads.door import DoorBoard
    from db.rows import PersonRow
    from seminar_tui.day.door_view import Directory
    from seminar_tui.day.station import Station
    from seminar_tui.rules.checkin import CheckInAnswer
    from seminar_tui.rules.fixed_codes import SheetCommand
    from seminar_tui.rules.scanning import Scanned
    from seminar_tui.rules.search import SearchIndex

PEOPLE_LATER_S = 0.3
BOARD_EVERY_S = 0.5
MANY = 1000
"""People who are told to the garbage collector as here to stay."""


def _commands() -> type[Provider]:
    # The palette is a large part of the toolkit, and nobody opens it in the first second.
    from seminar_tui.screens.door_commands import DoorCommands

    return DoorCommands


class DoorScreen(AskingScreen):
    """The line owns the keyboard; Enter always empties it; Esc always comes home."""

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
        self._board_asked = False
        self._last_key_at = 0.0
        self._search_later: Timer | None = None
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
        self.show_card(cards.plain(t("door.ready"), t("door.ready.reason"), t("door.ready.hint")))

    @property
    def line(self) -> ScanLine:
        """Where keys land."""
        return self.query_one(ScanLine)

    @property
    def searching(self) -> bool:
        """Whether hits are shown in the card's place."""
        return self.query_one(HitList).display

    @searching.setter
    def searching(self, shown: bool) -> None:
        # Not a class on the screen: that would style everything on it again, at every scan.
        if shown == self.searching:
            return
        self.query_one(HitList).display = shown
        self.query_one(ResultCard).display = not shown

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
        if not self._board_asked:
            # Figures may lag a moment; the next scan may not wait for the counting of the last.
            self._board_asked = True
            self.set_timer(BOARD_EVERY_S if self._board else 0.01, self._read_board)
        if self.directory is not None:
            self._read_people()
        elif not self._people_asked:
            # Scans need no list of names; the first ones should not have to wait for it.
            self._people_asked = True
            self.set_timer(PEOPLE_LATER_S, self._read_people)
        if self.dialog is not None:
            self.dialog.reload()

    def _read_board(self) -> None:
        self._board_asked = False

        def job(station: Station, now: Instant) -> DoorBoard:
            from seminar_tui.day.door_view import read_board

            return read_board(station, now)

        self.look("board", job, self._show_board)

    def _read_people(self) -> None:
        known = self.directory

        def people(station: Station, now: Instant) -> Directory:
            from seminar_tui.day.door_view import read_directory

            return read_directory(station, known)

        self.look("people", people, self._show_people)

    def _show_board(self, board: DoorBoard) -> None:
        self._board = board
        if self.day is not None:
            self.query_one(ArrivalsPanel).show(board, self.runtime.now().utc_ms, self.day.timezone)

    def _show_people(self, directory: Directory) -> None:
        first = self.directory is None
        self.directory = directory
        if directory.whole and len(directory.index) > MANY:
            # A full collection that looks through ten thousand people takes 0.1 s, and the
            # scan of that moment waits for it. They stay for as long as the program runs.
            gc.freeze()
        if first and self.line.text:
            self._search()

    def tick(self, now: Instant) -> None:
        """Show the time and how fresh the figures are."""
        # While the app closes, a last tick may find the parts gone before their whole.
        if self.day is None or not self.query("DayHeader #age"):
            return
        from seminar_tui.rules.dates import hh_mm

        where = " · ".join((self.day.title, *self._here()))
        time = hh_mm(now.utc_ms, self.day.timezone)
        self.query_one(DayHeader).show(where, time, self.runtime.age_s)
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

    def on_key(self, event: events.Key) -> None:
        """Give every key to the line."""
        since = event.time - self._last_key_at
        self._last_key_at = event.time
        match event.key:
            case "enter" | "ctrl+j":
                if self.line.text or since > SAME_PRESS_S:
                    self.submit()
            case "tab" | "shift+tab":
                if self.line.burst or self.holds_code(self.line.text):
                    self.submit()
            case "backspace" | "ctrl+h":
                self.line.erase()
                self._search()
            case "ctrl+u" | "ctrl+w" | "ctrl+backspace":
                self.line.erase(all_of_it=True)
                self._search()
            case "down" | "up" if self.searching:
                self.query_one(HitList).move(1 if event.key == "down" else -1)
            case _ if event.is_printable and event.character:
                self.line.type(event.character, event.time)
                if since < BURST_S:
                    self._search_soon()
                else:
                    self._search()
            case _:
                return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Take what a terminal hands over in one piece: whole lines are sent, a rest stays."""
        event.stop()
        self._type_lines(event.text, event.time)

    def type_ahead(self, text: str) -> None:
        """Take what was typed while a window was being stored."""
        self._type_lines(text, elapsed())

    def _type_lines(self, text: str, at: float) -> None:
        *whole, rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for line in filter(None, whole):
            self.line.type(line, at)
            self.submit()
        if rest:
            self.line.type(rest, at)
            self._search()

    def _search_soon(self) -> None:
        """Search when a scanner, or whoever types as fast, pauses: a code needs no search."""
        if self._search_later is None:
            self._search_later = self.set_timer(BURST_S, self._search)
        else:
            self._search_later.reset()

    def _search(self) -> None:
        """Show whom the line may mean, if it can be a name."""
        if self._search_later is not None:
            self._search_later.stop()
            self._search_later = None
        text = self.line.text.strip()
        searching = len(text) > 1 and self.queue.ask is None
        self.searching = searching
        if not searching:
            return
        hits = () if self.index is None else self.index.search(text)
        self.query_one(HitList).show(hits, opening=self.index is None)

    def submit(self) -> None:
        """Do what the line says, and empty it."""
        if self._search_later is not None and not self.holds_code(self.line.text):
            self._search()
        burst = self.line.burst
        text = self.line.take()
        hits = self.query_one(HitList)
        hit = hits.hit if self.searching else None
        several = self.searching and len(hits.hits) > 0 and hit is None
        self.searching = False
        from seminar_tui.rules.scanning import Kind, looks_scanned, read_line

        scanned = read_line(text, self.layout_of_scanner)
        if not scanned:
            self.confirm()
            return
        for one in scanned:
            if one.kind is not Kind.TEXT:
                self._take(one)
            elif self._is_ticket(one.text):
                self.take_scan(Scan(code=one.text))
            elif self.queue.ask is not None:
                self._answer(self.queue.ask, one.text, burst)
            elif burst and looks_scanned(one.text):
                # Never the guest whose ticket only begins so.
                self.take_scan(Scan(code=one.text))
            elif hit is not None:
                self.take_scan(Scan(person_id=hit.person.id))
            elif several:
                self.searching = True
            else:
                self._take_unknown(one.text, burst)

    def _answer(self, ask: Ask, text: str, burst: bool) -> None:
        """Answer a card; a ticket that nobody knows waits for it like any other scan."""
        from seminar_tui.rules.scanning import looks_scanned

        if burst and not ask.takes_words and looks_scanned(text):
            self.take_scan(Scan(code=text))
        else:
            self.reply(text)

    def _take(self, one: Scanned) -> None:
        from seminar_tui.rules.fixed_codes import command_of

        command = command_of(one.text)
        if command is None:
            self.take_scan(Scan(code=one.text))
        else:
            self.take_command(command)

    def obey(self, command: SheetCommand) -> None:
        """Do what the command sheet says."""
        from seminar_tui.screens.door_sheet import obey

        obey(self, command)

    def is_scan(self, text: str, burst: bool) -> bool:
        """Tell whether a line that landed in a window is a scan: a linked ticket too."""
        return super().is_scan(text, burst) or self._is_ticket(text.strip())

    @on(Scans)
    def _hear_scans(self, event: Scans) -> None:
        """Take scans that landed in a window."""
        from seminar_tui.rules.scanning import Kind, read_line

        self._last_key_at = event.time
        self.take_back(event.spilt)
        for line in event.lines:
            for one in read_line(line, self.layout_of_scanner):
                if one.kind is Kind.TEXT:
                    self.take_scan(Scan(code=one.text))
                else:
                    self._take(one)

    def take_back(self, spilt: str) -> None:
        """Take the beginning of a scan off the line; the key that opened a window took some."""
        left = without_spilt(self.line.text, spilt)
        if left != self.line.text:
            self.line.erase(all_of_it=True)
            self.line.type(left, elapsed())
            self._search()

    def _is_ticket(self, text: str) -> bool:
        return self.index is not None and text.casefold() in self.index.by_outside

    def _take_unknown(self, text: str, burst: bool) -> None:
        """Try what nobody is called as a code, if it can be one; else say that nobody is."""
        code_like = " " not in text and (burst or any(letter.isdigit() for letter in text))
        if code_like:
            self.take_scan(Scan(code=text))
        elif self.index is None:
            self.say(t("door.search.opening"))
        else:
            hint = t("door.search.nobody.hint")
            self.on_card = None
            self.show_card(cards.plain(t("door.search.nobody"), f"»{text}«", hint))

    def action_home(self) -> None:
        """Empty the line, leave what is asked, and be ready."""
        self.line.erase(all_of_it=True)
        self.searching = False
        self.give_up()

    def person_now(self) -> PersonRow | None:
        """Return whom a key is about: the chosen hit, else the guest on the card."""
        hit = self.query_one(HitList).hit if self.searching else None
        if hit is not None:
            return hit.person
        return self.on_card

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
            self.show_card(cards.person_card(gone, (), f"→  {t('door.left.word')}"))

        self.act(job, left)

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
