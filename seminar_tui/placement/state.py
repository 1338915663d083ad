"""The live day as values, kept as what each event changed.

A step must not cost a copy of the day: a plan of 10,000 people is a dictionary of 20,000 seats,
and an undo history of such copies is what a garbage collector walks through, again and again,
between two guests. So a state knows the one before it and what has changed; the whole problem and
plan are put together when somebody asks for them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .board import Board
from .model import Certificate, Person, Plan, Problem, Seat, Stand

Values = tuple[Problem, Plan]


@dataclass(frozen=True, slots=True)
class Change:
    """What one event changed: people and stands by index (one index more: somebody new), seats
    (None: no seat any more), and the value and certificate after it."""

    people: tuple[tuple[int, Person], ...]
    stands: tuple[tuple[int, Stand], ...]
    seats: tuple[tuple[Seat, int | None], ...]
    value: int
    certificate: Certificate


class State:
    """A board and the values it stands for. `drift`: person-rounds where the plan given differs
    from the board's optimum."""

    __slots__ = ("_before", "_change", "_values", "board", "drift", "value")

    def __init__(
        self,
        board: Board,
        value: int,
        before: State | None = None,
        change: Change | None = None,
        values: Values | None = None,
        drift: frozenset[int] = frozenset(),
    ) -> None:
        self.board = board
        self.value = value
        self.drift = drift
        self._before = before
        self._change = change
        self._values = values

    def values(self) -> Values:
        """The problem and the plan, put together from the newest state that has them."""
        if self._values is None:
            changes: list[Change] = []
            state = self
            while state._values is None:
                assert state._before is not None
                assert state._change is not None
                changes.append(state._change)
                state = state._before
            self._values = _apply(state._values, changes[::-1])
        return self._values

    def forget(self) -> None:
        """Keep only what changed, where that is enough."""
        if self._before is not None:
            self._values = None


def _apply(values: Values, changes: list[Change]) -> Values:
    problem, plan = values
    people, stands, seats = list(problem.people), list(problem.stands), dict(plan.seats)
    for change in changes:
        for v, person in change.people:
            people[v : v + 1] = [person]
        for s, stand in change.stands:
            stands[s] = stand
        for seat, key in change.seats:
            if key is None:
                seats.pop(seat, None)
            else:
                seats[seat] = key
    last = changes[-1]
    return (
        replace(problem, stands=tuple(stands), people=tuple(people)),
        replace(plan, seats=seats, value=last.value, certificate=last.certificate),
    )
