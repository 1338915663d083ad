"""Random events of a live day, drawn from what is there now."""

from __future__ import annotations

import random

from seminar_tui.placement.events import (
    CapacityChanged,
    Event,
    Here,
    Pinned,
    PresenterSwapped,
    Replanned,
    StandCancelled,
    StandMoved,
    StandReopened,
    Unpinned,
    WalkIn,
    WishesChanged,
)
from seminar_tui.placement.model import Person, Problem


def random_event(rng: random.Random, problem: Problem, number: int) -> Event:
    """Any event; some of them will be refused."""
    person = rng.choice(problem.people)
    stand = rng.choice(problem.stands)
    keys = [s.key for s in problem.stands]
    wishes = tuple(rng.sample(keys, rng.randint(0, min(5, len(keys)))))
    late = frozenset(rng.sample(range(1, problem.rounds + 1), rng.randint(0, problem.rounds)))
    towns = [s.municipality for s in problem.stands]
    kind = rng.choices(range(11), (8, 6, 4, 4, 2, 2, 2, 2, 3, 1, 1))[0]
    match kind:
        case 0:
            town, politician = rng.choice(towns), rng.random() < 0.25
            rounds = None if rng.random() < 0.8 else late
            return WalkIn(
                Person(
                    f"new {number}",
                    f"new {number}",
                    town,
                    wishes,
                    politician=politician,
                    rounds=rounds,
                )
            )
        case 1:
            return Here(person.key, frozenset())
        case 2:
            return Here(person.key, None if rng.random() < 0.5 else late)
        case 3:
            return WishesChanged(person.key, wishes)
        case 4:
            return Pinned(person.key, stand.key)
        case 5:
            return Unpinned(person.key, None)
        case 6:
            return StandCancelled(stand.key)
        case 7:
            shut = [s for s in problem.stands if not s.open]
            return StandReopened(rng.choice(shut).key if shut else stand.key)
        case 8:
            return CapacityChanged(stand.key, max(0, stand.capacity + rng.randint(-2, 2)))
        case 9:
            return StandMoved(stand.key, rng.randint(1, problem.rounds))
        case _:
            other = rng.choice(problem.people)
            if rng.random() < 0.1:
                return Replanned()
            return PresenterSwapped(stand.key, person.key, other.key)
