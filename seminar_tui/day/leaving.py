"""Going out at the door: one guest, or everybody at the end of the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from db.reads import arrivals as reads
from db.reads import days as day_reads
from db.rows import PersonRow
from db.vocabulary import ArrivalKind, Instant, StationRole
from db.writes import arrivals as writes
from seminar_tui.day.arrivals import find_guests
from seminar_tui.day.doorway import journal, leave, stored
from seminar_tui.day.station import Station, Work
from seminar_tui.rules.badge import Damaged, read_code
from seminar_tui.rules.closing import closes_at, has_gone
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
        inside = reads.inside_now(work.connection, work.day_id, lock=True)
        undone = _check_out(work, inside, now.utc_ms, desk)
        work.log("out", undo={"all": undone} if undone else None, desk=desk)
    return len(undone)


def close_on_time(station: Station, now: Instant, *, desk: str = "") -> int:
    """Once the closing time is past, check out who is still counted inside; return how many.

    They went out at the closing time, as far as anybody knows. It is done once a day: an
    organiser who takes it back is not contradicted, and who comes later is let be. `desk` is
    the one that says so, and whose last action it is; without one the log alone takes it back.
    """
    with station.look() as connection:
        closes = closes_at(one.ends for one in day_reads.rounds(connection, station.day_id))
    if closes is None or now.utc_ms < closes:
        return 0
    with station.act(now, "close_door", StationRole.DOOR) as work:
        inside = reads.inside_now(work.connection, work.day_id, lock=True)
        gone = [one for one in inside if has_gone(one.since, closes, now.utc_ms)]
        if not gone or reads.closed_on_time(work.connection, work.day_id):
            return 0
        undone = _check_out(work, gone, closes, "")
        work.log("on_time", undo={"all": undone}, desk=clean(desk, 60))
    return len(undone)


def _check_out(
    work: Work, inside: Iterable[reads.PresenceRow], at: int, desk: str
) -> list[dict[str, object]]:
    """Check several out at a moment; return what taking it back needs."""
    undone: list[dict[str, object]] = []
    for one in inside:
        who = one.participant_id
        writes.move_presence(work.connection, who, inside=False, since=at, desk=desk)
        arrival = journal(work, who, ArrivalKind.OUT, desk, at=at)
        undone.append({"participant": who, "arrival": arrival, "former": stored(one), "since": at})
    return undone
