"""Adding events to a stand's clock. Nothing is ever changed or deleted."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select
from sqlmodel import col

from db.models import Stand, TimerEvent
from db.rows import TimerEventRow


def add_events(
    connection: Connection,
    stand_id: int,
    round_: int,
    station_id: int,
    events: Iterable[TimerEventRow],
) -> None:
    """Add events to the clock of a stand and round. Their seq is theirs alone: the key says so."""
    connection.execute(
        insert(TimerEvent),
        [
            {
                "stand_id": stand_id,
                "round": round_,
                "seq": event.seq,
                "kind": event.kind.value,
                "phase": event.phase.value,
                "at": event.at.utc_ms,
                "boot_id": event.at.boot_id,
                "boot_ms": event.at.boot_ms,
                "delta_ms": event.delta_ms,
                "talk_ms": event.talk_ms,
                "dialogue_ms": event.dialogue_ms,
                "automatic": event.automatic,
                "voids": event.voids,
                "station_id": station_id,
            }
            for event in events
        ],
    )


def lock_stand(connection: Connection, stand_id: int) -> None:
    """Let nobody else press this stand's keys until the transaction ends.

    SQLite's write transactions exclude each other already and ignore the clause.
    """
    connection.execute(
        select(col(Stand.id)).where(col(Stand.id) == stand_id).with_for_update(key_share=True)
    )
