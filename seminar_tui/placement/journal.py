"""What was written, so that it can be taken back and done again: the ground of propose and undo.

A journal is a list of entries `(undo, redo, arguments)`: each names the two opposite operations of
one small write. It is only kept while an event of the day is worked out; planning writes without
it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Operation = Callable[..., Any]
Entry = tuple[Operation, Operation, tuple[Any, ...], tuple[Any, ...]]


class Journal:
    """Entries in order; `take_back` and `do_again` replay them without writing new ones."""

    __slots__ = ("entries", "open")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.open = False

    def start(self) -> None:
        """Begin to write entries."""
        self.entries = []
        self.open = True

    def close(self) -> list[Entry]:
        """Stop writing; returns what was written."""
        self.open = False
        return self.entries

    def assign(self, values: Any, index: Any, value: Any) -> None:
        """`values[index] = value` in a list or a dict that has the index, on the record."""
        if self.open:
            old = values[index]
            self.entries.append((_assign, _assign, (values, index, old), (values, index, value)))
        values[index] = value

    def note(
        self,
        undo: Operation,
        undo_args: tuple[Any, ...],
        redo: Operation,
        redo_args: tuple[Any, ...],
    ) -> None:
        """Record an operation already done."""
        if self.open:
            self.entries.append((undo, redo, undo_args, redo_args))


def take_back(entries: list[Entry]) -> None:
    """Undo all, last first."""
    for undo, _, arguments, _ in reversed(entries):
        undo(*arguments)


def do_again(entries: list[Entry]) -> None:
    """Redo all, in order."""
    for _, redo, _, arguments in entries:
        redo(*arguments)


def _assign(values: Any, index: Any, value: Any) -> None:
    values[index] = value
