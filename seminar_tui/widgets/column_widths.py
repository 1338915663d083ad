"""How wide a table's columns are where all of them are to be seen at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

LEAST = 8
"""Cells below which no column is cut: less of a word tells nobody anything."""


class Lengths:
    """How many texts of a column are how long, so that one that changes needs no recount."""

    def __init__(self, lengths: Iterable[int] = ()) -> None:
        self._counts = Counter(lengths)

    @property
    def longest(self) -> int:
        """The length of the longest; 0 where there is none."""
        return max(self._counts, default=0)

    def swap(self, former: int, now: int) -> None:
        """Count a text of the length `former` as one of the length `now`."""
        self._counts[now] += 1
        self._counts[former] -= 1
        if not self._counts[former]:
            del self._counts[former]


def fitted(
    widths: Sequence[int], labels: Sequence[int], room: int, lead: int = 1, spare: int = 0
) -> list[int]:
    """Return the columns' widths so that they fit into `room`, the widest cut first.

    The first `lead` columns say what the row is about and are cut last. No column is cut below
    its label or `LEAST`; where that is still too wide, the last `spare` ones are left out (0
    wide), else the table goes on to the right, and those first ones stay whole. All are counted
    in cells.
    """
    all_of_them = _fitted(widths, labels, room, lead)
    if not spare or sum(all_of_them) <= room:
        return all_of_them
    return [*_fitted(widths[:-spare], labels[:-spare], room, lead), *[0] * spare]


def _fitted(widths: Sequence[int], labels: Sequence[int], room: int, lead: int) -> list[int]:
    least = [min(width, max(label, LEAST)) for width, label in zip(widths, labels, strict=True)]
    others = _capped(widths[lead:], least[lead:], room - sum(widths[:lead]))
    first = _capped(widths[:lead], least[:lead], room - sum(others))
    return [*(first if sum(first) + sum(others) <= room else widths[:lead]), *others]


def _capped(widths: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return widths none of which is over a common highest one, so that they fit where they can."""
    most = max(widths, default=0)
    cut = list(widths)
    while sum(cut) > room and most > 0:
        most -= 1
        cut = [max(low, min(width, most)) for low, width in zip(least, widths, strict=True)]
    return cut
