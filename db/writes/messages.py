"""Sending messages and acknowledging them."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select
from sqlmodel import col

from db.models import Message, MessageSeen


def add_message(
    connection: Connection, day_id: int, stand_id: int | None, text: str, at: int, station_id: int
) -> int:
    """Add a message and return its id; without a stand it is for everybody."""
    key = connection.execute(
        insert(Message).values(
            day_id=day_id, stand_id=stand_id, text=text, at=at, station_id=station_id
        )
    ).inserted_primary_key
    assert key is not None
    return int(key[0])


def see_message(connection: Connection, message_id: int, station: str, at: int) -> bool:
    """Note that a station has acknowledged a message; False if it had already."""
    seen = select(col(MessageSeen.at)).where(
        col(MessageSeen.message_id) == message_id, col(MessageSeen.station) == station
    )
    if connection.execute(seen).first() is not None:
        return False
    connection.execute(insert(MessageSeen).values(message_id=message_id, station=station, at=at))
    return True
