"""People: who they are, walking in, being changed, getting a new badge."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection

from db.reads import people as reads
from db.reads import stands as stand_reads
from db.reads.actions import Undoable
from db.reads.participants import participant_by_code
from db.rows import PersonRow, StandRow
from db.vocabulary import Instant, PersonStatus, Role, StationRole
from db.writes import people as writes
from db.writes.arrivals import set_walked_in_gone
from db.writes.stands import replace_wishes
from db.writes.visits import lock_participant
from seminar_tui.day import arrivals, doorway, own_seats
from seminar_tui.day.one_badge import carry_badge
from seminar_tui.day.searching import read_index
from seminar_tui.day.seating import seat_newcomer
from seminar_tui.day.station import Station, Work
from seminar_tui.day.wishes import check_wishes
from seminar_tui.day.written import written
from seminar_tui.rules.badge import CodeKind, new_code, normalise
from seminar_tui.rules.checkin import CheckInAnswer
from seminar_tui.rules.municipality import Found, Kind, likely, resolve
from seminar_tui.rules.names import fold
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.roles import role_of, role_of_title
from seminar_tui.rules.stands import find_stand
from seminar_tui.text import clean, clean_lines

NAME_LIMIT = 120
LIMITS = {"title": 120, "note": 500, "attention": 300, "email": 200, "outside_code": 200}
"""Characters a field may have."""
MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A person with the stands (numbers) they wished for, best first."""

    person: PersonRow
    wishes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Who walks in, as typed. `municipality` may be an organisation that is none."""

    name: str
    municipality: str = ""
    organisation: str = ""
    role: str = ""
    title: str = ""
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """A walk-in: their code, their seats, and the door's answer where they were let in.

    `namesakes` are others of the day with the same name from the same place.
    """

    person: PersonRow
    wishes: tuple[int, ...]
    seats: tuple[Any, ...]
    answer: CheckInAnswer | None
    namesakes: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What to change about a person; None leaves it as it is, an empty text empties it."""

    name: str | None = None
    email: str | None = None
    municipality: str | None = None
    role: str | None = None
    title: str | None = None
    presents: str | None = None
    note: str | None = None
    attention: str | None = None
    status: str | None = None
    outside_code: str | None = None


def list_people(
    connection: Connection,
    day_id: int,
    *,
    text: str = "",
    municipality: str = "",
    arrived: bool | None = None,
) -> tuple[Listed, ...]:
    """Return the people of a day that fit all of what is asked.

    Raises BadInput: municipality_unknown.
    """
    everybody = reads.people(connection, day_id)
    if text.strip():
        hits = read_index(connection, day_id, everybody).search(text, most=len(everybody))
        everybody = tuple(hit.person for hit in hits)
    if municipality.strip():
        code = _municipality(municipality).code
        wanted = fold(municipality)
        everybody = tuple(
            one
            for one in everybody
            if (one.municipality == code if code else fold(one.organisation) == wanted)
        )
    if arrived is not None:
        everybody = tuple(one for one in everybody if (one.arrived_at is not None) is arrived)
    return _listed(connection, everybody)


def find_people(connection: Connection, day_id: int, text: str) -> tuple[Listed, ...]:
    """Return who the text most likely means, best first, at most 20."""
    hits = read_index(connection, day_id).search(text, most=MOST_FOUND)
    return _listed(connection, [hit.person for hit in hits])


def _listed(connection: Connection, people: Sequence[PersonRow]) -> tuple[Listed, ...]:
    wishes = reads.wishes_of(connection, [one.id for one in people])
    return tuple(Listed(one, wishes.get(one.id, ())) for one in people)


