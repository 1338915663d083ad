"""The live day: each event is one incremental step from the present plan, proposed and then
accepted.

    live = Live(problem, plan, stay=5)
    proposal = live.propose(WalkIn(person))     # nothing has moved yet; raises Refused
    live.accept(proposal)                       # now it has: `live.problem`, `live.plan`
    live.undo()                                 # exactly as before

The plan stays optimal for value - stay * told seats that change, and its certificate says so after
each event (`proof.verify(live.problem, live.plan)`). `step` does the same for one event from stored
values. After a round is over, `moves.round_over` turns real visits into the problem of the rounds
left, which `plan.plan` solves again with the stay price.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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
    Plan,
    Problem,
    Refusal,
    Refused,
    Seat,
    Stand,
    Weights,
)
from .moves import Move, move, told_seats
from .plan import shuffled, solve, worth, worth_of
from .proof import Verdict, verify
from .rules import check, check_pin, check_stand, check_wishes
from .seats import free_rounds
from .state import Change, State
from .weights import scale, sound, weigh

STAY = 5
"""Default price of moving one person who has been told where to go, in value units."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an event would do: the moves, the day after it, and the change of value in wishes."""

    event: Event
    moves: tuple[Move, ...]
    gain: int
    version: int
    _after: State = field(repr=False, compare=False)
    _entries: list[Entry] = field(repr=False, compare=False)

    @property
    def problem(self) -> Problem:
        """The day after the event; everyone is told what the plan says."""
        return self._after.values()[0]

    @property
    def plan(self) -> Plan:
        """The plan after the event."""
        return self._after.values()[1]


