"""What every window at the door shares: a scan that arrives in it is not lost.

A code that lands in a field is taken out of it and queued; the Enter that follows it is
the scanner's and presses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from seminar_tui.rules.badge import LENGTH, Code, read_code
from seminar_tui.rules.scanning import Kind, read_line, stands_out
from seminar_tui.screens.door_queue import Scan
from seminar_tui.screens.scanning_screen import SAME_PRESS_S
from seminar_tui.screens.window import Window

if TYPE_CHECKING:
    from db.vocabulary import Instant
    from seminar_tui.day.station import Station
    from seminar_tui.screens.scanning_screen import ScanningScreen

R = TypeVar("R")
T = TypeVar("T")

_PREFIX_LEFT = re.compile(r"\\0*\d{6}$")


def take_codes(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without the whole codes of ours in it, and those codes in order."""
    codes: list[str] = []
    kept = ""
    while text:
        piece = text[:LENGTH]
        found = read_code(piece) if len(piece) == LENGTH and " " not in piece else None
        if isinstance(found, Code) and stands_out(piece, kept):
            codes.append(found.text)
            kept = _PREFIX_LEFT.sub("", kept)
            text = text[LENGTH:]
        else:
            kept += text[0]
            text = text[1:]
    return kept, tuple(codes)


class DoorDialog(Window[T | None], Generic[T]):
    """A window over the door. `TITLE_KEY` heads it; `compose_body` fills it."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    DoorDialog {
        align: center middle; background: $background 60%;
        #box { width: 74; max-width: 96%; height: auto; max-height: 96%;
               border: round $primary; background: $surface; padding: 0 1;
               border-title-color: $primary; border-title-style: bold; }
        #box Static { width: 1fr; height: auto; }
        #problem { color: $error; text-style: bold; }
        #waiting { color: $background; background: $warning; text-style: bold; }
        #keys { color: $text-muted; }
        .-empty { display: none; }
        Input { border: none; height: 1; padding: 0; background: $panel; }
        Input:focus { border: none; background: $primary 20%; }
        .title { text-style: bold; color: $primary; }
    }
    """
    BINDINGS = [Binding("escape", "leave", show=False)]

    def __init__(self, door: ScanningScreen) -> None:
        super().__init__()
        self.door = door
        self.gathered = ""
        self.storing = False
        self._sent = False
        self._noted = ""
        self._scanned_enters = 0
        self._scan_ended_at = float("-inf")

    def compose(self) -> ComposeResult:
        """Lay out the body between a title and what the keys do."""
        box = Vertical(id="box")
        box.border_title = Content(self.title_text())
        with box:
            yield from self.compose_body()
            yield Static(id="problem", classes="-empty", markup=False)
            yield Static(id="waiting", classes="-empty", markup=False)
            yield Static(self.keys_text(), id="keys", markup=False)

    def title_text(self) -> str:
        """Return the window's title."""
        raise NotImplementedError

    def keys_text(self) -> str:
        """Return what the keys do."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """Lay out the window's own parts."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read again what is shown: somebody has written."""

    def typed(self, text: str) -> None:
        """Take what was typed and sent in a window without fields."""

    def confirm(self) -> None:
        """Take a blank Enter in a window without fields."""

    def enter(self) -> None:
        """Do what Enter does where the hand is: the command sheet says so."""
        if isinstance(self.focused, Input):
            self.field_entered(self.focused)
        else:
            self.confirm()

    def store(self) -> None:
        """Let go of the fields: what is typed from now on is meant for the door."""
        self.storing, self.gathered = True, ""
        self.set_focus(None)

    def ask_once(
        self,
        job: Callable[[Station, Instant], R],
        then: Callable[[R], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Have something stored; a second Enter before the answer asks for nothing."""
        if self._sent:
            return
        self._sent = True

        def answered(value: R) -> None:
            self._sent = False
            if self.is_attached:
                then(value)

        def refused(error: Exception) -> None:
            self._sent = False
            failed(error)

        self.door.act(job, answered, refused)

    def say_problem(self, sentence: str) -> None:
        """Say what stands in the way; an empty sentence takes it away."""
        self._put("problem", sentence)

    def note(self, sentence: str) -> None:
        """Say how many scans wait."""
        if sentence != self._noted and self.is_mounted:
            self._noted = sentence
            self._put("waiting", sentence)

    def _put(self, part: str, sentence: str) -> None:
        if not self.is_mounted:
            return
        for static in self.query(f"#{part}").results(Static):
            static.update(Content(sentence))
            static.set_class(not sentence, "-empty")

    def action_leave(self) -> None:
        """Close the window; nothing of it is stored. What is being stored closes it itself."""
        if not (self.storing or self._sent):
            self.dismiss(None)

    def on_key(self, event: events.Key) -> None:
        """Gather what is typed where no field has the focus."""
        if isinstance(self.focused, Input):
            return
        match event.key:
            case "enter" | "ctrl+j" if self.storing:
                self.gathered += "\n"
            case "enter" | "ctrl+j":
                self._submit_line()
            case "tab" if self.gathered:
                self._submit_line()
            case "backspace":
                self.gathered = self.gathered[:-1]
            case _ if event.is_printable and event.character:
                self.gathered += event.character
            case _:
                return
        self.line_changed(self.gathered)
        event.stop()
        event.prevent_default()

    def line_changed(self, text: str) -> None:
        """Show what is being typed, where the window takes words."""

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted line like a scanned one."""
        if isinstance(self.focused, Input):
            return
        event.stop()
        for text in event.text.splitlines():
            self.gathered += text
            self._submit_line()

    def _submit_line(self) -> None:
        text, self.gathered = self.gathered, ""
        scanned = read_line(text)
        codes = [one for one in scanned if one.kind is not Kind.TEXT]
        for one in codes:
            self.door.take_scan(Scan(code=one.text))
        if codes:
            self._scanned_enters = 0
            return
        if scanned:
            self.typed(text.strip())
        else:
            self.confirm()

    @on(Input.Changed)
    def _take_scans(self, event: Input.Changed) -> None:
        kept, codes = take_codes(event.input.value)
        if not codes:
            return
        event.input.value = kept
        self._scanned_enters += len(codes)
        for code in codes:
            self.door.take_scan(Scan(code=code))

    def take_ending(self, event: events.Key) -> bool:
        """Take Enter or Tab in a field; False: no field has the focus.

        Called before the letters behind it are given to anybody: they are the next field's.
        """
        field = self.focused
        if not isinstance(field, Input):
            return False
        if self._scanned_enters or event.time - self._scan_ended_at <= SAME_PRESS_S:
            self._scanned_enters = max(0, self._scanned_enters - 1)
            self._scan_ended_at = event.time
        elif event.key == "tab":
            self.focus_next()
        else:
            self._enter(field)
        return True

    def _enter(self, field: Input) -> None:
        value = field.value.strip()
        index = self.door.index
        if value and index is not None and value.casefold() in index.by_outside:
            field.value = ""
            self.door.take_scan(Scan(code=value))
            return
        self.field_entered(field)

    def field_entered(self, field: Input) -> None:
        """Take Enter in a field: on to the next, or done."""
