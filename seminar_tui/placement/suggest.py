"""Where else one could go: stands with room that were wished for, or that are like it.

Needs no plan: who stands where is whatever the caller counts (a plan, visits, both, nothing).
Likeness is asked of the people: stands are alike when the same people wish for both (cosine of who
wished).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from .model import Person, Problem
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


@dataclass(frozen=True, slots=True)
class Wishers:
    """How many people wish for a stand, and how many for two stands (by pair, first a wish of the
    person who is advised)."""

    of: Mapping[int, int]
    of_both: Mapping[tuple[int, int], int]

    def alike(self, a: int, b: int) -> float:
        """The cosine of who wished for `a` and who for `b`, from 0 to 1; some wish for both."""
        return self.of_both[a, b] / sqrt(self.of[a] * self.of[b])


def suggest(
    problem: Problem,
    person: Person,
    round_: int,
    guests: Mapping[int, int],
    wishers: Wishers,
    count: int = 3,
) -> tuple[Suggestion, ...]:
    """At most `count` stands of the round for this person, best first. `guests` is how many stand
    at each stand now. Of the problem only the stands are looked at, for nobody else is moved.
    Nothing is suggested to a presenter in the own round."""
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
    return (*wished, *_others(person, room, wishers))[:count]


def _others(person: Person, room: Mapping[int, int], wishers: Wishers) -> list[Suggestion]:
    mine = set(person.wishes)
    best: dict[int, tuple[float, int]] = {}
    for a, b in wishers.of_both:
        if a in mine and b in room and b not in mine:
            score = (wishers.alike(a, b), -person.wishes.index(a))
            best[b] = max(best.get(b, score), score)
    alike = sorted(best, key=lambda s: (-best[s][0], -room[s], s))
    rest = sorted((s for s in room if s not in best and s not in mine), key=lambda s: (-room[s], s))
    return [
        *(Suggestion(s, room[s], Because.ALIKE, person.wishes[-best[s][1]]) for s in alike),
        *(Suggestion(s, room[s], Because.ROOM) for s in rest),
    ]
