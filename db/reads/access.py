"""PINs and links."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlmodel import col

from db.models import Link, Pin, Stand


@dataclass(frozen=True, slots=True)
class PinRow:
    """What is kept of a role's PIN."""

    salt: str
    hash: str
    failures: int
    not_before: int


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What a link opens; `stand` is a stand's number."""

    id: int
    day_id: int
    role: str
    stand_id: int | None
    stand: int | None
    made_at: int


def pin(connection: Connection, day_id: int, role: str, *, lock: bool = False) -> PinRow | None:
    """Return a role's PIN; `lock` holds its row until the transaction ends."""
    query = select(col(Pin.salt), col(Pin.hash), col(Pin.failures), col(Pin.not_before)).where(
        col(Pin.day_id) == day_id, col(Pin.role) == role
    )
    row = connection.execute(query.with_for_update(key_share=True) if lock else query).first()
    return None if row is None else PinRow(*row)


def roles_with_pin(connection: Connection, day_id: int) -> frozenset[str]:
    """Return the roles that have a PIN."""
    found = connection.execute(select(col(Pin.role)).where(col(Pin.day_id) == day_id))
    return frozenset(found.scalars())


_LINK = (
    select(
        col(Link.id),
        col(Link.day_id),
        col(Link.role),
        col(Link.stand_id),
        col(Stand.number),
        col(Link.made_at),
    )
    .outerjoin(Stand, col(Stand.id) == col(Link.stand_id))
    .where(col(Link.revoked_at).is_(None))
)


def link(connection: Connection, token_hash: str) -> LinkRow | None:
    """Return the link with that token, unless it was revoked."""
    row = connection.execute(_LINK.where(col(Link.token_hash) == token_hash)).first()
    return None if row is None else LinkRow(*row)


def links(connection: Connection, day_id: int) -> tuple[LinkRow, ...]:
    """Return a day's links that still open something."""
    found = connection.execute(_LINK.where(col(Link.day_id) == day_id).order_by(col(Link.id)))
    return tuple(LinkRow(*row) for row in found)
