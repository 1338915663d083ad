"""What the door's screen shows beside the line: how many have come, who is missing, the last."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.models import Action, Arrival, Participant, Person, Presence, Round, Stand
from db.prepared import Prepared

MINUTE_MS = 60_000
BUCKETS, BUCKET_MS = 5, 3 * MINUTE_MS
"""The last quarter of an hour in pieces of three minutes."""
WIDE_KINDS = frozenset({"import", "purge", "merge", "substitute", "edit_stand"})
"""What may change more people than the one the log names."""
MOST_SINGLY = 300
DOOR_KINDS = ("check_in", "check_out", "delegation", "walk_in", "undo", "close_door")


@dataclass(frozen=True, slots=True)
class Share:
    """How many have arrived of how many who are expected in all."""

    arrived: int
    registered: int


@dataclass(frozen=True, slots=True)
class MissingPresenter:
    """A presenter who is not inside. `starts` is their round's, if it is known."""

    participant_id: int
    stand: int
    municipality: str
    name: str
    starts: int | None


@dataclass(frozen=True, slots=True)
class Latest:
    """Something that happened at a door."""

    at: int
    kind: str
    result: str
    name: str


@dataclass(frozen=True, slots=True)
class DoorBoard:
    """The door's figures at one moment."""

    all: Share
    inside: int
    politicians: Share
    presenters: Share
    arrivals: tuple[int, ...]
    missing: tuple[MissingPresenter, ...]
    latest: tuple[Latest, ...]
    closes: int | None = None
    """The day's closing time, where it has one."""


