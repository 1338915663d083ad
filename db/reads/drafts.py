"""What is being typed at the stands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlmodel import col

from db.models import Draft, Station
from db.vocabulary import EntryKind


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What was being typed, and at which station.

    `entry_id` is the entry being reworded and `version` the wording its writer began from,
    both 0 for a new entry; `answers` is the question that a new one answers.
    """

    station: str
    kind: EntryKind
    text: str
    at: int
    entry_id: int = 0
    version: int = 0
    answers: int | None = None


def drafts(connection: Connection, stand_id: int, round_: int) -> tuple[DraftRow, ...]:
    """Return what is being typed at a stand in a round, newest first."""
    found = connection.execute(
        select(
            col(Draft.station),
            col(Draft.kind),
            col(Draft.text),
            col(Draft.at),
            col(Draft.entry_id),
            col(Draft.version),
            col(Draft.answers),
        )
        .where(col(Draft.stand_id) == stand_id, col(Draft.round) == round_)
        .order_by(col(Draft.at).desc(), col(Draft.station))
    )
    return tuple(DraftRow(row.station, EntryKind(row.kind), *row[2:]) for row in found)


def open_processes(connection: Connection, station: str) -> tuple[str, ...]:
    """Return the processes of a station's name that have not said that they closed."""
    found = connection.execute(
        select(col(Station.process)).where(
            col(Station.name) == station, col(Station.left_at).is_(None)
        )
    )
    return tuple(found.scalars())
