"""Wishes changed at the door: new places at once, from the seats that are left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from sqlalchemy import Connection

from db.reads import days as day_reads
from db.reads import people as people_reads
from db.reads import plan as plan_reads
from db.reads import stands as stand_reads
from db.reads.actions import Undoable
from db.rows import PersonRow, Seat, StandRow
from db.vocabulary import Instant, StandStatus, StationRole
from db.writes import plan as plan_writes
from db.writes import stands as writes
from seminar_tui.day import own_seats
from seminar_tui.day.own_seats import Stored
from seminar_tui.day.seating import give_seats
from seminar_tui.day.station import Station, Work
from seminar_tui.day.wishes import check_wishes, must_wish
from seminar_tui.rules.refusal import Refused


@dataclass(frozen=True, slots=True)
class SeatsLeft:
    """A stand and how many seats it has left; `mine`: the guest may not choose it."""

    stand: StandRow
    free: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Choosing:
    """What a guest who changes wishes must see."""

    person: PersonRow
    wishes: tuple[int, ...]
    seats: tuple[Seat, ...]
    stands: tuple[SeatsLeft, ...]


@dataclass(frozen=True, slots=True)
class Rewished:
    """The wishes as they are now (stand numbers), and where the guest goes."""

    person: PersonRow
    wishes: tuple[int, ...]
    seats: tuple[Seat, ...]


def read_choosing(connection: Connection, day_id: int, participant_id: int) -> Choosing:
    """Return the stands with their free seats, for one guest. Raises Refused: unknown."""
    found = people_reads.people_by_id(connection, [participant_id])
    if not found:
        raise Refused("unknown")
    person = found[0]
    placed = Counter(one.stand_id for one in plan_reads.placements(connection, day_id))
    stands = tuple(
        SeatsLeft(
            stand,
            max(0, stand.capacity - placed[stand.id]),
            stand.number == person.presents or stand.municipality == person.municipality,
        )
        for stand in stand_reads.stands(connection, day_id)
        if stand.status is StandStatus.OPEN
    )
    wishes = people_reads.wishes_of(connection, [participant_id]).get(participant_id, ())
    return Choosing(person, wishes, own_seats.shown(connection, participant_id), stands)


def rewish(station: Station, now: Instant, participant_id: int, asked: Sequence[str]) -> Rewished:
    """Replace a guest's wishes, and seat them anew where a wish gives a better seat.

    Rounds that are over and pinned seats stay, nobody else is moved. Raises BadInput:
    stand_unknown, wish_twice, too_many_wishes; Refused: own_municipality, unknown.
    """
    with station.act(now, "rewish", StationRole.DOOR) as work:
        connection, day_id = work.connection, work.day_id
        plan_reads.plan_version(connection, day_id, lock=True)
        found = people_reads.people_by_id(connection, [participant_id])
        if not found:
            raise Refused("unknown")
        person = found[0]
        stands = stand_reads.stands(connection, day_id)
        wished = check_wishes(stands, person.municipality, person.presents, asked)
        ids = {stand.number: stand.id for stand in stands}
        former = people_reads.wishes_of(connection, [participant_id]).get(participant_id, ())
        held = own_seats.stored(connection, participant_id)
        writes.replace_wishes(connection, participant_id, [stand.id for stand in wished])
        over = {one.number for one in day_reads.rounds(connection, day_id) if one.ends < now.utc_ms}
        loose = [seat for seat in held if not seat[2] and seat[0] not in over]
        open_ids = {stand.id for stand in stands if stand.status is StandStatus.OPEN}
        _seat_anew(work, participant_id, loose, [stand.id for stand in wished], open_ids)
        holds = own_seats.stored(connection, participant_id)
        if holds != held:
            plan_writes.touch_plan(connection, day_id)
        work.log(
            "wished",
            participant_id=participant_id,
            detail={"stands": [stand.number for stand in wished]},
            undo={
                "stand_ids": [ids[number] for number in former],
                "to": [stand.id for stand in wished],
                "seats": held,
                "seats_to": holds,
            },
        )
        seats = own_seats.shown(connection, participant_id)
    return Rewished(person, tuple(stand.number for stand in wished), seats)


def _seat_anew(
    work: Work, participant_id: int, loose: Stored, wished: Sequence[int], open_ids: Set[int]
) -> None:
    """Give the seats that are left for the wishes; what was told stays where none is better.

    `loose` are the seats that may change; `wished` are stand ids, best first.
    """
    connection = work.connection
    for round_, _stand_id, _pinned in loose:
        plan_writes.set_placement(connection, participant_id, round_, None, False)
    give_seats(work, participant_id)
    rank = {stand_id: at for at, stand_id in enumerate(wished)}
    given = {seat[0]: seat[1] for seat in own_seats.stored(connection, participant_id)}
    for round_, stand_id, _pinned in loose:
        better = rank.get(given.get(round_, 0), len(rank)) < rank.get(stand_id, len(rank))
        if stand_id in open_ids and not better:
            plan_writes.set_placement(connection, participant_id, round_, stand_id, False)


def undo_rewish(work: Work, action: Undoable) -> None:
    """Give a guest the former wishes and places back. Raises Refused: changed_since."""
    assert action.participant_id is not None
    must_wish(work, action.participant_id, action.undo["to"])
    writes.replace_wishes(work.connection, action.participant_id, action.undo["stand_ids"])
    own_seats.take_back(work, action.participant_id, action.undo)
