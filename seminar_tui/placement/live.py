"""The live day: each event is one incremental step from the present plan, proposed and then
accepted.

    live = Live(problem, plan, stay=5)
    proposal = live.propose(WalkIn(person))     # nothing has moved yet; raises Refused
    live.accept(proposal)                       # now it has; `live.problem`, `live.plan` are new
    values live.undo()                                 # exactly as before

The plan stays optimal for value - stay * told seats that change, and its certificate says so after
each event (`proof.verify(live.problem, live.plan)`). `step` does the same for one event from stored
values. After a round is over, `round_over` turns real visits into the problem of the rounds left,
which `plan.plan` solves again with the stay price.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from .board import Board
from .events import (
    Event,
    Here,
    Pinned,
    PresenterSwapped,
    Replanned,
    StandCancelled,
    StandMoved,
    Unpinned,
    WalkIn,
    WishesChanged,
    people_after,
    stand_after,
)
from .floor import Spread
from .journal import Entry, do_again, take_back
from .market import offers
from .model import (
    Certificate,
    Person,
    PersonKey,
    Plan,
    Problem,
    Refusal,
    Refused,
    Seat,
    Stand,
    Weights,
)
from .plan import shuffled, solve, worth, worth_of
from .proof import Verdict, verify
from .rules import check, check_pin, check_stand, check_wishes
from .seats import free_rounds
from .weights import scale, sound, weigh

STAY = 5
"""Default price of moving one person who has been told where to go, in value units."""


class Why(StrEnum):
    """Why someone moves."""

    ASKED = "asked"
    STAND_GONE = "stand_gone"
    BETTER_WISH = "better_wish"
    FIRST_GUEST = "first_guest"
    FREE_SEAT = "free_seat"
    MADE_ROOM = "made_room"
    LOST_SEAT = "lost_seat"


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


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an event would do: the moves, the day after it, and the change of value in wishes."""

    event: Event
    moves: tuple[Move, ...]
    problem: Problem
    plan: Plan
    gain: int
    version: int
    _entries: list[Entry] = field(repr=False, compare=False)


