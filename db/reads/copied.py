"""What the log knows of copies of the store."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlmodel import col

from db.models import Action, Day

COPIES = ("backup", "auto_backup")
"""The kinds of action that leave a copy of the whole store, whichever day they were on."""


@dataclass(frozen=True, slots=True)
class CopyState:
    """When the newest copy was noted (UTC ms), its file, and whether anything was done since.

    `last_file` is empty where a purge took the name. `practice` says that the day is one.
    """

    last_at: int | None
    last_file: str
    changed: bool
    practice: bool


def state(connection: Connection, day_id: int) -> CopyState:
    """Return how the store's copies stand."""
    last = connection.execute(
        select(col(Action.id), col(Action.at), col(Action.detail))
        .where(col(Action.kind).in_(COPIES))
        .order_by(col(Action.id).desc())
        .limit(1)
    ).first()
    changed, file = True, ""
    if last is not None:
        file = str(json.loads(last[2]).get("file", ""))
        newest = connection.scalar(
            select(func.max(col(Action.id))).where(col(Action.kind).not_in(COPIES))
        )
        changed = (newest or 0) > last[0]
    practice = connection.scalar(select(col(Day.practice_since)).where(col(Day.id) == day_id))
    at = None if last is None else int(last[1])
    return CopyState(at, file, changed, practice is not None)


def is_noted(connection: Connection, action_id: int) -> bool:
    """Tell whether the log still names the file of a copy: a purge takes the name away."""
    detail = connection.scalar(select(col(Action.detail)).where(col(Action.id) == action_id))
    return detail is not None and "file" in json.loads(detail)


def copies_noted(connection: Connection) -> tuple[tuple[int, str], ...]:
    """Return the copies the log names, with the moment of each (UTC ms), newest first."""
    found = connection.execute(
        select(col(Action.at), col(Action.detail))
        .where(col(Action.kind).in_(COPIES), col(Action.detail).contains('"file":'))
        .order_by(col(Action.id).desc())
    )
    return tuple((at, str(json.loads(detail)["file"])) for at, detail in found)


def copies_around_erasing(
    connection: Connection,
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the copies noted before and after a person was last erased; None if none was."""
    erased = connection.scalar(
        select(func.max(col(Action.id))).where(
            col(Action.kind) == "erase_person", col(Action.result) == "erased"
        )
    )
    if erased is None:
        return None
    found = connection.execute(
        select(col(Action.id), col(Action.detail)).where(
            col(Action.kind).in_(COPIES), col(Action.detail).contains('"file":')
        )
    )
    noted = [(number, str(json.loads(detail)["file"])) for number, detail in found]
    return (
        tuple(file for number, file in noted if number < erased),
        tuple(file for number, file in noted if number > erased),
    )
