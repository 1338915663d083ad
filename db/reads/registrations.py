"""What an import compares a list with: the people of a day, answers, remembered mappings."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlmodel import col

from db.models import (
    Action,
    Arrival,
    Badge,
    Draft,
    Entry,
    ImportAnswer,
    ImportProfile,
    Message,
    Participant,
    Person,
    Placement,
    Presence,
    Reply,
    Stand,
    Station,
    TimerEvent,
    Visit,
    Wish,
)
from db.vocabulary import PersonStatus, Role


@dataclass(frozen=True, slots=True)
class RegisteredRow:
    """A participant with everything a list may say. `imported` is what it last said, as JSON."""

    id: int
    badge: str
    name: str
    email: str | None
    title: str
    note: str
    outside_code: str | None
    municipality: str | None
    organisation: str
    role: Role
    status: PersonStatus
    presents_stand_id: int | None
    listed: str
    imported: str
    gone: bool
    walked_in: bool
    arrived: bool


_ROLES = {role.value: role for role in Role}
_STATUSES = {status.value: status for status in PersonStatus}


def registered(connection: Connection, day_id: int) -> tuple[RegisteredRow, ...]:
    """Return everybody of a day, in the order they became known."""
    found = connection.execute(
        select(
            col(Participant.id),
            col(Badge.code),
            col(Person.name),
            col(Person.email),
            col(Person.title),
            col(Person.note),
            col(Person.outside_code),
            col(Participant.municipality),
            col(Participant.organisation),
            col(Participant.role),
            col(Participant.status),
            col(Participant.presents_stand_id),
            col(Participant.listed),
            col(Person.imported),
            col(Participant.gone),
            col(Participant.walked_in),
            col(Presence.participant_id).is_not(None),
        )
        .join(Person, col(Person.participant_id) == col(Participant.id))
        .outerjoin(
            Badge,
            (col(Badge.participant_id) == col(Participant.id)) & col(Badge.revoked_at).is_(None),
        )
        .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
        .where(col(Participant.day_id) == day_id)
        .order_by(col(Participant.id))
    )
    once: dict[int, RegisteredRow] = {}
    for number, badge, *rest, role, status, stand, listed, imported, gone, walked, there in found:
        name, email, title, note, code, municipality, organisation = rest
        once.setdefault(
            number,
            RegisteredRow(
                number,
                badge or "",
                name,
                email,
                title,
                note,
                code,
                municipality,
                organisation,
                _ROLES[role],
                _STATUSES[status],
                stand,
                listed,
                imported,
                bool(gone),
                bool(walked),
                bool(there),
            ),
        )
    return tuple(once.values())


def imported_stands(connection: Connection, day_id: int) -> dict[int, str]:
    """Return what a list last said of each stand (by stand id), as JSON."""
    found = connection.execute(
        select(col(Stand.id), col(Stand.imported)).where(col(Stand.day_id) == day_id)
    )
    return {row.id: row.imported for row in found}


def answers(connection: Connection) -> dict[str, str]:
    """Return every answer that was given to an import: value to answer."""
    found = connection.execute(select(col(ImportAnswer.value), col(ImportAnswer.answer)))
    return {row.value: row.answer for row in found}


def profiles(connection: Connection) -> dict[str, dict[str, str]]:
    """Return the remembered mappings (heading to field) by the shape of the list."""
    found = connection.execute(select(col(ImportProfile.shape), col(ImportProfile.mapping)))
    return {row.shape: dict(json.loads(row.mapping)) for row in found}


def badge_codes(connection: Connection) -> set[str]:
    """Return every badge code ever given out in this store."""
    return set(connection.execute(select(col(Badge.code))).scalars())


def with_a_history(connection: Connection, participant_ids: set[int]) -> set[int]:
    """Return those of the participants that something was recorded of: never to be deleted."""
    found: set[int] = set()
    for column in (
        col(Action.participant_id),
        col(Arrival.participant_id),
        col(Presence.participant_id),
        col(Visit.participant_id),
        col(Placement.participant_id),
        col(Reply.participant_id),
        col(Entry.by_participant_id),
        col(Participant.substitute_for),
    ):
        rows = connection.execute(select(column).where(column.is_not(None)).distinct())
        found |= {number for number in rows.scalars() if number in participant_ids}
    return found


def former_values(connection: Connection, participant_ids: list[int]) -> dict[int, str]:
    """Return what the last import replaced of these people, as JSON."""
    wanted = set(participant_ids)
    found = connection.execute(
        select(col(Person.participant_id), col(Person.former)).where(col(Person.former) != "")
    )
    return {row.participant_id: row.former for row in found if row.participant_id in wanted}


def stands_with_a_history(connection: Connection) -> set[int]:
    """Return the stands that somebody wished for, presents at, was placed at or was at."""
    found: set[int] = set()
    for column in (
        col(Wish.stand_id),
        col(Participant.presents_stand_id),
        col(Placement.stand_id),
        col(Visit.stand_id),
        col(TimerEvent.stand_id),
        col(Entry.stand_id),
        col(Draft.stand_id),
        col(Message.stand_id),
        col(Action.stand_id),
        col(Station.stand_id),
    ):
        rows = connection.execute(select(column).where(column.is_not(None)).distinct())
        found |= {number for number in rows.scalars() if number is not None}
    return found
