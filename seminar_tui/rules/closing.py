"""When a day's door closes by itself, and who is taken to have gone by then."""

from __future__ import annotations

from collections.abc import Iterable

AFTER_MS = 2 * 60 * 60_000
"""How long after the last round's planned end: for coffee, goodbyes and a late start."""


def closes_at(round_ends: Iterable[int]) -> int | None:
    """Return the closing time (UTC ms) of a day whose rounds end so; None where it has none."""
    last = max(round_ends, default=None)
    return None if last is None else last + AFTER_MS


def has_gone(since: int, closes: int, now: int) -> bool:
    """Tell whether somebody inside since a moment has gone, for all that is known (UTC ms).

    Who came in after the closing time is there on purpose and stays until checked out.
    """
    return now >= closes and since < closes
