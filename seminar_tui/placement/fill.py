"""Seats for those without a wish seat: everyone who can sit does, empty stands come first.

Told people stay where they are. Others are taken in lottery order to the stand where they add least
company cost; where every stand they may enter is full, an augmenting path moves filled-in guests
along (breadth first, over stands), so that as many sit as can without touching wishes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from .floor import Floor
from .model import Problem
from .seats import free_rounds

_LOOK = 12
"""How many of the emptiest stands are weighed against each other for one guest."""


def fill(floor: Floor, round_: int, waiting: Iterable[int]) -> list[int]:
    """Seat those waiting (person indices, in lottery order); returns those who cannot sit."""
    stands = floor.open_in(round_)
    heap = [(floor.crowding(s), s) for s in stands if floor.room(s)]
    free = sum(floor.stands[s].capacity - floor.size[s] for _, s in heap)
    heapify(heap)
    left = []
    for v in waiting:
        if free and (_join(floor, v, round_, heap) or make_room(floor, v, round_, stands)):
            free -= 1
        else:
            left.append(v)
    return left


def _join(floor: Floor, v: int, round_: int, heap: list[tuple[int, int]]) -> bool:
    """Seat v at the cheapest of the emptiest stands that v may enter."""
    looked: list[int] = []
    best: tuple[int, int] | None = None
    allowed = 0
    while heap and allowed < _LOOK:
        crowding, s = heappop(heap)
        if not floor.room(s):
            continue
        now = floor.crowding(s)
        if now != crowding:
            heappush(heap, (now, s))
            continue
        looked.append(s)
        if not floor.allowed(v, s):
            continue
        allowed += 1
        cost = (floor.cost_of_joining(v, s), s)
        if best is None or cost < best:
            best = cost
    if best is not None:
        floor.sit(v * floor.rounds + round_ - 1, best[1])
    for s in looked:
        if floor.room(s):
            heappush(heap, (floor.crowding(s), s))
    return best is not None


def make_room(floor: Floor, v: int, round_: int, stands: list[int]) -> bool:
    """Seat v by moving filled-in guests along the shortest path to a free seat."""
    new = v * floor.rounds + round_ - 1
    via: dict[int, tuple[int, int]] = {s: (new, -1) for s in stands if floor.allowed(v, s)}
    queue = deque(via)
    while queue:
        s = queue.popleft()
        if floor.room(s):
            _shift(floor, via, s)
            return True
        for k in floor.borrowers[s]:
            for t in stands:
                if t not in via and floor.allowed(k // floor.rounds, t):
                    via[t] = (k, s)
                    queue.append(t)
    return False


def _shift(floor: Floor, via: dict[int, tuple[int, int]], end: int) -> None:
    t = end
    while t != -1:
        k, s = via[t]
        if s != -1:
            floor.leave(k)
        floor.sit(k, t)
        t = s


def waiting(floor: Floor, problem: Problem, round_: int) -> list[int]:
    """Who still needs a seat in the round; those told a seat that is still free sit down first."""
    stands = {stand.key: stand for stand in problem.stands}
    left = []
    for v, person in enumerate(problem.people):
        k = v * problem.rounds + round_ - 1
        if k in floor.at or round_ not in free_rounds(person, problem.rounds, stands):
            continue
        s = floor.index.get(person.told.get(round_, -1))
        told_here = s is not None and floor.stands[s].round == round_
        if s is not None and told_here and floor.room(s) and floor.allowed(v, s):
            floor.sit(k, s)
        else:
            left.append(v)
    return left
