"""Writing a made-up day: many rows at once, into a store that has just been made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlmodel import SQLModel, col

from db.models import Badge, Day, Participant, Person, Stand, Wish

Row = dict[str, Any]


def add_stands(connection: Connection, day_id: int, rows: Sequence[Row]) -> dict[int, int]:
    """Add stands and return their ids by number."""
    connection.execute(insert(Stand), [{"day_id": day_id, **row} for row in rows])
    found = connection.execute(
        select(col(Stand.number), col(Stand.id)).where(col(Stand.day_id) == day_id)
    )
    return {row.number: row.id for row in found}


def add_participants(connection: Connection, day_id: int, rows: Sequence[Row]) -> list[int]:
    """Add participants and return their ids in the rows' order."""
    made: list[int] = []
    for row in rows:
        key = connection.execute(insert(Participant), {"day_id": day_id, **row})
        assert key.inserted_primary_key is not None
        made.append(int(key.inserted_primary_key[0]))
    return made


def add_personal(
    connection: Connection,
    people: Sequence[Row],
    badges: Sequence[Row],
    wishes: Sequence[Row],
) -> None:
    """Add names, badge codes and wishes of participants already there."""
    tables: tuple[tuple[type[SQLModel], Sequence[Row]], ...] = (
        (Person, people),
        (Badge, badges),
        (Wish, wishes),
    )
    for table, rows in tables:
        if rows:
            connection.execute(insert(table), list(rows))


def run_practice(
    connection: Connection, day_id: int, since: int, started: int, speed: float
) -> None:
    """Let the day run on a clock of its own: at real moment `since` it was `started` there."""
    connection.execute(
        update(Day)
        .where(col(Day.id) == day_id)
        .values(practice_since=since, practice_started=started, practice_speed=speed)
    )
