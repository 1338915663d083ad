"""The engine beside other solvers, each in a process of its own:
`python -m tests.bench.bench_rivals [interpreter with ortools] [seconds for HiGHS, 60]`.

Three tables: the joint flow against OR-Tools' min-cost flow, both with their start (process to
answer); halves against HiGHS on the whole integer model, and how far from the best bound known
(`pairs_bound`); what importing the engine takes.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from importlib import import_module
from typing import Any

from seminar_tui.placement.halves import search
from seminar_tui.placement.market import offers
from seminar_tui.placement.model import Objective, Problem
from seminar_tui.placement.plan import shuffled, solve
from seminar_tui.placement.weights import weigh
from tests.answering import only_answers
from tests.bench.pairs import pairs_bound
from tests.placement.instances import real
from tests.placement.oracle import Model

FLOWS = [(300, 40, 15), (1000, 98, 22), (1000, 98, 10), (10_000, 500, 44), (10_000, 500, 10)]
HALVES = [(300, 40, 15, 1.0, 1.0), (1000, 98, 22, 10.0, 2.5)]
ENGINE = (
    "seminar_tui.placement.plan seminar_tui.placement.live seminar_tui.placement.halves "
    "seminar_tui.placement.proof seminar_tui.placement.explain seminar_tui.placement.suggest"
)


def child(interpreter: str, *arguments: object) -> list[str]:
    """Run this module's own task in a fresh process; the words it prints."""
    command = [interpreter, "-m", "tests.bench.bench_rivals", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    return done.stdout.split() if done.returncode == 0 else []


# -- what the children do ----------------------------------------------------------------------


def ours(problem: Problem) -> int:
    """The joint flow by the engine."""
    drawn = shuffled(problem, 1)
    return solve(drawn, weigh(drawn, Objective.CONVEX)).value()


def min_cost_flow(problem: Problem) -> int:
    """The same flow by OR-Tools: source - person (bonus, then 0) - round - stand - sink."""
    ortools = import_module("ortools.graph.python.min_cost_flow")
    flow = ortools.SimpleMinCostFlow()
    weights = weigh(problem, Objective.CONVEX)
    stands = {stand.key: stand for stand in problem.stands}
    people, rounds = len(problem.people), problem.rounds
    source, sink = 0, 1
    place = {s.key: 2 + people * (1 + rounds) + i for i, s in enumerate(problem.stands)}
    for v, person in enumerate(problem.people):
        me = 2 + v * (1 + rounds)
        flow.add_arc_with_capacity_and_unit_cost(source, me, 1, -weights.bonus)
        flow.add_arc_with_capacity_and_unit_cost(source, me, rounds - 1, 0)
        for round_ in range(1, rounds + 1):
            flow.add_arc_with_capacity_and_unit_cost(me, me + round_, 1, 0)
        for key, gain in offers(person, rounds, stands, weights):
            at = me + (stands[key].round or 0)
            flow.add_arc_with_capacity_and_unit_cost(at, place[key], 1, -gain)
    for stand in problem.stands:
        flow.add_arc_with_capacity_and_unit_cost(place[stand.key], sink, stand.capacity, 0)
    flow.add_arc_with_capacity_and_unit_cost(source, sink, people * rounds, 0)
    flow.set_node_supply(source, people * rounds)
    flow.set_node_supply(sink, -people * rounds)
    assert flow.solve() == flow.OPTIMAL
    return -int(flow.optimal_cost())


def halves_by_highs(problem: Problem, seconds: float) -> tuple[float, float]:
    """Best halves and a bound: y[s] is 1 for round 2; a seat at s in round r needs y[s] so."""
    model = Model()
    weights = weigh(problem, Objective.CONVEX)
    second = {stand.key: model.var() for stand in problem.stands}
    load: dict[tuple[int, int], dict[int, float]] = {(k, r): {} for k in second for r in (1, 2)}
    goal: dict[int, float] = {}
    towns = {stand.key: stand.municipality for stand in problem.stands}
    for person in problem.people:
        mine: dict[int, dict[int, float]] = {1: {}, 2: {}}
        for key, gain in zip(person.wishes, weights.gain, strict=False):
            if person.municipality is not None and towns[key] == person.municipality:
                continue
            for r in (1, 2):
                j = model.var()
                goal[j], mine[r][j], load[key, r][j] = gain, 1, 1
                model.row(-1e9, 2 - r, _needs(j, second[key], r))
        any_wish = model.var()
        goal[any_wish] = weights.bonus
        model.row(-1e9, 0, {any_wish: 1, **dict.fromkeys({**mine[1], **mine[2]}, -1.0)})
        for r in (1, 2):
            own = person.presents
            busy = {} if own is None else {second[own]: 1.0 if r == 2 else -1.0}
            model.row(-1e9, 1 if own is None or r == 2 else 0, {**mine[r], **busy})
    for stand in problem.stands:
        y, cap = second[stand.key], stand.capacity
        model.row(-1e9, 0, {**load[stand.key, 2], y: -cap})
        model.row(-1e9, cap, {**load[stand.key, 1], y: cap})
    model.row(len(second) // 2, len(second) // 2, dict.fromkeys(second.values(), 1.0))
    return model.maximise(goal, seconds)


def _needs(seat: int, second: int, round_: int) -> dict[int, float]:
    """seat <= y in round 2, seat <= 1 - y in round 1."""
    return {seat: 1.0, second: -1.0 if round_ == 2 else 1.0}


def task(name: str, size: list[str]) -> str:
    """One child's work: value, a bound where there is one, CPU seconds of it and of all."""
    people, stands, capacity = map(int, size[:3])
    problem = real(people, stands, capacity)
    begun = time.process_time()
    found: tuple[Any, ...]
    match name:
        case "ours":
            found = (ours(problem),)
        case "ortools":
            found = (min_cost_flow(problem),)
        case "highs":
            found = halves_by_highs(problem, float(size[3]))
        case "pairs":
            found = (pairs_bound(problem, float(size[3])),)
        case _:
            split = search(
                problem, 1, seconds=float(size[3]), elapsed=lambda: time.process_time() - begun
            )
            found = (split.value, split.bound)
    return " ".join(map(str, (*found, time.process_time() - begun, time.process_time())))


# -- tables ------------------------------------------------------------------------------------


def flows(interpreter: str) -> None:
    """CPU milliseconds with everything a process needs to start; the instance is made by both."""
    for size in FLOWS:
        mine, other = child(sys.executable, "ours", *size), child(interpreter, "ortools", *size)
        name = "/".join(map(str, size))
        if not other:
            print(f"flow {name}: {float(mine[1]) * 1000:.0f} ms; OR-Tools not installed")
            continue
        assert mine[0] == other[0], (mine, other)
        print(
            f"flow {name}: {float(mine[1]) * 1000:7.0f} ms, OR-Tools {float(other[1]) * 1000:5.0f} "
            f"ms with its import, ratio {float(mine[1]) / float(other[1]):.2f}; same value",
            flush=True,
        )


def halves(seconds: float) -> None:
    """Value, the bound proved by either, and how far from the better bound."""
    for people, stands, capacity, ours_seconds, bar in HALVES:
        size = (people, stands, capacity)
        mine = child(sys.executable, "halves", *size, ours_seconds)
        highs = child(sys.executable, "highs", *size, seconds)
        pairs = child(sys.executable, "pairs", *size, seconds)
        bound = min(float(mine[1]), float(highs[1]), float(pairs[0]))
        gap = 100 * (bound - float(mine[0])) / bound
        print(
            f"halves {people}/{stands}/{capacity}: {mine[0]} in {ours_seconds:.0f} s "
            f"(own bound {mine[1]}), HiGHS {float(highs[0]):.0f} in {seconds:.0f} s "
            f"(bound {float(highs[1]):.0f}), bound by pairs {float(pairs[0]):.0f}, "
            f"gap {gap:.2f} % (bar {bar} %)",
            flush=True,
        )


def imports() -> None:
    """Least of five, less an empty interpreter's start, in CPU milliseconds of the child (wall
    time says more about who else uses the machine)."""
    engine = f"import {', '.join(ENGINE.split())}"
    took = [min(_start(code) for _ in range(5)) for code in ("pass", engine)]
    print(
        f"import of the engine {(took[1] - took[0]) * 1000:.0f} ms (bar 20 ms), "
        f"bare Python {took[0] * 1000:.0f} ms",
        flush=True,
    )


def _start(code: str) -> float:
    begun = _children()
    subprocess.run([sys.executable, "-c", code], check=True)
    return _children() - begun


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the tables, or do a child's task."""
    words = sys.argv[1:]
    if words and words[0] in {"ours", "ortools", "halves", "highs", "pairs"}:
        with only_answers() as out:
            out.write(task(words[0], words[1:]).encode())
        return
    imports()
    flows(words[0] if words else sys.executable)
    halves(float(words[1]) if len(words) > 1 else 60.0)


if __name__ == "__main__":
    main()
