"""The store's two engines: one that only reads and one whose transactions write.

SQLite: WAL, every write transaction opens with `BEGIN IMMEDIATE`, reads are autocommit
and `query_only`. With the driver's default transactions, counting and then inserting
from four processes over-booked silently (401 and 402 of 400 seats).
PostgreSQL: ordinary engines; a use case locks the row that carries a limit.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

from db.errors import StoreError, told

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
)


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. `location` is a file's path or a database's address without password."""

    location: str
    dialect: str
    readers: Engine
    writers: Engine

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is one local file."""
        return self.dialect == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent moment and cannot write."""
        with told(path=self.location), self.readers.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                if self.is_sqlite:
                    connection.exec_driver_sql("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection inside one write transaction; an exception undoes all of it."""
        with told(path=self.location), self.writers.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.readers.dispose()
        self.writers.dispose()


def is_url(target: str) -> bool:
    """Tell whether the target names a database server rather than a file."""
    return "://" in target and not target.startswith("file:")


def connect(target: str | Path, *, create: bool = False) -> Store:
    """Open the store at a path or address. Does not look at its schema: see `db.schema`.

    Raises StoreError: missing where the file is not there and `create` is false,
    no_folder where its folder is not, and what `db.errors` names.
    """
    if is_url(str(target)):
        return _server(str(target))
    return _file(Path(target), create=create)


def _file(path: Path, *, create: bool) -> Store:
    if not create and not path.exists():
        raise StoreError("missing", path=str(path))
    if not path.parent.is_dir():
        raise StoreError("no_folder", path=str(path.parent))
    if path.is_dir():
        raise StoreError("not_a_store", path=str(path))
    readers = _sqlite_engine(path, query_only=True)
    writers = _sqlite_engine(path, query_only=False)
    store = Store(str(path), "sqlite", readers, writers)
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise StoreError("read_only", path=str(path))
    return store


def _sqlite_engine(path: Path, *, query_only: bool) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=1 if not query_only else 3,
        connect_args={"check_same_thread": False, "timeout": 5.0},
    )

    @event.listens_for(engine, "connect")
    def _prepare(driver: sqlite3.Connection, _record: Any) -> None:
        # None leaves BEGIN, COMMIT and ROLLBACK to us.
        driver.isolation_level = None
        for pragma in _PRAGMAS:
            driver.execute(pragma)
        if query_only:
            driver.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if not query_only:
            # Straight to the driver: through the engine it costs more than the write itself.
            driver: Any = connection.connection.dbapi_connection
            driver.execute("BEGIN IMMEDIATE")

    return engine


def _server(address: str) -> Store:
    url = make_url(address)
    shown = url.render_as_string(hide_password=True)
    engines = [
        create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            isolation_level=level,
            connect_args={"connect_timeout": 5},
        )
        for level in ("REPEATABLE READ", "READ COMMITTED")
    ]
    readers = engines[0].execution_options(postgresql_readonly=True)
    return Store(shown, url.get_backend_name(), readers, engines[1])


__all__ = ["Store", "StoreError", "connect", "is_url"]