_DAY: BindParameter[int] = bindparam("day")
_COUNTS = Prepared(
    select(
        func.count(),
        func.count(col(Presence.participant_id)),
        func.coalesce(func.sum(case((col(Presence.inside), 1), else_=0)), 0),
        func.coalesce(func.sum(case((col(Participant.role) == "politician", 1), else_=0)), 0),
        func.coalesce(
            func.sum(
                case(
                    (
                        and_(
                            col(Participant.role) == "politician",
                            col(Presence.participant_id).is_not(None),
                        ),
                        1,
                    ),
                    else_=0,
                )
            ),
            0,
        ),
        func.count(col(Participant.presents_stand_id)),
        func.coalesce(
            func.sum(
                case(
                    (
                        and_(
                            col(Participant.presents_stand_id).is_not(None),
                            col(Presence.participant_id).is_not(None),
                        ),
                        1,
                    ),
                    else_=0,
                )
            ),
            0,
        ),
    )
    .select_from(Participant)
    .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
    .where(
        col(Participant.day_id) == _DAY,
        or_(col(Participant.status) == "registered", col(Presence.participant_id).is_not(None)),
    )
)
_BEGINS: BindParameter[int] = bindparam("begins")
_BUCKET = ((col(Presence.arrived_at) - _BEGINS) // BUCKET_MS).label("bucket")
_ARRIVALS = Prepared(
    select(_BUCKET, func.count())
    .where(col(Presence.day_id) == _DAY, col(Presence.arrived_at) > _BEGINS)
    .group_by(_BUCKET)
)
_MISSING = Prepared(
    select(
        col(Participant.id),
        col(Stand.number),
        col(Stand.municipality),
        col(Person.name),
        col(Round.starts),
    )
    .join(Stand, col(Stand.id) == col(Participant.presents_stand_id))
    .join(Person, col(Person.participant_id) == col(Participant.id))
    .outerjoin(
        Round,
        and_(col(Round.day_id) == col(Stand.day_id), col(Round.number) == col(Stand.round)),
    )
    .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
    .where(
        col(Participant.day_id) == _DAY,
        col(Participant.status) == "registered",
        or_(col(Presence.participant_id).is_(None), ~col(Presence.inside)),
    )
    .order_by(func.coalesce(col(Round.starts), 0), col(Stand.number), col(Participant.id))
)
_LATEST = Prepared(
    select(col(Action.at), col(Action.kind), col(Action.result), col(Person.name))
    .outerjoin(Person, col(Person.participant_id) == col(Action.participant_id))
    .where(
        col(Action.day_id) == _DAY,
        or_(*(col(Action.kind) == kind for kind in DOOR_KINDS)),
    )
    .order_by(col(Action.at).desc(), col(Action.id).desc())
    .limit(bindparam("most"))
)
_UNDONE = aliased(Action)
# The day is looked at outside these two, which would else read all of the day.
_NEW_ACTIONS = Prepared(
    select(
        col(Action.id),
        func.coalesce(col(_UNDONE.kind), col(Action.kind)),
        col(Action.participant_id),
        col(Action.day_id),
    )
    .outerjoin(_UNDONE, col(_UNDONE.id) == col(Action.undoes))
    .where(col(Action.id) > bindparam("since"))
)
_NEW_ARRIVALS = Prepared(
    select(col(Arrival.id), col(Arrival.participant_id), col(Arrival.day_id)).where(
        col(Arrival.id) > bindparam("since")
    )
)


def door_board(connection: Connection, day_id: int, now_ms: int, latest: int = 12) -> DoorBoard:
    """Return the door's figures. Who has cancelled counts only if they came all the same."""
    (counts,) = _COUNTS.run(connection, {"day": day_id})
    everybody, arrived, inside, politicians, politicians_in, presenters, presenters_in = counts
    return DoorBoard(
        Share(arrived, everybody),
        int(inside),
        Share(int(politicians_in), int(politicians)),
        Share(int(presenters_in), presenters),
        _arrivals(connection, day_id, now_ms),
        _missing(connection, day_id),
        _latest(connection, day_id, latest),
    )


def _arrivals(connection: Connection, day_id: int, now_ms: int) -> tuple[int, ...]:
    begins = now_ms - BUCKETS * BUCKET_MS
    found = _ARRIVALS.run(connection, {"day": day_id, "begins": begins})
    counts = [0] * BUCKETS
    for index, count in found:
        if 0 <= int(index) < BUCKETS:
            counts[int(index)] += count
    return tuple(counts)


def _missing(connection: Connection, day_id: int) -> tuple[MissingPresenter, ...]:
    rows = _MISSING.run(connection, {"day": day_id})
    return tuple(MissingPresenter(*row) for row in rows)


def _latest(connection: Connection, day_id: int, most: int) -> tuple[Latest, ...]:
    rows = _LATEST.run(connection, {"day": day_id, "most": most})
    return tuple(Latest(at, kind, result, name or "") for at, kind, result, name in rows)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the log was read."""

    action: int = 0
    arrival: int = 0


def present_mark(connection: Connection) -> Mark:
    """Return how far the log goes now."""
    action = connection.execute(select(func.max(col(Action.id)))).scalar()
    arrival = connection.execute(select(func.max(col(Arrival.id)))).scalar()
    return Mark(action or 0, arrival or 0)


def changed_people(
    connection: Connection, day_id: int, since: Mark
) -> tuple[Mark, frozenset[int] | None]:
    """Return whom anything has happened to since; None where it may be anybody."""
    actions = _NEW_ACTIONS.run(connection, {"since": since.action})
    arrivals = _NEW_ARRIVALS.run(connection, {"since": since.arrival})
    mark = Mark(
        max([since.action, *(row[0] for row in actions)]),
        max([since.arrival, *(row[0] for row in arrivals)]),
    )
    ours = [row for row in actions if row[3] == day_id]
    touched = {row[2] for row in ours if row[2] is not None}
    touched |= {row[1] for row in arrivals if row[2] == day_id}
    if len(touched) > MOST_SINGLY or any(_is_wide(row[1], row[2]) for row in ours):
        return mark, None
    return mark, frozenset(touched)


def _is_wide(kind: str, participant_id: int | None) -> bool:
    """Tell whether an action concerns everybody: all badges printed cut the boxes anew."""
    return kind in WIDE_KINDS or (kind == "print_badges" and participant_id is None)


def arrived_by_desk(connection: Connection, day_id: int) -> dict[str, int]:
    """Return how many came in at each desk; who went out and in again counts at the last."""
    desk, people = col(Presence.desk), func.count()
    query = select(desk, people).where(col(Presence.day_id) == day_id).group_by(desk)
    rows = connection.execute(query.order_by(desk))
    return {str(where): int(count) for where, count in rows}
