"""A window over a screen."""

from __future__ import annotations

from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

T = TypeVar("T")


class Window(ModalScreen[T]):
    """Closes itself and nothing else, however late the answer that closes it.

    An answer may come after somebody has left the window, or while help lies over it; the
    toolkit would close whatever is on top.
    """

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close the window with a result; one that was left already stays so."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.pop_screen()
        return super().dismiss(result)
