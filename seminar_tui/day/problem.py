"""The day as the placement engine sees it: who may be placed, where, and what is fixed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from db.reads import days as day_reads
from db.reads import participants as people_reads
from db.reads import plan as plan_reads
from db.reads import stands as stand_reads
from db.rows import DayRow, StandRow
from db.vocabulary import PersonStatus, Role, StandStatus
from seminar_tui.placement.model import Person, Problem, Stand


@dataclass(frozen=True, slots=True)
class DayProblem:
    """A day's problem, and what is needed to store an answer and to tell people about it.

    The engine knows stands by number and people by participant id.
    """

    day: DayRow
    problem: Problem
    stands: tuple[StandRow, ...]
    placed: tuple[plan_reads.PlacementRow, ...]
    people: dict[int, people_reads.ParticipantRow]

    @property
    def stand_ids(self) -> dict[int, int]:
        """The stands' ids by number."""
        return {stand.number: stand.id for stand in self.stands}

    def code(self, person: object) -> str:
        """Return the badge code of a person of the engine's."""
        assert isinstance(person, int)
        return self.people[person].code


def read_problem(connection: Connection, day_id: int, *, told: bool = False) -> DayProblem:
    """Return the day's problem. With `told`, where people have been told to go counts."""
    day = day_reads.day(connection, day_id)
    stands = stand_reads.stands(connection, day_id)
    wishes = stand_reads.wishes(connection, day_id)
    placed = plan_reads.placements(connection, day_id)
    lottery = people_reads.lottery_names(connection, day_id)
    everybody = {person.id: person for person in people_reads.participants(connection, day_id)}
    pins: dict[int, dict[int, int]] = {}
    seats: dict[int, dict[int, int]] = {}
    for seat in placed:
        seats.setdefault(seat.participant_id, {})[seat.round] = seat.stand
        if seat.pinned:
            pins.setdefault(seat.participant_id, {})[seat.round] = seat.stand
    people = tuple(
        Person(
            key=person.id,
            lottery=lottery.get(person.id, ""),
            municipality=person.municipality,
            wishes=wishes.get(person.id, ()),
            presents=person.presents,
            politician=person.role is Role.POLITICIAN,
            rounds=person.rounds,
            pins=pins.get(person.id, {}),
            told=seats.get(person.id, {}) if told else {},
        )
        for person in everybody.values()
        if takes_part(person, wishes.get(person.id, ()))
    )
    problem = Problem(day.rounds, tuple(engine_stand(stand, day) for stand in stands), people)
    return DayProblem(day, problem, stands, placed, everybody)


def takes_part(person: people_reads.ParticipantRow, wishes: tuple[int, ...]) -> bool:
    """Tell whether a participant is placed: organisers only where they asked for it."""
    if person.status is not PersonStatus.REGISTERED:
        return False
    return person.role is not Role.ORGANISER or bool(wishes)


def engine_stand(stand: StandRow, day: DayRow) -> Stand:
    """Return a stand as the engine knows it: by its number."""
    return Stand(
        key=stand.number,
        municipality=stand.municipality,
        round=stand.round,
        capacity=stand.capacity,
        target=day.target,
        open=stand.status is StandStatus.OPEN and stand.capacity > 0,
    )
