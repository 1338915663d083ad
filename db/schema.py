"""Whether a store's tables are the ones this program writes, and making them so.

A new store gets its tables at once and is stamped with `HEAD`; Alembic is loaded only
when an older store is met. A newer one is refused.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection, MetaData, inspect, text
from sqlalchemy.schema import CreateIndex, CreateTable

from db.engine import Store, connect, is_url
from db.errors import StoreError, told

HEAD = "0002"
"""The newest revision in `migrations/versions`; a test holds the two together."""


def open_store(target: str | Path, *, create: bool = False) -> Store:
    """Open a store whose schema is ours: made if new and asked for, migrated if older.

    Raises StoreError: missing, newer, not_a_store, and what `db.errors` names.
    """
    new = create and not is_url(str(target)) and not Path(target).exists()
    store = connect(target, create=create)
    try:
        revision = _revision_of_file(store) if store.is_sqlite else _revision(store)
        if revision == HEAD:
            return store
        if revision is None:
            _make(store, create=create)
        else:
            _migrate(store, revision)
    except BaseException:
        store.close()
        if new:
            _unmake(Path(target))
        raise
    return store


def _unmake(path: Path) -> None:
    """Take away what is left of a file that could not be made, on a full disk say.

    One that has tables was made by another process meanwhile, and stays.
    """
    with suppress(OSError, sqlite3.Error):
        if path.stat().st_size > 0:
            with closing(_opened(path)) as connection:
                if connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None:
                    return
        for ending in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    # "rw" and not "ro": who may not write leaves an empty journal behind on closing.
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)


def _revision_of_file(store: Store) -> str | None:
    """Return a file's revision, None for one that is new or empty. It is not written to.

    Our own engines would turn any file they open to WAL: a database that is not ours, or a
    newer one, must stay as it was. Raises StoreError: not_a_store.
    """
    path = Path(store.location)
    if not path.exists() or path.stat().st_size == 0:
        return None
    with told(path=store.location), closing(_opened(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "alembic_version" in tables:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            if found is not None:
                return str(found[0])
    if tables:
        raise StoreError("not_a_store", path=store.location)
    return None


def _revision(store: Store) -> str | None:
    with told(path=store.location), store.readers.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return _version(connection)


def _version(connection: Connection) -> str | None:
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _make(store: Store, *, create: bool) -> None:
    if not create:
        raise StoreError("not_a_store", path=store.location)
    from db import models, series_models  # noqa: F401 - its tables are made with the day's

    with store.writing() as connection:
        # Another process may have made the tables while we waited for the write lock.
        present = inspect(connection).get_table_names()
        if "alembic_version" in present:
            return
        if present:
            raise StoreError("not_a_store", path=store.location)
        if not store.is_sqlite:
            _tell_postgresql(models.Day.metadata)
        for table in models.Day.metadata.sorted_tables:
            connection.execute(CreateTable(table))
            # A table's indexes are a set: made as they come, no two files would be alike.
            for index in sorted(table.indexes, key=lambda one: str(one.name)):
                connection.execute(CreateIndex(index))
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def _tell_postgresql(tables: MetaData) -> None:
    """Give the partial index its condition in PostgreSQL's options too."""
    from db.models import NONCE_GIVEN

    for index in tables.tables["action"].indexes:
        if index.name == "ux_action_nonce":
            index.dialect_options["postgresql"]["where"] = NONCE_GIVEN


def _migrate(store: Store, revision: str) -> None:
    from db.migrations import run

    if not run.knows(revision):
        raise StoreError("newer", path=store.location, revision=revision, head=HEAD)
    with store.writing() as connection:
        if not store.is_sqlite:
            connection.exec_driver_sql("LOCK TABLE alembic_version IN EXCLUSIVE MODE")
        # Another process may have changed the tables while we waited for our turn.
        if _version(connection) == HEAD:
            return
        if store.is_sqlite:
            _copy_aside(Path(store.location), revision)
        run.upgrade(connection, HEAD)


def _copy_aside(path: Path, revision: str) -> Path:
    """Copy the file beside itself before its tables are changed; return the copy's path."""
    from db.copies import empty_like

    copy = path.with_name(f"{path.stem}-before-{HEAD}-was-{revision}{path.suffix}")
    copy.unlink(missing_ok=True)
    with told(path=str(path)):
        empty_like(path, copy)
        source = sqlite3.connect(path, isolation_level=None)
        try:
            source.execute("VACUUM INTO ?", (str(copy),))
        finally:
            source.close()
    return copy
