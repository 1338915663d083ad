"""Halves: better than before, exact value, locks held, stoppable, the same for the same seed."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from seminar_tui.placement.halves import Split, rounds_to_begin_with, search, with_rounds
from seminar_tui.placement.model import Objective, Problem, Stand
from seminar_tui.placement.plan import plan
from seminar_tui.placement.surrogate import Surrogate
from seminar_tui.placement.weights import weigh
from tests.bench.bench_rivals import child
from tests.placement.instances import real


def test_better_than_before_at_the_exact_value_and_reproducible() -> None:
    problem = real(120, 16, 10)
    found = search(problem, 1, sweeps=8)
    assert found.value > found.before == plan(problem).value
    assert plan(with_rounds(problem, found.rounds)).value == found.value
    assert search(problem, 1, sweeps=8) == found
    assert sorted(found.rounds.values()).count(1) == 8
    assert found.bound is not None
    assert found.value <= found.bound


def test_the_bound_holds_for_every_halves_of_a_small_day() -> None:
    problem = real(40, 6, 6)
    bound = search(problem, 1, sweeps=4).bound
    keys = [s.key for s in problem.stands]
    values = [
        plan(with_rounds(problem, {k: 1 if k in first else 2 for k in keys})).value
        for first in combinations(keys, 3)
    ]
    assert bound is not None
    assert max(values) <= bound
    assert search(problem, 1, sweeps=20).value == max(values)


def test_other_numbers_of_rounds_alternate_by_popularity() -> None:
    problem = replace(real(40, 6, 6), rounds=3)
    bare = replace(problem, stands=tuple(replace(s, round=None) for s in problem.stands))
    found = search(bare, 1)
    assert sorted(found.rounds.values()) == [1, 1, 2, 2, 3, 3]
    assert found.bound is None


def test_locks_and_pins_hold_and_rounds_may_be_missing() -> None:
    problem = real(120, 16, 10)
    bare = replace(problem, stands=tuple(replace(s, round=None) for s in problem.stands))
    guest = next(p for p in problem.people if p.presents is None)
    stand = next(s for s in problem.stands if s.municipality != guest.municipality)
    pinned = replace(guest, pins={2: stand.key})
    people = tuple(pinned if p is guest else p for p in problem.people)
    locks = {s.key: 1 for s in problem.stands[:4] if s.key != stand.key}
    found = search(replace(bare, people=people), 1, locks, sweeps=5)
    assert {k: found.rounds[k] for k in locks} == locks
    assert found.rounds[stand.key] == 2
    assert sorted(found.rounds.values()) == [1] * 8 + [2] * 8


def test_stops_when_told_and_shows_the_best_so_far() -> None:
    problem = real(120, 16, 10)
    seen: list[Split] = []
    found = search(problem, 1, sweeps=50, should_stop=lambda: len(seen) >= 2, on_best=seen.append)
    assert [s.value for s in seen] == sorted({s.value for s in seen})
    assert found.value == seen[-1].value
    assert found.flows < 50
    clock = iter(range(100))
    timed = search(problem, 1, seconds=5, elapsed=lambda: float(next(clock)))
    assert timed.flows == 6


@given(some.integers(2, 98), some.integers(0, 999))
@example(26, 1)
@example(27, 1)
def test_r11_r12_r14_each_presents_once_in_one_of_two_even_halves(count: int, seed: int) -> None:
    stands = tuple(Stand(key, f"{key:04}", None, 14) for key in range(count))
    rounds = rounds_to_begin_with(Problem(2, stands, ()), seed, {})
    assert set(rounds) == set(range(count))
    sizes = [list(rounds.values()).count(number) for number in (1, 2)]
    assert sizes == [count - count // 2, count // 2]


def test_a_swap_is_weighed_as_what_it_changes() -> None:
    problem = real(120, 16, 10)
    people = tuple(
        replace(p, rounds=frozenset({2}), wishes=p.wishes[:4]) if v % 9 == 0 else p
        for v, p in enumerate(problem.people)
    )
    problem = replace(problem, people=people)
    weights = weigh(problem, Objective.CONVEX)
    rounds = {s.key: s.round or 1 for s in problem.stands}
    surrogate = Surrogate(problem, weights, rounds)
    surrogate.learn({key: key % 7 for key in rounds})
    surrogate.move_to(rounds)
    rng = random.Random(2)
    for _ in range(200):
        a, b = rng.sample(sorted(rounds), 2)
        if surrogate.rounds[a] == surrogate.rounds[b]:
            continue
        weighed, before = surrogate.swapped(a, b), dual(surrogate)
        surrogate.swap(a, b)
        assert dual(surrogate) - before == pytest.approx(weighed)


def dual(surrogate: Surrogate) -> float:
    """The people's part of the dual, added up anew."""
    fresh = (
        terms.tabulate(surrogate.price)[sum((surrogate.rounds[k] - 1) << i for i, k in bits)]
        for terms in surrogate.terms
        for bits in [list(enumerate(terms.stands))]
    )
    return sum(fresh)


def test_the_bench_s_bound_holds_for_every_halves_of_a_small_day() -> None:
    problem = real(40, 6, 6)
    keys = [s.key for s in problem.stands]
    values = [
        plan(with_rounds(problem, {k: 1 if k in first else 2 for k in keys})).value
        for first in combinations(keys, 3)
    ]
    bound = float(child(sys.executable, "pairs", 40, 6, 6, 5)[0])
    assert max(values) <= bound + 0.01
    assert search(problem, 1, sweeps=20).value >= 0.99 * bound
