"""What the organiser has said to the stands."""

from __future__ import annotations

from sqlalchemy import BindParameter, Connection, and_, bindparam, func, or_, select
from sqlmodel import col

from db.models import Message, MessageSeen, Stand
from db.prepared import Prepared
from db.rows import MessageRow

_STATION: BindParameter[str] = bindparam("station")
_MESSAGES = (
    select(
        col(Message.id),
        col(Stand.number),
        col(Message.text),
        col(Message.at),
        col(MessageSeen.at),
    )
    .outerjoin(Stand, col(Stand.id) == col(Message.stand_id))
    .outerjoin(
        MessageSeen,
        and_(col(MessageSeen.message_id) == col(Message.id), col(MessageSeen.station) == _STATION),
    )
    .where(col(Message.day_id) == bindparam("day"))
    .order_by(col(Message.id))
)
_ALL = Prepared(_MESSAGES)
_TOLD_STAND = Prepared(
    _MESSAGES.where(
        or_(col(Message.stand_id).is_(None), col(Message.stand_id) == bindparam("stand"))
    )
)


def messages(
    connection: Connection, day_id: int, station: str, stand_id: int | None = None
) -> tuple[MessageRow, ...]:
    """Return a day's messages, oldest first, each with whether this station acknowledged it.

    With a stand: only those for it and those for everybody.
    """
    given = {"day": day_id, "station": station}
    if stand_id is None:
        found = _ALL.run(connection, given)
    else:
        found = _TOLD_STAND.run(connection, {**given, "stand": stand_id})
    return tuple(
        MessageRow(number, stand, text, at, seen_at is not None)
        for number, stand, text, at, seen_at in found
    )


def acknowledgements(connection: Connection, day_id: int) -> dict[int, int]:
    """Return at how many stations each message was acknowledged."""
    found = connection.execute(
        select(col(MessageSeen.message_id), func.count())
        .join(Message, col(Message.id) == col(MessageSeen.message_id))
        .where(col(Message.day_id) == day_id)
        .group_by(col(MessageSeen.message_id))
    )
    return {row[0]: row[1] for row in found}
