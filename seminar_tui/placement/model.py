"""What the engine is told, and what it answers: frozen values, nothing else.

Call order for a day: `plan.plan(problem, seed)` makes a `Plan`; `halves.search(problem, ...)`
chooses the rounds of the stands before that; `live.Live(problem, plan)` keeps a plan right on the
day; `proof.verify(problem, plan)` and `explain.*` read one.

Units: a value is an integer in the objective's own unit (see `weights`); rounds are numbered from
1; stands are known by their number; people by whatever key the caller uses.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

PersonKey = Hashable
Municipality = Hashable | None
Seat = tuple[PersonKey, int]
"""A person and a round: the thing that a plan maps to a stand."""


class Objective(StrEnum):
    """What is best. See `weights` for the exact integers."""

    CONVEX = "convex"
    GENEROUS = "generous"
    RANK_MAXIMAL = "rank-maximal"


class Refusal(StrEnum):
    """Why a problem or an event cannot be taken; the caller turns it into a sentence."""

    UNKNOWN_STAND = "unknown_stand"
    UNKNOWN_PERSON = "unknown_person"
    WISH_TWICE = "wish_twice"
    STAND_TWICE = "stand_twice"
    PERSON_TWICE = "person_twice"
    PINS_OVER_CAPACITY = "pins_over_capacity"
    PIN_OWN_MUNICIPALITY = "pin_own_municipality"
    PIN_PRESENTING = "pin_presenting"
    PIN_CLOSED = "pin_closed"
    PIN_WRONG_ROUND = "pin_wrong_round"
    PIN_ABSENT = "pin_absent"
    NO_OPEN_STAND = "no_open_stand"
    STAND_WITHOUT_ROUND = "stand_without_round"
    UNKNOWN_ROUND = "unknown_round"
    ZERO_CAPACITY = "zero_capacity"
    NO_PEOPLE = "no_people"
    STALE = "stale"


class Refused(Exception):
    """The problem or event breaks a hard rule. `code` is stable; `facts` say which row it is."""

    def __init__(self, code: Refusal, **facts: Hashable) -> None:
        super().__init__(code.value)
        self.code = code
        self.facts: Mapping[str, Hashable] = facts


@dataclass(frozen=True, slots=True)
class Stand:
    """One stand. `round` is None until the halves are chosen; a closed stand takes nobody."""

    key: int
    municipality: Municipality
    round: int | None
    capacity: int
    target: int = 10
    open: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """One person who may be placed.

    `lottery` decides ties and must be the same however the file was ordered and whatever codes were
    drawn (name, municipality and title do). `wishes` are stand numbers, best first. `rounds` are
    those the person is here for (None: all); a presenter is never free in the own stand's round.
    `pins` (round -> stand) always hold. `told` (round -> stand) is what the person has been told:
    changing it costs the stay price. `seen` are stands already visited, in rounds now over.
    """

    key: PersonKey
    lottery: str
    municipality: Municipality = None
    wishes: tuple[int, ...] = ()
    presents: int | None = None
    politician: bool = False
    rounds: frozenset[int] | None = None
    pins: Mapping[int, int] = field(default_factory=dict)
    told: Mapping[int, int] = field(default_factory=dict)
    seen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A day to be planned: how many rounds, which stands, which people. Order does not matter."""

    rounds: int
    stands: tuple[Stand, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """The objective in integers: `gain[k]` for a seat on wish k (0 is the first), `bonus` once for
    each person with any wish, `stay` taken off for each told seat that changes. `base` separates
    the tiers of a lexicographic objective and must exceed the number of seats (0: convex)."""

    gain: tuple[int, ...]
    bonus: int
    stay: int = 0
    base: int = 0


@dataclass(frozen=True, slots=True)
class Certificate:
    """Dual prices that prove a plan: one integer a stand. Weak duality makes any prices a bound;
    `proof.verify` shows that these meet the plan's value. All integers: store as they are (in a
    lexicographic objective they do not fit 64 bits: store as text)."""

    weights: Weights
    prices: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes where. `seats` maps (person key, round) to a stand number; a person missing for a
    round is unseated or not free then. `value` counts wishes only (fill seats are worth
    nothing)."""

    seats: Mapping[Seat, int]
    value: int
    seed: int
    objective: Objective
    certificate: Certificate
