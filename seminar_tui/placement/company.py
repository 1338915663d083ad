"""How good a plan's company is: its cost, and a bound below which no plan of its value can come.

By complementary slackness every plan worth as much uses only seats that are tight at the
certificate's prices, which leaves each guest few stands in a round. Each kind of company is then
put at its best alone, without regard to the others:

- politicians: most stands that different politicians could be at (a matching),
- delegations: each spread as evenly as its members' stands allow. Inserting them one by one along
  an alternating path to the least loaded stand is optimal for every convex cost (Harvey, Ladner,
  Lovasz, Tamir, Semi-matchings for bipartite graphs and load balancing, J. Algorithms 59 (2006)),
- sizes: the round's guests as even as capacities allow, no open stand without one.

The sum of the three is the bound: for plans that seat as many in each round as this one.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace

from .floor import Spread, furnish
from .market import granted, offers
from .model import Person, Plan, Problem, Stand, Weights
from .seats import free_rounds


@dataclass(frozen=True, slots=True)
class Company:
    """Company `cost` of a plan and the least it could be (`bound`); gap = cost - bound >= 0."""

    cost: int
    bound: int


def judge(problem: Problem, plan: Plan, spread: Spread | None = None) -> Company:
    """Cost and bound for a plan that its certificate proves (of one that it does not, the bound is
    that of the certificate's own). Only for a plan without a stay price: with one, other seats are
    tight."""
    spread = spread or Spread()
    bound = 0
    for round_ in range(1, problem.rounds + 1):
        bound += _round(problem, plan, round_, spread)
    return Company(furnish(problem, plan.seats, spread).cost(), bound)


def _round(problem: Problem, plan: Plan, round_: int, spread: Spread) -> int:
    stands = {stand.key: stand for stand in problem.stands}
    running = [stand for stand in problem.stands if stand.open and stand.round == round_]
    seated, everybody = 0, True
    where: list[tuple[Person, frozenset[int], bool]] = []
    for person in problem.people:
        if round_ not in free_rounds(person, problem.rounds, stands):
            continue
        sits = (person.key, round_) in plan.seats
        seated, everybody = seated + sits, everybody and sits
        where.append((person, *_tight(person, round_, problem, stands, running, plan)))
    politicians = [open_to for person, open_to, _ in where if person.politician]
    teams: dict[object, list[frozenset[int]]] = {}
    for person, open_to, may_be_out in where:
        if person.municipality is not None and (everybody or not may_be_out):
            teams.setdefault(person.municipality, []).append(open_to)
    together = sum(_pairs(team) for team in teams.values())
    met = sum(1 for n in _semi_matching(politicians, 1).values() if n)
    return _sizes(running, seated, spread) + spread.delegation * together - spread.politician * met


def _tight(
    person: Person,
    round_: int,
    problem: Problem,
    stands: dict[int, Stand],
    running: Sequence[Stand],
    plan: Plan,
) -> tuple[frozenset[int], bool]:
    """Where the person sits in the round in plans of this value, and whether without any wish."""
    if round_ in person.pins:
        return frozenset({person.pins[round_]}), False
    weights, prices = plan.certificate.weights, plan.certificate.prices
    bare = Weights(weights.gain, weights.bonus, 0, weights.base)
    surplus: dict[int, int] = {}
    best: dict[int, int] = {}
    for key, gain in offers(person, problem.rounds, stands, bare):
        surplus[key] = gain - prices.get(key, 0)
        r = stands[key].round or 0
        best[r] = max(best.get(r, surplus[key]), surplus[key])
    first = 0 if granted(person) else weights.bonus
    others = [value for r, value in best.items() if r != round_]
    elsewhere = sum(value for value in others if value > 0)
    here = {key: value for key, value in surplus.items() if stands[key].round == round_}
    without = max(0, first + (elsewhere or max(others, default=-first)))
    most = max([without, *(first + value + elsewhere for value in here.values())])
    tight = {key for key, value in here.items() if first + value + elsewhere == most}
    if without < most:
        return frozenset(tight), False
    town = person.municipality
    tight.update(
        stand.key
        for stand in running
        if not prices.get(stand.key, 0)
        and stand.key not in person.seen
        and stand.key not in person.wishes
        and (town is None or stand.municipality != town)
    )
    return frozenset(tight), True


def _pairs(team: Sequence[frozenset[int]]) -> int:
    """Fewest pairs at one stand that a delegation can do with."""
    return sum(n * (n - 1) // 2 for n in _semi_matching(team, len(team)).values())


def _semi_matching(guests: Iterable[frozenset[int]], most: int) -> Mapping[int, int]:
    """Loads of the stands when each guest goes to one of theirs and loads are as even as can be;
    a guest for whom that would be more than `most` at a stand goes nowhere."""
    load: Counter[int] = Counter()
    at: dict[int, set[int]] = {}
    open_to = list(guests)
    for g, stands in enumerate(open_to):
        via: dict[int, tuple[int, int]] = dict.fromkeys(sorted(stands), (g, -1))
        queue = deque(via)
        end = -1
        while queue:
            s = queue.popleft()
            if load[s] < most and (end == -1 or load[s] < load[end]):
                end = s
                if not load[s]:
                    break
            for other in at.get(s, ()):
                for t in open_to[other]:
                    if t not in via:
                        via[t] = (other, s)
                        queue.append(t)
        if end == -1:
            continue
        load[end] += 1
        while end != -1:
            who, former = via[end]
            at.setdefault(end, set()).add(who)
            if former != -1:
                at[former].discard(who)
            end = former
    return load


def _sizes(running: Sequence[Stand], guests: int, spread: Spread) -> int:
    """Least cost of so many guests at these stands: each next one where it costs least."""
    heap = [(-spread.first - spread.even * s.target, n) for n, s in enumerate(running)]
    heapify(heap)
    size, cost = [0] * len(running), 0
    for _ in range(min(guests, sum(stand.capacity for stand in running))):
        marginal, n = heap[0]
        cost += marginal
        size[n] += 1
        full = size[n] >= running[n].capacity
        dearest = spread.first * (len(running) + guests + 1)
        again = dearest if full else spread.even * (size[n] - running[n].target)
        heapreplace(heap, (again, n))
    return cost
