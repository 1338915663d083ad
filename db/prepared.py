"""Statements that are run again and again, compiled once a dialect.

SQLAlchemy looks a statement up and describes its result at each execution, which costs
many times what SQLite itself does. A `Prepared` keeps the finished text and the order of
its parameters. On SQLite it goes straight to the driver's connection, inside the
transaction that is open; elsewhere through SQLAlchemy, since the network costs more.
Parameters pass as the driver has them: integers, text, None. What a SELECT returns has the
types of its columns, so that a truth value is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Insert, SelectBase
from sqlalchemy.sql.base import Executable

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement's text in a dialect, the order of its parameters where they have one (as on
    SQLite), those with a value of their own, and by column what makes its value of the driver's.
    """

    text: str
    order: tuple[str, ...] | None
    constants: Mapping[str, Any]
    converts: Mapping[int, Convert]

    def typed(self, rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        """Return the rows with the types of their columns."""
        if not self.converts:
            return rows
        typed = [list(row) for row in rows]
        for row in typed:
            for at, convert in self.converts.items():
                row[at] = convert(row[at])
        return typed


class Prepared:
    """One statement with named parameters. `columns` are those an INSERT fills."""

    def __init__(self, statement: Executable, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._compiled: dict[str, _Compiled] = {}

    def run(self, connection: Connection, given: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """Execute the statement and return its rows; none where it returns none."""
        dialect = connection.dialect
        if dialect.name != "sqlite" and isinstance(self._statement, SelectBase):
            return connection.execute(self._statement, given).fetchall()
        known = self._compiled.get(dialect.name)
        if known is None:
            known = self._compiled[dialect.name] = self._compile(dialect)
        values = {**known.constants, **given} if known.constants else given
        if known.order is not None:
            driver: Any = connection.connection.dbapi_connection
            found = driver.execute(known.text, [values[name] for name in known.order])
            return known.typed(found.fetchall())
        result = connection.exec_driver_sql(known.text, dict(values))
        return result.fetchall() if result.returns_rows else ()

    def _compile(self, dialect: Any) -> _Compiled:
        options = {"column_keys": self._columns} if isinstance(self._statement, Insert) else {}
        compiled: Any = self._statement.compile(dialect=dialect, **options)  # type: ignore[attr-defined]
        order = tuple(compiled.positiontup) if compiled.positional else None
        constants = {name: value for name, value in compiled.params.items() if value is not None}
        return _Compiled(str(compiled), order, constants, _converts(self._statement, dialect))


def _converts(statement: Executable, dialect: Any) -> dict[int, Convert]:
    if not isinstance(statement, SelectBase):
        return {}
    found: dict[int, Convert] = {}
    for at, column in enumerate(statement.selected_columns):
        convert = column.type.dialect_impl(dialect).result_processor(dialect, None)
        if convert is not None:
            found[at] = convert
    return found
