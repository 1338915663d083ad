"""Keeping what is being typed, and forgetting it."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert
from sqlmodel import col

from db.models import Draft
from db.reads.drafts import DraftRow


def keep_draft(connection: Connection, stand_id: int, round_: int, draft: DraftRow) -> None:
    """Keep what is being typed in place of what was; nothing typed keeps nothing."""
    drop_draft(connection, stand_id, round_, draft.station, draft.entry_id)
    if not draft.text:
        return
    connection.execute(
        insert(Draft).values(
            stand_id=stand_id,
            round=round_,
            station=draft.station,
            entry_id=draft.entry_id,
            version=draft.version,
            answers=draft.answers,
            kind=draft.kind.value,
            text=draft.text,
            at=draft.at,
        )
    )


def drop_draft(
    connection: Connection, stand_id: int, round_: int, station: str, entry_id: int = 0
) -> None:
    """Forget what was being typed; by default the new entry."""
    connection.execute(
        delete(Draft).where(
            col(Draft.stand_id) == stand_id,
            col(Draft.round) == round_,
            col(Draft.station) == station,
            col(Draft.entry_id) == entry_id,
        )
    )
