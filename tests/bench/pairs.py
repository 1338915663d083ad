"""The best bound known on the value of any halves: a linear model of which stands are apart.

z[ab] says that stands a and b are in different rounds: what matters of the halves, and unlike the
rounds themselves it has no mirror image that makes one half of everything a solution. A person with
both rounds free takes one wish or a pair that is apart, a presenter one wish that is apart from the
own stand. Every stand is apart from exactly half of all. Added where violated, by rounds of cuts:

- z of any three stands is a cut: z[ab] + z[bc] + z[ac] <= 2, z[ab] <= z[bc] + z[ac] (Barahona,
  Mahjoub, On the cut polytope, Math. Programming 36 (1986));
- of three stands that are not all together two pairs are apart, so what one person takes of their
  pairs is at most (z[ab] + z[bc] + z[ac]) / 2.

Solved by HiGHS with its interior point method: a solution in the middle of the optimal face
violates the cuts that matter for all of it, where the corners that the simplex method walks along
violate others each time. The bound itself asks nothing of the solver's tolerances: by weak duality
any row duals give one, with however few cuts (`dual_bound`).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from seminar_tui.placement.model import Objective, Problem
from seminar_tui.placement.weights import weigh

ROUNDS_OF_CUTS = 800
"""Most cuts of a kind added at once."""
SLACK = 1e-4
"""A smaller violation is no violation."""

NONE = -1e9
"""The lower limit of a row that has none."""

Row = tuple[float, float, tuple[int, ...], tuple[float, ...]]
"""Lower and upper limit, columns, and their coefficients."""
Cut = tuple[tuple[int, ...], tuple[float, ...], float]
"""Columns, their coefficients, and the upper limit."""


class Pairs:
    """The model's columns and rows, and the cuts it may need. For days of two rounds with an even
    number of open stands, no pins, nobody late."""

    def __init__(self, problem: Problem) -> None:
        self.stands = [stand.key for stand in problem.stands]
        self.cost: list[float] = []
        self.rows: list[tuple[float, float, dict[int, float]]] = []
        self.apart = {pair: self._column(0) for pair in combinations(sorted(self.stands), 2)}
        self.load: dict[int, dict[int, float]] = {key: {} for key in self.stands}
        self.cuts: list[Cut] = []
        weights = weigh(problem, Objective.CONVEX)
        towns = {stand.key: stand.municipality for stand in problem.stands}
        for person in problem.people:
            wishes = [
                (key, gain)
                for key, gain in zip(person.wishes, weights.gain, strict=False)
                if person.municipality is None or towns[key] != person.municipality
            ]
            self._person(wishes, person.presents, weights.bonus)
        half = len(self.stands) // 2
        for stand in problem.stands:
            self.rows.append((NONE, stand.capacity, self.load[stand.key]))
            others = (self.z(stand.key, key) for key in self.stands if key != stand.key)
            self.rows.append((half, half, dict.fromkeys(others, 1.0)))
        self._triangles()

    def z(self, a: int, b: int) -> int:
        """The column that says a and b are apart."""
        return self.apart[min(a, b), max(a, b)]

    def _column(self, cost: float) -> int:
        self.cost.append(cost)
        return len(self.cost) - 1

    def _person(self, wishes: list[tuple[int, int]], own: int | None, bonus: int) -> None:
        taken: dict[int, float] = {}
        single, pair = {}, {}
        for key, gain in wishes:
            j = single[key] = self._column(gain + bonus)
            taken[j] = self.load[key][j] = 1
            if own is not None:
                self.rows.append((NONE, 0, {j: 1, self.z(key, own): -1}))
        keys = [key for key, _ in wishes]
        if own is not None:
            for a, b in combinations(keys, 2):
                self._at_most_half((single[a], single[b]), (a, b, own))
        else:
            for (a, one), (b, other) in combinations(wishes, 2):
                j = pair[a, b] = self._column(one + other + bonus)
                taken[j] = self.load[a][j] = self.load[b][j] = 1
                self.rows.append((NONE, 0, {j: 1, self.z(a, b): -1}))
            for a, b, c in combinations(keys, 3):
                self._at_most_half((pair[a, b], pair[a, c], pair[b, c]), (a, b, c))
        if taken:
            self.rows.append((NONE, 1, taken))

    def _at_most_half(self, seats: tuple[int, ...], stands: tuple[int, int, int]) -> None:
        zs = tuple(self.z(a, b) for a, b in combinations(stands, 2))
        self.cuts.append(((*seats, *zs), (1.0,) * len(seats) + (-0.5,) * 3, 0.0))

    def _triangles(self) -> None:
        for a, b, c in combinations(self.stands, 3):
            zs = (self.z(a, b), self.z(b, c), self.z(a, c))
            self.cuts.append((zs, (1.0, 1.0, 1.0), 2.0))
            for n in range(3):
                signs = tuple(1.0 if i == n else -1.0 for i in range(3))
                self.cuts.append((zs, signs, 0.0))


def pairs_bound(problem: Problem, seconds: float) -> float:
    """The least bound of as many rounds of cuts as begin within `seconds` of CPU time."""
    import numpy as np

    model = Pairs(problem)
    solver = _loaded(model)
    rows: list[Row] = [
        (low, high, tuple(terms), tuple(terms.values())) for low, high, terms in model.rows
    ]
    begun, left, best = time.process_time(), set(range(len(model.cuts))), float("inf")
    while True:
        solver.run()
        solution = solver.getSolution()
        best = min(best, dual_bound(model.cost, rows, solution.row_dual))
        if time.process_time() - begun > seconds:
            return best
        x = solution.col_value
        violated = []
        for i in left:
            columns, signs, limit = model.cuts[i]
            over = sum(s * x[j] for j, s in zip(columns, signs, strict=True)) - limit
            if over > SLACK:
                violated.append((over, i))
        if not violated:
            return best
        for _, i in sorted(violated, reverse=True)[: 2 * ROUNDS_OF_CUTS]:
            columns, signs, limit = model.cuts[i]
            left.discard(i)
            rows.append((NONE, limit, columns, signs))
            solver.addRow(NONE, limit, len(columns), np.array(columns, np.int32), np.array(signs))


def dual_bound(gains: Sequence[float], rows: Sequence[Row], duals: Sequence[float]) -> float:
    """What no solution with columns between 0 and 1 is worth more than, whatever the duals (in
    the sign of a minimisation: below 0 where a row's upper limit holds the solution back)."""
    import numpy as np

    y = np.array(duals)
    low, high = (np.array([row[n] for row in rows]) for n in (0, 1))
    y[low == NONE] = np.minimum(y[low == NONE], 0)
    at = np.repeat(np.arange(len(rows)), [len(row[2]) for row in rows])
    columns = np.array([j for row in rows for j in row[2]])
    weights = np.array([weight for row in rows for weight in row[3]])
    reduced = -np.array(gains, dtype=float)
    np.subtract.at(reduced, columns, weights * y[at])
    return -float((y * np.where(y > 0, low, high)).sum() + np.minimum(reduced, 0).sum())


def _loaded(model: Pairs) -> Any:
    import highspy
    import numpy as np

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.cost), len(model.rows)
    lp.col_cost_ = -np.array(model.cost, dtype=float)
    lp.col_lower_ = np.zeros(len(model.cost))
    lp.col_upper_ = np.ones(len(model.cost))
    lp.row_lower_ = np.array([row[0] for row in model.rows], dtype=float)
    lp.row_upper_ = np.array([row[1] for row in model.rows], dtype=float)
    starts, index, value = [0], [], []
    for _, _, terms in model.rows:
        index.extend(terms)
        value.extend(terms.values())
        starts.append(len(index))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(starts)
    lp.a_matrix_.index_ = np.array(index, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(value, dtype=float)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("solver", "ipm")
    solver.setOptionValue("run_crossover", "off")
    solver.passModel(lp)
    return solver
