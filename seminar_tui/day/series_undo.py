"""Taking back what was done to a series, unless somebody has changed it meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.exc import IntegrityError

from db.reads import registrations
from db.reads.actions import Undoable
from db.series_vocabulary import MeetingRow
from db.writes import registrations as registration_writes
from db.writes.series_undo import Watched, differences, put_back, rows_of
from seminar_tui.day.station import Work
from seminar_tui.rules.refusal import Refused


class Recorder:
    """Looks at rows before and after a use case; what differs is what undoing it means."""

    def __init__(self, work: Work, *watched: Watched) -> None:
        self._connection = work.connection
        self._watched = watched
        self._before = rows_of(work.connection, watched)

    def undo(self, *made: Watched) -> dict[str, Any] | None:
        """Return what the log keeps; `made` are rows that were not there before."""
        after = rows_of(self._connection, (*self._watched, *made))
        changes = differences(self._before, after)
        return {"rows": changes} if changes else None


def of_series(series_id: int) -> tuple[Watched, ...]:
    """Return everything that a new series is made of."""
    tables = ("seriescontact", "milestone", "pricetier", "seatlimit", "meeting", "member", "naming")
    return (
        ("series", {"id": series_id}),
        *((table, {"series_id": series_id}) for table in tables),
    )


def of_meeting(meeting: MeetingRow, item_ids: Iterable[int] = ()) -> tuple[Watched, ...]:
    """Return everything that a meeting is made of: its row, programme, group lists and day."""
    return (
        ("meeting", {"id": meeting.id}),
        ("programmeitem", {"meeting_id": meeting.id}),
        *(("groupplace", {"item_id": number}) for number in item_ids),
        *of_day(meeting.day_id),
    )


def of_day(day_id: int | None) -> tuple[Watched, ...]:
    """Return the day a meeting is, with its rounds; nothing where it is none."""
    if day_id is None:
        return ()
    return (("day", {"id": day_id}), ("round", {"day_id": day_id}))


def of_delegates(ids: Iterable[int]) -> tuple[Watched, ...]:
    """Return delegates with their personal side, of which only the key is looked at."""
    return tuple(
        watched
        for number in ids
        for watched in (
            ("delegate", {"id": number}),
            ("delegateperson", {"delegate_id": number}),
        )
    )


def undo_series(work: Work, action: Undoable) -> None:
    """Put everything an action changed back as it was before.

    Raises Refused: changed_since, where somebody has changed any of it meanwhile, or where
    something hangs on what was made: a meeting that people are on the list of, a person who
    came.
    """
    people = {int(number) for number in action.undo.get("people", ())}
    if people:
        if registrations.with_a_history(work.connection, people):
            raise Refused("changed_since")
        registration_writes.delete_people(work.connection, sorted(people))
    try:
        done = put_back(work.connection, action.undo.get("rows", ()))
    except IntegrityError as error:
        raise Refused("changed_since") from error
    if not done:
        raise Refused("changed_since")
