"""Erasing one person. Rows that only count stay: they hold ids, roles and instants."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Connection, and_, delete, update
from sqlmodel import col

from db.free_texts import JSON, code_names
from db.models import Action, Badge, Person, Reply
from db.reads.one_person import Cell, cells_of_text
from db.series_models import Naming
from db.writes.series import forget_delegates


def erase_person(
    connection: Connection, people: Collection[int], delegates: Collection[int], on: str
) -> None:
    """Delete the names, addresses, notes, codes and replies of a person for good.

    `on` is the ISO date at which a series stops counting on them.
    """
    forget_delegates(connection, list(delegates))
    named = and_(col(Naming.delegate_id).in_(delegates), col(Naming.ended_on) == "")
    for statement in (
        update(Naming).where(named).values(ended_on=on),
        delete(Person).where(col(Person.participant_id).in_(people)),
        delete(Badge).where(col(Badge.participant_id).in_(people)),
        delete(Reply).where(col(Reply.participant_id).in_(people)),
        update(Action)
        .where(col(Action.participant_id).in_(people))
        .values(detail="{}", undo=None, nonce=None),
    ):
        connection.execute(statement)


def rewrite_texts(connection: Connection, without: Callable[[str], str]) -> int:
    """Write every free text as `without` returns it; return how many were another.

    A row of the log whose text changes forgets what it held: half of it undoes nothing. A
    text that is a row's key goes with its row.
    """
    changed = 0
    for cell in cells_of_text(connection):
        said = str(cell[2].said)
        left = _left(cell, without)
        if left != said:
            _rewrite(connection, cell, left)
            changed += 1
    return changed


def _left(cell: Cell, without: Callable[[str], str]) -> str:
    table, column, row = cell
    said = str(row.said)
    if (table.name, column.name) not in JSON:
        return without(said)
    try:
        held = json.loads(said)
    except ValueError:
        return without(said)
    left = _in_json(held, without, code_names())
    return said if left == held else json.dumps(left, ensure_ascii=False)


def _in_json(
    held: Any, without: Callable[[str], str], codes: Collection[str], under: str = ""
) -> Any:
    """Return a JSON value without the names; the program's own keys and codes stay."""
    if isinstance(held, dict):
        return {
            # The program's own keys are small letters; a name or a code may be a key too.
            key if key.isidentifier() and key.islower() else without(key): _in_json(
                value, without, codes, key
            )
            for key, value in held.items()
        }
    if isinstance(held, list):
        return [_in_json(value, without, codes, under) for value in held]
    return without(held) if isinstance(held, str) and under not in codes else held


def _rewrite(connection: Connection, cell: Cell, left: str) -> None:
    table, column, row = cell
    where = [column == row.said]
    where += [key == getattr(row, key.name) for key in table.primary_key if key is not column]
    if column.primary_key:
        connection.execute(delete(table).where(*where))
    elif table.name == "action" and column.name in ("detail", "undo"):
        values = {"undo": None} if column.name == "undo" else {column.name: "{}"}
        connection.execute(update(table).where(*where).values(values))
    else:
        connection.execute(update(table).where(*where).values({column.name: left}))
