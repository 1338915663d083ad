"""Participants as lists and desks show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, not_, select
from sqlmodel import col

from db.models import Badge, Participant, Person, Presence, Stand, Wish
from db.rows import PersonRow
from db.vocabulary import PersonStatus, Role

PERSON_COLUMNS: tuple[Any, ...] = (
    col(Participant.id),
    col(Badge.code),
    col(Person.name),
    col(Person.title),
    col(Participant.municipality),
    col(Participant.organisation),
    col(Participant.role),
    col(Participant.status),
    col(Stand.number),
    col(Person.note),
    col(Person.attention),
    col(Presence.arrived_at),
    col(Presence.inside),
    col(Participant.gone),
)
"""In the order of `PersonRow`. Of a purged person only the ids are left."""

UNDONE_WALK_IN = and_(col(Participant.walked_in), col(Participant.gone))
"""A walk-in that was taken back: its rows stay for the log, and nobody is shown it."""

_PEOPLE: Select[*tuple[Any, ...]] = (
    select(*PERSON_COLUMNS)
    .select_from(Participant)
    .outerjoin(
        Badge,
        and_(col(Badge.participant_id) == col(Participant.id), col(Badge.revoked_at).is_(None)),
    )
    .outerjoin(Person, col(Person.participant_id) == col(Participant.id))
    .outerjoin(Stand, col(Stand.id) == col(Participant.presents_stand_id))
    .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
    .where(not_(UNDONE_WALK_IN))
    .order_by(col(Participant.id))
)
_OF_DAY = _PEOPLE.where(col(Participant.day_id) == bindparam("day"))
_BY_ID = _PEOPLE.where(col(Participant.id).in_(bindparam("ids", expanding=True)))


def as_person(row: Sequence[Any]) -> PersonRow:
    """Return the frozen row of `PERSON_COLUMNS`."""
    return PersonRow(
        id=row[0],
        code=row[1] or "",
        name=row[2] or "",
        title=row[3] or "",
        municipality=row[4],
        organisation=row[5],
        role=Role(row[6]),
        status=PersonStatus(row[7]),
        presents=row[8],
        note=row[9] or "",
        attention=row[10] or "",
        arrived_at=row[11],
        inside=bool(row[12]),
        gone=bool(row[13]),
    )


def people(connection: Connection, day_id: int) -> tuple[PersonRow, ...]:
    """Return everybody of a day, in the order they came to be known."""
    return _once(connection.execute(_OF_DAY, {"day": day_id}))


def people_by_id(connection: Connection, ids: Iterable[int]) -> tuple[PersonRow, ...]:
    """Return these participants; ids that are nobody's are left out."""
    wanted = list(ids)
    return _once(connection.execute(_BY_ID, {"ids": wanted})) if wanted else ()


def _once(rows: Iterable[Sequence[Any]]) -> tuple[PersonRow, ...]:
    # Two valid badges of one person would list them twice; the first is enough to name them.
    return tuple({row[0]: as_person(row) for row in rows}.values())


def wishes_of(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Return the wished stands' numbers in rank order, of these participants."""
    wanted = list(ids)
    found: dict[int, list[int]] = defaultdict(list)
    if not wanted:
        return {}
    rows = connection.execute(
        select(col(Wish.participant_id), col(Stand.number))
        .join(Stand, col(Stand.id) == col(Wish.stand_id))
        .where(col(Wish.participant_id).in_(wanted))
        .order_by(col(Wish.participant_id), col(Wish.rank))
    )
    for participant_id, number in rows:
        found[participant_id].append(number)
    return {participant_id: tuple(numbers) for participant_id, numbers in found.items()}


def code_exists(connection: Connection, code: str) -> bool:
    """Tell whether a code was ever given out."""
    return (
        connection.execute(select(col(Badge.code)).where(col(Badge.code) == code)).first()
        is not None
    )


def outside_codes(connection: Connection, day_id: int) -> dict[int, str]:
    """Return the foreign ticket codes by participant id."""
    rows = connection.execute(
        select(col(Person.participant_id), col(Person.outside_code))
        .join(Participant, col(Participant.id) == col(Person.participant_id))
        .where(col(Participant.day_id) == day_id, col(Person.outside_code).is_not(None))
    )
    return {participant_id: str(code) for participant_id, code in rows}


def outside_codes_of(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """Return the foreign ticket codes of these participants."""
    rows = connection.execute(
        select(col(Person.participant_id), col(Person.outside_code)).where(
            col(Person.participant_id).in_(list(ids)), col(Person.outside_code).is_not(None)
        )
    )
    return {participant_id: str(code) for participant_id, code in rows}


def who_came_instead(connection: Connection, participant_id: int) -> tuple[PersonRow, ...]:
    """Return who has taken over from a participant: nobody, or one."""
    query = select(col(Participant.id)).where(col(Participant.substitute_for) == participant_id)
    return people_by_id(connection, connection.execute(query).scalars())


def former_values(connection: Connection, participant_id: int) -> dict[str, Any]:
    """Return what an edit may change, as it is now; the keys are `set_person`'s."""
    row = connection.execute(
        select(
            col(Participant.municipality),
            col(Participant.organisation),
            col(Participant.role),
            col(Participant.status),
            col(Participant.presents_stand_id),
            col(Participant.rounds_here),
            col(Person.name),
            col(Person.email),
            col(Person.title),
            col(Person.note),
            col(Person.attention),
            col(Person.attention_seen_at),
            col(Person.outside_code),
        )
        .outerjoin(Person, col(Person.participant_id) == col(Participant.id))
        .where(col(Participant.id) == participant_id)
    ).one()
    return dict(row._mapping)
