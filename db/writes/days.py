"""Making a day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, update
from sqlmodel import col

from db.models import Day, Round
from db.rows import RoundRow


def add_day(connection: Connection, planned: Iterable[RoundRow], **values: Any) -> int:
    """Add a day with its rounds and return its id."""
    key = connection.execute(insert(Day).values(**values)).inserted_primary_key
    assert key is not None
    day_id = int(key[0])
    set_rounds(connection, day_id, planned)
    return day_id


def set_rounds(connection: Connection, day_id: int, planned: Iterable[RoundRow]) -> None:
    """Write the planned times of a day's rounds, replacing what was planned."""
    connection.execute(delete(Round).where(col(Round.day_id) == day_id))
    connection.execute(
        insert(Round),
        [
            {
                "day_id": day_id,
                "number": one.number,
                "starts": one.starts,
                "talk_ends": one.talk_ends,
                "ends": one.ends,
            }
            for one in planned
        ],
    )


def set_closing(
    connection: Connection, day_id: int, closed_at: int | None, purge_on: str | None
) -> None:
    """Mark a day closed, with the date on which its personal data goes; or open again."""
    connection.execute(
        update(Day).where(col(Day.id) == day_id).values(closed_at=closed_at, purge_on=purge_on)
    )
