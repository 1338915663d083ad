"""Keys and pastes while the palette, the help or a window lies over the door."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

from seminar_tui.messages import Scans
from seminar_tui.screens.scan_catcher import BURST_S, ENDINGS, ScanCatcher

if TYPE_CHECKING:
    from seminar_tui.screens.scanning_screen import ScanningScreen

LONGEST_S = 1.0
"""How long a key may wait for the one before it."""


class OverDoor:
    """Stands between the terminal and the windows over a door; hands each scan to the door.

    A window of the door's own stays open, and the scan waits for it. Any other (the palette,
    the help) is left, so that the answer is seen. `forward` gives an event to what has the
    focus.
    """

    def __init__(self, app: App[Any], forward: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._forward = forward
        self._catcher = ScanCatcher(self._is_scan)
        self._timed = False

    @property
    def _door(self) -> ScanningScreen | None:
        stack = self._app.screen_stack
        below = stack[0] if stack else None
        return below if getattr(below, "TAKES_EVERY_KEY", False) else None  # type: ignore[return-value]

    @property
    def _wanted(self) -> bool:
        """Whether keys have to go through here now."""
        if self._catcher.last is not None:
            return True
        stack = self._app.screen_stack
        return (
            len(stack) > 1 and self._door is not None and not getattr(stack[-1], "RAW_KEYS", False)
        )

    def _is_scan(self, text: str, burst: bool) -> bool:
        return self._door is not None and self._door.is_scan(text, burst)

    def _saw(self, event: events.Key | events.Paste) -> None:
        """Remember a key that goes past here."""
        if isinstance(event, events.Key) and self._door is not None:
            self._catcher.saw(event)

    async def act(self, event: events.Event) -> bool:
        """Do what a key is bound to, at the door and in its windows, before the next is looked at.

        The toolkit would look at that first, and what is typed into a form that opens would
        be a search. False: the key has no such meaning, and goes on.
        """
        if not isinstance(event, events.Key) or event.is_printable:
            return False
        if event.key in ENDINGS:
            return await self._end(event)
        door = self._door
        if door is None or self._app.screen not in (door, door.dialog):
            return False
        screen = self._app.screen
        bound = screen.active_bindings.get(event.key)
        if bound is None or not bound.enabled or bound.node not in (screen, self._app):
            return False
        await _has_heard(self._app.focused or screen)
        done = await self._app.run_action(bound.binding.action, bound.node)
        if self._app.screen is not screen:
            await _has_heard(self._app.screen)
        return done

    async def _end(self, event: events.Key) -> bool:
        """Let a window of the door's end a line in a field that has heard all of the line."""
        door = self._door
        if door is None or door.dialog is None or not self._is_doors_own():
            return False
        await _has_heard(self._app.focused or door.dialog)
        await _has_heard(door.dialog)
        return door.dialog.take_ending(event)

    def pass_on(self, event: events.Key | events.Paste) -> tuple[events.Event, ...]:
        """Return what goes on: under a window often nothing yet, sometimes several keys."""
        if not self._wanted:
            self._saw(event)
            return (event,)
        if isinstance(event, events.Paste):
            return self._paste(event)
        taken = self._catcher.take(event, slow=not self._knows_scans())
        if taken.scan:
            self._hand_over(taken.scan, spilt=taken.spilt)
        if self._catcher.last is not None and not self._timed:
            self._time()
        return taken.passed

    def _is_doors_own(self) -> bool:
        return self._door is not None and self._door.dialog is self._app.screen

    def _knows_scans(self) -> bool:
        """Tell whether the window finds a slow scan by itself, letter by letter."""
        top = self._app.screen
        return self._is_doors_own() or getattr(top, "HANDS_KEYS_ON", False)

    def _paste(self, event: events.Paste) -> tuple[events.Event, ...]:
        lines = event.text.splitlines()
        scans = [line for line in lines if self._is_scan(line, True)]
        held = self._catcher.release()
        if not scans:
            return (*held, event)
        self._hand_over(*scans)
        rest = "\n".join(line for line in lines if line not in scans)
        return (*held, events.Paste(rest)) if rest.strip() else held

    def _hand_over(self, *lines: str, spilt: str = "") -> None:
        door = self._door
        assert door is not None
        if not self._is_doors_own() and self._app.screen is not door:
            self._app.screen.dismiss(None)
        door.post_message(Scans(lines, spilt))

    def _time(self) -> None:
        self._timed = True
        newest = self._catcher.last

        async def look() -> None:
            self._timed = False
            if self._catcher.last is None:
                return
            if self._catcher.last is not newest:
                self._time()
                return
            for key in self._catcher.release():
                await self._forward(key)

        self._app.set_timer(BURST_S, look)


async def _has_heard(part: MessagePump) -> None:
    """Wait until a part has taken all that it was given; a new screen, until it is there."""
    heard = asyncio.Event()
    if part.call_later(heard.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(heard.wait(), LONGEST_S)
