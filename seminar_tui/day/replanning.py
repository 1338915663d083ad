"""The live day: what should change now, proposed first and stored only when accepted.

The store knows the facts (who is here, which stands are open, what is wished for, who is
pinned); a proposal is the best plan for them at a stay price: everybody who would be told
something new costs so much, so nobody is moved for a trifle. Rounds that are over count
as they really were: by visits, not by plans.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from db.reads import participants as people_reads
from db.reads import plan as plan_reads
from db.vocabulary import Instant, StationRole
from seminar_tui.day.planning import StoredPlan, accept_plan, answer, stored_plan
from seminar_tui.day.station import Station
from seminar_tui.placement import live, moves
from seminar_tui.placement import plan as engine
from seminar_tui.placement.model import Person, Plan, Problem, Seat
from seminar_tui.rules.moving import Move
from seminar_tui.rules.refusal import BadInput, Refused


@dataclass(frozen=True, slots=True)
class Proposal:
    """What should change: who moves from where to where and why, and what that gains in value.

    It holds the plan it would make and the version it was made from.
    """

    moves: tuple[Move, ...]
    gain: int
    version: int
    problem: Problem
    plan: Plan


def propose(
    station: Station,
    *,
    stay: int = live.STAY,
    from_round: int = 1,
    arrived_only: bool = False,
) -> Proposal:
    """Return what should change now; nothing is moved.

    `stay` is the price of telling somebody something new. Rounds before `from_round` are
    over. With `arrived_only` those who have not come keep no seat. Raises Refused: no_plan
    and the engine's codes; BadInput: out_of_range.
    """
    with station.look() as connection:
        stored = stored_plan(connection, station.day_id)
        if not stored.accepted:
            raise Refused("no_plan")
        rounds = stored.posed.day.rounds
        if not 1 <= from_round <= rounds:
            raise BadInput("out_of_range", field="from_round", value=from_round, low=1, high=rounds)
        problem = _problem_now(connection, station.day_id, stored, from_round, arrived_only)
    solved = answer(lambda: engine.plan(problem, stored.plan.seed, stored.plan.objective, stay))
    past = {key: number for key, number in stored.plan.seats.items() if key[1] < from_round}
    seats: dict[Seat, int] = {**past, **solved.seats}
    return Proposal(
        _moves(stored, problem, seats, from_round),
        solved.value - _told_value(problem, stored, solved),
        stored.posed.day.plan_version,
        problem,
        replace(solved, seats=seats),
    )


def accept(station: Station, now: Instant, proposal: Proposal) -> Proposal:
    """Store a proposal. Raises Refused: plan_changed where the plan was changed since."""
    with station.act(now, "replan", StationRole.ORGANISER) as work:
        if plan_reads.plan_version(work.connection, work.day_id, lock=True) != proposal.version:
            raise Refused("plan_changed")
        accept_plan(work, proposal.plan, "replanned", {"moves": len(proposal.moves)})
    return proposal


def _problem_now(
    connection: Connection, day_id: int, stored: StoredPlan, from_round: int, arrived_only: bool
) -> Problem:
    problem = _told(stored.posed.problem, stored.plan)
    if arrived_only:
        arrived = people_reads.arrived_ids(connection, day_id)
        here = tuple(person for person in problem.people if person.key in arrived)
        problem = replace(problem, people=here)
    for over in range(1, from_round):
        problem = moves.round_over(problem, stored.plan, over, _visits(connection, day_id, over))
    return problem


def _visits(connection: Connection, day_id: int, round_: int) -> dict[object, list[int]]:
    seen: dict[object, list[int]] = defaultdict(list)
    for participant_id, stand in plan_reads.stood_at(connection, day_id, round_):
        seen[participant_id].append(stand)
    return seen


def _told(problem: Problem, plan: Plan) -> Problem:
    def told(person: Person) -> Person:
        rounds = range(1, problem.rounds + 1)
        seats = {r: plan.seats[person.key, r] for r in rounds if (person.key, r) in plan.seats}
        return replace(person, told=seats)

    return replace(problem, people=tuple(told(person) for person in problem.people))


def _told_value(problem: Problem, stored: StoredPlan, solved: Plan) -> int:
    """Return what the present seats are worth in the new plan's terms."""
    placed = {person.key for person in problem.people}
    seats = {key: n for key, n in stored.plan.seats.items() if key[0] in placed}
    return engine.worth(problem, seats, solved.certificate.weights)


def _moves(
    stored: StoredPlan, problem: Problem, seats: dict[Seat, int], from_round: int
) -> tuple[Move, ...]:
    before = {key: n for key, n in stored.plan.seats.items() if key[1] >= from_round}
    after = {key: n for key, n in seats.items() if key[1] >= from_round}
    found = moves.moves_between(stored.posed.problem, before, after)
    return tuple(
        Move(stored.posed.code(one.person), one.round, one.origin, one.target, one.why.value)
        for one in found
    )
