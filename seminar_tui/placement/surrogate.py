"""The dual of the wish flow as a function of the halves, at fixed prices: people's own small
tables.

For prices p, a person's part of the dual is the best bundle (one wish a round) at gain - price. It
depends only on the rounds of the stands the person wishes for or staffs: a table over that many
bits (two rounds). The sum over people, plus price * seats over stands, bounds the flow's value from
above for the same halves, and meets it at the flow's own prices.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from .market import granted, worth_of_pins
from .model import Person, Problem, Weights

DEEP = 6
"""Wishes looked at for one person; later ones hardly ever decide."""
PULL = 0.5
"""How far prices move towards those of each new flow."""


class Surrogate:
    """Rounds of the stands now, and what everyone's bundle is worth at the present prices."""

    def __init__(self, problem: Problem, weights: Weights, rounds: Mapping[int, int]) -> None:
        self.rounds = dict(rounds)
        self.weights = weights
        self.price: dict[int, float] = dict.fromkeys(rounds, 0.0)
        self.fans: dict[int, list[tuple[int, int]]] = {key: [] for key in rounds}
        self.terms: list[_Terms] = []
        self.bits: list[list[tuple[int, int]]] = []
        self.mask: list[int] = []
        self.table: list[list[float]] = []
        self.flip: dict[int, float] = dict.fromkeys(rounds, 0.0)
        self.shared: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
        towns = {stand.key: stand.municipality for stand in problem.stands}
        for person in problem.people:
            self._add(person, towns)
        self.learned = False
        self.capacity = {s.key: s.capacity for s in problem.stands if s.key in rounds}
        self.settled = 0
        self.whole = all(len(person.wishes) <= DEEP for person in problem.people)
        for person in problem.people:
            self.settled += worth_of_pins(person, weights)
            for key in person.pins.values():
                self.capacity[key] -= 1

    def _add(self, person: Person, towns: Mapping[int, object]) -> None:
        terms = _terms(person, self.rounds, towns, self.weights)
        if terms is None:
            return
        v = len(self.terms)
        self.terms.append(terms)
        bits = [(key, 1 << i) for i, key in enumerate(terms.stands)]
        for i, (key, bit) in enumerate(bits):
            self.fans[key].append((v, bit))
            for other, second in bits[:i]:
                self.shared.setdefault((key, other), []).append((v, bit, second))
                self.shared.setdefault((other, key), []).append((v, second, bit))
        self.bits.append(bits)
        self.mask.append(_mask(terms.stands, self.rounds))
        self.table.append([])

    def learn(self, prices: Mapping[int, int]) -> None:
        """Move prices towards a flow's own, and tabulate everyone's best bundle again."""
        pull = PULL if self.learned else 1.0
        self.learned = True
        for key in self.price:
            self.price[key] += pull * (prices[key] - self.price[key])
        self.table = [terms.tabulate(self.price) for terms in self.terms]

    def bound(self) -> int | None:
        """No halves at all allow more than this: everyone gets the best bundle at these prices with
        the rounds they would like best (weak duality). None where a list is longer than the
        tables."""
        if not self.whole:
            return None
        seats = sum(self.capacity[key] * price for key, price in self.price.items())
        bundles = sum(max(values) for values in self.table)
        return self.settled + int(seats + bundles + 1e-6)

    def move_to(self, rounds: Mapping[int, int]) -> None:
        """Take these halves, at the prices learnt before."""
        self.rounds = dict(rounds)
        self.mask = [_mask(terms.stands, rounds) for terms in self.terms]
        self._weigh_flips()

    def _weigh_flips(self) -> None:
        """What the dual would change by if a stand alone went to the other round."""
        flip = dict.fromkeys(self.rounds, 0.0)
        for mask, values, bits in zip(self.mask, self.table, self.bits, strict=True):
            now = values[mask]
            for key, bit in bits:
                flip[key] += values[mask ^ bit] - now
        self.flip = flip

    def swapped(self, a: int, b: int) -> float:
        """The change of the dual if two stands of different rounds exchanged them: that of two
        flips, set right for the people who care for both."""
        delta = self.flip[a] + self.flip[b]
        mask, table = self.mask, self.table
        for v, bit, second in self.shared.get((a, b), ()):
            m, values = mask[v], table[v]
            delta += values[m ^ bit ^ second] + values[m] - values[m ^ bit] - values[m ^ second]
        return delta

    def swap(self, a: int, b: int) -> None:
        """Exchange the rounds of two stands."""
        self.rounds[a], self.rounds[b] = self.rounds[b], self.rounds[a]
        mask, table, flip, bits = self.mask, self.table, self.flip, self.bits
        for stand in (a, b):
            for v, own in self.fans[stand]:
                before, values = mask[v], table[v]
                mask[v] = after = before ^ own
                change = values[before] - values[after]
                for key, bit in bits[v]:
                    flip[key] += values[after ^ bit] - values[before ^ bit] + change


