"""Test of the scanner: what it sends, whether that is right, and which keyboard it thinks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from seminar_tui.i18n import t
from seminar_tui.rules.scanning import RIGHT_LAYOUT, Kind, Layout, read_line, read_setup, translate
from seminar_tui.screens.dialogs.door_dialog import DoorDialog
from seminar_tui.text import short

if TYPE_CHECKING:
    from db.vocabulary import Instant
    from seminar_tui.day.station import Station
    from seminar_tui.screens.door_windows import WindowsScreen

ENDINGS = {"enter": "Enter (CR)", "ctrl+j": "Enter (LF)", "tab": "Tab"}


class ScannerDialog(DoorDialog[Layout]):
    """Scans here check nobody in. The set-up card teaches the scanner's keyboard layout."""

    RAW_KEYS = True

    def __init__(self, door: WindowsScreen) -> None:
        super().__init__(door)
        self._learnt = door.layout_of_scanner or RIGHT_LAYOUT
        self._card_seen = door.layout_of_scanner is not None

    def title_text(self) -> str:
        """Return the window's title."""
        return t("door.test")

    def keys_text(self) -> str:
        """Return what the keys do."""
        return t("door.test.keys")

    def compose_body(self) -> ComposeResult:
        """Lay out what was sent and what it means."""
        yield Static(t("door.test.help"), markup=False)
        yield Static(id="sent", classes="title", markup=False)
        yield Static(id="meant", markup=False)
        yield Static(id="layout", markup=False)

    def on_mount(self) -> None:
        """Show what is known."""
        self._show_layout()

    def on_key(self, event: events.Key) -> None:
        """Gather a scan with its ending."""
        if event.key in ENDINGS:
            if self.gathered:
                self._read(ENDINGS[event.key])
        elif event.is_printable and event.character:
            self.gathered += event.character
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Read a scan that a terminal hands over in one piece."""
        event.stop()
        self.gathered += event.text.strip("\r\n\t")
        self._read(t("door.test.pasted"))

    def _read(self, ending: str) -> None:
        sent, self.gathered = self.gathered, ""
        layout = read_setup(sent)
        if layout is not None:
            self._learnt, self._card_seen = layout, True
        self.query_one("#sent", Static).update(
            Content(t("door.test.sent", text=short(sent, 60), ending=ending, count=len(sent)))
        )
        meaning = self._meaning(sent, layout)
        self.query_one("#meant", Static).update(Content(meaning))
        self._show_layout()
        good = layout is not None or meaning == t("door.test.good")
        fit = self._learnt.fit if self._card_seen else None

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.presence import scanner_tried

            scanner_tried(station, now, good, fit)

        # The organiser's checklist and the doctor ask whether the scanners were tried.
        self.door.act(job, lambda _none: None)

    def _meaning(self, sent: str, layout: Layout | None) -> str:
        if layout is not None:
            return t("door.test.card.right" if layout.right else "door.test.card.wrong")
        kinds = [one.kind for one in read_line(sent, self._learnt)]
        if Kind.DAMAGED in kinds:
            return t("door.test.damaged")
        if Kind.TEXT in kinds:
            return t("door.test.foreign", text=short(translate(sent, self._learnt), 60))
        return t("door.test.good")

    def _show_layout(self) -> None:
        fit = self._learnt.fit.value if self._card_seen else "unknown"
        said = t(f"door.test.layout.{fit}")
        self.query_one("#layout", Static).update(Content(said))

    def action_leave(self) -> None:
        """Close, and keep what was learnt of the scanner."""
        self.dismiss(self._learnt)
