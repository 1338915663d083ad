"""The engine beside other solvers, each in a process of its own:
`python -m tests.bench.bench_rivals [interpreter with ortools] [seconds for halves, 60] [for the
bound, as many]`.

Four tables: what importing the engine takes; the joint flow against OR-Tools' min-cost flow, both
with their start (process to answer); the company of a whole plan against the exact model; halves
against HiGHS and CP-SAT on the whole integer model, and how far from the best bound known
(`pairs_bound`).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from importlib import import_module
from typing import Any

from seminar_tui.placement.company import judge
from seminar_tui.placement.floor import Spread
from seminar_tui.placement.halves import search
from seminar_tui.placement.market import offers
from seminar_tui.placement.model import Objective, Problem
from seminar_tui.placement.plan import plan, shuffled, solve
from seminar_tui.placement.weights import weigh
from tests.answering import only_answers
from tests.bench.pairs import pairs_bound
from tests.placement.instances import real
from tests.placement.oracle import Model, ask

FLOWS = [(300, 40, 15), (1000, 98, 22), (1000, 98, 10), (10_000, 500, 44), (10_000, 500, 10)]
COMPANY = [(300, 40, 15, 5), (300, 40, 10, 20), (1000, 98, 22, 5), (1000, 98, 10, 20)]
"""Size, and how many percent of the possible gain may be lost."""
HALVES = [(300, 40, 15, 1.0, 1.0), (1000, 98, 22, 10.0, 2.5)]
TASKS = {"ours", "ortools", "halves", "highs", "cp-sat", "pairs"}
ENGINE = (
    "seminar_tui.placement.plan seminar_tui.placement.live seminar_tui.placement.halves "
    "seminar_tui.placement.proof seminar_tui.placement.explain seminar_tui.placement.suggest"
)


def child(interpreter: str, *arguments: object) -> list[str]:
    """Run this module's own task in a fresh process; the words it prints."""
    command = [interpreter, "-m", "tests.bench.bench_rivals", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=3600)
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
    """Best halves and a bound."""
    model, goal = halves_model(problem)
    return model.maximise(goal, seconds)


def halves_by_cp_sat(problem: Problem, seconds: float) -> tuple[float, float]:
    """Best halves and a bound, by two workers."""
    cp_model = import_module("ortools.sat.python.cp_model")
    model, goal = halves_model(problem)
    cp = cp_model.CpModel()
    columns = [cp.new_bool_var("") for _ in model.upper]

    def weighed(terms: dict[int, float]) -> Any:
        weights = [int(weight) for weight in terms.values()]
        return cp_model.LinearExpr.weighted_sum([columns[j] for j in terms], weights)

    for low, high, terms in model.rows:
        cp.add_linear_constraint(weighed(terms), int(low), int(high))
    cp.maximize(weighed(goal))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.solve(cp)
    return solver.objective_value, solver.best_objective_bound


def halves_model(problem: Problem) -> tuple[Model, dict[int, float]]:
    """The whole integer model: y[s] is 1 for round 2; a seat at s in round r needs y[s] so."""
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
    return model, goal


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
        case "cp-sat":
            found = halves_by_cp_sat(problem, float(size[3]))
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


def company(seconds: float) -> None:
    """How much of what spreading people can gain is lost, at most: against the better of the exact
    model's bound after `seconds` and our own."""
    for *size, bar in COMPANY:
        problem = real(*size)
        found = plan(problem, 1)
        careless = judge(problem, plan(problem, 1, company=Spread(Spread().first, 0, 0, 0)))
        mixed = judge(problem, found)
        [(best, bound)] = ask([("company", problem, found.value, Spread(), seconds)])
        least = max(bound, mixed.bound)
        lost = 100 * (mixed.cost - least) / (careless.cost - least)
        print(
            f"company {'/'.join(map(str, size))}: {mixed.cost}, without thought {careless.cost}, "
            f"exact model {best:.0f} in {seconds:.0f} s (at least {least:.0f}): at most "
            f"{lost:.1f} % of the possible gain lost (bar {bar} %)",
            flush=True,
        )


def halves(interpreter: str, seconds: float, bound_seconds: float) -> None:
    """Value, what rivals reach in `seconds`, and how far from the best bound anybody proves."""
    for people, stands, capacity, ours_seconds, bar in HALVES:
        size = (people, stands, capacity)
        mine = child(sys.executable, "halves", *size, ours_seconds)
        rivals = {
            "HiGHS": child(sys.executable, "highs", *size, seconds),
            "CP-SAT": child(interpreter, "cp-sat", *size, seconds),
        }
        pairs = child(sys.executable, "pairs", *size, bound_seconds)
        bounds = [float(mine[1]), float(pairs[0])]
        bounds += [float(rival[1]) for rival in rivals.values() if rival]
        gap = 100 * (min(bounds) - float(mine[0])) / min(bounds)
        others = ", ".join(
            f"{name} {float(rival[0]):.0f} (bound {float(rival[1]):.0f})" if rival else f"no {name}"
            for name, rival in rivals.items()
        )
        print(
            f"halves {people}/{stands}/{capacity}: {mine[0]} in {ours_seconds:.0f} s "
            f"(own bound {mine[1]}); in {seconds:.0f} s {others}; bound by pairs "
            f"{float(pairs[0]):.0f}; gap {gap:.2f} % (bar {bar} %)",
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
    if words and words[0] in TASKS:
        with only_answers() as out:
            out.write(task(words[0], words[1:]).encode())
        return
    interpreter = words[0] if words else sys.executable
    seconds = float(words[1]) if len(words) > 1 else 60.0
    imports()
    flows(interpreter)
    company(seconds)
    halves(interpreter, seconds, float(words[2]) if len(words) > 2 else seconds)


if __name__ == "__main__":
    main()
