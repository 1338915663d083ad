"""What goes on paper and into files."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, select
from sqlmodel import col

from db.models import Action, Arrival, Badge, Day, Participant, Person, Standing, Station, Visit
from db.models import Stand as StandTable
from db.paper import DayHead, Guest, StandSheet
from db.reads import days as day_reads
from db.reads import people as people_reads
from db.reads import plan as plan_reads
from db.reads import stands as stand_reads
from db.reference import municipalities, municipality_name
from db.rows import Seat, StandRow
from db.vocabulary import PersonStatus


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """A line of the door's journal; `voided` is one that was taken back later."""

    code: str
    name: str
    municipality: str
    kind: str
    at: int
    station: str
    desk: str
    voided: bool


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A line of the stands' journal. `stand` is the stand's number."""

    code: str
    name: str
    municipality: str
    stand: int
    stand_municipality: str
    round: int
    kind: str
    at: int
    station: str


def head(connection: Connection, day_id: int) -> DayHead:
    """Return what every sheet of a day says of itself."""
    day = day_reads.day(connection, day_id)
    contact = connection.execute(select(col(Day.contact)).where(col(Day.id) == day_id)).scalar()
    return DayHead(
        id=day.id,
        title=day.title,
        date=day.date,
        place=day.place,
        timezone=day.timezone,
        plan_version=day.plan_version,
        programme_version=day.programme_version,
        case_id=day.case_id,
        document_id=day.document_id,
        contact=contact or "",
        target=day.target,
        rounds=day_reads.rounds(connection, day_id),
    )


def guests(connection: Connection, day_id: int) -> tuple[Guest, ...]:
    """Return everybody of a day with the own plan, in the order they came to be known.

    Cancelled and blocked ones and those gone from the list are among them: see `expected`.
    """
    stands = {stand.id: stand for stand in stand_reads.stands(connection, day_id)}
    by_number = {stand.number: stand for stand in stands.values()}
    seats: defaultdict[int, list[Seat]] = defaultdict(list)
    for placed in plan_reads.placements(connection, day_id):
        stand = stands[placed.stand_id]
        name = municipality_name(stand.municipality)
        seat = Seat(placed.round, stand.number, name, stand.place, placed.pinned)
        seats[placed.participant_id].append(seat)
    wishes = stand_reads.wishes(connection, day_id)
    return tuple(
        Guest(
            id=person.id,
            code=person.code,
            name=person.name,
            title=person.title,
            municipality=municipality_name(person.municipality),
            organisation=person.organisation,
            role=person.role,
            status=PersonStatus.CANCELLED if person.gone else person.status,
            presents=person.presents,
            presents_round=_round_of(by_number, person.presents),
            seats=tuple(sorted(seats[person.id], key=lambda seat: seat.round)),
            wishes=wishes.get(person.id, ()),
            arrived_at=person.arrived_at,
        )
        for person in people_reads.people(connection, day_id)
    )


def _round_of(by_number: dict[int, StandRow], presents: int | None) -> int | None:
    stand = by_number.get(presents) if presents is not None else None
    return stand.round if stand else None


def stand_sheets(connection: Connection, day_id: int) -> tuple[StandSheet, ...]:
    """Return every stand with those who staff it, registered or only named, by number."""
    people = stand_reads.presenters(connection, day_id)
    pending = stand_reads.pending_presenters(connection, day_id)
    return tuple(
        StandSheet(
            id=stand.id,
            number=stand.number,
            municipality=municipality_name(stand.municipality),
            long_name=_long_name(stand.municipality),
            round=stand.round,
            theme=stand.theme,
            question=stand.question,
            focus=stand.focus,
            learning=stand.learning,
            place=stand.place,
            equipment=stand.equipment,
            capacity=stand.capacity,
            status=stand.status,
            presenters=(
                *(name for _, name in people.get(stand.id, ())),
                *pending.get(stand.id, ()),
            ),
        )
        for stand in stand_reads.stands(connection, day_id)
    )


def _long_name(code: str) -> str:
    found = municipalities().get(code)
    return found.long_name if found else code


def contacts(connection: Connection, day_id: int) -> dict[int, tuple[tuple[str, str], ...]]:
    """Return whom to write to at each stand (by number): its presenters' names and addresses.

    An address that is not known is empty.
    """
    rows = connection.execute(
        select(col(StandTable.number), col(Person.name), col(Person.email))
        .join(Participant, col(Participant.presents_stand_id) == col(StandTable.id))
        .join(Person, col(Person.participant_id) == col(Participant.id))
        .where(col(StandTable.day_id) == day_id, col(Participant.status) == "registered")
        .order_by(col(StandTable.number), col(Participant.id))
    )
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, name, email in rows:
        found[number].append((str(name), email or ""))
    return {number: tuple(people) for number, people in found.items()}


def emails(connection: Connection, day_id: int) -> dict[int, str]:
    """Return the e-mail addresses that are known, by participant id."""
    rows = connection.execute(
        select(col(Person.participant_id), col(Person.email))
        .join(Participant, col(Participant.id) == col(Person.participant_id))
        .where(col(Participant.day_id) == day_id, col(Person.email).is_not(None))
    )
    return {participant_id: str(email) for participant_id, email in rows}


def printed(connection: Connection, day_id: int) -> dict[str, int]:
    """Return when the badges in force were printed last, by code; unprinted ones are left out."""
    rows = connection.execute(
        select(col(Badge.code), col(Badge.printed_at))
        .join(Participant, col(Participant.id) == col(Badge.participant_id))
        .where(
            col(Participant.day_id) == day_id,
            col(Badge.revoked_at).is_(None),
            col(Badge.printed_at).is_not(None),
        )
    )
    return {code: int(at) for code, at in rows if at is not None}


def printed_at(connection: Connection, code: str) -> int | None:
    """Return when a badge was printed last; None where it never was."""
    at = connection.execute(select(col(Badge.printed_at)).where(col(Badge.code) == code)).scalar()
    return None if at is None else int(at)


def arrivals(connection: Connection, day_id: int) -> tuple[ArrivalRow, ...]:
    """Return the door's journal in order."""
    rows = connection.execute(
        select(
            col(Arrival.id),
            col(Badge.code),
            col(Person.name),
            col(Participant.municipality),
            col(Arrival.kind),
            col(Arrival.at),
            col(Station.name),
            col(Arrival.desk),
            col(Arrival.voids),
        )
        .join(Participant, col(Participant.id) == col(Arrival.participant_id))
        .join(Station, col(Station.id) == col(Arrival.station_id))
        .outerjoin(Person, col(Person.participant_id) == col(Participant.id))
        .outerjoin(Badge, _in_force())
        .where(col(Arrival.day_id) == day_id)
        .order_by(col(Arrival.id))
    ).all()
    voided = {row[8] for row in rows if row[8] is not None}
    return tuple(
        ArrivalRow(
            code or "",
            name or "",
            municipality_name(town),
            kind,
            at,
            station,
            desk,
            number in voided,
        )
        for number, code, name, town, kind, at, station, desk, _ in rows
    )


