"""A line that is emptied by Enter in the order of the keys, however fast they come.

A scanner sends a code and its Enter in one breath, and sometimes two of them. The ordinary
submit is a binding, looked at only after the letters behind it; here Enter is a key like
the others, so that no letter of the next line is ever taken for this one.
"""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input


class LineInput(Input):
    """An input whose Enter takes the line. `leaves` gives the focus back when all is read."""

    # Its frame never follows its text: a letter paints this line and lays nothing out anew.
    virtual_size = Reactive(Size(0, 0), layout=False)

    class Entered(Message):
        """A line was entered; the input is empty again."""

        def __init__(self, sender: LineInput, line: str) -> None:
            super().__init__()
            self.sender = sender
            self.line = line

        @property
        def control(self) -> LineInput:
            """The input it was entered on."""
            return self.sender

    def __init__(
        self,
        value: str = "",
        *,
        id: str,  # noqa: A002 - Textual's name
        placeholder: str,
        leaves: bool = False,
    ) -> None:
        # Coming back to what was typed must not select it: the next letter would replace it.
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self._leaves = leaves

    def on_key(self, event: events.Key) -> None:
        """Take the line at Enter."""
        if event.key != "enter":
            if self._leaves and event.is_printable and not self.has_focus:
                # The next code was already on its way here.
                self.screen.set_focus(self)
            return
        event.stop()
        event.prevent_default()
        line = self.value
        self.value = ""
        self.post_message(self.Entered(self, line))
        if self._leaves:
            # Behind the letters that wait here: they are the next line's.
            self.call_later(self._leave)

    def _leave(self) -> None:
        if not self.value and self.has_focus:
            self.screen.set_focus(None)
