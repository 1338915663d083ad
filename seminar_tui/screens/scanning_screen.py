"""What the door and the kiosk share: scans, and one window at a time over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seminar_tui.screens.base import DayScreen

if TYPE_CHECKING:
    from seminar_tui.rules.scanning import Layout
    from seminar_tui.rules.search import SearchIndex
    from seminar_tui.screens.dialogs.door_dialog import DoorDialog
    from seminar_tui.screens.door_queue import Scan

SAME_PRESS_S = 0.05
"""An Enter so soon after the last key is the scanner's second line ending, not a person."""


class ScanningScreen(DayScreen):
    """Every key is its own, whatever lies over it; opens one window at a time."""

    AUTO_FOCUS = ""
    TAKES_EVERY_KEY = True

    def __init__(self) -> None:
        super().__init__()
        self.dialog: DoorDialog[Any] | None = None
        self.layout_of_scanner: Layout | None = None

    @property
    def index(self) -> SearchIndex | None:
        """The people as searched; None where they are not read, or not yet."""
        return None

    @property
    def timezone(self) -> str:
        """The day's."""
        return self.day.timezone if self.day else "Europe/Copenhagen"

    def is_scan(self, text: str, burst: bool) -> bool:
        """Tell whether a line that landed in a window is a scan; see `ScanCatcher`."""
        from seminar_tui.rules.scanning import looks_scanned

        fast = len(text) if burst else 0
        return self.holds_code(text, fast) or (burst and looks_scanned(text))

    def holds_code(self, text: str, fast: int = 0) -> bool:
        """Tell whether a code of ours stands on a line; `fast` as in `read_line`."""
        from seminar_tui.rules.scanning import Kind, read_line

        scanned = read_line(text, self.layout_of_scanner, fast=fast)
        return any(one.kind is not Kind.TEXT for one in scanned)

    def take_back(self, spilt: str) -> None:
        """Take the beginning of a scan off the line: a window came before its ending."""
        raise NotImplementedError

    def take_scan(self, scan: Scan) -> None:
        """Accept a scan; it is sent as soon as those before it are done."""
        raise NotImplementedError

    def pump(self) -> None:
        """Send the next scan, if nothing stands in its way."""
        raise NotImplementedError

    def type_ahead(self, text: str) -> None:
        """Take what was typed while a window was being stored."""
        raise NotImplementedError

    def open_window(self, dialog: DoorDialog[Any], then: Any) -> None:
        """Show a window; `then` hears what it answered, None where it was left."""
        if self.dialog is not None:
            return
        self.dialog = dialog

        def closed(value: Any) -> None:
            self.dialog = None
            if value is not None:
                then(value)
                self.type_ahead(dialog.gathered)
            self.pump()

        self.app.push_screen(dialog, closed)
