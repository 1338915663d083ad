"""Counts over time as one line of small columns."""

from __future__ import annotations

from collections.abc import Mapping

_SIGNS = "▁▂▃▄▅▆▇█"


def sparks(counts: Mapping[int, int], step: int, most: int) -> str:
    """Return a column for each step from the first count to the last, at most so many, newest last.

    `counts` are by the start of each step, in the same unit as `step`. Gaps are counts of none.
    """
    if not counts:
        return ""
    last = max(counts)
    first = max(min(counts), last - (most - 1) * step)
    values = [counts.get(at, 0) for at in range(first, last + 1, step)]
    top = max(max(values), 1)
    return "".join(_SIGNS[value * (len(_SIGNS) - 1) // top] for value in values)
