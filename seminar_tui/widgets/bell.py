"""The terminal's bell, stroke by stroke; it can be turned off, and a test can count it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from seminar_tui.rules.bells import Pattern


class Bell:
    """Rings patterns on a screen's terminal."""

    def __init__(self, owner: Widget) -> None:
        self._owner = owner
        self.on = True
        self.strokes = 0
        """How many strokes were sounded."""

    def ring(self, pattern: Pattern) -> None:
        """Sound a pattern, unless the bell is off."""
        for index in range(pattern.strokes):
            if index:
                self._owner.set_timer(index * pattern.gap_ms / 1000, self._stroke)
            else:
                self._stroke()

    def turn(self) -> None:
        """Turn the bell off; or on, with one stroke to hear that it works."""
        self.on = not self.on
        if self.on:
            self._stroke()

    def _stroke(self) -> None:
        if not self.on:
            return
        self.strokes += 1
        self._owner.app.bell()
