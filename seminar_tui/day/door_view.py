"""What a door's screen reads: its figures, and the people it searches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from db.reads import arrivals as arrival_reads
from db.reads import days as day_reads
from db.reads import door as reads
from db.reads import people as people_reads
from db.reads.door import DoorBoard, Mark
from db.reads.paper import printed_boxes
from db.rows import PersonRow, Seat
from db.vocabulary import Instant, PersonStatus
from seminar_tui.day.searching import read_index
from seminar_tui.day.station import Station
from seminar_tui.rules.boxes import BOXES, boxes
from seminar_tui.rules.closing import closes_at
from seminar_tui.rules.refusal import Refused
from seminar_tui.rules.search import SearchIndex

if TYPE_CHECKING:
    from seminar_tui.day.suggesting import Suggested


@dataclass(frozen=True, slots=True)
class Directory:
    """The people of a day as searched, and how far the log was read for it."""

    index: SearchIndex
    mark: Mark
    boxes: Mapping[str, str]
    """Which box a badge lies in, by the name's initial."""
    whole: bool = False
    """Whether everybody was read, and not only who had changed."""


def read_board(station: Station, now: Instant) -> DoorBoard:
    """Return the door's figures now."""
    with station.look() as connection:
        board = reads.door_board(connection, station.day_id, now.utc_ms)
        ends = [one.ends for one in day_reads.rounds(connection, station.day_id)]
        return replace(board, closes=closes_at(ends))


def read_directory(station: Station, known: Directory | None) -> Directory:
    """Return the people of the day; of a known directory only what has changed is read."""
    with station.look() as connection:
        if known is None:
            mark = reads.present_mark(connection)
            return _whole(connection, station.day_id, mark)
        mark, touched = reads.changed_people(connection, station.day_id, known.mark)
        if touched is None:
            return _whole(connection, station.day_id, mark)
        if not touched:
            return known if mark == known.mark else replace(known, mark=mark)
        people = people_reads.people_by_id(connection, touched)
        gone = touched - {person.id for person in people}
        if gone:
            return _whole(connection, station.day_id, mark)
        codes = people_reads.outside_codes_of(connection, touched)
        index = known.index.with_people(people, codes)
        return replace(known, index=index, mark=mark, whole=False)


def _whole(connection: Connection, day_id: int, mark: Mark) -> Directory:
    index = read_index(connection, day_id)
    cut: Mapping[str, str] | None = printed_boxes(connection, day_id)
    if cut is None:
        expected = (one for one in index.people if one.status is PersonStatus.REGISTERED)
        cut = boxes((one.name for one in expected if not one.gone), BOXES)
    return Directory(index, mark, cut, whole=True)


def read_seats(station: Station, participant_id: int) -> tuple[Seat, ...]:
    """Return where somebody is told to go."""
    with station.look() as connection:
        return arrival_reads.seats(connection, participant_id)


def read_suggestions(station: Station, now: Instant, participant_id: int) -> tuple[Suggested, ...]:
    """Return where a guest could go in the rounds they have no seat in; nothing to who takes no
    part in the placement."""
    from seminar_tui.day.suggesting import suggestions_for

    with station.look() as connection:
        try:
            found = suggestions_for(connection, station.day_id, participant_id, now)
        except Refused:
            return ()
    return tuple(one for one in found if one.told is None)


def read_colleagues(station: Station, participant_id: int) -> tuple[PersonRow, ...]:
    """Return who is still expected from the same house."""
    with station.look() as connection:
        found = people_reads.people_by_id(connection, [participant_id])
        if not found:
            return ()
        return arrival_reads.expected_people(connection, station.day_id, found[0])
