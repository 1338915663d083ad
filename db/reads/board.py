"""The whole floor at one moment: stands, who is there, clocks, stations and messages.

A handful of grouped selects inside one read, so that the figures fit each other. At 98
stands and 600 people this is the read a screen repeats after every commit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, case, func, select
from sqlmodel import col

from db.models import (
    Arrival,
    Entry,
    Message,
    MessageSeen,
    Participant,
    PendingPresenter,
    Placement,
    Presence,
    Stand,
    Standing,
    Station,
    TimerEvent,
    Visit,
)
from db.reads.days import day as read_day
from db.reads.days import rounds as read_rounds
from db.reads.stands import stands as read_stands
from db.vocabulary import (
    DayRow,
    Instant,
    Phase,
    RoundRow,
    StandRow,
    StationRole,
    TimerEventRow,
    TimerKind,
)

BUCKET_MS = 300_000
"""Arrivals and visits over time are counted in pieces of five minutes."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many of one role, municipality and status there are, have come, and are inside."""

    role: str
    municipality: str | None
    status: str
    gone: bool
    people: int
    arrived: int
    inside: int


@dataclass(frozen=True, slots=True)
class StandCount:
    """The figures of one stand in its own round.

    `named` are presenters on a list whom nobody registered fits yet. `placed_here` are those
    of the placed who have come in at the door.
    """

    presenters: int = 0
    presenters_here: int = 0
    named: int = 0
    placed: int = 0
    placed_here: int = 0
    visiting: int = 0
    entries: int = 0


@dataclass(frozen=True, slots=True)
class StationSeen:
    """A terminal and when it was last heard from."""

    name: str
    role: StationRole
    stand_id: int | None
    seen_at: int


@dataclass(frozen=True, slots=True)
class OpenMessage:
    """A message to one stand that nobody there has acknowledged."""

    id: int
    stand_id: int
    at: int


@dataclass(frozen=True, slots=True)
class BoardRows:
    """Everything the floor is made of, as of one moment.

    `events` are by stand id, of the stand's own round. `arrivals` and `visits` count by
    the start of each five minutes.
    """

    day: DayRow
    rounds: tuple[RoundRow, ...]
    stands: tuple[StandRow, ...]
    counts: Mapping[int, StandCount]
    events: Mapping[int, tuple[TimerEventRow, ...]]
    crowd: tuple[Crowd, ...]
    stations: tuple[StationSeen, ...]
    messages: tuple[OpenMessage, ...]
    arrivals: Mapping[int, int]
    visits: Mapping[int, int]


def board(connection: Connection, day_id: int) -> BoardRows:
    """Return the floor of a day. Raises sqlalchemy.exc.NoResultFound where there is no such day."""
    return BoardRows(
        day=read_day(connection, day_id),
        rounds=read_rounds(connection, day_id),
        stands=read_stands(connection, day_id),
        counts=_counts(connection, day_id),
        events=_events(connection, day_id),
        crowd=_crowd(connection, day_id),
        stations=_stations(connection),
        messages=_messages(connection, day_id),
        arrivals=_over_time(
            connection,
            col(Arrival.at),
            and_(col(Arrival.day_id) == day_id, col(Arrival.kind) == "in"),
        ),
        visits=_visits(connection, day_id),
    )


def _counts(connection: Connection, day_id: int) -> dict[int, StandCount]:
    figures: dict[int, dict[str, int]] = defaultdict(dict)
    for names, rows in (
        (("presenters", "presenters_here"), _presenters(connection, day_id)),
        (("named",), _named(connection, day_id)),
        (("placed", "placed_here"), _placed(connection, day_id)),
        (("visiting",), _visiting(connection, day_id)),
        (("entries",), _entries(connection, day_id)),
    ):
        for stand_id, *values in rows:
            figures[stand_id].update(zip(names, values, strict=True))
    return {stand_id: StandCount(**values) for stand_id, values in figures.items()}


_HERE = func.count(col(Presence.participant_id))


def _presenters(connection: Connection, day_id: int) -> list[Row[Any]]:
    came = case((col(Participant.presenter_missing), None), else_=col(Presence.participant_id))
    query = (
        select(col(Participant.presents_stand_id), func.count(), func.count(came))
        .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
        .where(
            col(Participant.day_id) == day_id,
            col(Participant.presents_stand_id).is_not(None),
            col(Participant.status) == "registered",
        )
        .group_by(col(Participant.presents_stand_id))
    )
    return list(connection.execute(query))


