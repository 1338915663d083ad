"""What there is to say about a plan: how good it is, who got nothing, what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import comb

from db.reads.participants import ParticipantRow
from db.vocabulary import Role, StandStatus
from seminar_tui.day.planning import StoredPlan
from seminar_tui.day.problem import DayProblem
from seminar_tui.placement import proof
from seminar_tui.placement.model import Person, Seat
from seminar_tui.placement.seats import Room, arithmetic, free_rounds

WISHES = 5
"""Wishes a profile counts."""


@dataclass(frozen=True, slots=True)
class PlanReport:
    """A plan as people are told about it: badge codes and stand numbers.

    `profile` counts the seats on wish 1 to 5. `rounds` lists for each round its open
    stands with the codes placed there. `short_lists` are those who named fewer wishes
    than could count.
    """

    value: int
    proof: str
    profile: tuple[int, ...]
    without_wish: tuple[str, ...]
    unseated: tuple[tuple[str, int], ...]
    rooms: tuple[Room, ...]
    empty_stands: tuple[int, ...]
    stands_without_politician: tuple[int, ...]
    same_municipality_pairs: int
    short_lists: tuple[str, ...]
    seed: int
    rounds: tuple[tuple[int, tuple[tuple[int, tuple[str, ...]], ...]], ...]


def report(stored: StoredPlan) -> PlanReport:
    """Return what there is to say about a plan."""
    posed, seats = stored.posed, stored.plan.seats
    people = posed.problem.people
    at_stand: dict[int, list[int]] = defaultdict(list)
    for (person, _round), number in seats.items():
        at_stand[number].append(int(str(person)))
    open_stands = [s for s in posed.stands if s.status is StandStatus.OPEN and s.round]
    met = {person.key: ranks_met(person, seats, posed) for person in people}
    profile = Counter(rank for ranks in met.values() for rank in ranks)
    return PlanReport(
        value=stored.plan.value,
        proof=_proof(stored),
        profile=tuple(profile[rank] for rank in range(1, WISHES + 1)),
        without_wish=_codes(posed, [p for p in people if p.wishes and not met[p.key]]),
        unseated=_unseated(posed, seats),
        rooms=arithmetic(posed.problem),
        empty_stands=tuple(s.number for s in open_stands if not at_stand[s.number]),
        stands_without_politician=tuple(
            s.number
            for s in open_stands
            if not any(posed.people[p].role is Role.POLITICIAN for p in at_stand[s.number])
        ),
        same_municipality_pairs=sum(
            pairs(posed.people[p] for p in group) for group in at_stand.values()
        ),
        short_lists=_codes(posed, [p for p in people if len(p.wishes) < WISHES]),
        seed=stored.plan.seed,
        rounds=tuple(
            (
                round_,
                tuple(
                    (s.number, tuple(posed.people[p].code for p in sorted(at_stand[s.number])))
                    for s in open_stands
                    if s.round == round_
                ),
            )
            for round_ in range(1, posed.day.rounds + 1)
        ),
    )


def ranks_met(person: Person, seats: Mapping[Seat, int], posed: DayProblem) -> tuple[int, ...]:
    """Return which of a person's wishes (1 is the first) the seats meet."""
    got = {seats.get((person.key, round_)) for round_ in range(1, posed.day.rounds + 1)}
    return tuple(rank for rank, number in enumerate(person.wishes, start=1) if number in got)


def pairs(people: Iterable[ParticipantRow]) -> int:
    """Return how many pairs of one municipality are among the people."""
    sizes = Counter(person.municipality for person in people if person.municipality)
    return sum(comb(size, 2) for size in sizes.values())


def _proof(stored: StoredPlan) -> str:
    if not stored.accepted:
        return "none"
    return proof.verify(stored.posed.problem, stored.plan).verdict.value


def _codes(posed: DayProblem, people: list[Person]) -> tuple[str, ...]:
    return tuple(sorted(posed.code(person.key) for person in people))


def _unseated(posed: DayProblem, seats: Mapping[Seat, int]) -> tuple[tuple[str, int], ...]:
    stands = {stand.key: stand for stand in posed.problem.stands}
    missing = [
        (posed.code(person.key), round_)
        for person in posed.problem.people
        for round_ in free_rounds(person, posed.problem, stands)
        if (person.key, round_) not in seats
    ]
    return tuple(sorted(missing, key=lambda one: (one[1], one[0])))
