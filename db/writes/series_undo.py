"""What a use case did to the rows of a series, noted so that it can be put back.

A row is noted by the columns that differ. Nothing personal is noted: of contacts and of the
personal side of a delegate only the key, of a delegate not the badge's code. A programme's
version only goes up, so that no two printed ones have the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, update
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import SQLModel

from db.models import Day, Round
from db.series_models import (
    Contribution,
    Delegate,
    DelegatePerson,
    GroupPlace,
    Meeting,
    Member,
    Milestone,
    Naming,
    PriceTier,
    ProgrammeItem,
    SeatLimit,
    Series,
    SeriesContact,
)

_TABLES: dict[str, type[SQLModel]] = {
    str(table.__tablename__): table
    for table in (
        Series,
        Day,
        Round,
        SeriesContact,
        Milestone,
        PriceTier,
        Meeting,
        ProgrammeItem,
        GroupPlace,
        Member,
        SeatLimit,
        Contribution,
        Delegate,
        DelegatePerson,
        Naming,
    )
}
"""Those that are watched, what others hang on first."""
_KEYS_ONLY = {"seriescontact", "delegateperson"}
_LEFT_OUT = {"delegate": {"code"}, "day": {"programme_version", "programme_changed_at"}}

Watched = tuple[str, Mapping[str, int | str]]
"""A table's name and what its columns must be."""
Rows = Mapping[tuple[str, tuple[Any, ...]], Mapping[str, Any]]
Change = Mapping[str, Any]
"""`table`, `key`, and `before` and `after`: the columns that differ, or None for no row."""


def rows_of(connection: Connection, watched: Iterable[Watched]) -> Rows:
    """Return the rows that are watched, by table and primary key."""
    found: dict[tuple[str, tuple[Any, ...]], dict[str, Any]] = {}
    for name, wanted in watched:
        table = _columns(name)
        keys = [column.name for column in table.primary_key.columns]
        rows = connection.execute(
            select(table).where(and_(*(table.c[key] == value for key, value in wanted.items())))
        )
        for row in rows.mappings():
            key = tuple(row[column] for column in keys)
            found[name, key] = _noted(name, dict(row))
    return found


def _noted(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    if name in _KEYS_ONLY:
        return {}
    left_out = _LEFT_OUT.get(name, set())
    return {column: value for column, value in row.items() if column not in left_out}


def differences(before: Rows, after: Rows) -> list[Change]:
    """Return what differs between two looks at the same rows."""
    changes: list[Change] = []
    for where in {**before, **after}:
        old, new = before.get(where), after.get(where)
        if old is not None and new is not None:
            unlike = {column for column in new if old[column] != new[column]}
            if not unlike:
                continue
            old = {column: old[column] for column in sorted(unlike)}
            new = {column: new[column] for column in sorted(unlike)}
        changes.append({"table": where[0], "key": list(where[1]), "before": old, "after": new})
    return changes


def put_back(connection: Connection, changes: Sequence[Change]) -> bool:
    """Put rows back as they were; False, and nothing written, where any has changed since.

    Raises IntegrityError where something hangs on a row that would go.
    """
    if not all(_is_as_left(connection, one) for one in changes):
        return False
    order = list(_TABLES)
    ordered = sorted(changes, key=lambda one: order.index(one["table"]))
    for one in ordered:
        if one["after"] is None:
            connection.execute(insert(_columns(one["table"])).values(**one["before"]))
        elif one["before"] is not None:
            statement = update(_columns(one["table"])).where(_is(one))
            connection.execute(statement.values(**one["before"]))
    # Last, when nothing that stays points at them any more.
    for one in reversed(ordered):
        if one["before"] is None:
            connection.execute(delete(_columns(one["table"])).where(_is(one)))
    return True


def _is_as_left(connection: Connection, change: Change) -> bool:
    table = _columns(change["table"])
    row = connection.execute(select(table).where(_is(change))).mappings().first()
    if row is None or change["after"] is None:
        return row is None and change["after"] is None
    return all(row[column] == value for column, value in change["after"].items())


def _is(change: Change) -> ColumnElement[bool]:
    table = _columns(change["table"])
    keys = zip(table.primary_key.columns, change["key"], strict=True)
    return and_(*(column == value for column, value in keys))


def _columns(name: str) -> Any:
    return SQLModel.metadata.tables[str(_TABLES[name].__tablename__)]
