"""For how long a message of the organiser is news to a screen that opens.

A screen keeps what it shows until that is acknowledged. One that opens later is told all that
its station has not acknowledged either, but no call to all that was sent to others long before.
"""

from __future__ import annotations

LASTS_MS = 3 * 60 * 60_000
"""How long a call to all is news to a screen that did not show it, in milliseconds."""


def is_news(to_all: bool, at: int, now: int) -> bool:
    """Tell whether a message sent `at` is for a screen that opens `now` (UTC milliseconds).

    Rounds that end meanwhile say nothing of it; what a single stand was told stays.
    """
    return not to_all or now < at + LASTS_MS