class _Terms:
    """One person: stands in the order of the table's bits (wishes, then the own stand if it
    matters)."""

    __slots__ = ("bonus", "busy", "gains", "stands", "wishes")

    def __init__(
        self,
        wishes: tuple[int, ...],
        gains: tuple[int, ...],
        bonus: int,
        own: int | None,
        only: int | None,
    ) -> None:
        self.wishes = wishes
        self.gains = gains
        self.bonus = bonus
        self.stands = wishes if own is None else (*wishes, own)
        self.busy = "own" if own is not None else only

    def tabulate(self, price: Mapping[int, float]) -> list[float]:
        """Worth of the best bundle for every mask (bit set: the stand is in round 2)."""
        surplus = [g - price[key] for g, key in zip(self.gains, self.wishes, strict=True)]
        order = tuple(sorted(range(len(surplus)), key=lambda i: -surplus[i]))
        best = surplus[order[0]]
        if self.busy is None:
            base = max(0.0, best + self.bonus)
            values = [base, *(base + max(0.0, surplus[i]) for i in order[1:])]
            return [values[j] for j in _second(order)]
        values = [0.0, *(max(0.0, surplus[i] + self.bonus) for i in order)]
        return [values[j] for j in _first_free(order, self.busy)]


@lru_cache(maxsize=4096)
def _second(order: tuple[int, ...]) -> tuple[int, ...]:
    """For each mask, which in the order is the first in the other round than the best (0: none)."""
    patterns = []
    for mask in range(1 << len(order)):
        top = mask >> order[0] & 1
        others = (j for j, i in enumerate(order) if mask >> i & 1 != top)
        patterns.append(next(others, 0))
    return tuple(patterns)


@lru_cache(maxsize=8192)
def _first_free(order: tuple[int, ...], busy: str | int) -> tuple[int, ...]:
    """For each mask, 1 + which in the order is the first in a round the person is free in (0:
    none). `busy` is the one round taken (as a bit), or "own": that of the last bit."""
    count = len(order)
    patterns = []
    for mask in range(1 << (count + (busy == "own"))):
        taken = mask >> count & 1 if busy == "own" else busy
        free = (j + 1 for j, i in enumerate(order) if mask >> i & 1 != taken)
        patterns.append(next(free, 0))
    return tuple(patterns)


def _terms(
    person: Person, rounds: Mapping[int, int], towns: Mapping[int, object], weights: Weights
) -> _Terms | None:
    wishes: list[int] = []
    gains: list[int] = []
    for rank, key in enumerate(person.wishes):
        foreign = person.municipality is None or towns[key] != person.municipality
        if key in rounds and foreign and key not in person.seen and len(wishes) < DEEP:
            wishes.append(key)
            gains.append(weights.gain[rank])
    here = {1, 2} if person.rounds is None else set(person.rounds)
    here -= set(person.pins)
    if not wishes or not here & {1, 2}:
        return None
    bonus = 0 if granted(person) else weights.bonus
    own = person.presents if person.presents in rounds else None
    only = None if {1, 2} <= here else (1 if 1 in here else 0)
    if only is not None and own is not None:
        own = None
    return _Terms(tuple(wishes), tuple(gains), bonus, own, only)


def _mask(stands: tuple[int, ...], rounds: Mapping[int, int]) -> int:
    mask = 0
    for bit, key in enumerate(stands):
        mask |= (rounds[key] - 1) << bit
    return mask
