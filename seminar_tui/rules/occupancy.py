"""How full a stand is: a word for it, and the cells of its bar."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fill(StrEnum):
    """How full a stand is. The target is an expectation, the capacity a wall."""

    EMPTY = "empty"
    ROOM = "room"
    TARGET = "target"
    FULL = "full"
    OVER = "over"


def fill(people: int, target: int, capacity: int) -> Fill:
    """Return how full a stand with so many people is; `target` is where it has enough."""
    if people <= 0:
        return Fill.EMPTY
    if people > capacity:
        return Fill.OVER
    if people == capacity:
        return Fill.FULL
    return Fill.TARGET if people >= target else Fill.ROOM


def free_seats(people: int, capacity: int) -> int:
    """Return how many more there is room for; never below zero."""
    return max(0, capacity - people)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stand's bar in cells: who is here, who is placed and still to come, what is free.

    The three fill the width. `target` is the cell where the target is reached, counted
    from 0, or None where it lies beyond the bar. `over` says that more are here than fit.
    """

    here: int
    coming: int
    free: int
    target: int | None
    over: bool


def bar(here: int, placed: int, target: int, capacity: int, width: int) -> Bar:
    """Return the bar of a stand over so many cells; the whole width is the capacity.

    Anybody at all shows as at least one cell, and a bar is full only when the stand is.
    """
    scale = max(capacity, 1)
    solid = _cells(here, scale, width)
    pale = max(0, _cells(placed, scale, width) - solid)
    mark = target * width // scale
    return Bar(solid, pale, width - solid - pale, mark if mark < width else None, here > capacity)


def _cells(people: int, scale: int, width: int) -> int:
    if people <= 0:
        return 0
    if people >= scale:
        return width
    return min(max(1, people * width // scale), max(0, width - 1))
