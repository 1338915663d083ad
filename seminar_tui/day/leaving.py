"""Going out at the door: one guest, or everybody at the end of the day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.reads import arrivals as reads
from db.vocabulary import ArrivalKind, Instant, PersonRow, StationRole
from db.writes import arrivals as writes
from seminar_tui.day.arrivals import find_guests
from seminar_tui.day.doorway import journal, leave, stored
from seminar_tui.day.station import Station
from seminar_tui.rules.badge import Damaged, read_code
from seminar_tui.rules.refusal import Refused
from seminar_tui.text import clean


@dataclass(frozen=True, slots=True)
class Left:
    """Who went out, and when."""

    person: PersonRow
    at: int


def check_out(station: Station, now: Instant, code: str, *, desk: str = "") -> Left:
    """Note that a guest leaves; they may come back.

    Raises Refused: unknown, damaged, wrong_day, ambiguous, not_inside.
    """
    desk = clean(desk, 60) or station.actor.station
    with station.act(now, "check_out", StationRole.DOOR) as work:
        read = read_code(code)
        found = find_guests(work, code, read)
        if not found:
            raise Refused("damaged" if isinstance(read, Damaged) else "unknown")
        guest = found[0]
        if guest.day_id != work.day_id:
            raise Refused("wrong_day")
        if len(found) > 1:
            raise Refused("ambiguous")
        if not guest.person.inside:
            raise Refused("not_inside", name=guest.person.name)
        leave(work, guest.person.id, desk)
    return Left(replace(guest.person, inside=False), now.utc_ms)


def close_door(station: Station, now: Instant, *, desk: str = "") -> int:
    """Check out everybody who is inside, at the end of the day; return how many."""
    desk = clean(desk, 60) or station.actor.station
    with station.act(now, "close_door", StationRole.DOOR) as work:
        undone: list[dict[str, object]] = []
        for one in reads.inside_now(work.connection, work.day_id):
            who = one.participant_id
            writes.move_presence(work.connection, who, inside=False, since=now.utc_ms, desk=desk)
            arrival = journal(work, who, ArrivalKind.OUT, desk)
            undone.append({"participant": who, "arrival": arrival, "former": stored(one)})
        work.log("out", undo={"all": undone} if undone else None, desk=desk)
    return len(undone)
