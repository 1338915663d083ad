"""Deleting what is personal. Rows that only count stay: they hold ids, roles and instants."""

from __future__ import annotations

from sqlalchemy import Connection, and_, case, delete, func, or_, select, update
from sqlmodel import col

from db.models import (
    Action,
    Arrival,
    Badge,
    Day,
    DayMilestone,
    Draft,
    EntryVersion,
    ImportAnswer,
    Message,
    MessageSeen,
    PendingPresenter,
    Person,
    Presence,
    Reply,
    Stand,
    Station,
)
from db.reads.purging import delegates_alone, entries_of, people_of, stands_of
from db.writes.actions import anonymous
from db.writes.series import forget_delegates

_STILL_ON_MS = 24 * 3_600_000
"""A station that was heard of within so long may be on show."""


def purge_day(connection: Connection, day_id: int, at: int) -> None:
    """Delete every name, address, note, code and free text of a day, for good.

    Answers to an import's questions hold spellings people typed and belong to no day:
    they go with the store's last day that has people. A delegate goes with the last of the
    days they are known at, unless a series still needs them.
    """
    people, stands = people_of(day_id), stands_of(day_id)
    forget_delegates(connection, delegates_alone(connection, day_id))
    for statement in (
        delete(Person).where(col(Person.participant_id).in_(people)),
        delete(Badge).where(col(Badge.participant_id).in_(people)),
        delete(Reply).where(col(Reply.participant_id).in_(people)),
        delete(PendingPresenter).where(col(PendingPresenter.stand_id).in_(stands)),
        # What a list said of a stand names its presenters.
        update(Stand).where(col(Stand.day_id) == day_id).values(imported=""),
        delete(EntryVersion).where(col(EntryVersion.entry_id).in_(entries_of(day_id))),
        delete(Draft).where(col(Draft.stand_id).in_(stands)),
        delete(MessageSeen).where(
            col(MessageSeen.message_id).in_(
                select(col(Message.id)).where(col(Message.day_id) == day_id)
            )
        ),
        delete(Message).where(col(Message.day_id) == day_id),
        delete(DayMilestone).where(col(DayMilestone.day_id) == day_id),
        # Reasons and former values stood here; what was done and when stays.
        update(Action)
        .where(col(Action.day_id) == day_id)
        .values(detail="{}", undo=None, nonce=None),
        update(Day).where(col(Day.id) == day_id).values(contact="", purge_on=None, closed_at=at),
    ):
        connection.execute(statement)
    if not connection.scalar(select(func.count()).select_from(Person)):
        connection.execute(delete(ImportAnswer))


def forget_stations(connection: Connection, day_id: int, at: int) -> None:
    """Give every station that worked on the day a number for a name, this one too.

    Stations are called after machines and people. One that only showed goes as well, unless
    it still does: which day it showed is not kept.
    """
    worked = col(Station.id).in_(select(col(Action.station_id)).where(col(Action.day_id) == day_id))
    only_showed = and_(
        col(Station.id).not_in(select(col(Action.station_id))),
        or_(
            col(Station.process) == "",  # commands: nothing of them is on show
            col(Station.left_at).is_not(None),
            col(Station.seen_at) < at - _STILL_ON_MS,
        ),
    )
    found = connection.execute(select(col(Station.id)).where(or_(worked, only_showed))).scalars()
    for station_id in tuple(found):
        connection.execute(
            update(Station)
            .where(col(Station.id) == station_id)
            .values(name=anonymous(station_id), process="")
        )


def number_desks(connection: Connection, day_id: int) -> None:
    """Call the day's desks by numbers, in the order they were first used.

    A desk that was not named is called after its station, and so after whoever that was.
    """
    of_day = (col(Action.day_id) == day_id, col(Action.desk) != "")
    used = connection.execute(
        select(col(Action.desk))
        .where(*of_day)
        .group_by(col(Action.desk))
        .order_by(func.min(col(Action.id)))
    ).scalars()
    numbers = {desk: f"desk {number}" for number, desk in enumerate(used, 1)}
    if not numbers:
        return
    for table in (Action, Arrival, Presence):
        # In one statement, for a desk may be called what another's number is.
        connection.execute(
            update(table)
            .where(col(table.day_id) == day_id, col(table.desk) != "")
            .values(desk=case(numbers, value=col(table.desk), else_="desk"))
        )
