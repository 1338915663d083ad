"""Seat arithmetic, said before anything is solved: short by how many, what capacity would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .model import Person, Problem, Stand


@dataclass(frozen=True, slots=True)
class Room:
    """One round: `people` free to be guests, `seats` on open stands, `short` = how many cannot sit,
    `capacity_needed` = the capacity each open stand would need (0 if no stand is open)."""

    round: int
    people: int
    seats: int
    short: int
    capacity_needed: int


def free_rounds(person: Person, rounds: int, stands: Mapping[int, Stand]) -> tuple[int, ...]:
    """The rounds in which the person can be a guest: here, and not presenting then."""
    own = stands.get(person.presents) if person.presents is not None else None
    busy = own.round if own is not None and own.open else None
    here = person.rounds
    every = range(1, rounds + 1)
    return tuple(r for r in every if r != busy and (here is None or r in here))


def arithmetic(problem: Problem) -> tuple[Room, ...]:
    """Every round's people against its seats, in round order."""
    stands = {stand.key: stand for stand in problem.stands}
    people = dict.fromkeys(range(1, problem.rounds + 1), 0)
    for person in problem.people:
        for round_ in free_rounds(person, problem.rounds, stands):
            people[round_] += 1
    return tuple(_room(round_, count, problem) for round_, count in people.items())


def _room(round_: int, people: int, problem: Problem) -> Room:
    capacities = [s.capacity for s in problem.stands if s.open and s.round == round_]
    seats = sum(capacities)
    needed = -(-people // len(capacities)) if capacities else 0
    return Room(round_, people, seats, max(0, people - seats), needed)
