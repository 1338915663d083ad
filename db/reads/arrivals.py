"""What the door needs to know of a code, and of who is here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    String,
    and_,
    bindparam,
    column,
    exists,
    func,
    literal,
    or_,
    select,
    table,
)
from sqlmodel import col

from db.models import (
    Action,
    Arrival,
    Badge,
    DoorQuestion,
    Participant,
    Person,
    Placement,
    Presence,
    Reply,
    Stand,
)
from db.prepared import Prepared
from db.reads.people import PERSON_COLUMNS, as_person
from db.reference import municipality_name
from db.rows import PersonRow, Seat
from db.vocabulary import CheckInResult


@dataclass(frozen=True, slots=True)
class Guest:
    """One guest a code may mean. `presents` is the seat at their own stand.

    `of_series`: the day is a meeting of a series, which may have seat rules.
    """

    person: PersonRow
    day_id: int
    revoked: bool
    inside_since: int | None
    desk: str
    attention_open: bool
    asks: bool
    of_series: bool
    presents: Seat | None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question of the door. `asked` is False once it is answered."""

    id: int
    text: str
    choices: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """A check-in that a nonce already stands for."""

    action_id: int
    participant_id: int
    at: int
    desk: str
    forced_asked: bool
    forced_needed: bool


# Whether the day is a series' meeting is all the door asks; it loads no table of a series.
_MEETING = table("meeting", column("day_id"))
_UNANSWERED = and_(
    col(DoorQuestion.day_id) == col(Participant.day_id),
    ~col(DoorQuestion.removed),
    # Said outright: two levels down, SQLAlchemy would look among everybody's replies.
    ~exists()
    .where(
        col(Reply.question_id) == col(DoorQuestion.id),
        col(Reply.participant_id) == col(Participant.id),
    )
    .correlate(DoorQuestion, Participant),
)
_GUEST_COLUMNS: tuple[Any, ...] = (
    *PERSON_COLUMNS,
    col(Participant.day_id),
    col(Badge.revoked_at),
    col(Presence.since),
    col(Presence.desk),
    col(Person.attention_seen_at),
    exists().where(_UNANSWERED).correlate(Participant),
    exists().where(_MEETING.c.day_id == col(Participant.day_id)).correlate(Participant),
    col(Stand.round),
    col(Stand.municipality),
    col(Stand.place),
)
_UNLOCKED = (
    select(*_GUEST_COLUMNS)
    .select_from(Badge)
    .join(Participant, col(Participant.id) == col(Badge.participant_id))
    .outerjoin(Person, col(Person.participant_id) == col(Participant.id))
    .outerjoin(Stand, col(Stand.id) == col(Participant.presents_stand_id))
    .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
)
# The weakest lock that keeps two desks apart: rows that only point at a guest are not held up.
_GUESTS = _UNLOCKED.with_for_update(of=Participant, key_share=True)
_BY_BADGE = Prepared(_GUESTS.where(col(Badge.code) == bindparam("code", type_=String)))
_VALID = col(Badge.revoked_at).is_(None)
_BY_OUTSIDE = _GUESTS.where(_VALID, col(Person.outside_code) == bindparam("code"))
_BY_OUTSIDE_ANY_CASE = _GUESTS.where(
    _VALID, func.lower(col(Person.outside_code)) == func.lower(bindparam("code"))
)
_BY_ID = _GUESTS.where(_VALID, col(Participant.id) == bindparam("id"))
_BY_ID_UNLOCKED = _UNLOCKED.where(_VALID, col(Participant.id) == bindparam("id"))
_OF_HOUSE = and_(
    _VALID,
    col(Participant.day_id) == bindparam("day"),
    col(Presence.participant_id).is_(None),
    or_(
        col(Participant.municipality) == bindparam("municipality"),
        and_(
            bindparam("municipality", type_=String).is_(None),
            col(Participant.municipality).is_(None),
            col(Participant.organisation) == bindparam("organisation"),
            col(Participant.organisation) != literal(""),
        ),
    ),
)
_EXPECTED = _GUESTS.where(_OF_HOUSE).order_by(col(Participant.id))
_EXPECTED_UNLOCKED = _UNLOCKED.where(_OF_HOUSE).order_by(col(Participant.id))
_SEATS = Prepared(
    select(
        col(Placement.round),
        col(Stand.number),
        col(Stand.municipality),
        col(Stand.place),
        col(Placement.pinned),
    )
    .join(Stand, col(Stand.id) == col(Placement.stand_id))
    .where(col(Placement.participant_id) == bindparam("id", type_=Integer))
    .order_by(col(Placement.round))
)
_EARLIER = select(
    col(Action.id),
    col(Action.participant_id),
    col(Action.at),
    col(Action.desk),
    col(Action.forced_asked),
    col(Action.forced_needed),
).where(
    col(Action.day_id) == bindparam("day"),
    col(Action.nonce) == bindparam("nonce"),
    col(Action.result) == CheckInResult.IN.value,
)


