"""Figures of the placement engine: `python -m tests.bench.bench_placement [rows|largest]`.

CPU seconds of this process (time.process_time), the least of several runs; company cost apart.
Four rows unless told otherwise; `largest` is the fifth alone, in a process that has done nothing
else, so that the peak of memory is its own.
"""

from __future__ import annotations

import gc
import random
import resource
import sys
from collections import Counter
from time import process_time

from seminar_tui.placement.company import judge
from seminar_tui.placement.events import Event, Here, WalkIn
from seminar_tui.placement.halves import search
from seminar_tui.placement.live import Live
from seminar_tui.placement.model import Objective, Person, Problem
from seminar_tui.placement.moves import Why
from seminar_tui.placement.plan import plan, shuffled, solve
from seminar_tui.placement.proof import Verdict, verify
from seminar_tui.placement.weights import weigh
from tests.placement.instances import real

ROWS = [
    (300, 40, 15, 7, 0.010),
    (1000, 98, 22, 5, 0.040),
    (1000, 98, 10, 5, 0.040),
    (10_000, 500, 44, 2, 0.700),
    (100_000, 2_000, 115, 1, 15.0),
]


def wishes(problem: Problem, runs: int) -> float:
    """Seconds of the joint flow over both rounds."""
    drawn = shuffled(problem, 1)
    weights = weigh(drawn, Objective.CONVEX)
    best = 1e9
    for _ in range(runs):
        begun = process_time()
        solve(drawn, weights)
        best = min(best, process_time() - begun)
    return best


def live(problem: Problem, kind: str, events: int) -> str:
    """p50 and p99 of proposing and accepting, with the garbage collector's pauses and without, and
    others moved on average (told seats only): from and to a wish, or a seat that was none."""
    with_pauses, _ = measured(problem, kind, events)
    gc.disable()
    without, moved = measured(problem, kind, events)
    gc.enable()
    kinds = ", ".join(f"{name} {n / events:.2f}" for name, n in sorted(moved.items()))
    others = moved.total() / events
    return (
        f"{kind:8} p50 {with_pauses[events // 2]:6.2f} ms  p99 "
        f"{with_pauses[events * 99 // 100]:6.2f} ms  ({without[events * 99 // 100]:.2f} without "
        f"pauses of the collector)  others {others:.2f} an event, "
        f"{others / problem.rounds:.2f} a round ({kinds})"
    )


def measured(problem: Problem, kind: str, events: int) -> tuple[list[float], Counter[str]]:
    """CPU milliseconds of each event, sorted, and moves of others by kind. The plan is proved at
    the end."""
    day = Live(problem, plan(problem, 1), 5)
    rng = random.Random(1)
    popular = [key for p in problem.people for key in p.wishes]
    guests = [p.key for p in problem.people if p.presents is None]
    rng.shuffle(guests)
    spent, others = [], Counter[str]()
    for number in range(events):
        if kind == "walk-in":
            wanted = tuple(dict.fromkeys(rng.choice(popular) for _ in range(5)))
            town = f"town {rng.randrange(len(problem.stands))}"
            event: Event = WalkIn(Person(f"new {number}", f"new {number}", town, wanted))
        else:
            event = Here(guests[number], frozenset())
        begun = process_time()
        proposal = day.propose(event)
        day.accept(proposal)
        spent.append((process_time() - begun) * 1000)
        for m in proposal.moves:
            if m.why is not Why.ASKED and m.origin is not None:
                before, after = (
                    "wish" if wish else "other" for wish in (m.wish_before, m.wish_after)
                )
                others[f"{before}-{after}"] += 1
    assert verify(day.problem, day.plan).verdict is Verdict.OPTIMAL
    return sorted(spent), others


def row(people: int, stands: int, capacity: int, runs: int, bar: float) -> None:
    """Print what one size takes."""
    problem = real(people, stands, capacity)
    took = wishes(problem, runs)
    print(
        f"{people:7}/{stands}/{capacity}: wishes {took * 1000:8.1f} ms, "
        f"{took / bar:5.2f} of the bar, peak {peak():.0f} MB",
        flush=True,
    )
    begun = process_time()
    found = plan(problem, 1)
    took = process_time() - begun
    mixed = judge(problem, found) if people <= 1000 else None
    least = f", company {mixed.cost}, at least {mixed.bound}" if mixed else ""
    print(
        f"    with fill and company {took * 1000:8.1f} ms{least}, peak {peak():.0f} MB", flush=True
    )
    if 1000 <= people <= 10_000:
        for kind in ("walk-in", "no-show"):
            print("   ", live(problem, kind, 200), flush=True)


def peak() -> float:
    """Most memory this process has had, in MB; the instance itself is in it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the tables."""
    asked = sys.argv[1] if len(sys.argv) > 1 else "4"
    if asked == "largest":
        row(*ROWS[-1])
        return
    for size in ROWS[: int(asked)]:
        row(*size)
    for people, stands, capacity, seconds in ((300, 40, 15, 1.0), (1000, 98, 22, 10.0)):
        begun = process_time()
        found = search(
            real(people, stands, capacity),
            1,
            seconds=seconds,
            elapsed=lambda begun=begun: process_time() - begun,
        )
        print(f"halves {people}/{stands} {seconds:.0f} s: {found.before} -> {found.value}")


if __name__ == "__main__":
    main()
