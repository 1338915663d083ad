"""Halves: better than before, exact value, locks held, stoppable, the same for the same seed."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from seminar_tui.placement.halves import Split, search, with_rounds
from seminar_tui.placement.plan import plan
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
    found = search(problem, 1, sweeps=50, should_stop=lambda: len(seen) >= 3, on_best=seen.append)
    assert [s.value for s in seen] == sorted({s.value for s in seen})
    assert found.value == seen[-1].value
    assert found.flows < 50
    clock = iter(range(100))
    timed = search(problem, 1, seconds=5, elapsed=lambda: float(next(clock)))
    assert timed.flows == 6
