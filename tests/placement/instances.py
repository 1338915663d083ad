"""Seeded instances: small random ones with every rule in them, and real sizes after the reference.

Real sizes: Zipf-skewed popularity (exponent 0.8), 5 distinct wishes, own stand excluded, 1-3
presenters a stand, lognormal delegations, a quarter politicians, a tenth short lists.
"""

from __future__ import annotations

import random
from dataclasses import replace

from seminar_tui.placement.model import Person, Problem, Stand


def small(seed: int, *, told: bool = False) -> Problem:
    """At most 12 people and 7 stands; pins, closed stands, late arrivals, presenters, visits."""
    rng = random.Random(seed)
    rounds = rng.choice((1, 2, 2, 2, 3))
    count = rng.randint(rounds, 7)
    towns = [f"town {i}" for i in range(rng.randint(1, 5))]
    stands = [
        Stand(
            n,
            rng.choice([*towns, None]),
            n % rounds + 1,
            rng.randint(1, 3),
            rng.randint(1, 3),
            n < rounds or rng.random() < 0.9,
        )
        for n in range(count)
    ]
    people = [_someone(rng, v, stands, towns, rounds, told) for v in range(rng.randint(1, 12))]
    return Problem(rounds, tuple(stands), tuple(_without_full_pins(people, stands)))


def _someone(
    rng: random.Random, v: int, stands: list[Stand], towns: list[str], rounds: int, told: bool
) -> Person:
    town = rng.choice([*towns, None])
    wishes = tuple(rng.sample([s.key for s in stands], rng.randint(0, min(5, len(stands)))))
    presents = rng.choice(stands).key if rng.random() < 0.2 else None
    free = set(range(1, rounds + 1))
    if presents is not None and stands[presents].open:
        free.discard(stands[presents].round or 0)
    here = None
    if rng.random() < 0.15:
        here = frozenset(rng.sample(range(1, rounds + 1), rng.randint(0, rounds)))
        free &= here
    pins = {}
    stay = {}
    for stand in rng.sample(stands, len(stands)):
        foreign = town is None or stand.municipality != town
        if not (stand.open and stand.round in free and foreign):
            continue
        if rng.random() < 0.08:
            pins[stand.round] = stand.key
        if told and rng.random() < 0.6:
            stay[stand.round] = stand.key
    seen = tuple(k for k in wishes if rng.random() < 0.05)
    return Person(
        v, f"person {v}", town, wishes, presents, rng.random() < 0.25, here, pins, stay, seen
    )


def _without_full_pins(people: list[Person], stands: list[Stand]) -> list[Person]:
    left = {s.key: s.capacity for s in stands}
    kept = []
    for person in people:
        pins = {}
        for round_, key in person.pins.items():
            if left[key]:
                left[key] -= 1
                pins[round_] = key
        kept.append(replace(person, pins=pins))
    return kept


def real(people: int, stands: int, capacity: int, seed: int = 1, *, zipf: float = 0.8) -> Problem:
    """A day of real size; stands alternate between two rounds by popularity."""
    rng = random.Random(seed)
    order = list(range(stands))
    rng.shuffle(order)
    rank = {s: i for i, s in enumerate(order)}
    weight = [1 / (rank[s] + 1) ** zipf for s in range(stands)]
    table = [
        Stand(s + 1, f"town {s}", rank[s] % 2 + 1, capacity, min(10, capacity))
        for s in range(stands)
    ]
    sizes = [rng.lognormvariate(0, 0.8) for _ in range(stands)]
    folk = []
    for s in range(stands):
        for _ in range(rng.randint(1, 3)):
            folk.append((s, s + 1))
    for s in rng.choices(range(stands), sizes, k=max(0, people - len(folk))):
        folk.append((s, None))
    made = []
    for v, (town, presents) in enumerate(folk[:people]):
        wanted = rng.randint(1, 4) if rng.random() < 0.1 else 5
        wishes = _wishes(rng, weight, town, wanted)
        made.append(Person(v, f"person {v}", f"town {town}", wishes, presents, rng.random() < 0.25))
    return Problem(2, tuple(table), tuple(made))


def _wishes(rng: random.Random, weight: list[float], town: int, count: int) -> tuple[int, ...]:
    picked: dict[int, None] = {}
    while len(picked) < min(count, len(weight) - 1):
        for s in rng.choices(range(len(weight)), weight, k=count * 2):
            if s != town and len(picked) < count:
                picked[s + 1] = None
    return tuple(picked)
