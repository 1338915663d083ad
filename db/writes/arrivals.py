"""The door's journal, and who is inside because of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update
from sqlmodel import col

from db.models import Action, Arrival, DoorQuestion, Participant, Presence, Reply
from db.prepared import Prepared
from db.reads.arrivals import PresenceRow

_ARRIVAL = Prepared(
    insert(Arrival).returning(col(Arrival.id)),
    ("day_id", "participant_id", "kind", "at", "station_id", "desk", "voids"),
)
_PRESENCE = Prepared(
    insert(Presence), ("participant_id", "day_id", "arrived_at", "since", "desk", "inside")
)
_MOVE = (
    update(Presence)
    .where(col(Presence.participant_id) == bindparam("who"))
    .values(since=bindparam("moment"), desk=bindparam("where"), inside=bindparam("now_inside"))
)


def add_arrival(
    connection: Connection,
    *,
    day_id: int,
    participant_id: int,
    kind: str,
    at: int,
    station_id: int,
    desk: str,
    voids: int | None = None,
) -> int:
    """Add a row to the journal and return its id."""
    made = _ARRIVAL.run(
        connection,
        {
            "day_id": day_id,
            "participant_id": participant_id,
            "kind": kind,
            "at": at,
            "station_id": station_id,
            "desk": desk,
            "voids": voids,
        },
    )
    return int(made[0][0])


def first_presence(
    connection: Connection, day_id: int, participant_id: int, at: int, desk: str
) -> None:
    """Note that somebody has arrived."""
    _PRESENCE.run(
        connection,
        {
            "participant_id": participant_id,
            "day_id": day_id,
            "arrived_at": at,
            "since": at,
            "desk": desk,
            "inside": True,
        },
    )


def move_presence(
    connection: Connection, participant_id: int, *, inside: bool, since: int, desk: str
) -> None:
    """Note that somebody who has arrived came in again, or went out."""
    connection.execute(
        _MOVE, {"who": participant_id, "moment": since, "where": desk, "now_inside": inside}
    )


def restore_presence(
    connection: Connection, participant_id: int, former: PresenceRow | None
) -> None:
    """Put back what held before; None: nobody had arrived."""
    which = col(Presence.participant_id) == participant_id
    if former is None:
        connection.execute(delete(Presence).where(which))
        return
    connection.execute(
        update(Presence)
        .where(which)
        .values(
            arrived_at=former.arrived_at,
            since=former.since,
            desk=former.desk,
            inside=former.inside,
        )
    )


def free_nonce(connection: Connection, action_id: int) -> None:
    """Let the nonce of a check-in that was taken back be used again."""
    connection.execute(update(Action).where(col(Action.id) == action_id).values(nonce=None))


def add_question(
    connection: Connection, day_id: int, text: str, choices: str, required: bool
) -> int:
    """Add a question of the door and return its id. `choices` is a JSON list."""
    key = connection.execute(
        insert(DoorQuestion).values(day_id=day_id, text=text, choices=choices, required=required)
    ).inserted_primary_key
    assert key is not None
    return int(key[0])


def remove_question(connection: Connection, day_id: int, question_id: int) -> bool:
    """Ask it no longer; answers given stay. Return whether there was one."""
    done = connection.execute(
        update(DoorQuestion)
        .where(
            col(DoorQuestion.id) == question_id,
            col(DoorQuestion.day_id) == day_id,
            ~col(DoorQuestion.removed),
        )
        .values(removed=True)
    )
    return bool(done.rowcount)


def set_reply(connection: Connection, question_id: int, participant_id: int, value: str) -> None:
    """Write a participant's answer, replacing an earlier one."""
    connection.execute(
        delete(Reply).where(
            col(Reply.question_id) == question_id, col(Reply.participant_id) == participant_id
        )
    )
    values: dict[str, Any] = {"participant_id": participant_id, "value": value}
    connection.execute(insert(Reply).values(question_id=question_id, **values))


def set_walked_in_gone(connection: Connection, participant_id: int) -> None:
    """Take a walk-in off every list; the rows stay for the log."""
    connection.execute(
        update(Participant)
        .where(col(Participant.id) == participant_id)
        .values(gone=True, status="cancelled")
    )
