"""The driver of a screen in a browser: textual's own, and it can paint all of itself again.

A browser that comes back has an empty terminal, and the same size as before moves nothing:
it has to be asked for.
"""

from __future__ import annotations

from textual.drivers.web_driver import WebDriver


class BrowserDriver(WebDriver):
    """Understands `repaint` beside what its parent does."""

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Act on a message of the server's."""
        if packet_type == "repaint":
            self._app.call_later(self._app.refresh, repaint=True, layout=True)
        else:
            super().on_meta(packet_type, payload)
