"""What the log says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.models import Action, Station


@dataclass(frozen=True, slots=True)
class Undoable:
    """An action that can be taken back, and what taking it back means."""

    id: int
    kind: str
    at: int
    participant_id: int | None
    stand_id: int | None
    undo: Mapping[str, Any]


def about_day(day_id: int) -> ColumnElement[bool]:
    """Return the condition that an action is about a day; 0 is about none."""
    return col(Action.day_id) == day_id if day_id else col(Action.day_id).is_(None)


def last_undoable(
    connection: Connection, day_id: int, station: str, desk: str | None = None
) -> Undoable | None:
    """Return the newest action of a station (by name) that can be and was not taken back.

    `day_id` 0 asks for actions that are about no day, but about a series. A door that closed
    by itself where no desk said so is nobody's last action: it is taken back from the log.
    """
    unsaid = and_(
        col(Action.kind) == "close_door",
        col(Action.result) == "on_time",
        col(Action.desk) == "",
    )
    taken_back = aliased(Action)
    query = (
        select(
            col(Action.id),
            col(Action.kind),
            col(Action.at),
            col(Action.participant_id),
            col(Action.stand_id),
            col(Action.undo),
        )
        .join(Station, col(Station.id) == col(Action.station_id))
        .outerjoin(taken_back, col(taken_back.undoes) == col(Action.id))
        .where(
            about_day(day_id),
            col(Action.undo).is_not(None),
            col(taken_back.id).is_(None),
            ~unsaid,
        )
        .order_by(col(Action.id).desc())
        .limit(1)
    )
    if desk is not None:
        query = query.where(col(Action.desk) == desk)
    else:
        query = query.where(col(Station.name) == station)
    row = connection.execute(query).first()
    if row is None:
        return None
    number, kind, at, participant_id, stand_id, undo = row
    return Undoable(number, kind, at, participant_id, stand_id, json.loads(str(undo)))


def noted(
    connection: Connection, day_id: int, kind: str, detail: Mapping[str, object], since: int
) -> bool:
    """Tell whether exactly this stands in a day's log since a moment (UTC ms)."""
    query = (
        select(col(Action.detail))
        .where(about_day(day_id), col(Action.kind) == kind, col(Action.at) >= since)
        .order_by(col(Action.id).desc())
    )
    return any(json.loads(str(said)) == detail for said in connection.execute(query).scalars())
