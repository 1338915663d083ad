"""The floor: who stands where in each round, and what a guest more or less costs in company.

Company cost of a stand with n guests, n_g of them from municipality g, m politicians:

    even * (n(n-1)/2 - target * n) + delegation * sum_g n_g(n_g-1)/2 - first * [n > 0] - politician
    * [m > 0]

Every term is convex in its own count, so that marginal costs are enough. The lower the better;
wishes are not part of it. Indices are the market's: people v, stands s, person-rounds k = v *
rounds + round.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping
from dataclasses import dataclass

from .journal import Journal
from .model import Person, Problem, Seat, Stand

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
    """Mutable counts. `at[k]` is the stand of a person-round; `borrowers[s]` are the person-rounds
    at s that neither wished for it nor are pinned there (sorted): they may be moved freely.
    `touched` lists the k seated or taken up while the journal was open."""

    def __init__(self, problem: Problem, spread: Spread) -> None:
        self.rounds = problem.rounds
        self.spread = spread
        self.journal = Journal()
        self.stands: list[Stand] = list(problem.stands)
        self.people: list[Person] = list(problem.people)
        self.index = {stand.key: s for s, stand in enumerate(self.stands)}
        self._numbers: dict[object, int] = {}
        self.group = [self._number(person) for person in self.people]
        count = len(self.stands)
        self.size = [0] * count
        self.politicians = [0] * count
        self.delegations: list[dict[int, int]] = [{} for _ in range(count)]
        self.borrowers: list[list[int]] = [[] for _ in range(count)]
        self.at: dict[int, int] = {}
        self.touched: list[int] = []

    def _number(self, person: Person) -> int:
        if person.municipality is None:
            return ALONE
        return self._numbers.setdefault(person.municipality, len(self._numbers))

    def add_person(self, person: Person) -> int:
        """Someone new; seated nowhere."""
        self.people.append(person)
        self.group.append(self._number(person))
        self.journal.note(self.drop_last, (), self.add_person, (person,))
        return len(self.people) - 1

    def drop_last(self) -> None:
        """Forget the one added last, who must be seated nowhere."""
        self.people.pop()
        self.group.pop()

    def open_in(self, round_: int) -> list[int]:
        """Open stands of a round (numbered from 1)."""
        return [s for s, stand in enumerate(self.stands) if stand.open and stand.round == round_]

    def allowed(self, v: int, s: int) -> bool:
        """Nobody is a guest at the own municipality, nor twice at one stand."""
        person, stand = self.people[v], self.stands[s]
        own = person.municipality
        return (own is None or stand.municipality != own) and stand.key not in person.seen

    def room(self, s: int) -> bool:
        """Whether s is open and has a free seat."""
        stand = self.stands[s]
        return stand.open and self.size[s] < stand.capacity

    def sit(self, k: int, s: int, fixed: bool = False) -> None:
        """Seat a person-round at s; a fixed one (wish or pin) is never moved by the fill."""
        self.at[k] = s
        self.size[s] += 1
        v = k // self.rounds
        group = self.group[v]
        if group != ALONE:
            self.delegations[s][group] = self.delegations[s].get(group, 0) + 1
        if self.people[v].politician:
            self.politicians[s] += 1
        if not fixed:
            insort(self.borrowers[s], k)
        if self.journal.open:
            self.touched.append(k)
            self.journal.note(self.leave, (k,), self.sit, (k, s, fixed))

    def leave(self, k: int) -> int:
        """Take a person-round up; returns the stand left."""
        s = self.at.pop(k)
        self.size[s] -= 1
        v = k // self.rounds
        group = self.group[v]
        if group != ALONE:
            self.delegations[s][group] -= 1
        if self.people[v].politician:
            self.politicians[s] -= 1
        borrowers = self.borrowers[s]
        place = bisect_left(borrowers, k)
        fixed = place == len(borrowers) or borrowers[place] != k
        if not fixed:
            del borrowers[place]
        if self.journal.open:
            self.touched.append(k)
            self.journal.note(self.sit, (k, s, fixed), self.leave, (k,))
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
        return sum(self._stand_cost(s) for s, stand in enumerate(self.stands) if stand.open)

    def _stand_cost(self, s: int) -> int:
        size, spread = self.size[s], self.spread
        cost = spread.even * (size * (size - 1) // 2 - self.stands[s].target * size)
        cost += spread.delegation * sum(n * (n - 1) // 2 for n in self.delegations[s].values())
        return cost - spread.first * (size > 0) - spread.politician * (self.politicians[s] > 0)

    def seats(self) -> dict[Seat, int]:
        """Everyone's seats, as a plan has them."""
        rounds, people, stands = self.rounds, self.people, self.stands
        return {
            (people[k // rounds].key, k % rounds + 1): stands[s].key for k, s in self.at.items()
        }


def furnish(problem: Problem, wish_seats: Mapping[Seat, int], spread: Spread) -> Floor:
    """The floor with pins and wish seats on it, nobody else."""
    floor = Floor(problem, spread)
    for v, person in enumerate(problem.people):
        for round_ in range(1, problem.rounds + 1):
            key = person.pins.get(round_, wish_seats.get((person.key, round_)))
            if key is not None:
                floor.sit(v * problem.rounds + round_ - 1, floor.index[key], fixed=True)
    return floor
