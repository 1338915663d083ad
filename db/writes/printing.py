"""Which badges were printed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, update
from sqlmodel import col

from db.models import Badge


def mark_printed(connection: Connection, codes: Iterable[str], at: int) -> None:
    """Note that these badges were printed."""
    rows = [{"printed_code": code} for code in codes]
    if rows:
        query = update(Badge).where(col(Badge.code) == bindparam("printed_code"))
        connection.execute(query.values(printed_at=at), rows)
