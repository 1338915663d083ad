"""The days of a store, and their planned rounds."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, select
from sqlalchemy.exc import NoResultFound
from sqlmodel import col

from db.models import Day, DayMilestone, Round
from db.prepared import Prepared
from db.rows import DayRow, RoundRow
from db.series_vocabulary import MilestoneRow

_DAY: Select[*tuple[Any, ...]] = select(
    col(Day.id),
    col(Day.title),
    col(Day.date),
    col(Day.place),
    col(Day.timezone),
    col(Day.starts),
    col(Day.rounds),
    col(Day.talk_ms),
    col(Day.dialogue_ms),
    col(Day.block_ms),
    col(Day.target),
    col(Day.capacity),
    col(Day.warning_ms),
    col(Day.danger_ms),
    col(Day.auto_advance),
    col(Day.plan_version),
    col(Day.programme_version),
    col(Day.case_id),
    col(Day.document_id),
    col(Day.practice_since),
    col(Day.practice_started),
    col(Day.practice_speed),
    col(Day.closed_at),
    col(Day.purge_on),
    col(Day.programme_changed_at),
)
# Built once: every read of the floor asks for them, and building costs more than asking.
_ID: BindParameter[int] = bindparam("day")
_ONE_DAY = Prepared(_DAY.where(col(Day.id) == _ID))
_ALL_DAYS = Prepared(_DAY.order_by(col(Day.date), col(Day.id)))
_ROUNDS = Prepared(
    select(col(Round.number), col(Round.starts), col(Round.talk_ends), col(Round.ends))
    .where(col(Round.day_id) == _ID)
    .order_by(col(Round.number))
)


def all_days(connection: Connection) -> tuple[DayRow, ...]:
    """Return every day, by date."""
    return tuple(DayRow(*row) for row in _ALL_DAYS.run(connection, {}))


def day(connection: Connection, day_id: int) -> DayRow:
    """Return one day. Raises sqlalchemy.exc.NoResultFound where there is none."""
    found = _ONE_DAY.run(connection, {"day": day_id})
    if not found:
        raise NoResultFound
    return DayRow(*found[0])


def rounds(connection: Connection, day_id: int) -> tuple[RoundRow, ...]:
    """Return the planned rounds in order."""
    return tuple(RoundRow(*row) for row in _ROUNDS.run(connection, {"day": day_id}))


def day_milestones(connection: Connection, day_id: int) -> tuple[MilestoneRow, ...]:
    """Return what is due before a day of its own, the earliest first."""
    found = connection.execute(
        select(
            col(DayMilestone.id),
            col(DayMilestone.due),
            col(DayMilestone.title),
            col(DayMilestone.done_on),
        )
        .where(col(DayMilestone.day_id) == day_id)
        .order_by(col(DayMilestone.due), col(DayMilestone.id))
    )
    return tuple(MilestoneRow(*row) for row in found)
