"""What can happen on the day, in the words a command or a screen says it with."""

from __future__ import annotations

from dataclasses import dataclass

PEOPLE = ("walk-in", "no-show", "late", "leaves", "here", "wishes", "pin", "unpin")
"""What happens to somebody."""
STANDS = ("cancel", "reopen", "capacity", "round", "presenters")
"""What happens to a stand."""
KINDS = (*PEOPLE, *STANDS)
ALONE = frozenset({"walk-in", "no-show", "here", "cancel", "reopen", "presenters"})
"""Kinds that take no further word."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happens: to whom (badge code) or which stand (number or municipality), and
    what else it takes: a round, a stand, seats, wishes. With `presenters`, `out` no longer
    presents the stand and `in_` does."""

    kind: str
    who: str
    more: tuple[str, ...] = ()
    out: str | None = None
    in_: str | None = None
