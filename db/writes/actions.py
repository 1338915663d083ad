"""The log, and the stations that write it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlmodel import col

from db.models import Action, Station
from db.prepared import Prepared

_COLUMNS = (
    "day_id",
    "at",
    "station_id",
    "kind",
    "result",
    "participant_id",
    "stand_id",
    "detail",
    "undo",
    "undoes",
    "desk",
    "nonce",
    "forced_asked",
    "forced_needed",
)
_DEFAULTS: dict[str, Any] = dict.fromkeys(_COLUMNS) | {
    "detail": "{}",
    "desk": "",
    "forced_asked": False,
    "forced_needed": False,
}
_NAME = Prepared(select(col(Station.name)).where(col(Station.id) == bindparam("station")))
_INSERT = Prepared(insert(Action).returning(col(Action.id)), _COLUMNS)


def add_action(connection: Connection, **values: Any) -> int:
    """Add a row of the log and return its id; `detail` and `undo` are written as JSON."""
    for name in ("detail", "undo"):
        value = values.get(name)
        if isinstance(value, Mapping):
            values[name] = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return int(_INSERT.run(connection, _DEFAULTS | values)[0][0])


def find_station(connection: Connection, name: str, process: str) -> int | None:
    """Return the id of a station's row, if it has one."""
    found = connection.execute(
        select(col(Station.id)).where(col(Station.name) == name, col(Station.process) == process)
    ).scalar()
    return None if found is None else int(found)


def add_station(
    connection: Connection, name: str, process: str, role: str, stand_id: int | None, at: int
) -> int:
    """Add a station and return its id."""
    key = connection.execute(
        insert(Station).values(name=name, process=process, role=role, stand_id=stand_id, seen_at=at)
    ).inserted_primary_key
    assert key is not None
    return int(key[0])


def is_station(connection: Connection, station_id: int, name: str) -> bool:
    """Tell whether that row is still this station's; a purge leaves it a number for a name."""
    found = _NAME.run(connection, {"station": station_id})
    return bool(found) and found[0][0] in (name, anonymous(station_id))


def anonymous(station_id: int) -> str:
    """Return what a station is called once its name was purged."""
    return f"station {station_id}"


def touch_station(
    connection: Connection, station_id: int, role: str, stand_id: int | None, at: int
) -> None:
    """Note that a station is there, and what it does now."""
    connection.execute(
        update(Station)
        .where(col(Station.id) == station_id)
        .values(role=role, stand_id=stand_id, seen_at=at, left_at=None)
    )


def leave_station(connection: Connection, station_id: int, at: int) -> None:
    """Note that a station was closed: its silence alarms nobody."""
    connection.execute(
        update(Station).where(col(Station.id) == station_id).values(seen_at=at, left_at=at)
    )
