"""For how long a message of the organiser is news to a screen that opens.

A screen keeps what it shows until that is acknowledged. One that opens later is told what its
own stand was told, but no call to all that was meant for a moment long gone.
"""

from __future__ import annotations

from collections.abc import Iterable

LASTS_MS = 3 * 60 * 60_000
"""How long a call to all is news at most, in milliseconds."""


def is_news(to_all: bool, at: int, now: int, round_ends: Iterable[int]) -> bool:
    """Tell whether a message sent `at` is for a screen that opens `now` (UTC milliseconds).

    A call to all is meant for the round it was sent in or before; what a single stand was told
    stays.
    """
    if not to_all:
        return True
    later = [end for end in round_ends if end > at]
    return now < min([*later, at + LASTS_MS])
