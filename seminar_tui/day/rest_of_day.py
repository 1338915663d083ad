"""What is left of a day: rounds that are over count as they were, by visits, not by plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection

from db.reads import days as day_reads
from db.reads import plan as plan_reads
from db.vocabulary import Instant
from seminar_tui.placement import moves
from seminar_tui.placement.model import Problem, Seat


def rounds_over(connection: Connection, day_id: int, now: Instant) -> int:
    """Return how many rounds have ended by their planned times."""
    return sum(one.ends <= now.utc_ms for one in day_reads.rounds(connection, day_id))


def rest_of_day(
    connection: Connection, day_id: int, problem: Problem, seats: Mapping[Seat, int], over: int
) -> Problem:
    """Return the problem of the rounds after `over`, with everybody told what the seats say."""
    rest = moves.told_seats(problem, seats)
    for round_ in range(1, over + 1):
        rest = moves.round_over(rest, seats, round_, _visits(connection, day_id, round_))
    return rest


def seats_left(seats: Mapping[Seat, int], over: int) -> dict[Seat, int]:
    """Return the seats of the rounds after `over`."""
    return {key: stand for key, stand in seats.items() if key[1] > over}


def _visits(connection: Connection, day_id: int, round_: int) -> dict[object, list[int]]:
    seen: dict[object, list[int]] = defaultdict(list)
    for participant_id, stand in plan_reads.stood_at(connection, day_id, round_):
        seen[participant_id].append(stand)
    return seen
