"""What a check-up asks of a store."""

from __future__ import annotations

import json
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class ScannerTest:
    """The last scan under "Test scanner" at a station. `fit` is empty before a set-up card."""

    station: str
    at: int
    good: bool
    fit: str


def scanner_tests(connection: Connection) -> tuple[ScannerTest, ...]:
    """Return each station's last test of its scanner, by name."""
    last = (
        select(func.max(col(Action.id)))
        .where(col(Action.kind) == "scanner_test")
        .group_by(col(Action.station_id))
    )
    found = connection.execute(
        select(col(Station.name), col(Action.at), col(Action.result), col(Action.detail))
        .join(Station, col(Station.id) == col(Action.station_id))
        .where(col(Action.id).in_(last))
        .order_by(col(Action.id))
    )
    # A station opened anew has a row of its own; the later one counts.
    tests = {
        row.name: ScannerTest(
            row.name, row.at, row.result == "good", json.loads(row.detail).get("fit", "")
        )
        for row in found
    }
    return tuple(tests[name] for name in sorted(tests))


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