def walk_in(
    station: Station, now: Instant, who: WalkIn, *, let_in: bool = False, desk: str = ""
) -> Added:
    """Add somebody who was not registered, with a code and the seats that are left.

    Raises BadInput: name_missing, municipality_unknown, role_unknown, stand_unknown,
    wish_twice, too_many_wishes; Refused: own_municipality.
    """
    name = written(who.name, NAME_LIMIT)
    if not name:
        raise BadInput("name_missing")
    found = _municipality(who.municipality)
    title = written(who.title, LIMITS["title"])
    role = _role(who.role) if who.role.strip() else role_of_title(title) or Role.STAFF
    desk = clean(desk, 60) or station.actor.station
    with station.act(now, "walk_in", StationRole.DOOR) as work:
        stands = stand_reads.stands(work.connection, work.day_id)
        wished = check_wishes(stands, found.code, None, who.wishes)
        participant_id = writes.add_person(
            work.connection,
            work.day_id,
            fresh_code(work.connection),
            now.utc_ms,
            {
                "municipality": found.code,
                "organisation": written(who.organisation, 120) or found.organisation,
                "role": role.value,
                "walked_in": True,
                "name": name,
                "title": title,
            },
        )
        replace_wishes(work.connection, participant_id, [stand.id for stand in wished])
        seat_newcomer(work, participant_id)
        work.log(
            "added", participant_id=participant_id, undo={"participant": participant_id}, desk=desk
        )
        answer = arrivals.check_in_new(work, participant_id, desk) if let_in else None
        (person,) = reads.people_by_id(work.connection, [participant_id])
        seats = own_seats.shown(work.connection, participant_id)
        alike = namesakes(reads.people(work.connection, work.day_id), person)
    return Added(person, tuple(stand.number for stand in wished), seats, answer, alike)


def namesakes(people: Sequence[PersonRow], person: PersonRow) -> tuple[PersonRow, ...]:
    """Return the others with a person's name from the same place."""
    name = fold(person.name)
    return tuple(
        one
        for one in people
        if one.id != person.id
        and one.municipality == person.municipality
        and fold(one.name) == name
    )


def fresh_code(connection: Connection) -> str:
    """Return a badge code that was never given out."""
    source = random.SystemRandom()
    while reads.code_exists(connection, code := new_code(CodeKind.PERSON, source)):
        pass
    return code


def _municipality(text: str) -> Found:
    found = resolve(clean(text, 120))
    if found.kind is Kind.UNKNOWN:
        raise BadInput("municipality_unknown", value=text, likely=", ".join(likely(text)))
    return found


def _role(text: str) -> Role:
    word = text.strip().casefold()
    known = Role(word) if word in tuple(Role) else role_of(text)
    if known is None:
        raise BadInput("role_unknown", value=text, roles=", ".join(Role))
    return known


def undo_walk_in(work: Work, action: Undoable) -> None:
    """Take a walk-in off every list and their code out of use."""
    who = int(action.undo["participant"])
    doorway.take_out(work, who)
    own_seats.clear(work, who)
    writes.revoke_badges(work.connection, who, work.now.utc_ms)
    set_walked_in_gone(work.connection, who)


def edit_person(station: Station, now: Instant, code: str, change: PersonChange) -> Listed:
    """Change a person. Seats that the change forbids are given up, and others looked for.

    Raises BadInput: code_unknown, name_missing, municipality_unknown, role_unknown,
    status_unknown, stand_unknown, email_invalid.
    """
    with station.act(now, "edit_person", StationRole.DOOR) as work:
        who = person_id(work.connection, work.day_id, code)
        former = reads.former_values(work.connection, who)
        stands = stand_reads.stands(work.connection, work.day_id)
        wanted = _wanted(change, stands)
        values = {name: value for name, value in wanted.items() if former[name] != value}
        if "attention" in values:
            # A new note is news to the door, whoever saw the old one.
            values["attention_seen_at"] = None
        seats = own_seats.stored(work.connection, who)
        if values:
            writes.set_person(work.connection, who, values)
            own_seats.mend(work, who)
        work.log(
            "changed",
            participant_id=who,
            detail={"changed": sorted(values)},
            undo={
                "values": {name: former[name] for name in values},
                "to": values,
                "seats": seats,
                "seats_to": own_seats.stored(work.connection, who),
            }
            if values
            else None,
        )
        return _listed(work.connection, reads.people_by_id(work.connection, [who]))[0]


