"""The whole floor at one moment: stands, who is there, clocks, stations and messages.

A handful of grouped selects inside one read, so that the figures fit each other. At 98
stands and 600 people this is the read a screen repeats after every commit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, case, func, select
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
from db.prepared import Prepared
from db.reads.days import day as read_day
from db.reads.days import rounds as read_rounds
from db.reads.stands import stands as read_stands
from db.rows import DayRow, RoundRow, StandRow, TimerEventRow
from db.vocabulary import Instant, Phase, StationRole, TimerKind

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


_DAY: BindParameter[int] = bindparam("day")
_HERE = func.count(col(Presence.participant_id))

# The statements are built once: building them costs as much as running them.
_PRESENTERS = Prepared(
    select(
        col(Participant.presents_stand_id),
        func.count(),
        func.count(
            case((col(Participant.presenter_missing), None), else_=col(Presence.participant_id))
        ),
    )
    .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
    .where(
        col(Participant.day_id) == _DAY,
        col(Participant.presents_stand_id).is_not(None),
        col(Participant.status) == "registered",
    )
    .group_by(col(Participant.presents_stand_id))
)
_NAMED = Prepared(
    select(col(PendingPresenter.stand_id), func.count())
    .join(Stand, col(Stand.id) == col(PendingPresenter.stand_id))
    .where(col(Stand.day_id) == _DAY)
    .group_by(col(PendingPresenter.stand_id))
)
_PLACED = Prepared(
    select(col(Placement.stand_id), func.count(), _HERE)
    .join(Stand, col(Stand.id) == col(Placement.stand_id))
    .outerjoin(Presence, col(Presence.participant_id) == col(Placement.participant_id))
    .where(col(Stand.day_id) == _DAY, col(Placement.round) == col(Stand.round))
    .group_by(col(Placement.stand_id))
)
_VISITING = Prepared(
    select(col(Standing.stand_id), func.count())
    .join(Stand, col(Stand.id) == col(Standing.stand_id))
    .where(col(Stand.day_id) == _DAY, col(Standing.round) == col(Stand.round))
    .group_by(col(Standing.stand_id))
)
_ENTRIES = Prepared(
    select(col(Entry.stand_id), func.count())
    .where(col(Entry.day_id) == _DAY, col(Entry.state) != "withdrawn")
    .group_by(col(Entry.stand_id))
)
_EVENTS = Prepared(
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
    .where(col(Stand.day_id) == _DAY, col(TimerEvent.round) == col(Stand.round))
    .order_by(col(TimerEvent.stand_id), col(TimerEvent.seq))
)
_KIND = (
    col(Participant.role),
    col(Participant.municipality),
    col(Participant.status),
    col(Participant.gone),
)
_CROWD = Prepared(
    select(*_KIND, func.count(), _HERE, func.count(case((col(Presence.inside), 1))))
    .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
    .where(col(Participant.day_id) == _DAY)
    .group_by(*_KIND)
)
_STATION = (col(Station.name), col(Station.role), col(Station.stand_id))
_STATIONS = Prepared(
    select(*_STATION, func.max(col(Station.seen_at)))
    .where(col(Station.left_at).is_(None))
    .group_by(*_STATION)
    .order_by(col(Station.name))
)
_MESSAGES = Prepared(
    select(col(Message.id), col(Message.stand_id), col(Message.at))
    .outerjoin(MessageSeen, col(MessageSeen.message_id) == col(Message.id))
    .where(
        col(Message.day_id) == _DAY,
        col(Message.stand_id).is_not(None),
        col(MessageSeen.message_id).is_(None),
    )
    .order_by(col(Message.at))
)
_ARRIVAL_PIECE = (col(Arrival.at) // BUCKET_MS).label("piece")
_ARRIVALS = Prepared(
    select(_ARRIVAL_PIECE, func.count())
    .where(col(Arrival.day_id) == _DAY, col(Arrival.kind) == "in")
    .group_by(_ARRIVAL_PIECE)
)
_VISIT_PIECE = (col(Visit.at) // BUCKET_MS).label("piece")
_VISITS = Prepared(
    select(_VISIT_PIECE, func.count())
    .where(col(Visit.stand_id).in_(select(col(Stand.id)).where(col(Stand.day_id) == _DAY)))
    .group_by(_VISIT_PIECE)
)


def board(connection: Connection, day_id: int) -> BoardRows:
    """Return the floor of a day. Raises sqlalchemy.exc.NoResultFound where there is no such day."""
    which = {"day": day_id}
    return BoardRows(
        day=read_day(connection, day_id),
        rounds=read_rounds(connection, day_id),
        stands=read_stands(connection, day_id),
        counts=_counts(connection, which),
        events=_events(connection, which),
        crowd=tuple(Crowd(*row) for row in _CROWD.run(connection, which)),
        stations=tuple(
            StationSeen(name, StationRole(role), stand_id, seen_at)
            for name, role, stand_id, seen_at in _STATIONS.run(connection, {})
        ),
        messages=tuple(
            OpenMessage(number, stand_id, at)
            for number, stand_id, at in _MESSAGES.run(connection, which)
            if stand_id is not None
        ),
        arrivals=_over_time(_ARRIVALS.run(connection, which)),
        visits=_over_time(_VISITS.run(connection, which)),
    )


def _counts(connection: Connection, which: dict[str, int]) -> dict[int, StandCount]:
    figures: dict[int, dict[str, int]] = defaultdict(dict)
    for names, query in (
        (("presenters", "presenters_here"), _PRESENTERS),
        (("named",), _NAMED),
        (("placed", "placed_here"), _PLACED),
        (("visiting",), _VISITING),
        (("entries",), _ENTRIES),
    ):
        for stand_id, *values in query.run(connection, which):
            figures[stand_id].update(zip(names, values, strict=True))
    return {stand_id: StandCount(**values) for stand_id, values in figures.items()}


def _events(connection: Connection, which: dict[str, int]) -> dict[int, tuple[TimerEventRow, ...]]:
    events: dict[int, list[TimerEventRow]] = defaultdict(list)
    for stand_id, seq, kind, phase, at, boot_id, boot_ms, *rest in _EVENTS.run(connection, which):
        moment = Instant(at, boot_id, boot_ms)
        events[stand_id].append(TimerEventRow(seq, TimerKind(kind), Phase(phase), moment, *rest))
    return {stand_id: tuple(rows) for stand_id, rows in events.items()}


def _over_time(found: Iterable[Any]) -> dict[int, int]:
    return {piece * BUCKET_MS: count for piece, count in found}


def begun_rounds(connection: Connection, day_id: int) -> frozenset[int]:
    """Return the rounds in which some stand's clock was ever started."""
    found = connection.execute(
        select(col(TimerEvent.round))
        .join(Stand, col(Stand.id) == col(TimerEvent.stand_id))
        .where(col(Stand.day_id) == day_id, col(TimerEvent.kind) == "started")
        .distinct()
    )
    return frozenset(number for (number,) in found)
