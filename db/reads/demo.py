"""What a made-up day's simulator reads: who is told to go where."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlmodel import col

from db.models import Badge, Placement, Stand


def seats_by_code(connection: Connection, day_id: int) -> dict[tuple[str, int], int]:
    """Return the placed stand's number by (badge code, round)."""
    found = connection.execute(
        select(col(Badge.code), col(Placement.round), col(Stand.number))
        .join(Placement, col(Placement.participant_id) == col(Badge.participant_id))
        .join(Stand, col(Stand.id) == col(Placement.stand_id))
        .where(col(Stand.day_id) == day_id, col(Badge.revoked_at).is_(None))
    )
    return {(row.code, row.round): row.number for row in found}


def stand_ids(connection: Connection, day_id: int) -> dict[int, int]:
    """Return the ids of a day's stands by number."""
    found = connection.execute(
        select(col(Stand.number), col(Stand.id)).where(col(Stand.day_id) == day_id)
    )
    return {row.number: row.id for row in found}
