"""Adding and changing participants, and their badges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, update
from sqlmodel import col

from db.models import Badge, Participant, Person

PERSONAL = frozenset(
    {"name", "email", "title", "note", "attention", "attention_seen_at", "outside_code"}
)
"""The fields that stand in `Person`; every other one stands in `Participant`."""


def add_person(
    connection: Connection, day_id: int, code: str, at: int, values: Mapping[str, Any]
) -> int:
    """Add a participant with their badge and return the id. `values` mixes both tables' fields."""
    personal, public = _parted(values)
    key = connection.execute(
        insert(Participant).values(day_id=day_id, **public)
    ).inserted_primary_key
    assert key is not None
    participant_id = int(key[0])
    connection.execute(insert(Person).values(participant_id=participant_id, **personal))
    add_badge(connection, participant_id, code, at)
    return participant_id


def set_person(connection: Connection, participant_id: int, values: Mapping[str, Any]) -> None:
    """Change fields of a participant; `values` mixes both tables' fields."""
    personal, public = _parted(values)
    if public:
        connection.execute(
            update(Participant).where(col(Participant.id) == participant_id).values(**public)
        )
    if personal:
        connection.execute(
            update(Person).where(col(Person.participant_id) == participant_id).values(**personal)
        )


def add_badge(connection: Connection, participant_id: int, code: str, at: int) -> None:
    """Give out a code."""
    connection.execute(insert(Badge).values(code=code, participant_id=participant_id, issued_at=at))


def revoke_badges(connection: Connection, participant_id: int, at: int) -> None:
    """Revoke every code the participant still has."""
    connection.execute(
        update(Badge)
        .where(col(Badge.participant_id) == participant_id, col(Badge.revoked_at).is_(None))
        .values(revoked_at=at)
    )


def restore_badge(connection: Connection, participant_id: int, code: str) -> None:
    """Let a revoked code of a participant count again."""
    connection.execute(
        update(Badge)
        .where(col(Badge.participant_id) == participant_id, col(Badge.code) == code)
        .values(revoked_at=None)
    )


def _parted(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    personal = {name: value for name, value in values.items() if name in PERSONAL}
    public = {name: value for name, value in values.items() if name not in PERSONAL}
    return personal, public
