"""What is due before a day: the day's own milestones, beside those of its series."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from db.reads import days as reads
from db.reads import series as series_reads
from db.reads.actions import Undoable
from db.series_vocabulary import MilestoneRow
from db.vocabulary import Instant, StationRole
from db.writes import days as writes
from seminar_tui.day.station import Station, Work
from seminar_tui.day.written import written
from seminar_tui.rules.dates import local
from seminar_tui.rules.day_form import read_date
from seminar_tui.rules.refusal import BadInput, Refused

TITLE = 200
"""Characters a milestone may have."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something due on a date. Those `of_series` are changed on the series' screen."""

    id: int
    due: str
    title: str
    done_on: str
    of_series: bool

    def overdue(self, today: str) -> bool:
        """Tell whether it should have been done before today, an ISO date."""
        return not self.done_on and self.due < today


def read_due(connection: Connection, day_id: int) -> tuple[Due, ...]:
    """Return what is due before the day, the earliest first."""
    own = [_due(one, of_series=False) for one in reads.day_milestones(connection, day_id)]
    meeting = series_reads.meeting_of_day(connection, day_id)
    if meeting is not None:
        shared = series_reads.milestones(connection, meeting.series_id)
        own += [_due(one, of_series=True) for one in shared]
    return tuple(sorted(own, key=lambda one: (one.due, one.of_series, one.id)))


def _due(row: MilestoneRow, *, of_series: bool) -> Due:
    return Due(row.id, row.due, row.title, row.done_on, of_series)


def add_due(station: Station, now: Instant, due: str, title: str) -> int:
    """Note that something is due on a date; return its id.

    Raises BadInput: date_unclear, milestone_empty, text_too_long.
    """
    words, on = written(title, TITLE), read_date(due)
    if not words:
        raise BadInput("milestone_empty")
    with station.act(now, "due", StationRole.ORGANISER) as work:
        number = writes.add_day_milestone(work.connection, work.day_id, on, words)
        work.log("added", detail={"milestone": number}, undo={"added": number})
    return number


def finish_due(station: Station, now: Instant, number: int, *, done: bool = True) -> None:
    """Note that something due is done today, or is not done after all.

    Raises BadInput: milestone_unknown.
    """
    with station.act(now, "due", StationRole.ORGANISER) as work:
        former = _own(work, number).done_on
        zone = reads.day(work.connection, work.day_id).timezone
        on = local(now.utc_ms, zone).date().isoformat() if done else ""
        writes.finish_day_milestone(work.connection, work.day_id, number, on)
        undo = {"finished": number, "former": former, "to": on}
        work.log("done" if done else "changed", detail={"milestone": number}, undo=undo)


def remove_due(station: Station, now: Instant, number: int) -> None:
    """Remove something that was noted as due. Raises BadInput: milestone_unknown."""
    with station.act(now, "due", StationRole.ORGANISER) as work:
        gone = _own(work, number)
        writes.remove_day_milestone(work.connection, work.day_id, number)
        undo = {"removed": [gone.due, gone.title, gone.done_on]}
        work.log("removed", detail={"milestone": number}, undo=undo)


def _own(work: Work, number: int) -> MilestoneRow:
    for one in reads.day_milestones(work.connection, work.day_id):
        if one.id == number:
            return one
    raise BadInput("milestone_unknown", number=number)


def undo_due(work: Work, action: Undoable) -> None:
    """Take back what was noted of something due. Raises Refused: changed_since."""
    connection, day_id, undo = work.connection, work.day_id, action.undo
    if "removed" in undo:
        due, title, done_on = undo["removed"]
        number = writes.add_day_milestone(connection, day_id, due, title)
        writes.finish_day_milestone(connection, day_id, number, done_on)
        return
    number = undo.get("added", undo.get("finished"))
    present = {one.id: one.done_on for one in reads.day_milestones(connection, day_id)}
    if present.get(number) != undo.get("to", ""):
        raise Refused("changed_since")
    if "added" in undo:
        writes.remove_day_milestone(connection, day_id, number)
    else:
        writes.finish_day_milestone(connection, day_id, number, undo["former"])
