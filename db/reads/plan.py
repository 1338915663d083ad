"""Placements and the plans they came from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlmodel import col

from db.models import Day, Placement, Plan, Stand, Standing


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """Where a participant is told to go in a round. `stand` is the stand's number."""

    participant_id: int
    round: int
    stand_id: int
    stand: int
    pinned: bool


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A stored plan. `certificate` is the engine's, as JSON."""

    version: int
    at: int
    seed: int
    objective: str
    value: int
    certificate: str


def placements(connection: Connection, day_id: int) -> tuple[PlacementRow, ...]:
    """Return every placement of a day."""
    found = connection.execute(
        select(
            col(Placement.participant_id),
            col(Placement.round),
            col(Placement.stand_id),
            col(Stand.number),
            col(Placement.pinned),
        )
        .join(Stand, col(Stand.id) == col(Placement.stand_id))
        .where(col(Stand.day_id) == day_id)
        .order_by(col(Placement.round), col(Stand.number), col(Placement.participant_id))
    )
    return tuple(PlacementRow(*row) for row in found)


def newest_plan(connection: Connection, day_id: int) -> PlanRow | None:
    """Return the plan that was accepted last."""
    row = connection.execute(
        select(
            col(Plan.version),
            col(Plan.at),
            col(Plan.seed),
            col(Plan.objective),
            col(Plan.value),
            col(Plan.certificate),
        )
        .where(col(Plan.day_id) == day_id)
        .order_by(col(Plan.version).desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    version, at, seed, objective, value, certificate = row
    return PlanRow(version, at, seed, objective, int(value), certificate)


def plan_version(connection: Connection, day_id: int, *, lock: bool = False) -> int:
    """Return the version of what people are told; `lock` holds it until the transaction ends."""
    query = select(col(Day.plan_version)).where(col(Day.id) == day_id)
    return int(
        connection.execute(query.with_for_update(key_share=True) if lock else query).scalar_one()
    )


def stood_at(connection: Connection, day_id: int, round_: int) -> tuple[tuple[int, int], ...]:
    """Return who really stood where in a round: (participant id, the stand's number)."""
    found = connection.execute(
        select(col(Standing.participant_id), col(Stand.number))
        .join(Stand, col(Stand.id) == col(Standing.stand_id))
        .where(col(Stand.day_id) == day_id, col(Standing.round) == round_)
    )
    return tuple((participant_id, number) for participant_id, number in found)
