"""Equal to HiGHS: every objective, every hard rule, with and without a stay price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from seminar_tui.placement.floor import Spread, furnish
from seminar_tui.placement.model import Objective, Plan, Problem
from seminar_tui.placement.plan import plan, shuffled
from seminar_tui.placement.proof import Verdict, verify
from tests.placement.instances import real, small
from tests.placement.oracle import ask

COUNT = 500
STAY = 5


def moved_wish_seats(problem: Problem, result: Plan) -> int:
    """Told seats changed for a wish, and seats taken from told guests without one, as the stay
    price counts them (kept told wishes count below zero)."""
    stands = {s.key: s for s in problem.stands}
    moved, lent, taken = 0, dict.fromkeys(stands, 0), dict.fromkeys(stands, 0)
    pins = dict.fromkeys(stands, 0)
    for person in problem.people:
        own = stands.get(person.presents) if person.presents is not None else None
        for key in person.pins.values():
            pins[key] += 1
        for round_ in range(1, problem.rounds + 1):
            here = person.rounds is None or round_ in person.rounds
            busy = own is not None and own.open and own.round == round_
            if not here or busy or round_ in person.pins:
                continue
            now = result.seats.get((person.key, round_))
            wished = now in person.wishes and now not in person.seen
            if wished:
                taken[now] += 1
            told = stands.get(person.told.get(round_, -1))
            own_town = told is not None and told.municipality == person.municipality is not None
            if told is None or not told.open or told.round != round_ or own_town:
                continue
            if told.key in person.wishes:
                moved -= now == told.key and wished
            else:
                lent[told.key] += 1
                moved += wished
    for key, stand in stands.items():
        seats = (stand.capacity if stand.open else 0) - pins[key]
        moved += max(0, taken[key] - max(0, seats - lent[key]))
    return moved


def tiers_of(problem: Problem, result: Plan, stay: int) -> tuple[int, ...]:
    """The objective's tiers, counted from the seats alone."""
    depth = max(5, max(len(p.wishes) for p in problem.people))
    profile, anyone = [0] * depth, 0
    for person in problem.people:
        keys = [result.seats.get((person.key, r)) for r in range(1, problem.rounds + 1)]
        new = [k for k in keys if k in person.wishes and k not in person.seen]
        for key in new:
            profile[person.wishes.index(key)] += 1
        anyone += bool(new) and not any(k in person.wishes for k in person.seen)
    moved = moved_wish_seats(problem, result) if stay else 0
    last = [-moved] if stay else []
    match result.objective:
        case Objective.CONVEX:
            worth = (40, 39, 37, 33, 25, 9)
            total = sum(n * w for n, w in zip(profile, worth, strict=False))
            return (total + 30 * anyone - stay * moved,)
        case Objective.GENEROUS:
            return (sum(profile), anyone, *(-n for n in profile[:0:-1]), *last)
        case Objective.RANK_MAXIMAL:
            return (*profile, anyone, *last)


@pytest.mark.long
@pytest.mark.parametrize("stay", [0, STAY])
@pytest.mark.parametrize("objective", list(Objective))
def test_equals_an_independent_solver_on_500_instances(objective: Objective, stay: int) -> None:
    problems = [small(seed, told=bool(stay)) for seed in range(COUNT)]
    best = ask([("tiers", p, objective.value, stay) for p in problems])
    for seed, (problem, expected) in enumerate(zip(problems, best, strict=True)):
        found = plan(problem, seed, objective, stay)
        assert tiers_of(problem, found, stay) == expected, seed
        assert verify(problem, found).verdict is Verdict.OPTIMAL, seed


@pytest.mark.parametrize("objective", list(Objective))
def test_equals_an_independent_solver(objective: Objective) -> None:
    problems = [small(seed) for seed in range(1000, 1040)]
    best = ask([("tiers", p, objective.value, 0) for p in problems])
    found = [tiers_of(p, plan(p, 1, objective), 0) for p in problems]
    assert found == best


def test_real_size_equals_an_independent_solver() -> None:
    problem = real(300, 40, 10)
    assert ask([("tiers", problem, "convex", 0)]) == [(plan(problem, 1).value,)]


@pytest.mark.parametrize(("capacity", "may_lose"), [(15, 0.05), (10, 0.20)])
def test_company_loses_little_of_the_possible_gain(capacity: int, may_lose: float) -> None:
    problem = real(300, 40, capacity)
    found, none = plan(problem, 1), plan(problem, 1, company=Spread(100_000, 0, 0, 0))
    cost = company_cost(problem, found.seats)
    [(exact, _)] = ask([("company", problem, found.value, Spread(), 60)])
    possible = company_cost(problem, none.seats) - exact
    assert possible > 0
    assert cost - exact <= may_lose * possible


def company_cost(problem: Problem, seats: Mapping[Any, int]) -> int:
    return furnish(shuffled(problem, 1), seats, Spread()).cost()
