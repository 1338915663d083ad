"""The driver of a screen in a browser: textual's own, and it can paint all of itself again.

A browser that comes back has an empty terminal, and the same size as before moves nothing:
it has to be asked for.
"""

from __future__ import annotations

from contextlib import suppress

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp


class BrowserDriver(WebDriver):
    """Understands `repaint` beside what its parent does, and ends with its server."""

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Act on a message of the server's."""
        if packet_type == "repaint":
            self._app.call_later(self._app.refresh, repaint=True, layout=True)
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Take what the server sends; when its end of the pipe is gone, nobody looks any more."""
        super().run_input_thread()
        self._app.post_message(ExitApp())

    def write(self, data: str) -> None:
        """Paint; what a server that is gone would have shown is shown to nobody."""
        with suppress(BrokenPipeError):
            super().write(data)

    def write_meta(self, data: dict[str, object]) -> None:
        """Tell the server something, if it is there."""
        with suppress(BrokenPipeError):
            super().write_meta(data)
