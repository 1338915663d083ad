"""What the threads tell the screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from db.rows import DayRow


@dataclass
class Opened(Message, bubble=False):
    """The store is open. `day` is None where none is chosen yet; `days` are all there are."""

    day: DayRow | None
    days: tuple[DayRow, ...]


@dataclass
class NotOpened(Message, bubble=False):
    """The store could not be opened."""

    error: Exception


@dataclass
class Worried(Message, bubble=False):
    """The store is open and works, but something about it is to be said."""

    error: Exception


@dataclass
class NotKept(Message, bubble=False):
    """A copy that should have been taken by itself was not."""

    error: Exception


@dataclass
class Changed(Message, bubble=False):
    """Somebody has written; whoever shows data reads again. A burst is one message."""

    def can_replace(self, message: Message) -> bool:
        """Let a later one stand for an earlier one still waiting."""
        return isinstance(message, Changed)


@dataclass
class Answered(Message, bubble=False):
    """A job is done, its commit included."""

    then: Callable[[Any], None]
    value: Any


@dataclass
class Troubled(Message, bubble=False):
    """A job came to nothing; nothing of it is stored."""

    failed: Callable[[Exception], None]
    error: Exception


@dataclass
class Scans(Message, bubble=False):
    """Scans that arrived while something lay over the door, each a line as it was sent.

    `spilt` is the beginning of the first that went to the door's own line before.
    """

    lines: tuple[str, ...]
    spilt: str = ""


@dataclass
class LeftKiosk(Message, bubble=False):
    """The organiser's PIN was given: the terminal is the staff's again."""
