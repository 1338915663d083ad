"""How large each day of a store is, for a list of days."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlmodel import col

from db.models import Participant, Stand


@dataclass(frozen=True, slots=True)
class DaySize:
    """Stands that are open, and people who may come."""

    stands: int = 0
    people: int = 0


def sizes(connection: Connection) -> dict[int, DaySize]:
    """Return the size of each day, by its id; a day without anything is (0, 0)."""
    stands = connection.execute(
        select(col(Stand.day_id), func.count())
        .where(col(Stand.status) == "open")
        .group_by(col(Stand.day_id))
    )
    people = connection.execute(
        select(col(Participant.day_id), func.count())
        .where(col(Participant.status) == "registered")
        .group_by(col(Participant.day_id))
    )
    found: dict[int, DaySize] = defaultdict(DaySize)
    for day_id, count in stands:
        found[day_id] = DaySize(count, 0)
    for day_id, count in people:
        found[day_id] = DaySize(found[day_id].stands, count)
    return found
