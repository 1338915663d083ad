"""Seats for one participant inside another use case: a walk-in, new wishes, a substitute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from db.reads import days as day_reads
from db.reads import participants as people_reads
from db.reads import plan as plan_reads
from db.reads import stands as stand_reads
from db.vocabulary import Role
from db.writes import plan as writes
from seminar_tui.day.station import Work
from seminar_tui.rules.seating import Load, Newcomer, seats_left


def seat_newcomer(work: Work, participant_id: int) -> dict[int, int]:
    """Give seats as `give_seats` does; where there were any, the plan is a new version."""
    found = give_seats(work, participant_id)
    if found:
        writes.touch_plan(work.connection, work.day_id)
    return found


def give_seats(work: Work, participant_id: int) -> dict[int, int]:
    """Give a participant the seats that are left in the rounds they have none; move nobody.

    Returns stand numbers by round. Does nothing on a day that has no plan: choice is free then.
    """
    connection, day_id = work.connection, work.day_id
    plan_reads.plan_version(connection, day_id, lock=True)
    placed = plan_reads.placements(connection, day_id)
    if not placed:
        return {}
    people = {person.id: person for person in people_reads.participants(connection, day_id)}
    person = people.get(participant_id)
    if person is None:
        return {}
    stands = stand_reads.stands(connection, day_id)
    newcomer = Newcomer(
        person.municipality,
        stand_reads.wishes(connection, day_id).get(participant_id, ()),
        person.presents,
        person.role is Role.POLITICIAN,
    )
    here = person.rounds
    has = {seat.round for seat in placed if seat.participant_id == participant_id}
    every = range(1, day_reads.day(connection, day_id).rounds + 1)
    rounds = [n for n in every if n not in has and (here is None or n in here)]
    found = seats_left(newcomer, rounds, stands, _loads(placed, people))
    ids = {stand.number: stand.id for stand in stands}
    for round_, number in found.items():
        writes.set_placement(connection, participant_id, round_, ids[number], pinned=False)
    return found


def _loads(
    placed: Iterable[plan_reads.PlacementRow], people: dict[int, people_reads.ParticipantRow]
) -> dict[int, Load]:
    count: Counter[int] = Counter()
    politicians: Counter[int] = Counter()
    municipalities: dict[int, Counter[str]] = {}
    for seat in placed:
        person = people.get(seat.participant_id)
        count[seat.stand] += 1
        if person is None:
            continue
        politicians[seat.stand] += person.role is Role.POLITICIAN
        if person.municipality:
            municipalities.setdefault(seat.stand, Counter())[person.municipality] += 1
    return {n: Load(count[n], politicians[n], municipalities.get(n, {})) for n in count}
