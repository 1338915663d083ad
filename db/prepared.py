"""Statements of the door's hot path, compiled once a dialect.

SQLAlchemy looks a statement up and describes its result at each execution, which costs
many times what SQLite itself does. A `Prepared` keeps the finished text and the order of
its parameters. On SQLite it goes straight to the driver's connection, inside the
transaction that is open; elsewhere through SQLAlchemy, since the network costs more.
Parameters and results pass as the driver has them: integers, text, None; a truth value
comes back as 0 or 1 from SQLite.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Insert
from sqlalchemy.sql.base import Executable


class Prepared:
    """One statement with named parameters. `columns` are those an INSERT fills."""

    def __init__(self, statement: Executable, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._texts: dict[str, tuple[str, tuple[str, ...] | None, dict[str, Any]]] = {}

    def run(self, connection: Connection, given: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """Execute the statement and return its rows; none where it returns none."""
        dialect = connection.dialect
        known = self._texts.get(dialect.name)
        if known is None:
            known = self._compile(dialect)
        text, order, constants = known
        values = {**constants, **given} if constants else given
        if dialect.name == "sqlite" and order is not None:
            driver: Any = connection.connection.dbapi_connection
            rows: list[Sequence[Any]] = driver.execute(text, [values[n] for n in order]).fetchall()
            return rows
        result = connection.exec_driver_sql(text, dict(values))
        return result.fetchall() if result.returns_rows else ()

    def _compile(self, dialect: Any) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
        options = {"column_keys": self._columns} if isinstance(self._statement, Insert) else {}
        compiled: Any = self._statement.compile(dialect=dialect, **options)  # type: ignore[attr-defined]
        order = tuple(compiled.positiontup) if compiled.positional else None
        constants = {name: value for name, value in compiled.params.items() if value is not None}
        known = (str(compiled), order, constants)
        self._texts[dialect.name] = known
        return known
