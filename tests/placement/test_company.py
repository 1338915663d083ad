"""The bound on company: never above what an independent solver reaches, tight where it is easy."""

from __future__ import annotations

import random
from itertools import product

import pytest

from seminar_tui.placement.company import _semi_matching, judge
from seminar_tui.placement.floor import Spread
from seminar_tui.placement.model import Person, Problem, Stand
from seminar_tui.placement.plan import plan
from tests.placement.instances import real
from tests.placement.oracle import ask


def test_no_plan_of_the_same_value_has_company_below_the_bound() -> None:
    days = [real(50, 8, capacity, seed) for seed in range(4) for capacity in (8, 12)]
    plans = [plan(day, 1) for day in days]
    exact = ask([("company", d, p.value, Spread(), 5) for d, p in zip(days, plans, strict=True)])
    for day, found, (best, proved) in zip(days, plans, exact, strict=True):
        mixed = judge(day, found)
        assert mixed.bound <= best + 1e-6
        assert proved - 1e-6 <= mixed.cost


def test_the_bound_is_reached_where_nobody_wishes_for_anything() -> None:
    stands = tuple(Stand(n, f"own {n}", 1, 4, 2) for n in range(3))
    people = tuple(Person(v, f"person {v:02}", f"town {v % 3}", politician=v < 3) for v in range(9))
    day = Problem(1, stands, people)
    mixed = judge(day, plan(day, 1))
    assert mixed.cost == mixed.bound


def test_without_thought_for_company_there_is_a_gap() -> None:
    day = real(120, 16, 12)
    careless = plan(day, 1, company=Spread(100_000, 0, 0, 0))
    careful = judge(day, plan(day, 1))
    assert judge(day, careless).cost > careful.cost >= careful.bound
    assert judge(day, careless).bound == careful.bound


@pytest.mark.parametrize("seed", range(30))
def test_a_semi_matching_is_as_even_as_can_be(seed: int) -> None:
    rng = random.Random(seed)
    guests = [frozenset(rng.sample(range(4), rng.randint(1, 3))) for _ in range(6)]
    found = sorted(_semi_matching(guests, 6).values())
    best = min(
        sum(choice.count(s) ** 2 for s in range(4)) for choice in product(*map(sorted, guests))
    )
    assert sum(found) == 6
    assert sum(n * n for n in found) == best
