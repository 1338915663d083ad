"""The kiosk's windows: a guest's wishes, and the organiser's PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Input, Static

from db.errors import StoreError
from db.vocabulary import Instant, StationRole
from seminar_tui.clock import elapsed
from seminar_tui.i18n import t
from seminar_tui.rules.kiosk import WINDOW_S
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.screens.dialogs.door_dialog import DoorDialog
from seminar_tui.screens.dialogs.wishes import WishesDialog
from seminar_tui.sentences import trouble

if TYPE_CHECKING:
    from textual import events

    from seminar_tui.day.station import Station
    from seminar_tui.screens.scanning_screen import ScanningScreen

LOOK_EVERY_S = 1.0


class _LeftAlone:
    """Closes a window that nobody touches."""

    touched = 0.0

    def touch(self) -> None:
        """Count the time from now."""
        self.touched = elapsed()

    def on_input_changed(self) -> None:
        """Somebody types: the field keeps its letters' keys from the window."""
        self.touch()

    @property
    def left_alone(self) -> bool:
        """Whether nobody has touched a key for too long."""
        return elapsed() - self.touched > WINDOW_S


class KioskWishes(WishesDialog, _LeftAlone):
    """A guest's own wishes. Nobody's name stays open on a screen that all can see."""

    def on_mount(self) -> None:
        """Begin to count the time."""
        super().on_mount()
        self.touch()
        self.set_interval(LOOK_EVERY_S, self._look)

    def on_key(self, event: events.Key) -> None:
        """Somebody is there."""
        self.touch()
        super().on_key(event)

    def _look(self) -> None:
        if self.left_alone and self.app.screen is self:
            self.dismiss(None)


class PinDialog(DoorDialog[bool], _LeftAlone):
    """Asks for the organiser's PIN; where there is none, lets an organiser give one."""

    DEFAULT_CSS = """
    PinDialog { #box { width: 60; } }
    """

    def __init__(self, door: ScanningScreen, *, new: bool) -> None:
        super().__init__(door)
        self._new = new

    def title_text(self) -> str:
        """Return the window's title."""
        return t("kiosk.pin.new" if self._new else "kiosk.pin.leave")

    def keys_text(self) -> str:
        """Return what the keys do."""
        return t("kiosk.pin.new.keys" if self._new else "kiosk.pin.leave.keys")

    def compose_body(self) -> ComposeResult:
        """Lay out what is asked and a line that shows no digit."""
        yield Static(t("kiosk.pin.new.text" if self._new else "kiosk.pin.leave.text"), markup=False)
        yield Input(id="pin", password=True, max_length=12, placeholder=t("kiosk.pin.hint"))

    def on_mount(self) -> None:
        """Wait for the digits."""
        self.set_focus(self.query_one("#pin", Input))
        self.touch()
        if not self._new:
            self.set_interval(LOOK_EVERY_S, self._look)

    def on_key(self, event: events.Key) -> None:
        """Somebody is there."""
        self.touch()
        super().on_key(event)

    def _look(self) -> None:
        if self.left_alone and self.app.screen is self:
            self.dismiss(None)

    def field_entered(self, field: Input) -> None:
        """Try the PIN, or keep the new one."""
        pin, field.value = field.value.strip(), ""
        new = self._new

        def job(station: Station, now: Instant) -> None:
            from random import SystemRandom

            from seminar_tui.day.access import enter_pin, set_pin

            if new:
                set_pin(station, now, StationRole.ORGANISER, pin, SystemRandom())
            else:
                enter_pin(station.store, now, station.day_id, StationRole.ORGANISER, pin)

        self.door.act(job, self._right, self._wrong)

    def _right(self, _none: None) -> None:
        if self.app.screen is self:
            self.dismiss(True)

    def _wrong(self, error: Exception) -> None:
        if not isinstance(error, Refused | BadInput | StoreError):
            raise error
        self.say_problem(trouble(error))
