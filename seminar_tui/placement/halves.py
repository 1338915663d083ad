"""Which stands present in which round: annealing on a priced surrogate, judged by the exact flow.

`search(problem, seed=0, locks={}, ...) -> Split`

For fixed prices the dual of the flow is a sum over people of what their own few wishes are worth to
them, which is a small table over "which of my wishes is in which round" (`surrogate`). What a swap
of one stand of each half would change is known but for those who care for both (the gains of
Kernighan, Lin, Bell Syst. Tech. J. 49 (1970)), so that more than a hundred thousand a second can be
weighed and only those made cost a look at their fans. After each sweep the exact flow
(`plan.solve`) values the halves, the best are kept, and prices move towards the flow's own.

The number of stands in a round never changes (odd: one more). Days of two rounds are searched; of
any other number, the halves to begin with are the answer. Locked and pinned stands never move.
With a seed and a number of sweeps the answer is the same anywhere; with `elapsed` and `seconds` it
stops in time.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from .lottery import draw_stands
from .model import Objective, Problem, Stand
from .plan import shuffled, solve
from .rules import check
from .surrogate import Surrogate
from .weights import weigh

HOT, COLD = 30.0, 1.0
"""Temperatures at the start and the end, in value units."""
SWAPS = 100
"""Swaps tried in a sweep for each movable stand."""


@dataclass(frozen=True, slots=True)
class Split:
    """Halves found: stand number -> round, the exact `value` of wishes they allow, the value
    `before` (of the rounds given, or of alternating by popularity), and how many flows were
    solved."""

    rounds: Mapping[int, int]
    value: int
    before: int
    flows: int
    bound: int | None = None


def search(
    problem: Problem,
    seed: int = 0,
    locks: Mapping[int, int] | None = None,
    *,
    sweeps: int = 60,
    seconds: float | None = None,
    elapsed: Callable[[], float] | None = None,
    should_stop: Callable[[], bool] | None = None,
    on_best: Callable[[Split], None] | None = None,
) -> Split:
    """Search for the halves with the highest value. `locks` maps stand numbers to rounds. `elapsed`
    says seconds since the start; it is asked once a sweep and the search ends after `seconds`.
    `should_stop` ends it at the next sweep. `on_best` is called from this thread with each better
    split."""
    start = rounds_to_begin_with(problem, seed, locks or {})
    check(with_rounds(problem, start))
    run = _Run(problem, seed, start, frozenset(_fixed(problem, locks or {})))
    best = Split(dict(start), run.value(start), 0, 1)
    best = replace(best, before=best.value)
    if on_best is not None:
        on_best(best)
    sweep = 0
    while problem.rounds == 2 and run.movable() and (seconds is not None or sweep < sweeps):
        spent = elapsed() if elapsed is not None else 0.0
        if (seconds is not None and spent >= seconds) or (
            should_stop is not None and should_stop()
        ):
            break
        done = spent / seconds if seconds else sweep / sweeps
        found = run.sweep(best.rounds, done)
        value = run.value(found)
        if value > best.value:
            best = Split(found, value, best.before, run.flows)
            if on_best is not None:
                on_best(best)
        sweep += 1
    return replace(best, flows=run.flows, bound=run.bound)


def with_rounds(problem: Problem, rounds: Mapping[int, int]) -> Problem:
    """The problem with these halves."""
    stands = tuple(replace(s, round=rounds.get(s.key, s.round)) for s in problem.stands)
    return replace(problem, stands=stands)


def rounds_to_begin_with(problem: Problem, seed: int, locks: Mapping[int, int]) -> dict[int, int]:
    """Even halves: locks and pins first, then rounds already given, then alternating by
    popularity."""
    fixed = _fixed(problem, locks)
    wanted = popularity(problem)
    stands = [s for s in draw_stands(seed, problem.stands) if s.open]
    stands.sort(key=lambda stand: -wanted[stand.key])
    quota = _quota(len(stands), problem.rounds, fixed)
    rounds = {s.key: fixed[s.key] for s in stands if s.key in fixed}
    left = [s for s in stands if s.key not in fixed]
    for round_ in rounds.values():
        quota[round_] -= 1
    later: list[Stand] = []
    for stand in left:
        if stand.round is not None and quota.get(stand.round, 0) > 0:
            rounds[stand.key] = stand.round
            quota[stand.round] -= 1
        else:
            later.append(stand)
    for stand in later:
        round_ = max(quota, key=lambda r: (quota[r], -r))
        rounds[stand.key] = round_
        quota[round_] -= 1
    return rounds


def popularity(problem: Problem) -> dict[int, int]:
    """How many wish for each stand."""
    count = {stand.key: 0 for stand in problem.stands}
    for person in problem.people:
        for key in person.wishes:
            if key in count:
                count[key] += 1
    return count


def _quota(stands: int, rounds: int, fixed: Mapping[int, int]) -> dict[int, int]:
    """Stands a round shall have: as even as the fixed ones allow; the fuller rounds come first."""
    held = dict.fromkeys(range(1, rounds + 1), 0)
    for round_ in fixed.values():
        held[round_] += 1
    quota = dict.fromkeys(held, 0)
    for _ in range(stands):
        short = [r for r in quota if quota[r] < held[r]]
        need = sum(held[r] - quota[r] for r in short)
        free = stands - sum(quota.values()) > need
        choose = min(quota, key=lambda r: (quota[r], r)) if free else short[0]
        quota[choose] += 1
    return quota


def _fixed(problem: Problem, locks: Mapping[int, int]) -> dict[int, int]:
    known = {stand.key for stand in problem.stands if stand.open}
    fixed = {key: round_ for p in problem.people for round_, key in p.pins.items() if key in known}
    fixed.update({key: round_ for key, round_ in locks.items() if key in known})
    return fixed


class _Run:
    """One search: its random numbers, its surrogate and how many flows it has solved."""

    def __init__(
        self, problem: Problem, seed: int, start: Mapping[int, int], fixed: frozenset[int]
    ) -> None:
        self.drawn = shuffled(problem, seed)
        self.weights = weigh(problem, Objective.CONVEX)
        self.rng = random.Random(seed)
        self.fixed = fixed
        self.keys = [key for key in start if key not in fixed]
        self.surrogate = Surrogate(self.drawn, self.weights, start)
        self.flows = 0
        self.bound: int | None = None

    def movable(self) -> bool:
        """Whether any two stands may be swapped."""
        return len({self.surrogate.rounds[key] for key in self.keys}) > 1

    def value(self, rounds: Mapping[int, int]) -> int:
        """The exact value of halves; the surrogate learns the flow's prices."""
        market = solve(with_rounds(self.drawn, rounds), self.weights)
        self.flows += 1
        self.surrogate.learn(market.prices())
        bound = self.surrogate.bound() if self.drawn.rounds == 2 else None
        if bound is not None:
            self.bound = bound if self.bound is None else min(self.bound, bound)
        return market.value()

    def sweep(self, best: Mapping[int, int], done: float) -> dict[int, int]:
        """Anneal the surrogate from the best halves, cooling down; `done` is the share of the
        search behind us, and each sweep begins less hot."""
        surrogate, rng = self.surrogate, self.rng
        surrogate.move_to(best)
        hot, draw, tries = HOT * (1 - done) ** 2 + COLD, rng.random, SWAPS * len(self.keys)
        first = [key for key in self.keys if surrogate.rounds[key] == 1]
        second = [key for key in self.keys if surrogate.rounds[key] != 1]
        for n in range(tries):
            i, j = int(draw() * len(first)), int(draw() * len(second))
            delta = surrogate.swapped(first[i], second[j])
            heat = COLD + (hot - COLD) * (1 - n / tries)
            if delta >= 0 or draw() < math.exp(delta / heat):
                surrogate.swap(first[i], second[j])
                first[i], second[j] = second[j], first[i]
        return dict(surrogate.rounds)