def _wanted(change: PersonChange, stands: Sequence[StandRow]) -> dict[str, Any]:
    """Return the columns a change writes."""
    values: dict[str, Any] = {}
    for field in fields(PersonChange):
        given = getattr(change, field.name)
        if given is not None:
            values |= _column(field.name, given, stands)
    return values


def _column(name: str, given: str, stands: Sequence[StandRow]) -> dict[str, Any]:
    match name:
        case "name":
            if not clean(given):
                raise BadInput("name_missing")
            return {"name": written(given, NAME_LIMIT)}
        case "municipality":
            found = _municipality(given)
            return {"municipality": found.code, "organisation": found.organisation}
        case "role":
            return {"role": _role(given).value}
        case "status":
            if given not in tuple(PersonStatus):
                raise BadInput("status_unknown", value=given, statuses=", ".join(PersonStatus))
            return {"status": given}
        case "presents":
            nobody = given.strip() in ("", "-", "0")
            return {"presents_stand_id": None if nobody else find_stand(stands, given).id}
        case "email":
            address = written(given, LIMITS["email"])
            if address and ("@" not in address.strip("@") or " " in address):
                raise BadInput("email_invalid", value=address)
            return {"email": address or None}
        case "outside_code":
            return {"outside_code": written(given, LIMITS[name]) or None}
        case "note":
            return {"note": written(given, LIMITS[name], clean_lines)}
        case _:
            return {name: written(given, LIMITS[name])}


def person_id(connection: Connection, day_id: int, code: str) -> int:
    """Return whose valid badge a code is. Raises BadInput: code_unknown."""
    found = participant_by_code(connection, day_id, normalise(code))
    if found is None:
        raise BadInput("code_unknown", code=clean(normalise(code), 40))
    return found.id


def undo_edit_person(work: Work, action: Undoable) -> None:
    """Give a person the former values and seats back. Raises Refused: changed_since."""
    assert action.participant_id is not None
    lock_participant(work.connection, action.participant_id)
    values: Mapping[str, Any] = action.undo["values"]
    now = reads.former_values(work.connection, action.participant_id)
    # That the door has read a note is no change of it.
    written_over = action.undo["to"].items() - {("attention_seen_at", None)}
    if any(now[name] != value for name, value in written_over):
        raise Refused("changed_since")
    writes.set_person(work.connection, action.participant_id, values)
    own_seats.take_back(work, action.participant_id, action.undo)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A new badge: whose, and its code."""

    person: PersonRow
    former: str


def replace_badge(station: Station, now: Instant, code: str) -> Replaced:
    """Give a person a new code; the old one is revoked from now on.

    Raises BadInput: code_unknown.
    """
    with station.act(now, "replace_badge", StationRole.DOOR) as work:
        who = person_id(work.connection, work.day_id, code)
        former = normalise(code)
        writes.revoke_badges(work.connection, who, now.utc_ms)
        fresh = fresh_code(work.connection)
        writes.add_badge(work.connection, who, fresh, now.utc_ms)
        carry_badge(work, who, fresh)
        (person,) = reads.people_by_id(work.connection, [who])
        work.log("replaced", participant_id=who, undo={"former": former, "to": fresh})
    return Replaced(person, former)


def undo_replace_badge(work: Work, action: Undoable) -> None:
    """Let the former badge count again, and the new one no more.

    Raises Refused: changed_since where a newer one was given out meanwhile.
    """
    assert action.participant_id is not None
    lock_participant(work.connection, action.participant_id)
    if participant_by_code(work.connection, work.day_id, action.undo["to"]) is None:
        raise Refused("changed_since")
    writes.revoke_badges(work.connection, action.participant_id, work.now.utc_ms)
    writes.restore_badge(work.connection, action.participant_id, action.undo["former"])


def acknowledge(station: Station, now: Instant, participant_id: int) -> None:
    """Note that the door has read the attention note of somebody."""
    with station.act(now, "acknowledge", StationRole.DOOR) as work:
        writes.set_person(work.connection, participant_id, {"attention_seen_at": now.utc_ms})
        work.log("acknowledged", participant_id=participant_id)
