"""Handing rows of one participant to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, update
from sqlmodel import col

from db.models import Participant
from db.reads.merging import OWNED


def hand_over(
    connection: Connection, rows: Mapping[str, Sequence[Any]], giver: int, taker: int
) -> None:
    """Make rows of the giver, by kind and key, the taker's."""
    for kind, keys in rows.items():
        key, owner = OWNED[kind]
        # A presence is told by its owner alone.
        named = [giver] if kind == "presences" else list(keys)
        if keys:
            connection.execute(
                update(owner.class_)
                .where(col(owner) == giver, col(key).in_(named))
                .values({owner.key: taker})
            )


def set_off_the_lists(
    connection: Connection, participant_id: int, walked_in: bool, gone: bool
) -> None:
    """Take a participant off every list (both true), or give back what they were."""
    connection.execute(
        update(Participant)
        .where(col(Participant.id) == participant_id)
        .values(walked_in=walked_in, gone=gone)
    )
