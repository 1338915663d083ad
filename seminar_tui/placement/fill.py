"""Seats for those without a wish seat: everyone who can sit does, empty stands come first.

Told people stay where they are. Others are taken in lottery order to the stand where they add least
(`floor.Floor.cost_of_joining`); where every stand they may enter is full, an augmenting path moves
filled-in guests along (breadth first, over stands), so that as many sit as can without touching
wishes.
"""

from __future__ import annotations

from collections import deque
from heapq import heapify, heappop, heappush

from .floor import Floor

_LOOK = 12
"""How many of the emptiest stands are weighed against each other for one guest."""


def fill(floor: Floor, waiting: list[int]) -> list[int]:
    """Seat those waiting (person indices in lottery order); returns those who cannot sit."""
    heap = [(floor.crowding(s), s) for s in floor.open_stands if floor.room(s)]
    heapify(heap)
    return [v for v in waiting if not (_join(floor, v, heap) or make_room(floor, v))]


def _join(floor: Floor, v: int, heap: list[tuple[int, int]]) -> bool:
    """Seat v at the cheapest of the emptiest stands that v may enter."""
    looked: list[tuple[int, int]] = []
    best: tuple[int, int] | None = None
    allowed = 0
    while heap and allowed < _LOOK:
        crowding, s = heappop(heap)
        now = floor.crowding(s)
        if not floor.room(s):
            continue
        if now != crowding:
            heappush(heap, (now, s))
            continue
        looked.append((crowding, s))
        if not floor.allowed(v, s):
            continue
        allowed += 1
        cost = (floor.cost_of_joining(v, s), s)
        if best is None or cost < best:
            best = cost
    if best is not None:
        floor.sit(v, best[1])
    for _, s in looked:
        if floor.room(s):
            heappush(heap, (floor.crowding(s), s))
    return best is not None


def make_room(floor: Floor, v: int) -> bool:
    """Seat v by moving filled-in guests along the shortest path to a free seat."""
    via: dict[int, tuple[int, int]] = {s: (v, -1) for s in floor.open_stands if floor.allowed(v, s)}
    queue = deque(via)
    while queue:
        s = queue.popleft()
        if floor.room(s):
            _shift(floor, via, s)
            return True
        if len(via) == len(floor.open_stands):
            continue
        for u in floor.guests(s):
            for t in floor.open_stands:
                if t not in via and floor.allowed(u, t):
                    via[t] = (u, s)
                    queue.append(t)
    return False


def _shift(floor: Floor, via: dict[int, tuple[int, int]], end: int) -> None:
    t = end
    while t != -1:
        u, s = via[t]
        if s != -1:
            floor.leave(u)
        floor.sit(u, t)
        t = s
