"""A stand more: a municipality that signed up after the list was made."""

from __future__ import annotations

from db.reads import days as day_reads
from db.reads import registrations as reads
from db.reads import stands as stand_reads
from db.reads.actions import Undoable
from db.vocabulary import Instant, StationRole
from db.writes import registrations as writes
from db.writes.stands import touch_programme
from seminar_tui.day.meetings import municipality_code
from seminar_tui.day.stands import StandListed, list_stands
from seminar_tui.day.station import Station, Work
from seminar_tui.rules.refusal import Refused


def add_stand(station: Station, now: Instant, municipality: str) -> StandListed:
    """Give a municipality a stand, with the number after the last and the day's usual room.

    Where the others have their rounds it presents in the one with fewest stands. Raises
    BadInput: municipality_unknown; Refused: has_a_stand.
    """
    code = municipality_code(municipality)
    with station.act(now, "add_stand", StationRole.ORGANISER) as work:
        stands = stand_reads.stands(work.connection, work.day_id)
        present = next((one.number for one in stands if one.municipality == code), None)
        if present is not None:
            raise Refused("has_a_stand", stand=present)
        number = max((one.number for one in stands), default=0) + 1
        values = {
            "number": number,
            "municipality": code,
            "round": _round(work, [one.round for one in stands]),
            "capacity": day_reads.day(work.connection, work.day_id).capacity,
        }
        (stand_id,) = writes.add_stands(work.connection, work.day_id, [values])
        touch_programme(work.connection, work.day_id, work.now.utc_ms)
        work.log("changed", detail={"number": number}, undo={"stand": stand_id})
        listed = list_stands(work.connection, work.day_id)
    return next(one for one in listed if one.stand.id == stand_id)


def _round(work: Work, taken: list[int | None]) -> int | None:
    """Return the round with fewest stands; None where no stand has one yet."""
    if not any(taken):
        return None
    rounds = day_reads.day(work.connection, work.day_id).rounds
    return min(range(1, rounds + 1), key=taken.count)


def undo_add_stand(work: Work, action: Undoable) -> None:
    """Take the stand away again. Raises Refused: changed_since, where it is in use by now."""
    stand_id = int(action.undo["stand"])
    present = {one.id for one in stand_reads.stands(work.connection, work.day_id)}
    if stand_id not in present or stand_id in reads.stands_with_a_history(work.connection):
        raise Refused("changed_since")
    writes.delete_stand(work.connection, stand_id)
    touch_programme(work.connection, work.day_id, work.now.utc_ms)
