"""Everything a store holds about one person, found by its keys: a new table is found too."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, or_, select
from sqlmodel import col

from db import series_models  # noqa: F401 - its tables hold people too
from db.free_texts import FREE
from db.models import Action, Badge, Day, EntryVersion, Participant, Person, Reply
from db.series_models import Appearance, DelegatePerson

Cell = tuple[Table, Column[Any], Row[Any]]


def participants_of_code(connection: Connection, day_id: int, code: str) -> tuple[int, ...]:
    """Return whose badge a code is or was on a day, and the same person elsewhere.

    The same person stands on the other days of a series, and in registrations that were
    merged into theirs.
    """
    here = connection.scalar(
        select(col(Badge.participant_id))
        .join(Participant, col(Participant.id) == col(Badge.participant_id))
        .where(col(Badge.code) == code, col(Participant.day_id) == day_id)
    )
    if here is None:
        return ()
    known = {int(here)}
    # A double may itself have had one, or be known on other days: until nobody new is found.
    while new := _same_as(connection, known) - known:
        known |= new
    return tuple(sorted(known))


def _same_as(connection: Connection, people: Collection[int]) -> set[int]:
    found = connection.execute(
        select(col(Appearance.participant_id)).where(
            col(Appearance.delegate_id).in_(delegates_of(connection, people))
        )
    ).scalars()
    return {*map(int, found), *_doubles_of(connection, people)}


def _doubles_of(connection: Connection, people: Collection[int]) -> set[int]:
    """Return the registrations that were merged into these and not parted from them again."""
    undone = select(col(Action.undoes)).where(col(Action.undoes).is_not(None))
    found = connection.execute(
        select(col(Action.detail)).where(
            col(Action.kind) == "merge",
            col(Action.participant_id).in_(people),
            col(Action.id).not_in(undone),
        )
    ).scalars()
    doubles = (json.loads(detail).get("double") for detail in found)
    return {int(double) for double in doubles if double is not None}


def delegates_of(connection: Connection, people: Collection[int]) -> tuple[int, ...]:
    """Return the delegates that these participants are."""
    found = connection.execute(
        select(col(Appearance.delegate_id)).where(col(Appearance.participant_id).in_(people))
    ).scalars()
    return tuple(sorted(set(map(int, found))))


def days_of(connection: Connection, people: Collection[int]) -> int:
    """Return on how many days these participants are."""
    days = select(col(Participant.day_id)).where(col(Participant.id).in_(people)).distinct()
    return len(connection.execute(days).all())


def rows_about(
    connection: Connection, people: Collection[int], delegates: Collection[int]
) -> dict[str, list[dict[str, Any]]]:
    """Return every row that is a person's or points at them, by table."""
    ids = {"participant": list(people), "delegate": list(delegates)}
    about: dict[str, list[dict[str, Any]]] = {}
    for table in Day.metadata.sorted_tables:
        own = [table.c.id.in_(ids[table.name])] if table.name in ids else _pointing(table, ids)
        if own:
            found = connection.execute(select(table).where(or_(*own)))
            about[table.name] = [dict(row._mapping) for row in found]
    entries = [row["id"] for row in about["entry"]]
    versions = connection.execute(
        select(EntryVersion.__table__).where(col(EntryVersion.entry_id).in_(entries))  # type: ignore[attr-defined]
    )
    about["entryversion"] = [dict(row._mapping) for row in versions]
    return {name: rows for name, rows in about.items() if rows}


def _pointing(table: Table, ids: dict[str, list[int]]) -> list[Any]:
    return [
        key.parent.in_(ids[key.column.table.name])
        for key in table.foreign_keys
        if key.column.table.name in ids
    ]


def texts_about(
    connection: Connection, people: Collection[int], delegates: Collection[int]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the texts that name a person (name, address, codes), and all that are theirs."""
    of_people = col(Person.participant_id).in_(people)
    of_delegates = col(DelegatePerson.delegate_id).in_(delegates)
    naming = (
        *(select(col(c)).where(of_people) for c in (Person.name, Person.email)),
        select(col(Person.outside_code)).where(of_people),
        *(select(col(c)).where(of_delegates) for c in (DelegatePerson.name, DelegatePerson.email)),
        select(col(Badge.code)).where(col(Badge.participant_id).in_(people)),
    )
    other = (
        *(select(col(c)).where(of_people) for c in (Person.note, Person.attention)),
        select(col(Reply.value)).where(col(Reply.participant_id).in_(people)),
    )

    def read(queries: tuple[Any, ...]) -> frozenset[str]:
        return frozenset(
            text for query in queries for text in connection.execute(query).scalars() if text
        )

    names = read(naming)
    return names, names | read(other)


def cells_of_text(connection: Connection) -> list[Cell]:
    """Return every cell of free text in the store, with the key of its row."""
    cells: list[Cell] = []
    for table in Day.metadata.sorted_tables:
        texts = [column for column in table.c if (table.name, column.name) in FREE]
        for column in texts:
            keys = [key for key in table.primary_key if key is not column]
            found = connection.execute(
                select(column.label("said"), *keys).where(column.is_not(None), column != "")
            )
            cells += [(table, column, row) for row in found]
    return cells
