"""One round's floor: who stands where, and what a guest more or less costs in company.

Company cost of a stand with n guests, n_g of them from municipality g, m politicians:

    even * (n(n-1)/2 - target * n) + delegation * sum_g n_g(n_g-1)/2 - first * [n > 0] - politician
    * [m > 0]

Every term is convex in its own count, so that marginal costs are enough. The lower the better;
wishes are not part of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from .model import Person, Stand

ALONE = -1
"""Group of someone without a municipality: such people are no delegation."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What company costs. First guests outrank all; two of one municipality weigh half a
    politician; even sizes break ties. All terms are integers."""

    first: int = 100_000
    delegation: int = 60
    politician: int = 120
    even: int = 1


class Floor:
    """Mutable counts of one round. Stands are local indices into `stands`, people global ones."""

    def __init__(
        self, stands: list[Stand], people: list[Person], groups: list[int], spread: Spread
    ) -> None:
        self.stands = stands
        self.people = people
        self.group = groups
        self.spread = spread
        self.index = {stand.key: s for s, stand in enumerate(stands)}
        self.open_stands = range(len(stands))
        self.capacity = [stand.capacity for stand in stands]
        self.size = [0] * len(stands)
        self.politicians = [0] * len(stands)
        self.delegations: list[dict[int, int]] = [{} for _ in stands]
        self.at: dict[int, int] = {}
        self.borrowers: list[dict[int, None]] = [{} for _ in stands]
        self.free = sum(self.capacity)

    def allowed(self, v: int, s: int) -> bool:
        """Nobody is a guest at the own municipality, nor twice at one stand."""
        person, stand = self.people[v], self.stands[s]
        own = person.municipality
        return (own is None or stand.municipality != own) and stand.key not in person.seen

    def room(self, s: int) -> bool:
        """Whether s has a free seat."""
        return self.size[s] < self.capacity[s]

    def guests(self, s: int) -> list[int]:
        """Guests at s who did not wish for it and are not pinned: they may be moved."""
        return list(self.borrowers[s])

    def sit(self, v: int, s: int, *, fixed: bool = False) -> None:
        """Seat v at s; a fixed guest (wish or pin) is never moved by the fill."""
        self.at[v] = s
        self.size[s] += 1
        self.free -= 1
        group = self.group[v]
        if group != ALONE:
            self.delegations[s][group] = self.delegations[s].get(group, 0) + 1
        if self.people[v].politician:
            self.politicians[s] += 1
        if not fixed:
            self.borrowers[s][v] = None

    def leave(self, v: int) -> int:
        """Take v up; returns the stand left."""
        s = self.at.pop(v)
        self.size[s] -= 1
        self.free += 1
        group = self.group[v]
        if group != ALONE:
            self.delegations[s][group] -= 1
        if self.people[v].politician:
            self.politicians[s] -= 1
        self.borrowers[s].pop(v, None)
        return s

    def crowding(self, s: int) -> int:
        """Marginal cost of one more guest at s, whoever it is."""
        size = self.size[s]
        cost = self.spread.even * (size - self.stands[s].target)
        return cost if size else cost - self.spread.first

    def cost_of_joining(self, v: int, s: int) -> int:
        """Marginal company cost of v joining s."""
        cost = self.crowding(s)
        group = self.group[v]
        if group != ALONE:
            cost += self.spread.delegation * self.delegations[s].get(group, 0)
        if self.people[v].politician and not self.politicians[s]:
            cost -= self.spread.politician
        return cost

    def cost(self) -> int:
        """Company cost of the whole floor."""
        return sum(self._stand_cost(s) for s in self.open_stands)

    def _stand_cost(self, s: int) -> int:
        size, spread = self.size[s], self.spread
        cost = spread.even * (size * (size - 1) // 2 - self.stands[s].target * size)
        cost += spread.delegation * sum(n * (n - 1) // 2 for n in self.delegations[s].values())
        return cost - spread.first * (size > 0) - spread.politician * (self.politicians[s] > 0)
