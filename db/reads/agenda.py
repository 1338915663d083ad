"""A meeting's own programme, as its day prints it."""

from __future__ import annotations

from sqlalchemy import Connection

from db.paper import Agenda, AgendaItem
from db.reads import series as reads
from db.reads.participants import names_by_code


def agenda(connection: Connection, day_id: int) -> Agenda | None:
    """Return the programme of the meeting a day is, with its group lists; None of other days."""
    meeting = reads.meeting_of_day(connection, day_id)
    if meeting is None:
        return None
    series = next(one for one in reads.all_series(connection) if one.id == meeting.series_id)
    names = names_by_code(connection, day_id)
    items = tuple(
        AgendaItem(
            one.starts,
            one.track,
            one.title,
            tuple(names[code] for code in one.people if code in names),
        )
        for one in reads.items(connection, series.id).get(meeting.id, ())
    )
    return Agenda(series.title, series.topics, items)
