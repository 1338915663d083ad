"""Keeping PINs and links."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, update
from sqlmodel import col

from db.models import Link, Pin


def set_pin(connection: Connection, day_id: int, role: str, salt: str, hash_: str) -> None:
    """Keep a role's PIN, replacing the one before."""
    drop_pin(connection, day_id, role)
    connection.execute(insert(Pin).values(day_id=day_id, role=role, salt=salt, hash=hash_))


def drop_pin(connection: Connection, day_id: int, role: str) -> None:
    """Forget a role's PIN."""
    connection.execute(delete(Pin).where(col(Pin.day_id) == day_id, col(Pin.role) == role))


def note_guess(
    connection: Connection, day_id: int, role: str, failures: int, not_before: int
) -> None:
    """Note how many guesses were wrong in a row, and when the next counts."""
    connection.execute(
        update(Pin)
        .where(col(Pin.day_id) == day_id, col(Pin.role) == role)
        .values(failures=failures, not_before=not_before)
    )


def add_link(
    connection: Connection, day_id: int, role: str, stand_id: int | None, token_hash: str, at: int
) -> None:
    """Keep a new link."""
    connection.execute(
        insert(Link).values(
            day_id=day_id, role=role, stand_id=stand_id, token_hash=token_hash, made_at=at
        )
    )


def revoke_links(connection: Connection, day_id: int, at: int) -> int:
    """Revoke every link of a day; return how many opened something until now."""
    done = connection.execute(
        update(Link)
        .where(col(Link.day_id) == day_id, col(Link.revoked_at).is_(None))
        .values(revoked_at=at)
    )
    return done.rowcount
