"""What the engine and the desks need to know of a participant; nothing of it is personal."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Select, select
from sqlmodel import col

from db.models import Badge, Participant, Person, Presence, Stand
from db.vocabulary import PersonStatus, Role


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A participant with a valid badge. `presents` is a stand's number; `rounds` are those they
    are here for, None where nothing else is known than the whole day."""

    id: int
    code: str
    municipality: str | None
    role: Role
    status: PersonStatus
    presents: int | None
    rounds: frozenset[int] | None = None


_PARTICIPANT = (
    select(
        col(Participant.id),
        col(Badge.code),
        col(Participant.municipality),
        col(Participant.role),
        col(Participant.status),
        col(Stand.number),
        col(Participant.rounds_here),
    )
    .join(Badge, col(Badge.participant_id) == col(Participant.id))
    .outerjoin(Stand, col(Stand.id) == col(Participant.presents_stand_id))
    .where(col(Badge.revoked_at).is_(None))
)


def _rows(
    connection: Connection, query: Select[int, str, str | None, str, str, int, str | None]
) -> tuple[ParticipantRow, ...]:
    return tuple(
        ParticipantRow(
            number, code, municipality, Role(role), PersonStatus(status), presents, _rounds(here)
        )
        for number, code, municipality, role, status, presents, here in connection.execute(query)
    )


def _rounds(here: str | None) -> frozenset[int] | None:
    return None if here is None else frozenset(int(one) for one in here.split(",") if one)


def participant_by_code(connection: Connection, day_id: int, code: str) -> ParticipantRow | None:
    """Return whose valid badge this is, on this day."""
    query = _PARTICIPANT.where(col(Participant.day_id) == day_id, col(Badge.code) == code)
    found = _rows(connection, query)
    return found[0] if found else None


def participant_by_id(
    connection: Connection, day_id: int, participant_id: int
) -> ParticipantRow | None:
    """Return the participant with this id, where one of this day has it."""
    query = _PARTICIPANT.where(
        col(Participant.day_id) == day_id, col(Participant.id) == participant_id
    )
    found = _rows(connection, query)
    return found[0] if found else None


def participants(connection: Connection, day_id: int) -> tuple[ParticipantRow, ...]:
    """Return everybody of a day, cancelled and blocked ones too."""
    return _rows(
        connection,
        _PARTICIPANT.where(col(Participant.day_id) == day_id).order_by(col(Participant.id)),
    )


def lottery_names(connection: Connection, day_id: int) -> dict[int, str]:
    """Return for each participant what decides ties: name, municipality and title.

    It is the same whatever the order of the file and whatever codes were drawn.
    """
    found = connection.execute(
        select(
            col(Participant.id),
            col(Person.name),
            col(Participant.municipality),
            col(Participant.organisation),
            col(Person.title),
        )
        .join(Person, col(Person.participant_id) == col(Participant.id))
        .where(col(Participant.day_id) == day_id)
    )
    return {number: "\x1f".join(str(part or "") for part in rest) for number, *rest in found}


def names_by_code(connection: Connection, day_id: int) -> dict[str, str]:
    """Return the name behind every valid badge of a day."""
    found = connection.execute(
        select(col(Badge.code), col(Person.name))
        .join(Participant, col(Participant.id) == col(Badge.participant_id))
        .join(Person, col(Person.participant_id) == col(Participant.id))
        .where(col(Participant.day_id) == day_id, col(Badge.revoked_at).is_(None))
    )
    return {row.code: row.name for row in found}


def arrived_ids(connection: Connection, day_id: int) -> frozenset[int]:
    """Return the participants who have arrived."""
    found = connection.execute(
        select(col(Presence.participant_id)).where(col(Presence.day_id) == day_id)
    )
    return frozenset(found.scalars())
