"""The stored events of stands' clocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlmodel import col

from db.models import Stand, Station, TimerEvent
from db.prepared import Prepared
from db.rows import TimerEventRow
from db.vocabulary import Instant, Phase, TimerKind

_EVENTS = (
    select(
        col(TimerEvent.stand_id),
        col(TimerEvent.round),
        col(TimerEvent.seq),
        col(TimerEvent.kind),
        col(TimerEvent.phase),
        col(TimerEvent.at),
        col(TimerEvent.boot_id),
        col(TimerEvent.boot_ms),
        col(TimerEvent.delta_ms),
        col(TimerEvent.talk_ms),
        col(TimerEvent.dialogue_ms),
        col(TimerEvent.automatic),
        col(TimerEvent.voids),
        col(Station.name),
    )
    .join(Station, col(Station.id) == col(TimerEvent.station_id))
    .order_by(col(TimerEvent.seq))
)

_OF_STAND = Prepared(_EVENTS.where(col(TimerEvent.stand_id) == bindparam("stand")))
_OF_DAY = Prepared(
    _EVENTS.join(Stand, col(Stand.id) == col(TimerEvent.stand_id)).where(
        col(Stand.day_id) == bindparam("day")
    )
)

Events = tuple[TimerEventRow, ...]


def events_of_stand(connection: Connection, stand_id: int) -> Mapping[int, Events]:
    """Return a stand's events by round, each in the order they were written."""
    found = _by_clock(_OF_STAND.run(connection, {"stand": stand_id}))
    return {round_: events for (_, round_), events in found.items()}


def events_of_day(connection: Connection, day_id: int) -> Mapping[tuple[int, int], Events]:
    """Return every clock's events of a day by stand id and round."""
    return _by_clock(_OF_DAY.run(connection, {"day": day_id}))


def _by_clock(rows: Iterable[Sequence[Any]]) -> dict[tuple[int, int], Events]:
    clocks: defaultdict[tuple[int, int], list[TimerEventRow]] = defaultdict(list)
    for row in rows:
        clocks[row[0], row[1]].append(_event(row))
    return {key: tuple(events) for key, events in clocks.items()}


def _event(row: Sequence[Any]) -> TimerEventRow:
    seq, kind, phase, at, boot_id, boot_ms, *rest = row[2:]
    return TimerEventRow(seq, TimerKind(kind), Phase(phase), Instant(at, boot_id, boot_ms), *rest)
