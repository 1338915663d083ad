"""Where else a guest could go: stands with room they wished for, or that are like those.

Works with a plan, without one, and where only some are placed: whoever is told to be at a
stand or really stands there takes a seat; choice stays free.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from db.reads import days as day_reads
from db.reads import stands as stand_reads
from db.reads import suggesting as reads
from db.reads.arrivals import seats
from db.reads.participants import participant_by_id
from db.rows import StandRow
from db.vocabulary import Instant
from seminar_tui.day.people import person_id
from seminar_tui.day.problem import engine_stand, takes_part
from seminar_tui.day.rest_of_day import rounds_over
from seminar_tui.placement.model import Person, Problem
from seminar_tui.placement.suggest import Wishers, suggest
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
    day = day_reads.day(connection, day_id)
    if round_ is not None and not 1 <= round_ <= day.rounds:
        raise BadInput("out_of_range", field="round", value=round_, low=1, high=day.rounds)
    over = rounds_over(connection, day_id, now)
    guest = _guest(connection, day_id, who, frozenset(range(over + 1, day.rounds + 1)), over)
    rows = {stand.number: stand for stand in stand_reads.stands(connection, day_id)}
    problem = Problem(day.rounds, tuple(engine_stand(row, day) for row in rows.values()), (guest,))
    wishers = Wishers(reads.wisher_counts(connection, day_id), reads.wished_beside(connection, who))
    told = {seat.round: seat.stand for seat in seats(connection, who)}
    found = []
    for number in range(over + 1, day.rounds + 1) if round_ is None else (round_,):
        beside = reads.guests_beside(connection, day_id, number, who)
        found += [
            Suggested(
                number, rows[one.stand], one.free, one.because.value, one.like, told.get(number)
            )
            for one in suggest(problem, guest, number, beside, wishers, MOST)
        ]
    return tuple(found)


def _guest(
    connection: Connection, day_id: int, who: int, left: frozenset[int], over: int
) -> Person:
    """Return a participant as the engine knows one, with what is left of the day."""
    row = participant_by_id(connection, day_id, who)
    wishes = reads.wishes_of(connection, who)
    if row is None or not takes_part(row, wishes):
        raise Refused("unknown_person")
    return Person(
        key=who,
        lottery="",
        municipality=row.municipality,
        wishes=wishes,
        presents=row.presents,
        rounds=left if row.rounds is None else row.rounds & left,
        seen=reads.stands_seen(connection, who, over),
    )