class Live:
    """A day in motion. Not thread-safe; one event at a time. A plan that is not optimal under the
    stay price stays as it is; what would change is part of the next proposal (`Replanned` asks for
    no more).
    """

    def __init__(
        self, problem: Problem, plan: Plan, stay: int = STAY, company: Spread | None = None
    ) -> None:
        check(problem)
        self._company = company or Spread()
        self._version = 0
        self._past: list[tuple[State, list[Entry]]] = []
        drawn = shuffled(told_seats(problem, plan.seats), plan.seed)
        self._state = _begin(drawn, plan, _weights(drawn, plan, stay), self._company)

    @property
    def problem(self) -> Problem:
        """The day as it is now; everyone is told what the plan says."""
        return self._state.values()[0]

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self._state.values()[1]

    def propose(self, event: Event) -> Proposal:
        """Work an event out; nothing is changed. Raises `Refused` for what cannot be."""
        state = self._sound_for(event)
        board = state.board
        board.journal.start()
        board.floor.touched.extend(state.drift)
        try:
            subjects = self._apply(board, event)
            board.stabilise()
            return self._proposal(state, event, subjects)
        finally:
            take_back(board.journal.close())
            board.forget()

    def accept(self, proposal: Proposal) -> None:
        """Make a proposal real. Raises `Refused` (stale) when something was accepted since."""
        if proposal.version != self._version:
            raise Refused(Refusal.STALE)
        self._past.append((self._state, proposal._entries))
        do_again(proposal._entries)
        self._state.forget()
        self._state = proposal._after
        self._version += 1

    def undo(self) -> None:
        """Take the last accepted proposal back; everything is as it was. Raises `Refused` (stale)
        when there is nothing to take back."""
        if not self._past:
            raise Refused(Refusal.STALE)
        self._state, entries = self._past.pop()
        take_back(entries)
        self._version += 1

    def _sound_for(self, event: Event) -> State:
        """The state, or one with integers further apart if a bigger day or longer list needs
        them."""
        board = self._state.board
        match event:
            case WalkIn(person):
                longest, people = len(person.wishes), len(board.floor.people) + 1
            case WishesChanged(_, wishes):
                longest, people = len(wishes), len(board.floor.people)
            case _:
                return self._state
        old = board.market.weights
        if (not old.base or people * board.rounds < old.base) and longest <= len(old.gain):
            return self._state
        base = old.base and max(old.base, 1 << (4 * people * board.rounds).bit_length())
        weights = scale(self.plan.objective, max(longest, len(old.gain)), base, old.stay)
        return _begin(self.problem, self.plan, weights, self._company)

    # -- facts ---------------------------------------------------------------------------------

    def _apply(self, board: Board, event: Event) -> set[int]:
        """Write the event's facts; answers the people it is about."""
        match event:
            case Replanned():
                return set()
            case WalkIn(person):
                if person.key in board.index:
                    raise Refused(Refusal.PERSON_TWICE, person=person.key)
                _check_person(board, person, None)
                return {board.enter(person)}
            case Here() | WishesChanged() | PresenterSwapped() | Pinned() | Unpinned():
                return _change_people(board, event)
            case _:
                stand = stand_after(event, board.stands)
                _check_stand(board, stand, event)
                board.change_stand(stand)
                return set()

    # -- answers -------------------------------------------------------------------------------

    def _proposal(self, state: State, event: Event, subjects: set[int]) -> Proposal:
        board, rounds = state.board, state.board.rounds
        people, stands = board.floor.people, board.floor.stands
        seats: list[tuple[Seat, int | None]] = []
        moves = []
        for k in sorted(board.changed, key=lambda k: (k // rounds not in subjects, k)):
            v, round_ = k // rounds, k % rounds + 1
            before, s = board.former.get(v, people[v]), board.floor.at.get(k)
            origin = before.told.get(round_) if before is not None else None
            target = stands[s].key if s is not None else None
            if origin != target:
                seats.append(((people[v].key, round_), target))
                moves.append(move(board, k, origin, target, v in subjects))
        weights = board.market.weights
        gain = sum(
            worth_of(people[v], people[v].told.values(), weights)
            - (worth_of(before, before.told.values(), weights) if before is not None else 0)
            for v, before in board.former.items()
        )
        change = Change(
            tuple((v, people[v]) for v in sorted(board.former)),
            tuple((s, stands[s]) for s in board.restood),
            tuple(seats),
            state.value + gain,
            Certificate(weights, board.market.prices()),
        )
        after = State(board, change.value, state, change)
        return Proposal(event, tuple(moves), gain, self._version, after, board.journal.entries)


def step(problem: Problem, plan: Plan, event: Event, stay: int = STAY) -> Proposal:
    """One event from stored values: the moves and the problem and plan after it. Raises
    `Refused`."""
    return Live(problem, plan, stay).propose(event)


def _change_people(
    board: Board, event: Here | WishesChanged | PresenterSwapped | Pinned | Unpinned
) -> set[int]:
    subjects = set()
    for person in people_after(event, board.find, board.stands):
        _check_person(board, person, board.find(person.key))
        v = board.index[person.key]
        board.change_person(v, replace(person, told=board.floor.people[v].told))
        subjects.add(v)
    return subjects


def _check_person(board: Board, person: Person, old: Person | None) -> None:
    check_wishes(person, board.stands)
    free = free_rounds(person, board.rounds, board.stands)
    before = old.pins if old is not None else {}
    for round_, key in person.pins.items():
        check_pin(person, round_, key, board.stands, free)
        s = board.floor.index[key]
        pins = board.floor.stands[s].capacity - board.market.capacity[s]
        if before.get(round_) != key and pins >= board.floor.stands[s].capacity:
            raise Refused(Refusal.PINS_OVER_CAPACITY, stand=key, pins=pins + 1)


def _check_stand(board: Board, stand: Stand, event: Event) -> None:
    check_stand(stand, board.rounds)
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


def _begin(problem: Problem, plan: Plan, weights: Weights, company: Spread) -> State:
    """A board for these values; `problem` has everyone told what the plan says, in lottery
    order."""
    prices = _prices(plan.certificate, weights)
    wished = _wish_seats(problem, plan.seats, weights)
    value = worth(problem, plan.seats, weights)
    held = replace(plan, value=value, certificate=Certificate(weights, prices))
    if verify(problem, held).verdict is not Verdict.OPTIMAL:
        market = solve(problem, weights)
        wished, prices = market.wish_seats(), market.prices()
    board = Board(problem, weights, prices, wished, company)
    held = replace(held, certificate=Certificate(weights, prices))
    differing = {*board.floor.seats().items()} ^ {*plan.seats.items()}
    drift = frozenset(
        board.index[who] * problem.rounds + round_ - 1
        for (who, round_), _ in differing
        if who in board.index
    )
    return State(board, value, values=(problem, held), drift=drift)


def _weights(problem: Problem, plan: Plan, stay: int) -> Weights:
    """The plan's own integers with the stay price, or new ones if they no longer fit."""
    old = plan.certificate.weights
    weights = scale(plan.objective, len(old.gain), old.base, stay)
    return (
        weights if sound(weights, problem, plan.objective) else weigh(problem, plan.objective, stay)
    )


def _prices(certificate: Certificate, weights: Weights) -> dict[int, int]:
    """Stored prices in the unit of these weights; none where they have no unit."""
    unit, old = weights.gain[0], next(iter(certificate.weights.gain), 0)
    return {key: price * unit // old for key, price in certificate.prices.items()} if old else {}


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
