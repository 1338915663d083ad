"""Storing placements and plans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlmodel import col

from db.models import Day, Placement, Plan, Stand


def replace_placements(
    connection: Connection, day_id: int, seats: Iterable[tuple[int, int, int, bool]]
) -> None:
    """Replace all placements of a day by (participant id, round, stand id, pinned)."""
    of_day = select(col(Stand.id)).where(col(Stand.day_id) == day_id)
    connection.execute(delete(Placement).where(col(Placement.stand_id).in_(of_day)))
    rows = [
        {"participant_id": participant_id, "round": round_, "stand_id": stand_id, "pinned": pinned}
        for participant_id, round_, stand_id, pinned in seats
    ]
    if rows:
        connection.execute(insert(Placement), rows)


def set_placement(
    connection: Connection, participant_id: int, round_: int, stand_id: int | None, pinned: bool
) -> None:
    """Place a participant in a round, replacing where they were; None takes the seat away."""
    connection.execute(
        delete(Placement).where(
            col(Placement.participant_id) == participant_id, col(Placement.round) == round_
        )
    )
    if stand_id is not None:
        values = {"participant_id": participant_id, "round": round_, "stand_id": stand_id}
        connection.execute(insert(Placement).values(**values, pinned=pinned))


def set_pin(connection: Connection, participant_id: int, round_: int, pinned: bool) -> None:
    """Pin a placement, or let go of it."""
    connection.execute(
        update(Placement)
        .where(col(Placement.participant_id) == participant_id, col(Placement.round) == round_)
        .values(pinned=pinned)
    )


def touch_plan(connection: Connection, day_id: int) -> int:
    """Count the plan's version up and return it."""
    connection.execute(
        update(Day).where(col(Day.id) == day_id).values(plan_version=col(Day.plan_version) + 1)
    )
    query = select(col(Day.plan_version)).where(col(Day.id) == day_id)
    return int(connection.execute(query).scalar_one())


def add_plan(connection: Connection, **values: Any) -> None:
    """Store an accepted plan."""
    connection.execute(insert(Plan).values(**values))


def drop_plan(connection: Connection, day_id: int, version: int) -> None:
    """Forget an accepted plan that was taken back."""
    connection.execute(delete(Plan).where(col(Plan.day_id) == day_id, col(Plan.version) == version))