def visits(connection: Connection, day_id: int) -> tuple[VisitRow, ...]:
    """Return the stands' journal in order."""
    rows = connection.execute(
        select(
            col(Badge.code),
            col(Person.name),
            col(Participant.municipality),
            col(StandTable.number),
            col(StandTable.municipality),
            col(Visit.round),
            col(Visit.kind),
            col(Visit.at),
            col(Station.name),
        )
        .join(Participant, col(Participant.id) == col(Visit.participant_id))
        .join(StandTable, col(StandTable.id) == col(Visit.stand_id))
        .join(Station, col(Station.id) == col(Visit.station_id))
        .outerjoin(Person, col(Person.participant_id) == col(Participant.id))
        .outerjoin(Badge, _in_force())
        .where(col(Participant.day_id) == day_id)
        .order_by(col(Visit.id))
    )
    return tuple(
        VisitRow(
            code or "",
            name or "",
            municipality_name(town),
            number,
            municipality_name(stand_town),
            round_,
            kind,
            at,
            station,
        )
        for code, name, town, number, stand_town, round_, kind, at, station in rows
    )


def visited(connection: Connection, day_id: int) -> dict[tuple[int, int], int]:
    """Return how many stood at a stand in a round, by stand id and round."""
    rows = connection.execute(
        select(col(Standing.stand_id), col(Standing.round), func.count())
        .join(StandTable, col(StandTable.id) == col(Standing.stand_id))
        .where(col(StandTable.day_id) == day_id)
        .group_by(col(Standing.stand_id), col(Standing.round))
    )
    return {(stand_id, round_): int(count) for stand_id, round_, count in rows}


def came_from(connection: Connection, day_id: int) -> dict[tuple[int, int], int]:
    """Return from how many municipalities guests stood at a stand in a round.

    By stand id and round; guests of organisations count as guests only.
    """
    rows = connection.execute(
        select(
            col(Standing.stand_id),
            col(Standing.round),
            func.count(func.distinct(col(Participant.municipality))),
        )
        .join(Participant, col(Participant.id) == col(Standing.participant_id))
        .where(col(Participant.day_id) == day_id)
        .group_by(col(Standing.stand_id), col(Standing.round))
    )
    return {(stand_id, round_): int(count) for stand_id, round_, count in rows}


def _in_force() -> ColumnElement[bool]:
    return and_(col(Badge.participant_id) == col(Participant.id), col(Badge.revoked_at).is_(None))


def printed_boxes(connection: Connection, day_id: int) -> dict[str, str] | None:
    """Return the box of each initial as badges were last printed; None before that."""
    found = connection.execute(
        select(col(Action.detail))
        .where(
            col(Action.day_id) == day_id,
            col(Action.kind) == "print_badges",
            col(Action.detail).contains('"boxes":'),
        )
        .order_by(col(Action.id).desc())
        .limit(1)
    ).scalar()
    return None if found is None else dict(json.loads(found)["boxes"])
