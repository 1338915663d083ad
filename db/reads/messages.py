"""What the organiser has said to the stands."""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, or_, select
from sqlmodel import col

from db.models import Message, MessageSeen, Stand
from db.rows import MessageRow


def messages(
    connection: Connection, day_id: int, station: str, stand_id: int | None = None
) -> tuple[MessageRow, ...]:
    """Return a day's messages, oldest first, each with whether this station acknowledged it.

    With a stand: only those for it and those for everybody.
    """
    seen = and_(col(MessageSeen.message_id) == col(Message.id), col(MessageSeen.station) == station)
    query = (
        select(
            col(Message.id),
            col(Stand.number),
            col(Message.text),
            col(Message.at),
            col(MessageSeen.at),
        )
        .outerjoin(Stand, col(Stand.id) == col(Message.stand_id))
        .outerjoin(MessageSeen, seen)
        .where(col(Message.day_id) == day_id)
        .order_by(col(Message.id))
    )
    if stand_id is not None:
        query = query.where(or_(col(Message.stand_id).is_(None), col(Message.stand_id) == stand_id))
    return tuple(
        MessageRow(number, stand, text, at, seen_at is not None)
        for number, stand, text, at, seen_at in connection.execute(query)
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
