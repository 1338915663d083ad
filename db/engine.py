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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from db.errors import StoreError, told
from db.folders import network_system
from db.turns import WAIT_MS, begin_writing

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={WAIT_MS}",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
)


@dataclass(slots=True)
class _Aim:
    """Which file the connections of two engines open."""

    path: Path


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. `location` is a file's path or a database's address without password."""

    location: str
    dialect: str
    readers: Engine
    writers: Engine
    _aim: _Aim | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is one local file."""
        return self.dialect == "sqlite"

    def worry(self) -> StoreError | None:
        """Return what is to be said of the store though it works: network_folder, or nothing."""
        system = network_system(Path(self.location)) if self.is_sqlite else ""
        return StoreError("network_folder", path=self.location, system=system) if system else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent moment and cannot write."""
        with told(path=self.location), self.readers.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
                self._still_there(connection)
                self._still_ours(connection)
            try:
                yield connection
            finally:
                if self.is_sqlite:
                    connection.exec_driver_sql("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection inside one write transaction; an exception undoes all of it."""
        with told(path=self.location), self.writers.begin() as connection:
            if self.is_sqlite:
                self._still_ours(connection)
            yield connection
            if self.is_sqlite:
                self._still_there(connection)

    def _still_there(self, connection: Connection) -> None:
        """Raise StoreError: gone where the file was deleted or replaced since it was opened.

        The system keeps an open file that has no name any more: what is written to it
        would be shown as done and be lost. Costs two microseconds.
        """
        found = file_at(self.location)
        if found is None or found != connection.info["file"]:
            # The next attempt opens whatever file has the name by then, once for all.
            connection.invalidate()
            self.close()
            raise StoreError("gone", path=self.location)

    def _still_ours(self, connection: Connection) -> None:
        """Raise StoreError: newer where a newer program has changed the file meanwhile.

        Two versions may be open at once; the older one must not write what the newer one no
        longer knows. Straight to the driver: a few microseconds.
        """
        from db.schema import HEAD

        driver: Any = connection.connection.dbapi_connection
        try:
            found = driver.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            return  # a new file has no tables yet
        if found is not None and str(found[0]) > HEAD:
            raise StoreError("newer", path=self.location, revision=found[0], head=HEAD)

    def close(self) -> None:
        """Let go of every connection."""
        self.readers.dispose()
        self.writers.dispose()

    def close_and_keep_statements(self) -> None:
        """Close the file; the next one that this process or a fork of it opens is quicker.

        Compiling a statement takes some milliseconds, and the first writer of a kind does it
        inside its lock. The next store takes over these engines with what they have compiled.
        """
        self.close()
        if self._aim is not None:
            _KEPT.append(self)


_KEPT: list[Store] = []


def file_at(path: str | Path) -> tuple[int, int] | None:
    """Return which file has that name now: its disk and number; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
    if "\0" in str(path) or (not create and not path.exists()):
        raise StoreError("missing", path=str(path))
    if not path.parent.is_dir():
        raise StoreError("no_folder", path=str(path.parent))
    if path.is_dir():
        raise StoreError("not_a_store", path=str(path))
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise StoreError("read_only", path=str(path))
    if not path.exists():
        try:
            path.touch()
        except OSError as error:
            raise StoreError("read_only", path=str(path)) from error
    if _KEPT:
        kept = _KEPT.pop()
        assert kept._aim is not None
        kept._aim.path = path
        return replace(kept, location=str(path))
    aim = _Aim(path)
    readers = _sqlite_engine(aim, query_only=True)
    writers = _sqlite_engine(aim, query_only=False)
    return Store(str(path), "sqlite", readers, writers, aim)


def _sqlite_engine(aim: _Aim, *, query_only: bool) -> Engine:
    def opened() -> sqlite3.Connection:
        # "rw": a file that was deleted is missed, not quietly made anew without its tables.
        address = f"{aim.path.resolve().as_uri()}?mode=rw"
        return sqlite3.connect(address, uri=True, check_same_thread=False, timeout=5.0)

    engine = create_engine(
        "sqlite://",
        creator=opened,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=1 if not query_only else 3,
    )

    @event.listens_for(engine, "connect")
    def _prepare(driver: sqlite3.Connection, record: Any) -> None:
        # None leaves BEGIN, COMMIT and ROLLBACK to us.
        driver.isolation_level = None
        for pragma in _PRAGMAS:
            driver.execute(pragma)
        if query_only:
            driver.execute("PRAGMA query_only=ON")
        record.info["file"] = file_at(aim.path)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if not query_only:
            # Straight to the driver: through the engine it costs more than the write itself.
            driver: Any = connection.connection.dbapi_connection
            begin_writing(driver)

    return engine


def _without_rows(context: ExceptionContext) -> None:
    """Cut a server's error to its first line: the lines below show the row, names and all."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\n")[0],)


def _postgresql(address: str) -> URL:
    """Return the address of a PostgreSQL server, spoken to through psycopg.

    Raises StoreError: unsupported for any other address, no_driver where psycopg is not
    installed.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise StoreError("unsupported") from error
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise StoreError("unsupported")
    url = url.set(drivername="postgresql+psycopg")
    try:
        url.get_dialect().import_dbapi()
    except ImportError as error:
        raise StoreError("no_driver") from error
    return url


def _server(address: str) -> Store:
    url = _postgresql(address)
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
    for engine in engines:
        event.listen(engine, "handle_error", _without_rows)
    readers = engines[0].execution_options(postgresql_readonly=True)
    return Store(shown, url.get_backend_name(), readers, engines[1])


__all__ = ["Store", "StoreError", "connect", "is_url"]
