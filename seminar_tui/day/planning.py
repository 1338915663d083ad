"""Making, reading and checking the plan of who goes where.

The engine solves in milliseconds, so `place` does it inside its transaction. The halves
are a search of seconds: it runs outside, on the problem read before, and is stored only if
nobody changed the plan meanwhile (`plan_changed`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TypeVar

from sqlalchemy import Connection

from db.reads import plan as plan_reads
from db.reads import stands as stand_reads
from db.reads.actions import Undoable
from db.vocabulary import Instant, StandStatus, StationRole
from db.writes import plan as writes
from db.writes import stands as stand_writes
from seminar_tui.clock import elapsed
from seminar_tui.day.certificates import NOTHING, certificate_json, read_certificate
from seminar_tui.day.problem import DayProblem, read_problem
from seminar_tui.day.rest_of_day import rest_of_day, seats_left
from seminar_tui.day.station import Station, Work
from seminar_tui.placement import company, proof
from seminar_tui.placement import halves as engine_halves
from seminar_tui.placement import plan as engine
from seminar_tui.placement.model import Certificate, Objective, Plan, Problem, Seat, Weights
from seminar_tui.placement.model import Refused as EngineRefused
from seminar_tui.placement.weights import sound, weigh
from seminar_tui.rules.refusal import BadInput, Refused

SWEEPS = 60
"""How long the halves are searched for where nobody asked: the same answer everywhere."""

DEAREST = 1_000_000
"""The highest price or tolerance, in value; far above what a seat is worth."""

T = TypeVar("T")
Seats = Iterable[tuple[int, int, int, bool]]


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan and the day it is for. `accepted` is false before anything was ever placed.

    `rest` is the problem its certificate is about: the rounds after the first `over` ones,
    with everybody told what the plan says.
    """

    posed: DayProblem
    plan: Plan
    rest: Problem
    over: int = 0
    accepted: bool = True

    @property
    def rest_plan(self) -> Plan:
        """The plan of the rounds that its certificate is about."""
        seats = seats_left(self.plan.seats, self.over)
        value = engine.worth(self.rest, seats, self.weights)
        return replace(self.plan, seats=seats, value=value)

    @property
    def weights(self) -> Weights:
        """The integers the plan is valued with."""
        return _weights(self.plan.certificate, self.posed.problem, self.plan.objective)


@dataclass(frozen=True, slots=True)
class Halves:
    """Which stand presents in which round (numbers), what that is worth and was worth before.

    `bound`: no halves at all are worth more (None where none is known).
    """

    rounds: Mapping[int, int]
    value: int
    before: int
    bound: int | None
    stored: bool


def place(
    station: Station,
    now: Instant,
    seed: int = 0,
    objective: Objective = Objective.CONVEX,
    tolerance: int = 0,
) -> StoredPlan:
    """Place everybody for all rounds and store the plan. Pins hold.

    Stands that have no round yet are given one first. `tolerance` is what spreading people may
    cost the wishes, in value; the plan's gap then says what it did. Raises Refused with the
    engine's code: no_people, no_open_stand, zero_capacity, pins_over_capacity ...; BadInput:
    out_of_range.
    """
    if not 0 <= tolerance <= DEAREST:
        raise BadInput("out_of_range", field="tolerance", value=tolerance, low=0, high=DEAREST)
    with station.act(now, "place", StationRole.ORGANISER) as work:
        plan_reads.plan_version(work.connection, work.day_id, lock=True)
        rounds_before = _give_rounds(work, seed)
        posed = read_problem(work.connection, work.day_id)
        plan = answer(lambda: engine.plan(posed.problem, seed, objective, tolerance=tolerance))
        undo: dict[str, object] = {"seats": _seats_of(posed), "rounds": rounds_before}
        undo |= _store(work, posed, plan, _pins(posed))
        work.log("placed", detail={"value": plan.value, "seed": seed}, undo=undo)
    return StoredPlan(posed, plan, posed.problem)


def _give_rounds(work: Work, seed: int) -> dict[int, int | None]:
    """Choose rounds where open stands have none; return the former rounds by stand id."""
    posed = read_problem(work.connection, work.day_id)
    open_stands = [stand for stand in posed.stands if stand.status is StandStatus.OPEN]
    if all(stand.round is not None for stand in open_stands):
        return {}
    locks = {stand.number: stand.round for stand in open_stands if stand.round is not None}
    split = answer(lambda: engine_halves.search(posed.problem, seed, locks, sweeps=SWEEPS))
    return _store_rounds(work, posed, split.rounds)


def answer(solve: Callable[[], T]) -> T:
    """Ask the engine; its refusal becomes the day's."""
    try:
        return solve()
    except EngineRefused as refused:
        raise Refused(refused.code.value, **refused.facts) from refused