def _fresh(connection: Connection, read: Callable[[], tuple[Guest, ...]]) -> tuple[Guest, ...]:
    """Return guests as they are once their rows are ours.

    A server's statement that waited for a lock has read what it joins from before the wait:
    who held the lock may have let the guest in. SQLite's write transactions are alone.
    """
    found = read()
    return found if connection.dialect.name == "sqlite" else read()


def guests_by_badge(connection: Connection, code: str) -> tuple[Guest, ...]:
    """Return the guest of one of our codes, revoked ones too, with the row locked."""
    return _fresh(connection, lambda: _guests(_BY_BADGE.run(connection, {"code": code})))


def guests_by_outside_code(connection: Connection, code: str) -> tuple[Guest, ...]:
    """Return everybody with this foreign ticket code; case counts only where it decides."""

    def read() -> tuple[Guest, ...]:
        exact = _guests(connection.execute(_BY_OUTSIDE, {"code": code}))
        return exact or _guests(connection.execute(_BY_OUTSIDE_ANY_CASE, {"code": code}))

    return _fresh(connection, read)


def guest_by_id(connection: Connection, participant_id: int) -> Guest | None:
    """Return the guest of that id, with the row locked."""
    found = _fresh(connection, lambda: _guests(connection.execute(_BY_ID, {"id": participant_id})))
    return found[0] if found else None


def guest_shown(connection: Connection, participant_id: int) -> Guest | None:
    """Return the guest of that id; nothing is locked, so a read may ask it."""
    found = _guests(connection.execute(_BY_ID_UNLOCKED, {"id": participant_id}))
    return found[0] if found else None


def expected_with(connection: Connection, guest: Guest) -> tuple[Guest, ...]:
    """Return who of the guest's house has not arrived, with the rows locked."""
    return _fresh(connection, lambda: _expected(connection, _EXPECTED, guest.day_id, guest.person))


def expected_people(
    connection: Connection, day_id: int, person: PersonRow
) -> tuple[PersonRow, ...]:
    """Return who of somebody's house is registered and has not arrived; nothing is locked."""
    guests = _expected(connection, _EXPECTED_UNLOCKED, day_id, person)
    return tuple(
        one.person for one in guests if one.person.status == "registered" and not one.person.gone
    )


def _expected(
    connection: Connection, query: Any, day_id: int, person: PersonRow
) -> tuple[Guest, ...]:
    house = {"municipality": person.municipality, "organisation": person.organisation}
    return _guests(connection.execute(query, {"day": day_id, **house}))


def _guests(rows: Iterable[Sequence[Any]]) -> tuple[Guest, ...]:
    width = len(PERSON_COLUMNS)
    found: dict[int, Guest] = {}
    for row in rows:
        person = as_person(row)
        day_id, revoked_at, since, desk, seen_at, asks, of_series, round_, municipality, place = (
            row[width:]
        )
        presents = None
        if person.presents is not None:
            presents = Seat(
                round_ or 0, person.presents, municipality_name(municipality), place or ""
            )
        found.setdefault(
            person.id,
            Guest(
                person=person,
                day_id=day_id,
                revoked=revoked_at is not None,
                inside_since=since if person.inside else None,
                desk=desk or "",
                attention_open=bool(person.attention) and seen_at is None,
                asks=bool(asks),
                of_series=bool(of_series),
                presents=presents,
            ),
        )
    return tuple(found.values())


