"""Closing a day: its clocks stop, it is marked, and it is said when its personal data goes.

Nothing is deleted by closing, and a closed day can be opened again until it is purged.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from db.reads import days as reads
from db.reads.actions import Undoable
from db.rows import DayRow
from db.vocabulary import Instant, StationRole
from db.writes import days as writes
from seminar_tui.day.rounds import close_round
from seminar_tui.day.station import Station, Work
from seminar_tui.rules.day_form import read_date
from seminar_tui.rules.refusal import BadInput, Refused

KEPT_DAYS = 30
"""How long names are kept after a day unless the organiser says otherwise, in days."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A day that was closed. `stopped` are the stands whose clocks still ran, by round."""

    purge_on: str
    stopped: tuple[tuple[int, tuple[int, ...]], ...]


def usual_purge(day: DayRow) -> str:
    """Return the date on which names go unless another is given, as YYYY-MM-DD."""
    return (datetime.date.fromisoformat(day.date) + datetime.timedelta(KEPT_DAYS)).isoformat()


def may_close(station: Station, purge_on: str = "") -> str:
    """Return the date on which names will go if the day is closed now.

    Raises BadInput: date_unclear, purge_too_early; Refused: already_closed, day_purged.
    """
    with station.look() as connection:
        day = reads.day(connection, station.day_id)
    return _purge_date(day, purge_on)


def close_day(station: Station, now: Instant, purge_on: str = "") -> Closed:
    """Stop every clock that still runs and mark the day closed. Raises as `may_close`."""
    may_close(station, purge_on)
    with station.look() as connection:
        rounds = reads.rounds(connection, station.day_id)
    stopped = tuple((one.number, close_round(station, now, one.number)) for one in rounds)
    with station.act(now, "close_day", StationRole.ORGANISER) as work:
        date = _purge_date(reads.day(work.connection, work.day_id), purge_on)
        writes.set_closing(work.connection, work.day_id, now.utc_ms, date)
        work.log("closed", detail={"purge_on": date}, undo={"closed_at": None, "purge_on": None})
    return Closed(date, tuple((number, stands) for number, stands in stopped if stands))


def reopen_day(station: Station, now: Instant) -> None:
    """Open a closed day again. Raises Refused: not_closed, day_purged."""
    with station.act(now, "reopen_day", StationRole.ORGANISER) as work:
        day = _unpurged(work)
        if day.closed_at is None:
            raise Refused("not_closed")
        former = {"closed_at": day.closed_at, "purge_on": day.purge_on}
        writes.set_closing(work.connection, work.day_id, None, None)
        work.log("reopened", undo=former)


def undo_closing(work: Work, action: Undoable) -> None:
    """Let the day be as open, or as closed, as it was. Raises Refused: day_purged."""
    _unpurged(work)
    former = action.undo
    writes.set_closing(work.connection, work.day_id, former["closed_at"], former["purge_on"])


def _unpurged(work: Work) -> DayRow:
    day = reads.day(work.connection, work.day_id)
    if day.purged:
        raise Refused("day_purged")
    return day


def _purge_date(day: DayRow, asked: str) -> str:
    if day.purged:
        raise Refused("day_purged")
    if day.closed_at is not None:
        raise Refused("already_closed")
    if not asked:
        return usual_purge(day)
    date = read_date(asked)
    if date < day.date:
        raise BadInput("purge_too_early", date=asked, day=day.date)
    return date