def store_plan(
    work: Work, posed: DayProblem, plan: Plan, pinned: Collection[Seat], over: int
) -> dict[str, object]:
    """Store a plan that was proposed; return what `undo_plan` needs to take it back."""
    undo: dict[str, object] = {"seats": _seats_of(posed), "rounds": {}}
    return undo | _store(work, posed, plan, pinned, over)


def _pins(posed: DayProblem) -> frozenset[Seat]:
    return frozenset((s.participant_id, s.round) for s in posed.placed if s.pinned)


def _store(
    work: Work, posed: DayProblem, plan: Plan, pinned: Collection[Seat], over: int = 0
) -> dict[str, object]:
    """Store a plan; return which version it is, and the state it leaves."""
    ids = posed.stand_ids
    seats = [
        (int(str(person)), round_, ids[number], (person, round_) in pinned)
        for (person, round_), number in plan.seats.items()
    ]
    writes.replace_placements(work.connection, work.day_id, seats)
    version = writes.touch_plan(work.connection, work.day_id)
    writes.add_plan(
        work.connection,
        day_id=work.day_id,
        version=version,
        at=work.now.utc_ms,
        seed=plan.seed,
        objective=plan.objective.value,
        value=str(plan.value),
        certificate=certificate_json(plan.certificate, over),
    )
    return {"to": version, "left": _state(work)}


def _state(work: Work) -> str:
    """Return a digest of who is told what, and of the stands' rounds.

    Versions only grow (papers carry them), so an undo asks this instead: is the plan again as
    that action left it, whatever was done and taken back meanwhile?
    """
    seats = plan_reads.placements(work.connection, work.day_id)
    stands = stand_reads.stands(work.connection, work.day_id)
    told = [(s.participant_id, s.round, s.stand_id, s.pinned) for s in seats]
    rounds = [(stand.id, stand.round) for stand in stands]
    return blake2b(repr((sorted(told), sorted(rounds))).encode(), digest_size=8).hexdigest()


def _seats_of(posed: DayProblem) -> list[tuple[int, int, int, bool]]:
    return [(s.participant_id, s.round, s.stand_id, s.pinned) for s in posed.placed]


def stored_plan(connection: Connection, day_id: int) -> StoredPlan:
    """Return what people are told now, with the certificate of the newest plan."""
    posed = read_problem(connection, day_id)
    row = plan_reads.newest_plan(connection, day_id)
    seats: dict[Seat, int] = {(s.participant_id, s.round): s.stand for s in posed.placed}
    if row is None:
        none = Plan(seats, 0, 0, Objective.CONVEX, NOTHING)
        return StoredPlan(posed, none, posed.problem, accepted=False)
    certificate, over = read_certificate(row.certificate, posed.day.rounds)
    objective = Objective.CONVEX
    if row.objective in set(Objective):
        objective = Objective(row.objective)
    else:
        certificate = NOTHING
    value = engine.worth(posed.problem, seats, _weights(certificate, posed.problem, objective))
    plan = Plan(seats, value, row.seed, objective, certificate)
    rest = rest_of_day(connection, day_id, posed.problem, seats, over)
    return StoredPlan(posed, plan, rest, over)


def _weights(certificate: Certificate, problem: Problem, objective: Objective) -> Weights:
    """Return a certificate's integers, or the objective's own where they were tampered with."""
    weights = certificate.weights
    return weights if sound(weights, problem, objective) else weigh(problem, objective)


def check(stored: StoredPlan) -> proof.Proof:
    """Run the certificate again over what people are told. Raises Refused: no_plan."""
    if not stored.accepted:
        raise Refused("no_plan")
    return proof.verify(stored.rest, stored.rest_plan)


def judge_company(stored: StoredPlan) -> company.Company | None:
    """Return what a plan's company costs and the least it could; None where people were told
    something before (a plan that moves few is not one that mixes best)."""
    if stored.plan.certificate.weights.stay:
        return None
    return company.judge(stored.rest, stored.rest_plan)


def halves(
    station: Station,
    now: Instant,
    *,
    seed: int = 0,
    seconds: float | None = None,
    locks: Mapping[int, int] | None = None,
    keep: bool = False,
) -> Halves:
    """Search for the best halves and store them, unless `keep` only asks.

    Raises what `propose_halves` and `accept_halves` raise.
    """
    found = propose_halves(station, seed=seed, seconds=seconds, locks=locks)
    if not keep:
        accept_halves(station, now, found)
    return Halves(found.rounds, found.value, found.before, found.bound, stored=not keep)


