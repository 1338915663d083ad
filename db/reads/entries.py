"""What was written at the stands, as it reads now, and how it came to read so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select
from sqlmodel import col

from db.models import Badge, Entry, EntryVersion, Stand, Station
from db.prepared import Prepared
from db.rows import EntryRow
from db.vocabulary import EntryKind, EntryState, Phase


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry with what a use case needs beside it."""

    row: EntryRow
    stand_id: int
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One wording of an entry."""

    version: int
    text: str
    at: int
    station: str


def _entries() -> Select[*tuple[Any, ...]]:
    badge = (
        select(func.max(col(Badge.code)))
        .where(
            col(Badge.participant_id) == col(Entry.by_participant_id),
            col(Badge.revoked_at).is_(None),
        )
        .scalar_subquery()
    )
    wording = and_(
        col(EntryVersion.entry_id) == col(Entry.id),
        col(EntryVersion.version) == col(Entry.version),
    )
    return (
        select(
            col(Entry.id),
            col(Stand.number),
            col(Entry.round),
            col(Entry.phase),
            col(Entry.offset_ms),
            col(Entry.kind),
            col(Entry.state),
            # A purge empties the wordings and leaves the entry.
            func.coalesce(col(EntryVersion.text), ""),
            col(Entry.starred),
            col(Entry.answers),
            badge,
            col(Entry.version),
            col(Entry.at),
            col(Station.name),
            col(Entry.stand_id),
            col(Entry.tags),
        )
        .join(Stand, col(Stand.id) == col(Entry.stand_id))
        .join(Station, col(Station.id) == col(Entry.station_id))
        .outerjoin(EntryVersion, wording)
        .order_by(col(Entry.id))
    )


_AT_STAND = Prepared(
    _entries().where(
        col(Entry.day_id) == bindparam("day"),
        col(Entry.stand_id) == bindparam("stand"),
        col(Entry.round) == bindparam("round"),
    )
)
"""What a stand's screen reads again and again."""


def _stored(row: Sequence[Any]) -> StoredEntry:
    number, stand, round_, phase, offset_ms, kind, state, *rest, stand_id, tags = row
    return StoredEntry(
        EntryRow(
            number,
            stand,
            round_,
            Phase(phase),
            offset_ms,
            EntryKind(kind),
            EntryState(state),
            *rest,
        ),
        stand_id,
        tuple(filter(None, tags.split(","))),
    )


def entry(connection: Connection, day_id: int, entry_id: int) -> StoredEntry | None:
    """Return one entry of a day, or None."""
    query = _entries().where(col(Entry.day_id) == day_id, col(Entry.id) == entry_id)
    row = connection.execute(query).first()
    return None if row is None else _stored(row)


def entries(
    connection: Connection,
    day_id: int,
    *,
    stand_id: int | None = None,
    round_: int | None = None,
    kind: EntryKind | None = None,
    state: EntryState | None = None,
) -> tuple[StoredEntry, ...]:
    """Return a day's entries in the order they were written."""
    if stand_id is not None and round_ is not None and kind is None and state is None:
        given = {"day": day_id, "stand": stand_id, "round": round_}
        return tuple(_stored(row) for row in _AT_STAND.run(connection, given))
    query = _entries().where(col(Entry.day_id) == day_id)
    for column, value in (
        (Entry.stand_id, stand_id),
        (Entry.round, round_),
        (Entry.kind, kind),
        (Entry.state, state),
    ):
        if value is not None:
            query = query.where(col(column) == value)
    return tuple(_stored(row) for row in connection.execute(query))


def answers_in_force(connection: Connection, entry_id: int) -> int:
    """Return how many answers to an entry are not withdrawn."""
    query = select(func.count()).where(
        col(Entry.answers) == entry_id, col(Entry.state) != EntryState.WITHDRAWN.value
    )
    return int(connection.execute(query).scalar_one())


def versions(connection: Connection, entry_id: int) -> tuple[VersionRow, ...]:
    """Return every wording of an entry, oldest first."""
    found = connection.execute(
        select(
            col(EntryVersion.version),
            col(EntryVersion.text),
            col(EntryVersion.at),
            col(Station.name),
        )
        .join(Station, col(Station.id) == col(EntryVersion.station_id))
        .where(col(EntryVersion.entry_id) == entry_id)
        .order_by(col(EntryVersion.version))
    )
    return tuple(VersionRow(*row) for row in found)