def _named(connection: Connection, day_id: int) -> list[Row[Any]]:
    query = (
        select(col(PendingPresenter.stand_id), func.count())
        .join(Stand, col(Stand.id) == col(PendingPresenter.stand_id))
        .where(col(Stand.day_id) == day_id)
        .group_by(col(PendingPresenter.stand_id))
    )
    return list(connection.execute(query))


def _placed(connection: Connection, day_id: int) -> list[Row[Any]]:
    query = (
        select(col(Placement.stand_id), func.count(), _HERE)
        .join(Stand, col(Stand.id) == col(Placement.stand_id))
        .outerjoin(Presence, col(Presence.participant_id) == col(Placement.participant_id))
        .where(col(Stand.day_id) == day_id, col(Placement.round) == col(Stand.round))
        .group_by(col(Placement.stand_id))
    )
    return list(connection.execute(query))


def _visiting(connection: Connection, day_id: int) -> list[Row[Any]]:
    query = (
        select(col(Standing.stand_id), func.count())
        .join(Stand, col(Stand.id) == col(Standing.stand_id))
        .where(col(Stand.day_id) == day_id, col(Standing.round) == col(Stand.round))
        .group_by(col(Standing.stand_id))
    )
    return list(connection.execute(query))


def _entries(connection: Connection, day_id: int) -> list[Row[Any]]:
    query = (
        select(col(Entry.stand_id), func.count())
        .where(col(Entry.day_id) == day_id, col(Entry.state) != "withdrawn")
        .group_by(col(Entry.stand_id))
    )
    return list(connection.execute(query))


def _events(connection: Connection, day_id: int) -> dict[int, tuple[TimerEventRow, ...]]:
    found = connection.execute(
        select(
            col(TimerEvent.stand_id),
            col(TimerEvent.seq),
            col(TimerEvent.kind),
            col(TimerEvent.phase),
            col(TimerEvent.at),
            col(TimerEvent.boot_id),
            col(TimerEvent.boot_ms),
            col(TimerEvent.delta_ms),
            col(TimerEvent.talk_ms),
            col(TimerEvent.dialogue_ms),
            col(TimerEvent.automatic),
            col(TimerEvent.voids),
        )
        .join(Stand, col(Stand.id) == col(TimerEvent.stand_id))
        .where(col(Stand.day_id) == day_id, col(TimerEvent.round) == col(Stand.round))
        .order_by(col(TimerEvent.stand_id), col(TimerEvent.seq))
    )
    events: dict[int, list[TimerEventRow]] = defaultdict(list)
    for stand_id, seq, kind, phase, at, boot_id, boot_ms, *rest in found:
        moment = Instant(at, boot_id, boot_ms)
        events[stand_id].append(TimerEventRow(seq, TimerKind(kind), Phase(phase), moment, *rest))
    return {stand_id: tuple(rows) for stand_id, rows in events.items()}


def _crowd(connection: Connection, day_id: int) -> tuple[Crowd, ...]:
    kinds = (
        col(Participant.role),
        col(Participant.municipality),
        col(Participant.status),
        col(Participant.gone),
    )
    inside = func.count(case((col(Presence.inside), 1)))
    found = connection.execute(
        select(*kinds, func.count(), _HERE, inside)
        .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
        .where(col(Participant.day_id) == day_id)
        .group_by(*kinds)
    )
    return tuple(Crowd(*row) for row in found)


def _stations(connection: Connection) -> tuple[StationSeen, ...]:
    latest = func.max(col(Station.seen_at))
    kinds = (col(Station.name), col(Station.role), col(Station.stand_id))
    found = connection.execute(select(*kinds, latest).group_by(*kinds).order_by(*kinds[:1]))
    return tuple(StationSeen(name, StationRole(role), *rest) for name, role, *rest in found)


def _messages(connection: Connection, day_id: int) -> tuple[OpenMessage, ...]:
    found = connection.execute(
        select(col(Message.id), col(Message.stand_id), col(Message.at))
        .outerjoin(MessageSeen, col(MessageSeen.message_id) == col(Message.id))
        .where(
            col(Message.day_id) == day_id,
            col(Message.stand_id).is_not(None),
            col(MessageSeen.message_id).is_(None),
        )
        .order_by(col(Message.at))
    )
    return tuple(OpenMessage(*row) for row in found)


def _visits(connection: Connection, day_id: int) -> dict[int, int]:
    stands = select(col(Stand.id)).where(col(Stand.day_id) == day_id)
    return _over_time(connection, col(Visit.at), col(Visit.stand_id).in_(stands))


def _over_time(connection: Connection, at: Any, which: Any) -> dict[int, int]:
    piece = (at // BUCKET_MS).label("piece")
    found = connection.execute(select(piece, func.count()).where(which).group_by(piece))
    return {number * BUCKET_MS: count for number, count in found}
