"""What there is to say about a plan: how good it is, who got nothing, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection

from db.reads.participants import participant_by_code
from db.vocabulary import StandStatus
from seminar_tui.day.planning import StoredPlan, answer, check, stored_plan
from seminar_tui.placement import explain
from seminar_tui.placement.seats import Room, arithmetic
from seminar_tui.rules.badge import normalise
from seminar_tui.rules.refusal import BadInput, Refused

WISHES = 5
"""Wishes everybody is asked for."""


@dataclass(frozen=True, slots=True)
class PlanReport:
    """A plan as people are told about it: badge codes and stand numbers.

    `profile` counts the seats on wish 1 to 5. `rounds` lists for each round its open
    stands with the codes placed there. `short_lists` are those who named fewer wishes
    than they were asked for.
    """

    value: int
    proof: str
    profile: tuple[int, ...]
    without_wish: tuple[str, ...]
    unseated: tuple[tuple[str, int], ...]
    rooms: tuple[Room, ...]
    empty_stands: tuple[int, ...]
    stands_without_politician: tuple[int, ...]
    same_municipality_pairs: int
    short_lists: tuple[str, ...]
    seed: int
    rounds: tuple[tuple[int, tuple[tuple[int, tuple[str, ...]], ...]], ...]


@dataclass(frozen=True, slots=True)
class WishReason:
    """What became of one wish. `holders` have the stand's seats: badge code and the rank they
    gave it. `cost` is the value the plan would lose if this participant got one."""

    rank: int
    stand: int
    round: int | None
    why: str
    holders: tuple[tuple[str, int | None], ...]
    price: int
    cost: int | None


def report(stored: StoredPlan) -> PlanReport:
    """Return what there is to say about a plan."""
    posed, plan = stored.posed, stored.plan
    found = explain.report(posed.problem, plan, WISHES)
    return PlanReport(
        value=plan.value,
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
        short_lists=_codes(stored, found.short_lists),
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
    return tuple(
        WishReason(
            one.rank,
            one.stand,
            one.round,
            one.answer.value,
            tuple((stored.posed.code(holder.person), holder.wish) for holder in one.holders),
            one.price,
            one.cost,
        )
        for one in found
    )
