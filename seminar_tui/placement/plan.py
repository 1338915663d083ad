"""The plan: wishes of all rounds at once, exactly; then seats for the rest, then company.

`plan(problem, seed=0, objective=Objective.CONVEX, stay=0, company=Spread(), tolerance=0) -> Plan`

Seats on wishes are an optimal joint flow over all rounds (`market`, `paths`): people are inserted
in lottery order, each by at most one shortest augmenting path a round. Then `fill` seats those
without a wish seat and `spread` improves the company without touching the value. With `stay` > 0
people's `told` seats count: the plan is optimal for value - stay * people moved (re-planning a
round on the day). Raises `Refused` for a problem that breaks a hard rule; the same problem, seed
and objective give the same plan by name in any order of input.
"""

from __future__ import annotations

from collections.abc import Mapping

from .fill import fill
from .floor import ALONE, Floor, Spread
from .lottery import draw, draw_stands
from .market import Market, lent_seats
from .model import Certificate, Objective, Person, Plan, Problem, Seat, Stand, Weights
from .paths import seat_person
from .rules import check
from .seats import free_rounds
from .weights import weigh


def plan(
    problem: Problem,
    seed: int = 0,
    objective: Objective = Objective.CONVEX,
    stay: int = 0,
    company: Spread | None = None,
    tolerance: int = 0,
) -> Plan:
    """Plan a day. See the module for what is optimal; `tolerance` (value units) is what the company
    may cost the wishes. Time: one Dijkstra over the stands for each contested seat."""
    check(problem)
    drawn = shuffled(problem, seed)
    weights = weigh(problem, objective, stay)
    market = solve(drawn, weights)
    seats = market.wish_seats()
    floors = build_floors(drawn, seats, company or Spread())
    for round_, floor in floors.items():
        fill(floor, waiting(drawn, floor, round_))
    seats = seats_of(floors)
    prices = {stand.key: market.price[market.stand_index[stand.key]] for stand in problem.stands}
    value = worth(problem, seats, weights)
    return Plan(seats, value, seed, objective, Certificate(weights, prices))


def shuffled(problem: Problem, seed: int) -> Problem:
    """The same problem with people and stands in lottery order."""
    stands = tuple(draw_stands(seed, problem.stands))
    return Problem(problem.rounds, stands, tuple(draw(seed, problem.people)))


def solve(problem: Problem, weights: Weights) -> Market:
    """The optimal market of wish seats: everyone inserted, in the order given."""
    market = Market(problem, weights)
    if weights.stay:
        for key, lent in lent_seats(problem).items():
            market.lent[market.stand_index[key]] = lent
    for v in range(len(market.people)):
        while seat_person(market, v):
            pass
    return market


def worth(problem: Problem, seats: Mapping[Seat, int], weights: Weights) -> int:
    """The value of seats: gains of wishes met, and the bonus for people who have any (and had none
    in an earlier round)."""
    total = 0
    for person in problem.people:
        got = [seats.get((person.key, r)) for r in range(1, problem.rounds + 1)]
        new = [key for key in got if key in person.wishes and key not in person.seen]
        gains = [weights.gain[person.wishes.index(key)] for key in new if key is not None]
        met = any(key in person.wishes for key in person.seen)
        total += sum(gains) + (weights.bonus if gains and not met else 0)
    return total


def build_floors(
    problem: Problem, wish_seats: Mapping[Seat, int], company: Spread
) -> dict[int, Floor]:
    """The floor of each round with pins and wish seats on it; told guests without a wish stay
    too."""
    groups = _groups(problem)
    people = list(problem.people)
    floors = {}
    for round_ in range(1, problem.rounds + 1):
        stands = [s for s in problem.stands if s.open and s.round == round_]
        floor = floors[round_] = Floor(stands, people, groups, company)
        for v, person in enumerate(people):
            key = person.pins.get(round_, wish_seats.get((person.key, round_)))
            if key is not None:
                floor.sit(v, floor.index[key], fixed=True)
    return floors


def waiting(problem: Problem, floor: Floor, round_: int) -> list[int]:
    """Who still needs a seat in the round; those told a seat that is still free sit down first."""
    stands = {stand.key: stand for stand in problem.stands}
    left = []
    for v, person in enumerate(problem.people):
        if v in floor.at or round_ not in free_rounds(person, problem, stands):
            continue
        s = floor.index.get(person.told.get(round_, -1))
        if s is not None and floor.room(s) and floor.allowed(v, s):
            floor.sit(v, s)
        else:
            left.append(v)
    return left


def seats_of(floors: Mapping[int, Floor]) -> dict[Seat, int]:
    """All seats of all floors."""
    return {
        (floor.people[v].key, round_): floor.stands[s].key
        for round_, floor in floors.items()
        for v, s in floor.at.items()
    }


def _groups(problem: Problem) -> list[int]:
    numbers: dict[object, int] = {}
    return [
        ALONE if p.municipality is None else numbers.setdefault(p.municipality, len(numbers))
        for p in problem.people
    ]


__all__ = ["Floor", "Person", "Spread", "Stand", "plan"]
