"""Where else a guest could go: stands with room they wished for, or that are like those.

Works with a plan, without one, and where only some are placed: whoever is told to be at a
stand or really stands there takes a seat; choice stays free.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from db.reads import plan as plan_reads
from db.rows import StandRow
from db.vocabulary import Instant
from seminar_tui.day.people import person_id
from seminar_tui.day.planning import answer
from seminar_tui.day.problem import DayProblem, read_problem
from seminar_tui.day.rest_of_day import rest_of_day, rounds_over
from seminar_tui.placement.suggest import suggest
from seminar_tui.rules.refusal import BadInput, Refused

MOST = 3
"""Stands suggested in a round."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A stand with `free` seats; `because` is wished, alike (`like`: the wish's stand) or room.
    `told`: the guest has a seat in that round already, this one or another."""

    round: int
    stand: StandRow
    free: int
    because: str
    like: int | None
    told: int | None


def suggestions(
    connection: Connection, day_id: int, code: str, now: Instant, round_: int | None = None
) -> tuple[Suggested, ...]:
    """Return stands for whose badge this is, in one round or in each that has not ended.

    Raises BadInput: code_unknown, out_of_range; Refused: unknown_person (takes no part).
    """
    who = person_id(connection, day_id, code)
    return suggestions_for(connection, day_id, who, now, round_)


def suggestions_for(
    connection: Connection, day_id: int, who: int, now: Instant, round_: int | None = None
) -> tuple[Suggested, ...]:
    """Return the same for a participant's id."""
    posed = read_problem(connection, day_id)
    last = posed.day.rounds
    if round_ is not None and not 1 <= round_ <= last:
        raise BadInput("out_of_range", field="round", value=round_, low=1, high=last)
    if all(person.key != who for person in posed.problem.people):
        raise Refused("unknown_person")
    over = rounds_over(connection, day_id, now)
    rest = rest_of_day(connection, day_id, posed.problem, {}, over)
    told = {seat.round: seat.stand for seat in posed.placed if seat.participant_id == who}
    stands = {stand.number: stand for stand in posed.stands}
    found = []
    for number in range(over + 1, last + 1) if round_ is None else (round_,):
        taken = _taken(connection, day_id, posed, number, who)
        best = answer(partial(suggest, rest, who, number, taken, MOST))
        found += [
            Suggested(
                number, stands[one.stand], one.free, one.because.value, one.like, told.get(number)
            )
            for one in best
        ]
    return tuple(found)


def _taken(
    connection: Connection, day_id: int, posed: DayProblem, round_: int, who: int
) -> dict[int, int]:
    """Count by stand who is told to be there in the round or stands there, except `who`."""
    there = {(seat.participant_id, seat.stand) for seat in posed.placed if seat.round == round_}
    there.update(plan_reads.stood_at(connection, day_id, round_))
    return Counter(stand for participant, stand in there if participant != who)