def seats(connection: Connection, participant_id: int) -> tuple[Seat, ...]:
    """Return where the plan sends a participant, by round."""
    return tuple(
        Seat(round_, number, municipality_name(municipality), place, bool(pinned))
        for round_, number, municipality, place, pinned in _SEATS.run(
            connection, {"id": participant_id}
        )
    )


@dataclass(frozen=True, slots=True)
class StoredSeat:
    """A seat as the plan keeps it."""

    round: int
    stand_id: int
    pinned: bool


def stored_seats(connection: Connection, participant_id: int) -> tuple[StoredSeat, ...]:
    """Return a participant's seats by round."""
    rows = connection.execute(
        select(col(Placement.round), col(Placement.stand_id), col(Placement.pinned))
        .where(col(Placement.participant_id) == participant_id)
        .order_by(col(Placement.round))
    )
    return tuple(StoredSeat(*row) for row in rows)


def earlier_with_nonce(connection: Connection, day_id: int, nonce: str) -> Earlier | None:
    """Return the successful check-in a nonce stands for."""
    row = connection.execute(_EARLIER, {"day": day_id, "nonce": nonce}).first()
    if row is None:
        return None
    number, participant_id, at, desk, asked, needed = row
    if participant_id is None:
        return None
    return Earlier(number, participant_id, at, desk, bool(asked), bool(needed))


def door_questions(connection: Connection, day_id: int) -> tuple[QuestionRow, ...]:
    """Return what the door asks everybody, in the order it was added."""
    return _questions(
        connection.execute(
            _QUESTION.where(col(DoorQuestion.day_id) == day_id, ~col(DoorQuestion.removed))
        )
    )


def open_questions(connection: Connection, participant_id: int) -> tuple[QuestionRow, ...]:
    """Return what this participant has not answered yet."""
    return _questions(
        connection.execute(
            _QUESTION.join(Participant, col(Participant.id) == participant_id).where(_UNANSWERED)
        )
    )


_QUESTION = select(
    col(DoorQuestion.id),
    col(DoorQuestion.text),
    col(DoorQuestion.choices),
    col(DoorQuestion.required),
).order_by(col(DoorQuestion.id))


def _questions(rows: Iterable[Sequence[Any]]) -> tuple[QuestionRow, ...]:
    return tuple(
        QuestionRow(number, text, tuple(json.loads(choices)), bool(required))
        for number, text, choices, required in rows
    )


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """When somebody first arrived, and since when (`since`) they are inside, or out."""

    participant_id: int
    arrived_at: int
    since: int
    desk: str
    inside: bool


_PRESENCE = select(
    col(Presence.participant_id),
    col(Presence.arrived_at),
    col(Presence.since),
    col(Presence.desk),
    col(Presence.inside),
)


def presence(connection: Connection, participant_id: int) -> PresenceRow | None:
    """Return whether somebody has arrived; None before."""
    row = connection.execute(
        _PRESENCE.where(col(Presence.participant_id) == participant_id)
    ).first()
    return None if row is None else PresenceRow(*row)


def inside_now(
    connection: Connection, day_id: int, *, lock: bool = False
) -> tuple[PresenceRow, ...]:
    """Return everybody who is inside; `lock` holds their rows until the transaction ends."""
    query = _PRESENCE.where(col(Presence.day_id) == day_id, col(Presence.inside)).order_by(
        col(Presence.participant_id)
    )
    rows = connection.execute(query.with_for_update() if lock else query)
    return tuple(PresenceRow(*row) for row in rows)


def closed_on_time(connection: Connection, day_id: int) -> bool:
    """Tell whether the door of a day has closed by itself already."""
    query = select(col(Action.id)).where(
        col(Action.day_id) == day_id,
        col(Action.kind) == "close_door",
        col(Action.result) == "on_time",
    )
    return connection.execute(query.limit(1)).first() is not None


def arrival_ids(connection: Connection, participant_id: int) -> tuple[int, ...]:
    """Return the rows of the journal about somebody that were not voided."""
    voided = select(col(Arrival.voids)).where(
        col(Arrival.participant_id) == participant_id, col(Arrival.voids).is_not(None)
    )
    rows = connection.execute(
        select(col(Arrival.id)).where(
            col(Arrival.participant_id) == participant_id,
            col(Arrival.kind) != "voided",
            col(Arrival.id).not_in(voided),
        )
    )
    return tuple(rows.scalars())
