"""Making a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, update
from sqlmodel import col

from db.models import Day, DayMilestone, Round
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


def change_day(connection: Connection, day_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of a day."""
    connection.execute(update(Day).where(col(Day.id) == day_id).values(**values))


def set_closing(
    connection: Connection, day_id: int, closed_at: int | None, purge_on: str | None
) -> None:
    """Mark a day closed, with the date on which its personal data goes; or open again."""
    connection.execute(
        update(Day).where(col(Day.id) == day_id).values(closed_at=closed_at, purge_on=purge_on)
    )


def add_day_milestone(connection: Connection, day_id: int, due: str, title: str) -> int:
    """Add something that is due on a date; return its id."""
    made = insert(DayMilestone).values(day_id=day_id, due=due, title=title, done_on="")
    key = connection.execute(made).inserted_primary_key
    assert key is not None
    return int(key[0])


def finish_day_milestone(connection: Connection, day_id: int, number: int, on: str) -> bool:
    """Say when it was done, or with an empty date that it is not; False where there is none."""
    found = connection.execute(
        update(DayMilestone)
        .where(col(DayMilestone.id) == number, col(DayMilestone.day_id) == day_id)
        .values(done_on=on)
    )
    return bool(found.rowcount)


def remove_day_milestone(connection: Connection, day_id: int, number: int) -> bool:
    """Remove it; False where there is none."""
    found = connection.execute(
        delete(DayMilestone).where(
            col(DayMilestone.id) == number, col(DayMilestone.day_id) == day_id
        )
    )
    return bool(found.rowcount)
