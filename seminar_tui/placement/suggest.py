"""Where else one could go: stands with room that were wished for, or that are like it.

Needs no plan: who stands where is whatever the caller counts (a plan, visits, both, nothing).
Likeness is asked of the people: stands are alike when the same people wish for both (cosine of who
wished).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from .model import Person, PersonKey, Problem, Refusal, Refused
from .seats import free_rounds


class Because(StrEnum):
    """Why a stand is suggested."""

    WISHED = "wished"
    ALIKE = "alike"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A stand with `free` seats. `like` is the wish it is most alike, for ALIKE."""

    stand: int
    free: int
    because: Because
    like: int | None = None


def suggest(
    problem: Problem,
    key: PersonKey,
    round_: int,
    guests: Mapping[int, int],
    count: int = 3,
) -> tuple[Suggestion, ...]:
    """At most `count` stands of the round for this person, best first. `guests` is how many stand
    at each stand now. Nothing is suggested to a presenter in the own round. Raises `Refused`."""
    person = next((p for p in problem.people if p.key == key), None)
    if person is None:
        raise Refused(Refusal.UNKNOWN_PERSON, person=key)
    stands = {stand.key: stand for stand in problem.stands}
    if round_ not in free_rounds(person, problem.rounds, stands):
        return ()
    room = {
        stand.key: stand.capacity - guests.get(stand.key, 0)
        for stand in problem.stands
        if stand.open
        and stand.round == round_
        and stand.key not in person.seen
        and (person.municipality is None or stand.municipality != person.municipality)
        and stand.capacity > guests.get(stand.key, 0)
    }
    wished = [Suggestion(s, room[s], Because.WISHED) for s in person.wishes if s in room]
    others = _alike(problem, person, room)
    return (*wished, *others)[:count]


def _alike(problem: Problem, person: Person, room: Mapping[int, int]) -> list[Suggestion]:
    wishers: Counter[int] = Counter()
    both: Counter[tuple[int, int]] = Counter()
    mine = set(person.wishes)
    for other in problem.people:
        wishers.update(other.wishes)
        for a in mine.intersection(other.wishes):
            both.update((a, b) for b in other.wishes if b in room and b not in mine)
    best: dict[int, tuple[float, int]] = {}
    for (a, b), n in both.items():
        score = (n / sqrt(wishers[a] * wishers[b]), -person.wishes.index(a))
        best[b] = max(best.get(b, score), score)
    alike = sorted(best, key=lambda s: (-best[s][0], -room[s], s))
    rest = sorted((s for s in room if s not in best and s not in mine), key=lambda s: (-room[s], s))
    return [
        *(Suggestion(s, room[s], Because.ALIKE, person.wishes[-best[s][1]]) for s in alike),
        *(Suggestion(s, room[s], Because.ROOM) for s in rest),
    ]
