"""The stands' journal, who stands where, and presenters who did not come."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, update
from sqlmodel import col

from db.models import Participant, Standing, Visit


def add_visit(
    connection: Connection,
    kind: str,
    *,
    participant_id: int,
    stand_id: int,
    round_: int,
    at: int,
    station_id: int,
) -> None:
    """Add a line of the journal: `came`, `left` for another stand, or `undone`."""
    connection.execute(
        insert(Visit).values(
            participant_id=participant_id,
            stand_id=stand_id,
            round=round_,
            kind=kind,
            at=at,
            station_id=station_id,
        )
    )


def stand_nowhere(connection: Connection, participant_id: int, round_: int) -> None:
    """Let somebody stand at no stand in a round."""
    connection.execute(
        delete(Standing).where(
            col(Standing.participant_id) == participant_id, col(Standing.round) == round_
        )
    )


def stand_at(
    connection: Connection, participant_id: int, round_: int, stand_id: int, at: int
) -> None:
    """Let somebody stand at one stand in a round, and at no other."""
    stand_nowhere(connection, participant_id, round_)
    connection.execute(
        insert(Standing).values(
            participant_id=participant_id, round=round_, stand_id=stand_id, at=at
        )
    )


def set_missing(connection: Connection, participant_ids: Iterable[int], missing: bool) -> None:
    """Say of presenters that they did not come, or that they did."""
    connection.execute(
        update(Participant)
        .where(col(Participant.id).in_(list(participant_ids)))
        .values(presenter_missing=missing)
    )


def lock_participant(connection: Connection, participant_id: int) -> None:
    """Let nobody else move this participant until the transaction ends.

    SQLite's write transactions exclude each other already and ignore the clause.
    """
    wanted = select(col(Participant.id)).where(col(Participant.id) == participant_id)
    connection.execute(wanted.with_for_update(key_share=True))
