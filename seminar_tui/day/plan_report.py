"""What there is to say about a plan: how good it is, who got nothing, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection

from db.reads.participants import participant_by_code
from db.vocabulary import StandStatus
from seminar_tui.day.planning import StoredPlan, answer, check, stored_plan
from seminar_tui.day.replanning import told_move
from seminar_tui.day.stands import stand_named
from seminar_tui.placement import explain
from seminar_tui.placement.model import Objective
from seminar_tui.placement.seats import Room, arithmetic
from seminar_tui.rules.badge import normalise
from seminar_tui.rules.moving import Move
from seminar_tui.rules.refusal import BadInput, Refused

WISHES = 5
"""Wishes everybody is asked for."""


@dataclass(frozen=True, slots=True)
class PlanReport:
    """A plan as people are told about it: badge codes and stand numbers.

    `profile` counts the seats on wish 1 to 5. `rounds` lists for each round its open
    stands with the codes placed there. `short_lists` are those who named fewer wishes
    than they were asked for, and how many they named; `together` are delegations that share a
    stand: its number, their municipality, their codes.
    """

    value: int
    objective: Objective
    proof: str
    profile: tuple[int, ...]
    without_wish: tuple[str, ...]
    unseated: tuple[tuple[str, int], ...]
    rooms: tuple[Room, ...]
    empty_stands: tuple[int, ...]
    stands_without_politician: tuple[int, ...]
    same_municipality_pairs: int
    together: tuple[tuple[int, str, tuple[str, ...]], ...]
    short_lists: tuple[tuple[str, int], ...]
    wishes_asked: int
    seed: int
    rounds: tuple[tuple[int, tuple[tuple[int, tuple[str, ...]], ...]], ...]


@dataclass(frozen=True, slots=True)
class WishReason:
    """What became of one wish. `holders` have the stand's seats: badge code and the rank they
    gave it. `cost` is the value the plan would lose if this participant got one, `moves` who
    would have to move for it."""

    rank: int
    stand: int
    round: int | None
    why: str
    holders: tuple[tuple[str, int | None], ...]
    price: int
    cost: int | None
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class StandReason:
    """A stand in the plan: the value one more seat there is worth (`price`), free seats, who
    has the others, and who would rather be there than where they are in that round."""

    stand: int
    round: int | None
    capacity: int
    price: int
    free: int
    holders: tuple[tuple[str, int | None], ...]
    waiting: tuple[tuple[str, int | None], ...]


def report(stored: StoredPlan) -> PlanReport:
    """Return what there is to say about a plan."""
    posed, plan = stored.posed, stored.plan
    found = explain.report(posed.problem, plan, WISHES)
    return PlanReport(
        value=plan.value,
        objective=plan.objective,
        proof=_proof(stored),
        profile=found.profile[:WISHES],
        without_wish=_codes(stored, found.without_wish),
        unseated=tuple(
            sorted(
                ((posed.code(person), round_) for person, round_ in found.unseated),
                key=lambda one: (one[1], one[0]),
            )
        ),
        rooms=arithmetic(posed.problem),
        empty_stands=found.empty_stands,
        stands_without_politician=found.stands_without_politician,
        same_municipality_pairs=found.pairs,
        together=tuple(
            (one.stand, str(one.municipality), _codes(stored, one.people)) for one in found.together
        ),
        short_lists=_short_lists(stored, found.short_lists),
        wishes_asked=WISHES,
        seed=plan.seed,
        rounds=tuple(
            (round_, _placed(stored, round_)) for round_ in range(1, posed.day.rounds + 1)
        ),
    )


def _proof(stored: StoredPlan) -> str:
    if not stored.accepted:
        return "none"
    return check(stored).verdict.value


def _codes(stored: StoredPlan, people: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(sorted(stored.posed.code(person) for person in people))


def _short_lists(stored: StoredPlan, people: tuple[object, ...]) -> tuple[tuple[str, int], ...]:
    named = {person.key: len(person.wishes) for person in stored.posed.problem.people}
    return tuple(sorted((stored.posed.code(person), named[person]) for person in people))


def _placed(stored: StoredPlan, round_: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
    at_stand: dict[int, list[int]] = defaultdict(list)
    for (person, in_round), number in stored.plan.seats.items():
        if in_round == round_:
            at_stand[number].append(int(str(person)))
    return tuple(
        (stand.number, tuple(stored.posed.code(p) for p in sorted(at_stand[stand.number])))
        for stand in stored.posed.stands
        if stand.round == round_ and stand.status is StandStatus.OPEN
    )


def why_not(connection: Connection, day_id: int, code: str) -> tuple[WishReason, ...]:
    """Return what became of each of a participant's wishes, best first.

    Raises BadInput: code_unknown; Refused: no_plan, not_placed (the participant takes no part).
    """
    person = participant_by_code(connection, day_id, normalise(code))
    if person is None:
        raise BadInput("code_unknown", code=normalise(code))
    stored = stored_plan(connection, day_id)
    if not stored.accepted:
        raise Refused("no_plan")
    if all(one.key != person.id for one in stored.posed.problem.people):
        raise Refused("not_placed")
    found = answer(lambda: explain.why(stored.rest, stored.rest_plan, person.id))
    return tuple(_wish_reason(stored, one) for one in found)


def _wish_reason(stored: StoredPlan, one: explain.WishAnswer) -> WishReason:
    # To the engine nobody is here any more in a round that is over.
    over = one.answer is explain.Answer.NOT_HERE and (one.round or 0) <= stored.over
    return WishReason(
        one.rank,
        one.stand,
        one.round,
        "round_over" if over else one.answer.value,
        _ranked(stored, one.holders),
        one.price,
        one.cost,
        tuple(told_move(stored.posed, move, asked="wish") for move in one.moves),
    )


def stand_reasons(stored: StoredPlan) -> tuple[StandReason, ...]:
    """Return what there is to say about every stand. Raises Refused: no_plan."""
    return tuple(_stand_reason(stored, stand.number) for stand in stored.posed.stands)


def stand_reason(connection: Connection, day_id: int, asked: str) -> StandReason:
    """Return what there is to say about one stand. Raises BadInput: stand_unknown; Refused:
    no_plan."""
    stand = stand_named(connection, day_id, asked)
    return _stand_reason(stored_plan(connection, day_id), stand.number)


def _stand_reason(stored: StoredPlan, number: int) -> StandReason:
    if not stored.accepted:
        raise Refused("no_plan")
    stand = next(one for one in stored.posed.stands if one.number == number)
    # A round that is over keeps its seats, but nobody waits for one any more.
    over = stand.round is not None and stand.round <= stored.over
    problem, plan = (stored.posed.problem, stored.plan) if over else (stored.rest, stored.rest_plan)
    found = explain.stand_story(problem, plan, number)
    return StandReason(
        number,
        stand.round,
        stand.capacity,
        found.price,
        found.free,
        _ranked(stored, found.holders),
        () if over else _ranked(stored, found.waiting),
    )


def _ranked(
    stored: StoredPlan, holders: tuple[explain.Holder, ...]
) -> tuple[tuple[str, int | None], ...]:
    return tuple((stored.posed.code(one.person), one.wish) for one in holders)
