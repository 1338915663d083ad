"""Writing entries and their wordings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlmodel import col

from db.models import Entry, EntryVersion


def lock_entry(connection: Connection, entry_id: int) -> None:
    """Let nobody else change this entry until the transaction ends.

    SQLite's write transactions exclude each other already and ignore the clause.
    """
    wanted = select(col(Entry.id)).where(col(Entry.id) == entry_id)
    connection.execute(wanted.with_for_update(key_share=True))


def add_entry(connection: Connection, text: str, **values: Any) -> int:
    """Add an entry with its first wording and return its id."""
    key = connection.execute(insert(Entry).values(**values)).inserted_primary_key
    assert key is not None
    entry_id = int(key[0])
    _add_version(connection, entry_id, 1, text, values["at"], values["station_id"])
    return entry_id


def _add_version(
    connection: Connection, entry_id: int, version: int, text: str, at: int, station_id: int
) -> None:
    connection.execute(
        insert(EntryVersion).values(
            entry_id=entry_id, version=version, text=text, at=at, station_id=station_id
        )
    )


def reword_entry(
    connection: Connection, entry_id: int, version: int, text: str, at: int, station_id: int
) -> None:
    """Add a wording and make it the one that is read; the earlier ones stay."""
    _add_version(connection, entry_id, version, text, at, station_id)
    set_entry(connection, entry_id, version=version)


def set_entry(connection: Connection, entry_id: int, **values: Any) -> None:
    """Change what is true of an entry beside its wording."""
    connection.execute(update(Entry).where(col(Entry.id) == entry_id).values(**values))
