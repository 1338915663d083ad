"""Why a plan is as it is: for a person, for a stand, and as a whole; and what else one could see.

Prices are the dual values of the certificate: what a seat at a stand is worth to those who wait.
What a wish would cost is exact: the same plan with the person pinned there, worked out and thrown
away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import comb

from .events import Pinned
from .live import Live
from .model import Municipality, Person, PersonKey, Plan, Problem, Refusal, Refused, Stand
from .moves import Move
from .seats import Room, arithmetic, free_rounds


class Answer(StrEnum):
    """What became of a wish."""

    MET = "met"
    SEEN = "seen"
    FULL = "full"
    BETTER_INSTEAD = "better_instead"
    OWN_MUNICIPALITY = "own_municipality"
    PRESENTING = "presenting"
    NOT_HERE = "not_here"
    PINNED_ELSEWHERE = "pinned_elsewhere"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone with a seat at the stand and the rank (from 1) they gave it, None if no wish."""

    person: PersonKey
    wish: int | None


@dataclass(frozen=True, slots=True)
class WishAnswer:
    """One wish: `rank` from 1. For a wish that could be met: who holds the seats, the seat's price,
    and `cost` = value the plan would lose if this person got one, with the moves that would
    take."""

    stand: int
    rank: int
    round: int | None
    answer: Answer
    holders: tuple[Holder, ...] = ()
    price: int = 0
    cost: int | None = None
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class StandStory:
    """A stand's price, guests, free seats, and who waits: people who would rather be here than
    where they are in that round, best wish first."""

    stand: int
    price: int
    free: int
    holders: tuple[Holder, ...]
    waiting: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """People of one municipality who are placed at one stand (two or more)."""

    stand: int
    municipality: Municipality
    people: tuple[PersonKey, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The plan as a whole. `profile[k]` is the seats on wish k + 1. `pairs` counts pairs of one
    municipality at one stand, `together` says whose. `short_lists` gave fewer wishes than asked
    for."""

    profile: tuple[int, ...]
    without_wish: tuple[PersonKey, ...]
    unseated: tuple[tuple[PersonKey, int], ...]
    seats_short: tuple[Room, ...]
    empty_stands: tuple[int, ...]
    stands_without_politician: tuple[int, ...]
    pairs: int
    together: tuple[Together, ...]
    short_lists: tuple[PersonKey, ...]


def why(problem: Problem, plan: Plan, key: PersonKey) -> tuple[WishAnswer, ...]:
    """An answer for each of the person's wishes, in rank order. Raises `Refused`."""
    person = next((p for p in problem.people if p.key == key), None)
    if person is None:
        raise Refused(Refusal.UNKNOWN_PERSON, person=key)
    stands = {stand.key: stand for stand in problem.stands}
    live = Live(problem, plan, plan.certificate.weights.stay)
    return tuple(_answer(live, person, rank, stands) for rank in range(1, len(person.wishes) + 1))


def _answer(live: Live, person: Person, rank: int, stands: Mapping[int, Stand]) -> WishAnswer:
    stand = stands[person.wishes[rank - 1]]
    answer = _verdict(live.plan, live.problem.rounds, person, stand, stands)
    if answer not in (Answer.FULL, Answer.BETTER_INSTEAD):
        return WishAnswer(stand.key, rank, stand.round, answer)
    story = stand_story(live.problem, live.plan, stand.key)
    try:
        proposal = live.propose(Pinned(person.key, stand.key))
    except Refused:  # every seat is pinned
        return WishAnswer(stand.key, rank, stand.round, answer, story.holders, story.price)
    return WishAnswer(
        stand.key,
        rank,
        stand.round,
        answer,
        story.holders,
        story.price,
        -proposal.gain,
        proposal.moves,
    )


def _verdict(
    plan: Plan, rounds: int, person: Person, stand: Stand, stands: Mapping[int, Stand]
) -> Answer:
    round_ = stand.round
    if stand.key in person.seen:
        return Answer.SEEN
    if person.municipality is not None and stand.municipality == person.municipality:
        return Answer.OWN_MUNICIPALITY
    if not stand.open or round_ is None:
        return Answer.CLOSED
    if person.rounds is not None and round_ not in person.rounds:
        return Answer.NOT_HERE
    if round_ not in free_rounds(person, rounds, stands):
        return Answer.PRESENTING
    now = plan.seats.get((person.key, round_))
    if now == stand.key:
        return Answer.MET
    if round_ in person.pins:
        return Answer.PINNED_ELSEWHERE
    if now in person.wishes and person.wishes.index(now) < person.wishes.index(stand.key):
        return Answer.BETTER_INSTEAD
    return Answer.FULL


def stand_story(problem: Problem, plan: Plan, key: int) -> StandStory:
    """Who holds a stand's seats and who waits for one. Raises `Refused`."""
    stands = {stand.key: stand for stand in problem.stands}
    stand = stands.get(key)
    if stand is None:
        raise Refused(Refusal.UNKNOWN_STAND, stand=key)
    holders, waiting = [], []
    for person in problem.people:
        wish = person.wishes.index(key) + 1 if key in person.wishes else None
        if stand.round is not None and plan.seats.get((person.key, stand.round)) == key:
            holders.append(Holder(person.key, wish))
        elif wish and _verdict(plan, problem.rounds, person, stand, stands) is Answer.FULL:
            waiting.append(Holder(person.key, wish))
    waiting.sort(key=lambda holder: holder.wish or 0)
    price = plan.certificate.prices.get(key, 0)
    free = max(0, stand.capacity - len(holders)) if stand.open else 0
    return StandStory(key, price, free, tuple(holders), tuple(waiting))


def report(problem: Problem, plan: Plan, asked_for: int = 5) -> Report:
    """Everything an organiser should be told about a plan. `asked_for`: wishes everyone was
    asked."""
    stands = {stand.key: stand for stand in problem.stands}
    profile = [0] * max(asked_for, max((len(p.wishes) for p in problem.people), default=0))
    without, unseated, guests = [], [], Counter[int]()
    politicians: Counter[int] = Counter()
    together: defaultdict[tuple[int, Municipality], list[PersonKey]] = defaultdict(list)
    for person in problem.people:
        free = free_rounds(person, problem.rounds, stands)
        met = any(key in person.wishes for key in person.seen)
        for round_ in free:
            key = plan.seats.get((person.key, round_))
            if key is None:
                unseated.append((person.key, round_))
                continue
            guests[key] += 1
            politicians[key] += person.politician
            if person.municipality is not None:
                together[key, person.municipality].append(person.key)
            if key in person.wishes:
                profile[person.wishes.index(key)] += 1
                met = True
        if free and person.wishes and not met:
            without.append(person.key)
    running = [s.key for s in problem.stands if s.open]
    return Report(
        profile=tuple(profile),
        without_wish=tuple(without),
        unseated=tuple(unseated),
        seats_short=tuple(room for room in arithmetic(problem) if room.short),
        empty_stands=tuple(sorted(s for s in running if not guests[s])),
        stands_without_politician=tuple(sorted(s for s in running if not politicians[s])),
        pairs=sum(comb(len(people), 2) for people in together.values()),
        together=tuple(
            Together(stand, municipality, tuple(people))
            for (stand, municipality), people in sorted(
                together.items(), key=lambda item: (item[0][0], str(item[0][1]))
            )
            if len(people) > 1
        ),
        short_lists=tuple(p.key for p in problem.people if len(p.wishes) < asked_for),
    )
