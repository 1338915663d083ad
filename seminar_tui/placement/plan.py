"""The plan: wishes of all rounds at once, exactly; then seats for the rest, then company.

`plan(problem, seed=0, objective=Objective.CONVEX, stay=0, company=Spread(), tolerance=0) -> Plan`

Seats on wishes are an optimal joint flow over all rounds: an `auction` sets prices and seats all it
can, and those left with a tie are inserted in lottery order, each by at most one shortest
augmenting path a round (`paths`). Then `fill` seats those
without a wish seat and `spread` improves the company without touching the value. With `stay` > 0
people's `told` seats count: the plan is optimal for value - stay * people moved (re-planning a
round on the day). Raises `Refused` for a problem that breaks a hard rule; the same problem, seed
and objective give the same plan by name in any order of input.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .auction import auction
from .fill import fill, waiting
from .floor import Spread, furnish
from .lottery import draw, draw_stands
from .market import Market, lent_seats
from .model import Certificate, Objective, Person, Plan, Problem, Seat, Weights
from .paths import seat_person, settle
from .rules import check
from .spread import improve
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
    floor = furnish(drawn, market.wish_seats(), company or Spread())
    unseated = [
        [
            v * problem.rounds + round_ - 1
            for v in fill(floor, round_, waiting(floor, drawn, round_))
        ]
        for round_ in range(1, problem.rounds + 1)
    ]
    if not stay:
        improve(floor, market, unseated, tolerance)
    seats = floor.seats()
    value = worth(problem, seats, weights)
    return Plan(seats, value, seed, objective, Certificate(weights, market.prices()))


def shuffled(problem: Problem, seed: int) -> Problem:
    """The same problem with people and stands in lottery order."""
    stands = tuple(draw_stands(seed, problem.stands))
    return Problem(problem.rounds, stands, tuple(draw(seed, problem.people)))


def solve(problem: Problem, weights: Weights) -> Market:
    """The optimal market of wish seats. Ties fall in the order given. A stand with a price whose
    seats are not all taken has someone who is as well off there as without: `settle` finds them."""
    market = Market(problem, weights)
    if weights.stay:
        market.lend(lent_seats(problem))
    auction(market)
    for v in range(len(market.people)):
        while seat_person(market, v):
            pass
    for s in range(len(market.stands)):
        settle(market, s)
    return market


def worth(problem: Problem, seats: Mapping[Seat, int], weights: Weights) -> int:
    """The value of seats: gains of wishes met, and the bonus for people who have any (and had none
    in an earlier round)."""
    rounds = range(1, problem.rounds + 1)
    return sum(
        worth_of(person, [seats.get((person.key, r)) for r in rounds], weights)
        for person in problem.people
    )


def worth_of(person: Person, stands: Iterable[int | None], weights: Weights) -> int:
    """What one person's seats are worth."""
    wishes, seen = person.wishes, person.seen
    gains = [
        weights.gain[wishes.index(s)]
        for s in stands
        if s is not None and s in wishes and s not in seen
    ]
    if not gains:
        return 0
    return sum(gains) + (0 if any(key in wishes for key in seen) else weights.bonus)
