"""Changing stands and wishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, update
from sqlmodel import col

from db.models import Day, Stand, Wish


def change_stand(connection: Connection, stand_id: int, values: Mapping[str, Any]) -> None:
    """Write these columns of a stand."""
    connection.execute(update(Stand).where(col(Stand.id) == stand_id).values(**values))


def set_rounds(connection: Connection, rounds: Mapping[int, int | None]) -> None:
    """Write the rounds of stands, by stand id."""
    for stand_id, round_ in rounds.items():
        change_stand(connection, stand_id, {"round": round_})


def lock_rounds(connection: Connection, day_id: int, stand_ids: Sequence[int]) -> None:
    """Lock these stands to the rounds they have, and no others."""
    connection.execute(
        update(Stand).where(col(Stand.day_id) == day_id).values(locked=col(Stand.id).in_(stand_ids))
    )


def replace_wishes(connection: Connection, participant_id: int, stand_ids: Sequence[int]) -> None:
    """Replace a participant's wishes by these, best first."""
    connection.execute(delete(Wish).where(col(Wish.participant_id) == participant_id))
    if stand_ids:
        connection.execute(
            insert(Wish),
            [
                {"participant_id": participant_id, "rank": rank, "stand_id": stand_id}
                for rank, stand_id in enumerate(stand_ids, start=1)
            ],
        )


def touch_programme(connection: Connection, day_id: int, at: int) -> None:
    """Count the programme's version up: what was printed before is out of date."""
    connection.execute(
        update(Day)
        .where(col(Day.id) == day_id)
        .values(programme_version=col(Day.programme_version) + 1, programme_changed_at=at)
    )
