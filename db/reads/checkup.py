"""What a check-up asks of a store."""

from __future__ import annotations

from sqlalchemy import Connection, func, select
from sqlmodel import col

from db.models import Action, Day, Station


def last_action_at(connection: Connection) -> int | None:
    """Return when anything was last done on a day that keeps ordinary time."""
    found = connection.scalar(
        select(func.max(col(Action.at)))
        .join(Day, col(Day.id) == col(Action.day_id))
        .where(col(Day.practice_since).is_(None))
    )
    return None if found is None else int(found)


def stations_seen(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Return the screens that were not closed, with the moment each was last heard of."""
    found = connection.execute(
        select(col(Station.name), col(Station.seen_at))
        .where(col(Station.left_at).is_(None), col(Station.process) != "")
        .order_by(col(Station.name))
    )
    return tuple((row.name, row.seen_at) for row in found)


TRIED = {"backup": "backup", "print": "paper", "print_badges": "paper", "scanner_test": "scanner"}
"""Which kinds of action show that something was tried."""


def tried(connection: Connection, day_id: int) -> frozenset[str]:
    """Return what was tried on a day, of `TRIED`: backup, paper, scanner."""
    found = connection.execute(
        select(col(Action.kind))
        .where(
            col(Action.day_id) == day_id,
            col(Action.kind).in_(TRIED),
            col(Action.result) != "wrong",
        )
        .distinct()
    ).scalars()
    return frozenset(TRIED[kind] for kind in found)
