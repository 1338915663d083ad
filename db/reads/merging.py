"""What hangs on a participant: the rows that follow when two registrations become one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from db.models import (
    Action,
    Arrival,
    Badge,
    Entry,
    Participant,
    Presence,
    Reply,
    Stand,
    Standing,
    Visit,
)
from db.series_models import Appearance, GroupPlace

OWNED: dict[str, tuple[Any, Any]] = {
    "actions": (Action.id, Action.participant_id),
    "arrivals": (Arrival.id, Arrival.participant_id),
    "visits": (Visit.id, Visit.participant_id),
    "entries": (Entry.id, Entry.by_participant_id),
    "substitutes": (Participant.id, Participant.substitute_for),
    "badges": (Badge.code, Badge.participant_id),
    "presences": (Presence.participant_id, Presence.participant_id),
    "standings": (Standing.round, Standing.participant_id),
    "replies": (Reply.question_id, Reply.participant_id),
    "groups": (GroupPlace.item_id, GroupPlace.participant_id),
    "appearances": (Appearance.meeting_id, Appearance.participant_id),
}
"""Each kind of row: what tells one from another of the same person, and whose it is."""


def owned(connection: Connection, participant_id: int) -> dict[str, list[Any]]:
    """Return the keys of every row of a participant, by kind."""
    return {
        kind: list(
            connection.execute(select(col(key)).where(col(owner) == participant_id)).scalars()
        )
        for kind, (key, owner) in OWNED.items()
    }


def own_stand(connection: Connection, day_id: int, municipality: str | None) -> int | None:
    """Return the id of a municipality's stand, if it has one."""
    found = connection.execute(
        select(col(Stand.id)).where(
            col(Stand.day_id) == day_id, col(Stand.municipality) == municipality
        )
    ).scalar()
    return None if found is None else int(found)


def standing_of(connection: Connection, participant_id: int) -> tuple[bool, bool]:
    """Return whether a participant walked in, and whether they are gone from the lists."""
    row = connection.execute(
        select(col(Participant.walked_in), col(Participant.gone)).where(
            col(Participant.id) == participant_id
        )
    ).one()
    return bool(row.walked_in), bool(row.gone)
