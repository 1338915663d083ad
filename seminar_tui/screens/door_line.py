"""The door's line: every key lands on it, and what stands there is a scan, an answer or a name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.timer import Timer

from seminar_tui.clock import elapsed
from seminar_tui.i18n import t
from seminar_tui.messages import Scans
from seminar_tui.screens import door_cards as cards
from seminar_tui.screens.door_asking import AskingScreen
from seminar_tui.screens.door_queue import Ask, Scan
from seminar_tui.screens.scan_catcher import without_spilt
from seminar_tui.screens.scanning_screen import SAME_PRESS_S
from seminar_tui.widgets.hit_list import HitList
from seminar_tui.widgets.result_card import ResultCard
from seminar_tui.widgets.scan_line import BURST_S, ScanLine

if TYPE_CHECKING:
    from db.rows import PersonRow
    from seminar_tui.rules.scanning import Scanned


class LineScreen(AskingScreen):
    """The line owns the keyboard; Enter always empties it; Esc always comes home."""

    def __init__(self) -> None:
        super().__init__()
        self._last_key_at = 0.0
        self._ended_at = 0.0
        self._search_later: Timer | None = None

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

    def enter(self) -> None:
        """Show the card and the hits in the language that was just chosen."""
        super().enter()
        self.search()

    def on_key(self, event: events.Key) -> None:
        """Give every key to the line."""
        since, since_ending = event.time - self._last_key_at, event.time - self._ended_at
        self._last_key_at = event.time
        self.line.resume(event.time)
        self.runtime.hold_reads()
        match event.key:
            case "enter" | "ctrl+j":
                self._ended_at = event.time
                if self.line.text or since_ending > SAME_PRESS_S:
                    self.submit()
            case "tab" | "shift+tab":
                self._ended_at = event.time
                if self.line.burst or self.holds_code(self.line.whole, self.line.fast):
                    self.submit()
            case "backspace" | "ctrl+h":
                self.line.erase()
                self.search()
            case "ctrl+u" | "ctrl+w" | "ctrl+backspace":
                self.line.erase(all_of_it=True)
                self.search()
            case "down" | "up" if self.searching:
                self.query_one(HitList).move(1 if event.key == "down" else -1)
            case _ if event.is_printable and event.character:
                self.line.type(event.character, event.time)
                if since < BURST_S:
                    self._search_soon()
                else:
                    self.search()
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
        self.line.resume(at)
        *whole, rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for line in filter(None, whole):
            self.line.type(line, at)
            self.submit()
        if rest:
            self.line.type(rest, at)
            self.search()

    def _search_soon(self) -> None:
        """Search when a scanner, or whoever types as fast, pauses: a code needs no search."""
        if self._search_later is None:
            self._search_later = self.set_timer(BURST_S, self.search)
        else:
            self._search_later.reset()

    def search(self) -> None:
        """Show whom the line may mean, if it can be a name."""
        if self._search_later is not None:
            self._search_later.stop()
            self._search_later = None
        text = self.line.text.strip()
        searching = len(text) > 1 and self.queue.ask is None
        self.searching = searching
        if searching:
            hits = () if self.index is None else self.index.search(text)
            self.query_one(HitList).show(hits, opening=self.index is None)

    def submit(self) -> None:
        """Do what the line says, and empty it."""
        if not self._join_aside():
            self.say(t("door.ask.first"))
            return
        burst, fast = self.line.burst, self.line.fast
        if self._search_later is not None and not self.is_scan(self.line.text, burst):
            self.search()
        text = self.line.take()
        hits = self.query_one(HitList)
        hit = hits.hit if self.searching else None
        several = self.searching and len(hits.hits) > 0 and hit is None
        self.searching = False
        from seminar_tui.rules.scanning import Kind, looks_scanned, read_line

        scanned = read_line(text, self.layout_of_scanner, fast=fast)
        if not scanned and hit is not None:
            # Chosen from the hits of a line that an earlier Enter emptied.
            self.take_scan(Scan(person_id=hit.person.id))
            return
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

    def _join_aside(self) -> bool:
        """Put a code together that a card came up in the middle of.

        False: the ending was meant for what the card took off the line, and for nothing else.
        """
        text, whole = self.line.text, self.line.whole
        aside = self.line.take_aside()
        if aside and not self.holds_code(text) and self.holds_code(whole):
            self.line.text = whole
        return bool(self.line.text or not aside)

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

    def is_scan(self, text: str, burst: bool) -> bool:
        """Tell whether a line that landed in a window is a scan: a linked ticket too."""
        return super().is_scan(text, burst) or self._is_ticket(text.strip())

    @on(Scans)
    def _hear_scans(self, event: Scans) -> None:
        """Take scans that landed in a window."""
        from seminar_tui.rules.scanning import Kind, read_line

        self._ended_at = event.time
        self.take_back(event.spilt)
        for line in event.lines:
            for one in read_line(line, self.layout_of_scanner, fast=len(line)):
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
            self.search()

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
            self.on_card = None
            self.show_card(partial(cards.nobody, text))

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
