"""An independent solver: HiGHS on the plain integer model, in a process of its own.

`python -m tests.placement.oracle` reads a pickled list of tasks from standard input and writes a
pickled list of answers. Shares no code with the engine; eligibility is written out again from the
day's rules.

Tasks: ("tiers", problem, objective, stay) -> the objective's tiers, best first, as a tuple;
("company", problem, value, spread, seconds) -> (cost, bound) of the best company at that value of
wishes.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import Any

from tests.answering import only_answers

WORTH = (40, 39, 37, 33, 25, 9)


def ask(tasks: list[tuple[Any, ...]]) -> list[Any]:
    """Solve tasks in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.placement.oracle"],
        input=pickle.dumps(tasks),
        capture_output=True,
        check=False,
        timeout=540,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return pickle.loads(done.stdout)


class Model:
    """Variables and rows, collected; solved by HiGHS."""

    def __init__(self) -> None:
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[tuple[float, float, dict[int, float]]] = []

    def var(self, upper: float = 1, whole: bool = True) -> int:
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.upper) - 1

    def row(self, low: float, high: float, terms: dict[int, float]) -> None:
        self.rows.append((low, high, terms))

    def maximise(self, goal: dict[int, float], seconds: float = 60) -> tuple[float, float]:
        import highspy
        import numpy as np

        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.upper), len(self.rows)
        cost = np.zeros(len(self.upper))
        for j, c in goal.items():
            cost[j] = -c
        lp.col_cost_ = cost
        lp.col_lower_ = np.zeros(len(self.upper))
        lp.col_upper_ = np.array(self.upper, dtype=float)
        lp.row_lower_ = np.array([r[0] for r in self.rows], dtype=float)
        lp.row_upper_ = np.array([r[1] for r in self.rows], dtype=float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts, index, value = [0], [], []
        for _, _, terms in self.rows:
            index.extend(terms)
            value.extend(terms.values())
            starts.append(len(index))
        lp.a_matrix_.start_ = np.array(starts)
        lp.a_matrix_.index_ = np.array(index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(value, dtype=float)
        kind = highspy.HighsVarType
        lp.integrality_ = [kind.kInteger if w else kind.kContinuous for w in self.whole]
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("time_limit", float(seconds))
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 0.4)
        solver.passModel(lp)
        solver.run()
        info = solver.getInfo()
        assert solver.getModelStatus() in (
            highspy.HighsModelStatus.kOptimal,
            highspy.HighsModelStatus.kTimeLimit,
        ), solver.getModelStatus()
        return -info.objective_function_value, -info.mip_dual_bound


def _guest_rounds(problem: Any, person: Any) -> set[int]:
    here = set(range(1, problem.rounds + 1))
    if person.rounds is not None:
        here &= set(person.rounds)
    for stand in problem.stands:
        if stand.key == person.presents and stand.open:
            here.discard(stand.round)
    return here


def _may(person: Any, stand: Any) -> bool:
    return stand.open and (person.municipality is None or stand.municipality != person.municipality)


class Wishes(Model):
    """x[v, s] for each wish that may be met, z[v] for any wish; `new[v]` counts towards the
    bonus."""

    def __init__(self, problem: Any, stay: int) -> None:
        super().__init__()
        self.stay = stay
        table = {s.key: s for s in problem.stands}
        self.x: dict[tuple[int, int], int] = {}
        self.rank: dict[tuple[int, int], int] = {}
        self.z: dict[int, int] = {}
        self.fixed: list[int] = []
        self.moved: dict[int, float] = {}
        load: dict[int, dict[int, float]] = {s.key: {} for s in problem.stands}
        lent = dict.fromkeys(table, 0)
        pins = dict.fromkeys(table, 0)
        for v, p in enumerate(problem.people):
            rounds = _guest_rounds(problem, p)
            pinned = [k for k in p.pins.values() if k in p.wishes and k not in p.seen]
            self.fixed += [p.wishes.index(k) for k in pinned]
            for key in p.pins.values():
                pins[key] += 1
            met = any(k in p.wishes for k in p.seen)
            by_round: dict[int, dict[int, float]] = {}
            for rank, key in enumerate(p.wishes):
                stand = table[key]
                open_ = stand.round in rounds and stand.round not in p.pins
                if open_ and _may(p, stand) and key not in p.seen:
                    j = self.x[v, key] = self.var()
                    self.rank[v, key] = rank
                    load[key][j] = 1
                    by_round.setdefault(stand.round, {})[j] = 1
            for terms in by_round.values():
                self.row(0, 1, terms)
            mine = {j: 1.0 for (u, _), j in self.x.items() if u == v}
            if mine and not pinned and not met:
                z = self.z[v] = self.var()
                self.row(-1e9, 0, {z: 1, **dict.fromkeys(mine, -1.0)})
            elif pinned and not met:
                self.fixed.append(-1)
            for r, key in p.told.items():
                told = table[key]
                usable = r in rounds and r not in p.pins and told.round == r and _may(p, told)
                if not usable or not stay:
                    continue
                if key in p.wishes:
                    if (v, key) in self.x:
                        self.moved[self.x[v, key]] = self.moved.get(self.x[v, key], 0) - 1
                else:
                    lent[key] += 1
                    for j in by_round.get(r, {}):
                        self.moved[j] = self.moved.get(j, 0) + 1
        for key, terms in load.items():
            seats = (table[key].capacity if table[key].open else 0) - pins[key]
            soft = min(seats, lent[key]) if stay else 0
            if soft:
                y = self.var(soft)
                terms[y] = -1
                self.moved[y] = 1
            if terms:
                self.row(-1e9, seats - soft, terms)

    def goals(self, objective: str, depth: int) -> list[tuple[dict[int, float], int]]:
        """Tiers to maximise in order, and what pins add to each."""
        ranks = [
            ({self.x[k]: 1.0 for k, r in self.rank.items() if r == n}, self.fixed.count(n))
            for n in range(depth)
        ]
        anyone = (dict.fromkeys(self.z.values(), 1.0), self.fixed.count(-1))
        moved = ({j: -c for j, c in self.moved.items()}, 0)
        seats = (dict.fromkeys(self.x.values(), 1.0), len([r for r in self.fixed if r >= 0]))
        if objective == "generous":
            worst = [(dict.fromkeys(g, -1.0), -n) for g, n in reversed(ranks[1:])]
            return [seats, anyone, *worst, *([moved] if self.stay else [])]
        if objective == "rank-maximal":
            return [*ranks, anyone, *([moved] if self.stay else [])]
        goal: dict[int, float] = dict.fromkeys(self.z.values(), 30.0)
        for key, j in self.x.items():
            goal[j] = goal.get(j, 0) + WORTH[self.rank[key]]
        for j, c in self.moved.items():
            goal[j] = goal.get(j, 0) - self.stay * c
        base = sum(WORTH[r] if r >= 0 else 30 for r in self.fixed)
        return [(goal, base)]


def tiers(problem: Any, objective: str, stay: int) -> tuple[int, ...]:
    model = Wishes(problem, stay)
    depth = max(5, max(len(p.wishes) for p in problem.people))
    found = []
    for goal, base in model.goals(objective, depth):
        best = round(model.maximise(goal)[0]) if goal else 0
        found.append(best + base)
        if goal:
            model.row(best, 1e9, goal)
    return tuple(found)


def company(problem: Any, value: int, spread: Any, seconds: float) -> tuple[float, float]:
    """Least company cost over all plans whose wishes are worth `value`, and a bound on it."""
    model = Wishes(problem, 0)
    goal, base = model.goals("convex", 5)[0]
    model.row(value - base, 1e9, goal)
    cost: dict[int, float] = {}
    for round_ in range(1, problem.rounds + 1):
        _company_round(model, problem, round_, spread, cost)
    best, bound = model.maximise({j: -c for j, c in cost.items()}, seconds)
    return -best, -bound


def _company_round(
    model: Wishes, problem: Any, round_: int, spread: Any, cost: dict[int, float]
) -> None:
    stands = [s for s in problem.stands if s.open and s.round == round_]
    at: dict[int, dict[int, float]] = {s.key: {} for s in stands}
    groups: dict[tuple[int, Any], dict[int, float]] = {}
    politicians: dict[int, dict[int, float]] = {s.key: {} for s in stands}
    total: dict[int, float] = {}
    people = 0
    for v, p in enumerate(problem.people):
        if round_ not in _guest_rounds(problem, p):
            continue
        people += 1
        row: dict[int, float] = {}
        for s in stands:
            if not _may(p, s):
                continue
            j = model.x.get((v, s.key))
            if j is None:
                j = model.var()
            row[j] = at[s.key][j] = total[j] = 1
            if p.municipality is not None:
                groups.setdefault((s.key, p.municipality), {})[j] = 1
            if p.politician:
                politicians[s.key][j] = 1
        model.row(0, 1, row)
    seats = sum(s.capacity for s in stands)
    model.row(min(people, seats), 1e9, total)
    for (_, _), terms in groups.items():
        arcs = {}
        for n in range(1, min(len(terms), 12)):
            j = model.var(1 if n < 11 else 99, False)
            arcs[j] = -1.0
            cost[j] = spread.delegation * n
        model.row(-1e9, 1, {**terms, **arcs})
    for s in stands:
        arcs = {}
        for n in range(s.capacity):
            j = model.var(1, False)
            arcs[j] = -1.0
            cost[j] = spread.even * (n - s.target) - (spread.first if n == 0 else 0)
        model.row(0, 0, {**at[s.key], **arcs})
        j = model.var(1, False)
        cost[j] = -spread.politician
        model.row(-1e9, 0, {j: 1.0, **dict.fromkeys(politicians[s.key], -1.0)})


def main() -> None:
    with only_answers() as out:
        tasks = pickle.loads(sys.stdin.buffer.read())
        answers = [tiers(*task[1:]) if task[0] == "tiers" else company(*task[1:]) for task in tasks]
        out.write(pickle.dumps(answers))


if __name__ == "__main__":
    main()