class Live:
    """A day in motion. Not thread-safe; one event at a time."""

    def __init__(
        self, problem: Problem, plan: Plan, stay: int = STAY, company: Spread | None = None
    ) -> None:
        check(problem)
        self.stay = stay
        self.company = company or Spread()
        self.version = 0
        self._past: list[tuple[Board, Problem, Plan, frozenset[int], list[Entry]]] = []
        self._begin(problem, plan, None)

    def _begin(self, problem: Problem, plan: Plan, weights: Weights | None) -> None:
        """Set the board up from values. A plan that is not optimal under the stay price stays as it
        is; what would change is part of the next proposal (`Replanned` asks for nothing else)."""
        drawn = shuffled(_told(problem, plan.seats), plan.seed)
        weights = weights or _weights(drawn, plan, self.stay)
        prices = _prices(plan.certificate, weights)
        wished = _wish_seats(drawn, plan.seats, weights)
        value = worth(drawn, plan.seats, weights)
        held = replace(plan, value=value, certificate=Certificate(weights, prices))
        if verify(drawn, held).verdict is not Verdict.OPTIMAL:
            market = solve(drawn, weights)
            wished, prices = market.wish_seats(), market.prices()
        self._board = Board(drawn, weights, prices, wished, self.company)
        self.problem = drawn
        self.plan = replace(held, certificate=Certificate(weights, prices))
        self._drift = self._differences()

    def _differences(self) -> frozenset[int]:
        """Person-rounds where the board is not what the plan says."""
        board, rounds = self._board, self.problem.rounds
        now = board.floor.seats()
        seats = {*now.items()} ^ {*self.plan.seats.items()}
        return frozenset(
            board.index[who] * rounds + round_ - 1
            for (who, round_), _ in seats
            if who in board.index
        )

    def propose(self, event: Event) -> Proposal:
        """Work an event out; nothing is changed. Raises `Refused` for what cannot be."""
        self._make_sound(event)
        board = self._board
        board.journal.start()
        board.changed.update(self._drift)
        try:
            subjects = self._apply(event)
            board.stabilise()
            return self._proposal(event, subjects)
        finally:
            take_back(board.journal.close())
            board.forget()

    def accept(self, proposal: Proposal) -> Plan:
        """Make a proposal real. Raises `Refused` (stale) when something was accepted since."""
        if proposal.version != self.version:
            raise Refused(Refusal.STALE)
        self._past.append((self._board, self.problem, self.plan, self._drift, proposal._entries))
        do_again(proposal._entries)
        self.problem, self.plan, self._drift = proposal.problem, proposal.plan, frozenset()
        self.version += 1
        return self.plan

    def undo(self) -> Plan:
        """Take the last accepted proposal back; everything is as it was. Raises `Refused` (stale)
        when there is nothing to take back."""
        if not self._past:
            raise Refused(Refusal.STALE)
        self._board, self.problem, self.plan, self._drift, entries = self._past.pop()
        take_back(entries)
        self.version += 1
        return self.plan

    # -- facts ---------------------------------------------------------------------------------

    def _make_sound(self, event: Event) -> None:
        """A bigger day or a longer list may need integers further apart."""
        longest = 0
        match event:
            case WalkIn(person):
                longest = len(person.wishes)
            case WishesChanged(_, wishes):
                longest = len(wishes)
            case _:
                return
        weights, people = self.plan.certificate.weights, len(self.problem.people) + 1
        fits = not weights.base or people * self.problem.rounds < weights.base
        if fits and longest <= len(weights.gain):
            return
        base = weights.base and max(
            weights.base, 1 << (4 * people * self.problem.rounds).bit_length()
        )
        depth = max(longest, len(weights.gain))
        self._begin(self.problem, self.plan, scale(self.plan.objective, depth, base, weights.stay))

    def _apply(self, event: Event) -> set[int]:
        """Write the event's facts; answers the people it is about."""
        board = self._board
        match event:
            case Replanned():
                return set()
            case WalkIn(person):
                if person.key in board.index:
                    raise Refused(Refusal.PERSON_TWICE, person=person.key)
                self._check_person(person, None)
                return {board.enter(person)}
            case Here() | WishesChanged() | PresenterSwapped() | Pinned() | Unpinned():
                return self._change_people(event)
            case _:
                stand = stand_after(event, board.stands)
                self._check_stand(stand, event)
                board.change_stand(stand)
                return set()

    def _change_people(
        self, event: Here | WishesChanged | PresenterSwapped | Pinned | Unpinned
    ) -> set[int]:
        board = self._board
        subjects = set()
        for person in people_after(event, board.find, board.stands):
            self._check_person(person, board.find(person.key))
            v = board.index[person.key]
            board.change_person(v, replace(person, told=board.floor.people[v].told))
            subjects.add(v)
        return subjects

    def _check_person(self, person: Person, old: Person | None) -> None:
        board = self._board
        check_wishes(person, board.stands)
        free = free_rounds(person, self.problem.rounds, board.stands)
        before = old.pins if old is not None else {}
        for round_, key in person.pins.items():
            check_pin(person, round_, key, board.stands, free)
            s = board.floor.index[key]
            pins = board.floor.stands[s].capacity - board.market.capacity[s]
            if before.get(round_) != key and pins >= board.floor.stands[s].capacity:
                raise Refused(Refusal.PINS_OVER_CAPACITY, stand=key, pins=pins + 1)

    def _check_stand(self, stand: Stand, event: Event) -> None:
        board = self._board
        check_stand(stand, self.problem.rounds)
        s = board.floor.index[stand.key]
        old = board.floor.stands[s]
        pins = old.capacity - board.market.capacity[s] if old.open else 0
        stays = stand.open and stand.round == old.round
        if stays and pins > stand.capacity:
            raise Refused(Refusal.PINS_OVER_CAPACITY, stand=stand.key, pins=pins)
        if not isinstance(event, StandCancelled | StandMoved) or not old.open:
            return
        if not stays and len(board.floor.open_in(old.round or 0)) == 1:
            raise Refused(Refusal.NO_OPEN_STAND, round=old.round)

    # -- answers -------------------------------------------------------------------------------

    def _proposal(self, event: Event, subjects: set[int]) -> Proposal:
        board, rounds = self._board, self.problem.rounds
        problem = Problem(rounds, tuple(board.floor.stands), tuple(board.floor.people))
        seats, moves = dict(self.plan.seats), []
        for k in sorted(board.changed, key=lambda k: (k // rounds not in subjects, k)):
            seat = (board.floor.people[k // rounds].key, k % rounds + 1)
            s = board.floor.at.get(k)
            origin, target = seats.pop(seat, None), None
            if s is not None:
                target = seats[seat] = board.floor.stands[s].key
            if origin != target:
                moves.append(self._move(k, origin, target, k // rounds in subjects))
        weights = self.plan.certificate.weights
        people = {k // rounds for k in board.changed} | subjects
        gain = sum(
            _worth(problem, v, seats, weights) - _worth(self.problem, v, self.plan.seats, weights)
            for v in people
        )
        certificate = Certificate(weights, board.market.prices())
        plan = replace(
            self.plan, seats=seats, value=self.plan.value + gain, certificate=certificate
        )
        entries = board.journal.entries
        return Proposal(event, tuple(moves), problem, plan, gain, self.version, entries)

    def _move(self, k: int, origin: int | None, target: int | None, subject: bool) -> Move:
        board, rounds = self._board, self.problem.rounds
        person, round_ = board.floor.people[k // rounds], k % rounds + 1
        before, after = _rank(person, origin), _rank(person, target)
        why = Why.ASKED if subject else self._why(round_, origin, target, before, after)
        return Move(person.key, round_, origin, target, why, before, after)

    def _why(
        self,
        round_: int,
        origin: int | None,
        target: int | None,
        before: int | None,
        after: int | None,
    ) -> Why:
        board = self._board
        if origin is not None:
            stand = board.stands[origin]
            if not stand.open or stand.round != round_:
                return Why.STAND_GONE
        if target is None:
            return Why.LOST_SEAT
        if after is not None and (before is None or after < before):
            return Why.BETTER_WISH
        if origin is None:
            return Why.FREE_SEAT
        if board.floor.size[board.floor.index[target]] == 1 and before is None:
            return Why.FIRST_GUEST
        return Why.MADE_ROOM


def step(problem: Problem, plan: Plan, event: Event, stay: int = STAY) -> Proposal:
    """One event from stored values: the moves and the problem and plan after it. Raises
    `Refused`."""
    return Live(problem, plan, stay).propose(event)


def round_over(
    problem: Problem, plan: Plan, round_: int, visits: Mapping[PersonKey, Iterable[int]]
) -> Problem:
    """The problem left when a round is over: nobody is placed in it any more, visits really made
    count (not what was planned), and what was told for the later rounds costs to change."""
    left = frozenset(range(1, problem.rounds + 1)) - {round_}
    people = []
    for person in problem.people:
        told = {r: plan.seats[person.key, r] for r in sorted(left) if (person.key, r) in plan.seats}
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
    for person in problem.people:
        for round_ in range(1, problem.rounds + 1):
            old, new = before.get((person.key, round_)), after.get((person.key, round_))
            if old == new:
                continue
            ranks = _rank(person, old), _rank(person, new)
            better = ranks[1] is not None and (ranks[0] is None or ranks[1] < ranks[0])
            why = Why.BETTER_WISH if better else Why.LOST_SEAT if new is None else Why.MADE_ROOM
            moves.append(Move(person.key, round_, old, new, why, *ranks))
    return tuple(moves)


def _told(problem: Problem, seats: Mapping[Seat, int]) -> Problem:
    people = []
    for person in problem.people:
        told = {
            r: seats[person.key, r]
            for r in range(1, problem.rounds + 1)
            if (person.key, r) in seats
        }
        people.append(person if told == person.told else replace(person, told=told))
    return replace(problem, people=tuple(people))


def _weights(problem: Problem, plan: Plan, stay: int) -> Weights:
    """The plan's own integers with the stay price, or new ones if they no longer fit."""
    old = plan.certificate.weights
    weights = scale(plan.objective, len(old.gain), old.base, stay)
    return (
        weights if sound(weights, problem, plan.objective) else weigh(problem, plan.objective, stay)
    )


def _prices(certificate: Certificate, weights: Weights) -> dict[int, int]:
    """Stored prices in the unit of these weights."""
    unit, old = weights.gain[0], certificate.weights.gain[0]
    return {key: price * unit // old for key, price in certificate.prices.items()}


def _wish_seats(problem: Problem, seats: Mapping[Seat, int], weights: Weights) -> dict[Seat, int]:
    """The seats that are on a wish and not pinned."""
    stands = {stand.key: stand for stand in problem.stands}
    found = {}
    for person in problem.people:
        for key, _ in offers(person, problem.rounds, stands, weights):
            round_ = stands[key].round or 0
            if seats.get((person.key, round_)) == key:
                found[person.key, round_] = key
    return found


def _worth(problem: Problem, v: int, seats: Mapping[Seat, int], weights: Weights) -> int:
    if v >= len(problem.people):
        return 0
    person = problem.people[v]
    stands = [seats.get((person.key, r)) for r in range(1, problem.rounds + 1)]
    return worth_of(person, stands, weights)


def _rank(person: Person, stand: int | None) -> int | None:
    return person.wishes.index(stand) + 1 if stand in person.wishes else None
