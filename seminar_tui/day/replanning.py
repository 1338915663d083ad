"""The live day: what should change now, proposed first and stored only when accepted.

An event of the day (`placement.events`: somebody walks in, stays away, comes late; a stand is
cancelled, moved, made smaller ...) is one incremental step from the plan people were told:
everybody who would be told something new costs the stay price, so nobody is moved for a
trifle. Accepting a proposal writes the event's facts and the new seats in one transaction;
one undo takes both back. Without an event the proposal is what the facts now stored ask for.
Rounds that are over count as they really were: by visits, not by plans.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from db.reads import participants as people_reads
from db.reads import plan as plan_reads
from db.reads.actions import Undoable
from db.vocabulary import Instant, StationRole
from seminar_tui.day import facts
from seminar_tui.day.planning import DEAREST, StoredPlan, answer, store_plan, stored_plan, undo_plan
from seminar_tui.day.problem import DayProblem, read_problem
from seminar_tui.day.rest_of_day import rest_of_day, rounds_over, seats_left
from seminar_tui.day.station import Station, Work
from seminar_tui.placement import live
from seminar_tui.placement import moves as engine_moves
from seminar_tui.placement import plan as engine
from seminar_tui.placement.events import Event, Here, PresenterSwapped, WalkIn
from seminar_tui.placement.model import Person, PersonKey, Plan, Problem, Refusal, Seat
from seminar_tui.rules.moving import Move
from seminar_tui.rules.refusal import BadInput, Refused


@dataclass(frozen=True, slots=True)
class Proposal:
    """What should change: who moves from where to where and why, and what that gains in value.

    It holds the facts it was made from (`posed`), the event that is not yet one of them, and
    the plan it would make of the rounds after the first `over` ones.
    """

    moves: tuple[Move, ...]
    gain: int
    posed: DayProblem
    problem: Problem
    plan: Plan
    over: int
    event: Event | None = None


def _check_price(stay: int) -> None:
    """Raise BadInput out_of_range for a price that would pay for moves: no plan ends them."""
    if not 0 <= stay <= DEAREST:
        raise BadInput("out_of_range", field="stay", value=stay, low=0, high=DEAREST)


def propose(
    station: Station,
    now: Instant,
    *,
    stay: int = live.STAY,
    from_round: int | None = None,
    arrived_only: bool = False,
) -> Proposal:
    """Return what should change now; nothing is moved.

    `stay` is the price of telling somebody something new. Rounds before `from_round` are over
    (None: those that have ended). With `arrived_only` those who have not come keep no seat.
    Raises Refused: no_plan, day_over and the engine's codes; BadInput: out_of_range.
    """
    _check_price(stay)
    with station.look() as connection:
        stored = _stored(connection, station.day_id)
        over = _over(connection, station.day_id, stored, now, from_round)
        rest = _rest(connection, station.day_id, stored, over)
        if arrived_only:
            arrived = people_reads.arrived_ids(connection, station.day_id)
            here = tuple(person for person in rest.people if person.key in arrived)
            rest = replace(rest, people=here)
    solved = answer(lambda: engine.plan(rest, stored.plan.seed, stored.plan.objective, stay))
    held = seats_left(stored.plan.seats, over)
    found = engine_moves.moves_between(stored.posed.problem, held, solved.seats)
    mine = {person.key for person in rest.people}
    before = {key: stand for key, stand in held.items() if key[0] in mine}
    gain = solved.value - engine.worth(rest, before, solved.certificate.weights)
    moves = tuple(told_move(stored.posed, one) for one in found)
    return Proposal(moves, gain, stored.posed, rest, solved, over)


def propose_event(
    station: Station,
    now: Instant,
    event: Event,
    *,
    stay: int = live.STAY,
    from_round: int | None = None,
) -> Proposal:
    """Return what an event would change; neither the event nor a move is stored.

    People are participant ids, stands numbers. A walk-in is somebody already added, who gets
    the best seats there are for them instead of those that were left. Raises what `propose`
    does, and Refused: not_presenting.
    """
    _check_price(stay)
    with station.look() as connection:
        stored = _stored(connection, station.day_id)
        over = _over(connection, station.day_id, stored, now, from_round)
        rest = _rest(connection, station.day_id, stored, over)
    _check(stored.posed.problem, event)
    held = seats_left(stored.plan.seats, over)
    before, step = _before(rest, event, over)
    told = {p.key for p in before.people}
    seats = {key: stand for key, stand in held.items() if key[0] in told}
    value = engine.worth(before, seats, stored.weights)
    present = replace(stored.plan, seats=seats, value=value)
    found = answer(lambda: live.step(before, present, step, stay))
    moves = [told_move(stored.posed, one, held) for one in found.moves]
    return Proposal(
        tuple(one for one in moves if one.from_stand != one.to_stand),
        found.gain,
        stored.posed,
        found.problem,
        found.plan,
        over,
        event,
    )


def _stored(connection: Connection, day_id: int) -> StoredPlan:
    stored = stored_plan(connection, day_id)
    if not stored.accepted:
        raise Refused("no_plan")
    return stored


def _over(
    connection: Connection, day_id: int, stored: StoredPlan, now: Instant, from_round: int | None
) -> int:
    """Return how many rounds are over: as asked, else by the clock."""
    rounds = stored.posed.day.rounds
    if from_round is None:
        over = rounds_over(connection, day_id, now)
        if over == rounds:
            raise Refused("day_over")
        return over
    if not 1 <= from_round <= rounds:
        raise BadInput("out_of_range", field="from_round", value=from_round, low=1, high=rounds)
    return from_round - 1


def _rest(connection: Connection, day_id: int, stored: StoredPlan, over: int) -> Problem:
    if over == stored.over:
        return stored.rest
    return rest_of_day(connection, day_id, stored.posed.problem, stored.plan.seats, over)


def _check(problem: Problem, event: Event) -> None:
    """Refuse to take a stand from somebody who does not present it."""
    if not isinstance(event, PresenterSwapped) or event.leaves is None:
        return
    presents = {person.key: person.presents for person in problem.people}
    if event.leaves in presents and presents[event.leaves] != event.stand:
        raise Refused("not_presenting", stand=event.stand)


def _before(rest: Problem, event: Event, over: int) -> tuple[Problem, Event]:
    """Return the problem the event happens to, and the event in the rounds that are left."""
    match event:
        case WalkIn(given):
            person = _find(rest, given.key)
            others = tuple(one for one in rest.people if one.key != given.key)
            return replace(rest, people=others), WalkIn(replace(person, told={}))
        case Here(who, rounds):
            left = frozenset(range(over + 1, rest.rounds + 1))
            return rest, Here(who, left if rounds is None else rounds & left)
        case _:
            return rest, event


def _find(problem: Problem, key: PersonKey) -> Person:
    for person in problem.people:
        if person.key == key:
            return person
    raise Refused(Refusal.UNKNOWN_PERSON.value, person=key)


def told_move(
    posed: DayProblem,
    one: engine_moves.Move,
    held: dict[Seat, int] | None = None,
    asked: str = "event",
) -> Move:
    """Return the engine's move as people are told it; `held` knows seats the engine did not,
    `asked` says why the one moves whom it is all about."""
    origin = one.origin if held is None else held.get((one.person, one.round))
    why = asked if one.why is engine_moves.Why.ASKED else one.why.value
    return Move(posed.code(one.person), one.round, origin, one.target, why)


def accept(station: Station, now: Instant, proposal: Proposal) -> Proposal:
    """Store a proposal: the event's facts, and where everybody goes.

    Raises Refused: plan_changed where the plan or what it rests on was changed since.
    """
    kind, result = ("replan", "replanned") if proposal.event is None else ("event", "happened")
    made_from = proposal.posed
    with station.act(now, kind, StationRole.ORGANISER) as work:
        plan_reads.plan_version(work.connection, work.day_id, lock=True)
        posed = read_problem(work.connection, work.day_id)
        if posed.day.plan_version != made_from.day.plan_version or (
            posed.problem != made_from.problem
        ):
            raise Refused("plan_changed")
        former: facts.Facts = {}
        written: facts.Facts = {}
        if proposal.event is not None:
            former, written = facts.write_event(work, proposal.event, posed.stand_ids)
        undo = {"facts": former, "facts_to": written} | _store(work, posed, proposal)
        work.log(result, detail={"moves": len(proposal.moves)}, undo=undo)
    return proposal


def _store(work: Work, posed: DayProblem, proposal: Proposal) -> dict[str, object]:
    """Store the seats of the rounds left beside those of the rounds that are over."""
    past = [seat for seat in posed.placed if seat.round <= proposal.over]
    seats: dict[Seat, int] = {(seat.participant_id, seat.round): seat.stand for seat in past}
    pinned: set[Seat] = {(seat.participant_id, seat.round) for seat in past if seat.pinned}
    for person in proposal.problem.people:
        pinned.update((person.key, round_) for round_ in person.pins)
    plan = replace(proposal.plan, seats={**seats, **proposal.plan.seats})
    return store_plan(work, posed, plan, pinned, proposal.over)


def undo_event(work: Work, action: Undoable) -> None:
    """Take an event's facts and moves back. Raises Refused: changed_since, plan_changed."""
    facts.must_hold(work, action.undo["facts_to"])
    undo_plan(work, action)
    facts.restore(work, action.undo["facts"])
