"""What the organiser says to the stands, until it is acknowledged."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from db.reads import messages as reads
from db.rows import MessageRow
from db.vocabulary import Instant, StationRole
from db.writes import messages as writes
from seminar_tui.day.stands import stand_named
from seminar_tui.day.station import Station
from seminar_tui.rules.notices import is_news
from seminar_tui.rules.refusal import BadInput
from seminar_tui.text import clean

LIMIT = 300
EVERYBODY = "all"


def send_message(station: Station, now: Instant, asked: str, text: str) -> int:
    """Say something to a stand, or to `all`; return the message's id.

    Raises BadInput: stand_unknown, text_missing, text_too_long.
    """
    said = clean(text)
    if not said:
        raise BadInput("text_missing")
    if len(said) > LIMIT:
        raise BadInput("text_too_long", length=len(said), limit=LIMIT)
    with station.act(now, "message", StationRole.ORGANISER) as work:
        stand_id = None
        if asked.strip().casefold() != EVERYBODY:
            stand_id = stand_named(work.connection, station.day_id, asked).id
        message_id = writes.add_message(
            work.connection,
            station.day_id,
            stand_id,
            said,
            now.utc_ms,
            station.actor.station_id,
        )
        work.log("sent", stand_id=stand_id, detail={"message": message_id})
    return message_id


def acknowledge(station: Station, now: Instant, message_id: int) -> None:
    """Note that this station has seen a message. A second time changes nothing.

    Raises BadInput: no_such_message; Refused: other_stand.
    """
    with station.act(now, "message_seen", StationRole.DOOR, StationRole.STAND) as work:
        known = reads.messages(work.connection, station.day_id, station.actor.station)
        found = next((message for message in known if message.id == message_id), None)
        if found is None:
            raise BadInput("no_such_message", message=message_id)
        if found.stand is not None:
            work.must_own(stand_named(work.connection, station.day_id, str(found.stand)).id)
        if writes.see_message(work.connection, message_id, station.actor.station, now.utc_ms):
            work.log("acknowledged", detail={"message": message_id})


def waiting_messages(
    connection: Connection,
    day_id: int,
    now: Instant,
    station: str,
    stand_id: int | None,
    kept: Collection[int] = (),
) -> tuple[MessageRow, ...]:
    """Return the messages this station has not acknowledged, oldest first.

    `kept` are those that are on its screen: they stay, others must still be news.
    """
    found = reads.messages(connection, day_id, station, stand_id)
    return tuple(
        one
        for one in found
        if not one.acknowledged
        and (one.id in kept or is_news(one.stand is None, one.at, now.utc_ms))
    )
