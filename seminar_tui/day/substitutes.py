"""Somebody comes instead of a colleague who did not, and takes over place and wishes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from db.reads import people as reads
from db.reads import stands as stand_reads
from db.reads.actions import Undoable
from db.rows import PersonRow, Seat
from db.vocabulary import Instant, PersonStatus, StationRole
from db.writes import people as writes
from db.writes.arrivals import set_walked_in_gone
from db.writes.stands import replace_wishes
from seminar_tui.day import doorway, own_seats
from seminar_tui.day.people import LIMITS, NAME_LIMIT, fresh_code, namesakes, person_id
from seminar_tui.day.station import Station, Work
from seminar_tui.day.written import written
from seminar_tui.rules.checkin import same_house
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.roles import role_of_title


@dataclass(frozen=True, slots=True)
class Substituted:
    """Who came (`person`), instead of whom, with which wishes and seats.

    `namesakes` are others of the same name from the same place.
    """

    person: PersonRow
    absent: PersonRow
    wishes: tuple[int, ...]
    seats: tuple[Seat, ...]
    namesakes: tuple[PersonRow, ...]


def substitute(
    station: Station,
    now: Instant,
    code: str,
    *,
    name: str | None = None,
    title: str = "",
    by: str | None = None,
) -> Substituted:
    """Let somebody new (`name`) or registered (`by`, a code) take over from the code's owner.

    The one who did not come is cancelled and stays on record. Raises Refused: has_arrived,
    has_substitute, other_municipality, cannot_replace_self, not_expected; BadInput:
    code_unknown, name_missing, name_or_by.
    """
    if (name is None) == (by is None):
        raise BadInput("name_or_by")
    with station.act(now, "substitute", StationRole.DOOR) as work:
        absent = _person(work.connection, person_id(work.connection, work.day_id, code))
        if absent.arrived_at is not None:
            raise Refused("has_arrived", name=absent.name)
        for other in reads.who_came_instead(work.connection, absent.id):
            # There is nothing left to take over, and what the third had would be lost.
            raise Refused("has_substitute", name=absent.name, by=other.name)
        if by is not None:
            coming = _registered(work, absent, by)
        else:
            coming = _new(work, absent, written(name or "", NAME_LIMIT), title)
        undo = _take_over(work, absent, coming, added=by is None)
        person = _person(work.connection, coming)
        work.log(
            "substituted",
            participant_id=person.id,
            detail={"instead_of": absent.id},
            undo=undo,
        )
        wishes = reads.wishes_of(work.connection, [person.id]).get(person.id, ())
        alike = namesakes(reads.people(work.connection, work.day_id), person)
        seats = own_seats.shown(work.connection, person.id)
        return Substituted(person, absent, wishes, seats, alike)


def _person(connection: Connection, participant_id: int) -> PersonRow:
    (person,) = reads.people_by_id(connection, [participant_id])
    return person


def _registered(work: Work, absent: PersonRow, by: str) -> int:
    coming = _person(work.connection, person_id(work.connection, work.day_id, by))
    if coming.id == absent.id:
        raise Refused("cannot_replace_self")
    if not same_house(coming, absent):
        raise Refused("other_municipality", name=coming.name)
    if coming.status is not PersonStatus.REGISTERED:
        # The place would be handed to somebody whom the door turns away.
        raise Refused("not_expected", name=coming.name)
    return coming.id


def _new(work: Work, absent: PersonRow, name: str, title: str) -> int:
    if not name:
        raise BadInput("name_missing")
    title = written(title, LIMITS["title"])
    values = {
        "municipality": absent.municipality,
        "organisation": absent.organisation,
        "role": (role_of_title(title) or absent.role).value,
        "name": name,
        "title": title,
        "walked_in": True,
    }
    code = fresh_code(work.connection)
    return writes.add_person(work.connection, work.day_id, code, work.now.utc_ms, values)


def _take_over(work: Work, absent: PersonRow, coming: int, *, added: bool) -> dict[str, object]:
    """Hand over stand, wishes and seats; return what taking it back needs."""
    connection = work.connection
    stands = {s.number: s.id for s in stand_reads.stands(connection, work.day_id)}
    wishes = reads.wishes_of(connection, [absent.id, coming])
    former = reads.former_values(connection, absent.id)
    before = reads.former_values(connection, coming)
    undo: dict[str, object] = {
        "absent": absent.id,
        "status": former["status"],
        "absent_presents": former["presents_stand_id"],
        "absent_seats": own_seats.stored(connection, absent.id),
        "absent_wishes": [stands[n] for n in wishes.get(absent.id, ())],
        "added": added,
        "presents": before["presents_stand_id"],
        "seats": own_seats.stored(connection, coming),
        "wishes": [stands[n] for n in wishes.get(coming, ())],
    }
    seats = own_seats.stored(connection, absent.id)
    own_seats.clear(work, absent.id)
    takes = former["presents_stand_id"] or before["presents_stand_id"]
    writes.set_person(connection, absent.id, {"status": PersonStatus.CANCELLED.value})
    writes.set_person(connection, absent.id, {"presents_stand_id": None})
    writes.set_person(connection, coming, {"presents_stand_id": takes, "substitute_for": absent.id})
    replace_wishes(connection, coming, undo["absent_wishes"])  # type: ignore[arg-type]
    replace_wishes(connection, absent.id, [])
    own_seats.restore(work, coming, seats)
    own_seats.mend(work, coming)
    return undo


def undo_substitute(work: Work, action: Undoable) -> None:
    """Give place and wishes back to who was named first."""
    assert action.participant_id is not None
    coming, undo = action.participant_id, action.undo
    absent = int(undo["absent"])
    writes.set_person(
        work.connection,
        absent,
        {"status": undo["status"], "presents_stand_id": undo["absent_presents"]},
    )
    writes.set_person(
        work.connection,
        coming,
        {"presents_stand_id": undo["presents"], "substitute_for": None},
    )
    replace_wishes(work.connection, absent, undo["absent_wishes"])
    replace_wishes(work.connection, coming, undo["wishes"])
    own_seats.restore(work, coming, undo["seats"])
    own_seats.restore(work, absent, undo["absent_seats"])
    if undo["added"]:
        doorway.take_out(work, coming)
        writes.revoke_badges(work.connection, coming, work.now.utc_ms)
        set_walked_in_gone(work.connection, coming)
