"""What the log says, newest first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.models import Action, Badge, Participant, Person, Stand, Station
from db.reads.actions import Undoable, about_day


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log. `person` is empty once the day is purged; `municipality` is a code.

    `undoable` says that it can be taken back and was not; `moves` and `people` how many seats
    it changed and how many people it let in at once.
    """

    id: int
    at: int
    station: str
    desk: str
    kind: str
    result: str
    person: str
    stand: int | None
    undoable: bool
    undone: bool
    municipality: str = ""
    moves: int = 0
    people: int = 0


def log_lines(
    connection: Connection, day_id: int, most: int = 200, participant_id: int | None = None
) -> tuple[LogLine, ...]:
    """Return the newest lines of a day's log, or of one participant's history.

    Refused attempts are among them. Day 0 asks for what is about no day, but about a series.
    """
    undone = aliased(Action)
    query = (
        select(
            col(Action.id),
            col(Action.at),
            col(Station.name),
            col(Action.desk),
            col(Action.kind),
            col(Action.result),
            func.coalesce(col(Person.name), ""),
            col(Stand.number),
            col(Action.undo),
            col(undone.id),
            col(Action.detail),
        )
        .join(Station, col(Station.id) == col(Action.station_id))
        .outerjoin(Person, col(Person.participant_id) == col(Action.participant_id))
        .outerjoin(Stand, col(Stand.id) == col(Action.stand_id))
        .outerjoin(undone, col(undone.undoes) == col(Action.id))
        .where(about_day(day_id))
        .order_by(col(Action.id).desc())
        .limit(most)
    )
    if participant_id is not None:
        query = query.where(col(Action.participant_id) == participant_id)
    found = connection.execute(query)
    return tuple(
        LogLine(
            number,
            at,
            station,
            desk,
            kind,
            result,
            person,
            stand,
            undoable=undo is not None and taken is None,
            undone=taken is not None,
            **_said(detail),
        )
        for number, at, station, desk, kind, result, person, stand, undo, taken, detail in found
    )


def _said(detail: str) -> dict[str, Any]:
    """Return what a line says of its action: a municipality's code, moves, people."""
    said = json.loads(detail) if detail else {}
    return {
        "municipality": str(said.get("municipality", "")),
        "moves": int(said.get("moves", 0)),
        "people": len(said.get("participants", ())),
    }


def undoable_action(connection: Connection, day_id: int, action_id: int) -> Undoable | None:
    """Return an action that can be and was not taken back."""
    undone = aliased(Action)
    row = connection.execute(
        select(
            col(Action.id),
            col(Action.kind),
            col(Action.at),
            col(Action.participant_id),
            col(Action.stand_id),
            col(Action.undo),
        )
        .outerjoin(undone, col(undone.undoes) == col(Action.id))
        .where(
            col(Action.id) == action_id,
            about_day(day_id),
            col(Action.undo).is_not(None),
            col(undone.id).is_(None),
        )
    ).first()
    if row is None:
        return None
    number, kind, at, participant_id, stand_id, undo = row
    held: Mapping[str, Any] = json.loads(str(undo))
    return Undoable(number, kind, at, participant_id, stand_id, held)


def unprinted(connection: Connection, day_id: int) -> int:
    """Return how many who may come have a badge that was never printed."""
    found = connection.execute(
        select(func.count())
        .select_from(Badge)
        .join(Participant, col(Participant.id) == col(Badge.participant_id))
        .where(
            col(Participant.day_id) == day_id,
            col(Participant.status) == "registered",
            col(Badge.revoked_at).is_(None),
            col(Badge.printed_at).is_(None),
        )
    ).scalar()
    return int(found or 0)
