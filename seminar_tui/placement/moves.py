"""Moves: whose seat changes, and why; from an event or from one plan to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from .board import Board
from .model import Person, PersonKey, Problem, Seat, Stand


class Why(StrEnum):
    """Why someone moves."""

    ASKED = "asked"
    STAND_GONE = "stand_gone"
    BETTER_WISH = "better_wish"
    FIRST_GUEST = "first_guest"
    FREE_SEAT = "free_seat"
    MADE_ROOM = "made_room"
    LOST_SEAT = "lost_seat"
    PRESENTS = "presents"


@dataclass(frozen=True, slots=True)
class Move:
    """Someone's seat in a round changes: from and to are stand numbers (None: no seat), the wishes
    their ranks from 1 (None: not wished for). `why`: ASKED is who the event is about."""

    person: PersonKey
    round: int
    origin: int | None
    target: int | None
    why: Why
    wish_before: int | None = None
    wish_after: int | None = None


def move(board: Board, k: int, origin: int | None, target: int | None, subject: bool) -> Move:
    """The move of a person-round, judged on the board as it is after the event."""
    person, round_ = board.floor.people[k // board.rounds], k % board.rounds + 1
    before, after = rank_of(person, origin), rank_of(person, target)
    left = board.stands[origin] if origin is not None else None
    guests = board.floor.size[board.floor.index[target]] if target is not None else 0
    busy = presents_in(person, round_, board.stands)
    why = Why.ASKED if subject else _why(round_, left, guests, before, after, busy=busy)
    return Move(person.key, round_, origin, target, why, before, after)


def presents_in(person: Person, round_: int, stands: Mapping[int, Stand]) -> bool:
    """Whether the person presents at a stand of that round and is nobody's guest in it."""
    own = stands.get(person.presents) if person.presents is not None else None
    return own is not None and own.open and own.round == round_


def _why(
    round_: int,
    left: Stand | None,
    guests: int,
    before: int | None,
    after: int | None,
    *,
    busy: bool,
) -> Why:
    """`left` is the stand they come from (None: no seat), `guests` how many there are then where
    they go (0: they have no seat); `before` and `after` the ranks of their wishes; `busy` that
    they present in that round."""
    if busy:
        return Why.PRESENTS
    if left is not None and (not left.open or left.round != round_):
        return Why.STAND_GONE
    if not guests:
        return Why.LOST_SEAT
    if after is not None and (before is None or after < before):
        return Why.BETTER_WISH
    if left is None:
        return Why.FREE_SEAT
    if guests == 1 and before is None:
        return Why.FIRST_GUEST
    return Why.MADE_ROOM


def told_seats(problem: Problem, seats: Mapping[Seat, int]) -> Problem:
    """The problem in which everyone has been told what the seats say."""
    rounds = range(1, problem.rounds + 1)
    people = []
    for person in problem.people:
        told = {r: seats[person.key, r] for r in rounds if (person.key, r) in seats}
        people.append(person if told == person.told else replace(person, told=told))
    return replace(problem, people=tuple(people))


def round_over(
    problem: Problem,
    seats: Mapping[Seat, int],
    round_: int,
    visits: Mapping[PersonKey, Iterable[int]],
) -> Problem:
    """The problem left when a round is over: nobody is placed in it any more, visits really made
    count (not what was planned), and the seats told for the later rounds cost to change."""
    left = frozenset(range(1, problem.rounds + 1)) - {round_}
    people = []
    for person in problem.people:
        told = {r: seats[person.key, r] for r in sorted(left) if (person.key, r) in seats}
        rounds = left if person.rounds is None else person.rounds & left
        pins = {r: key for r, key in person.pins.items() if r != round_}
        seen = (*person.seen, *(s for s in visits.get(person.key, ()) if s not in person.seen))
        people.append(replace(person, rounds=rounds, told=told, pins=pins, seen=seen))
    return replace(problem, people=tuple(people))


def moves_between(
    problem: Problem, before: Mapping[Seat, int], after: Mapping[Seat, int]
) -> tuple[Move, ...]:
    """What changes from one plan's seats to another's, for the people of `problem`."""
    moves = []
    stands = {stand.key: stand for stand in problem.stands}
    guests = Counter(after.values())
    for person in problem.people:
        for round_ in range(1, problem.rounds + 1):
            old, new = before.get((person.key, round_)), after.get((person.key, round_))
            if old == new:
                continue
            ranks = rank_of(person, old), rank_of(person, new)
            left = stands[old] if old is not None else None
            busy = presents_in(person, round_, stands)
            why = _why(round_, left, guests[new] if new is not None else 0, *ranks, busy=busy)
            moves.append(Move(person.key, round_, old, new, why, *ranks))
    return tuple(moves)


def rank_of(person: Person, stand: int | None) -> int | None:
    """The wish's rank from 1; None if it is no wish."""
    return person.wishes.index(stand) + 1 if stand in person.wishes else None