@dataclass(frozen=True, slots=True)
class HalvesProposal:
    """Halves that were found and not stored: which stand would present in which round (numbers).

    `posed` is the day they were found for, `held` the stands that were told to stay. No halves
    at all are worth more than `bound` (None where none is known).
    """

    posed: DayProblem
    rounds: Mapping[int, int]
    value: int
    before: int
    bound: int | None
    held: frozenset[int]

    @property
    def changes(self) -> tuple[tuple[int, int | None, int], ...]:
        """Each stand that would change its round: its number, from, to."""
        return tuple(
            (stand.number, stand.round, self.rounds[stand.number])
            for stand in self.posed.stands
            if stand.number in self.rounds and stand.round != self.rounds[stand.number]
        )


def propose_halves(
    station: Station,
    *,
    seed: int = 0,
    seconds: float | None = None,
    locks: Mapping[int, int] | None = None,
    should_stop: Callable[[], bool] | None = None,
    on_best: Callable[[engine_halves.Split], None] | None = None,
) -> HalvesProposal:
    """Search for the best halves; nothing is stored.

    `locks` (stand number to round) join those stored. With `seconds` the search takes so
    long, else a fixed number of sweeps, which gives the same answer everywhere; `should_stop`
    ends it with the best so far. Raises Refused: unknown_stand and the engine's codes.
    """
    with station.look() as connection:
        posed = read_problem(connection, station.day_id)
        held = stand_reads.locked_rounds(connection, station.day_id) | dict(locks or {})
    unknown = held.keys() - posed.stand_ids.keys()
    if unknown:
        raise Refused("unknown_stand", stand=min(unknown))
    began = elapsed()
    split = answer(
        lambda: engine_halves.search(
            posed.problem,
            seed,
            held,
            sweeps=SWEEPS,
            seconds=seconds,
            elapsed=lambda: elapsed() - began,
            should_stop=should_stop,
            on_best=on_best,
        )
    )
    return HalvesProposal(
        posed, split.rounds, split.value, split.before, split.bound, frozenset(held)
    )


def accept_halves(station: Station, now: Instant, found: HalvesProposal) -> None:
    """Store halves that were proposed; who was placed at a stand that moves loses that seat.

    Raises Refused: plan_changed where somebody changed the plan meanwhile.
    """
    posed, rounds = found.posed, found.rounds
    with station.act(now, "halves", StationRole.ORGANISER) as work:
        version = plan_reads.plan_version(work.connection, work.day_id, lock=True)
        if version != posed.day.plan_version:
            raise Refused("plan_changed")
        undo: dict[str, object] = {"seats": _seats_of(posed)}
        undo["rounds"] = _store_rounds(work, posed, rounds)
        stand_writes.lock_rounds(
            work.connection, work.day_id, [posed.stand_ids[number] for number in found.held]
        )
        moved = {number for number in rounds if _round_of(posed, number) != rounds[number]}
        kept = [s for s in posed.placed if s.stand not in moved]
        seats = [(s.participant_id, s.round, s.stand_id, s.pinned) for s in kept]
        writes.replace_placements(work.connection, work.day_id, seats)
        after = writes.touch_plan(work.connection, work.day_id)
        undo |= {"to": after, "left": _state(work)}
        work.log("split", detail={"moved": len(moved)}, undo=undo)


def _round_of(posed: DayProblem, number: int) -> int | None:
    return next(stand.round for stand in posed.stands if stand.number == number)


def _store_rounds(
    work: Work, posed: DayProblem, rounds: Mapping[int, int]
) -> dict[int, int | None]:
    former = {
        stand.id: stand.round
        for stand in posed.stands
        if stand.number in rounds and stand.round != rounds[stand.number]
    }
    numbers = {stand.id: stand.number for stand in posed.stands}
    stand_writes.set_rounds(
        work.connection, {stand_id: rounds[numbers[stand_id]] for stand_id in former}
    )
    if former:
        stand_writes.touch_programme(work.connection, work.day_id, work.now.utc_ms)
    return former


def undo_plan(work: Work, action: Undoable) -> None:
    """Give everybody the former seats and the stands their former rounds back.

    Raises Refused: plan_changed where the plan is no more as the action left it.
    """
    plan_reads.plan_version(work.connection, work.day_id, lock=True)
    if _state(work) != action.undo["left"]:
        raise Refused("plan_changed")
    stand_writes.set_rounds(
        work.connection, {int(k): round_ for k, round_ in action.undo.get("rounds", {}).items()}
    )
    seats: Seats = (tuple(seat) for seat in action.undo["seats"])
    writes.replace_placements(work.connection, work.day_id, seats)
    writes.drop_plan(work.connection, work.day_id, action.undo["to"])
    writes.touch_plan(work.connection, work.day_id)
