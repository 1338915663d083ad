"""Esc and what comes right behind it: a scan is not taken for the rest of a special key.

Every special key of a terminal begins with Esc, and the toolkit waits a tenth of a second
for the rest of one. Of a scan in that moment it would take away the Esc, and sometimes the
first letter.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Final

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.driver import Driver
from textual.message import Message

_ESC: Final = "\x1b"
_OPENERS: Final = ("[", "O", _ESC)
"""What follows Esc in the special keys of a terminal."""
_PRESSED: Final = re.compile(r"(?<=\x1b)(?=[^\x00-\x1f\x7f\[O][^\x00-\x1f\x7f])")
"""Behind an Esc that a hand pressed: two letters follow, and no special key sends those."""


class HandParser(XTermParser):
    """The toolkit's parser, which also knows an Esc that was pressed by a hand.

    A terminal sends a special key in one piece. So an Esc at the end of a piece stands for
    itself if the next does not go on as special keys do, and so does one before two letters.
    """

    _ended_with = ""

    def feed(self, data: str) -> Iterable[Message]:
        """Parse one piece of what a terminal sent."""
        if self._ended_with == _ESC and data and not data.startswith(_OPENERS):
            yield from self._nothing_follows()
        self._ended_with = data[-1:]
        pasted = BRACKETED_PASTE_START in data or BRACKETED_PASTE_END in data
        first, *others = [data] if pasted else _PRESSED.split(data)
        yield from super().feed(first)
        for piece in others:
            yield from self._nothing_follows()
            yield from super().feed(piece)

    def _nothing_follows(self) -> Iterable[Message]:
        """Let go of an Esc that is held back, as after the wait."""
        if self._awaiting.timeout is not None:
            self._timeout_time = 0.0
        return self.tick()


def with_hand_parser(driver: type[Driver]) -> type[Driver]:
    """Return a driver that reads its keys so; it makes its parser by a name of its module."""
    for kind in driver.__mro__:
        module = sys.modules[kind.__module__]
        if hasattr(module, XTermParser.__name__):
            setattr(module, XTermParser.__name__, HandParser)
    return driver
