"""What somebody must come back to, with whom to write to."""

from __future__ import annotations

from db.vocabulary import EntryKind
from seminar_tui.clock import FrozenClock
from seminar_tui.day.entries import NewEntry, add_entry, tag, withdraw
from seminar_tui.day.station import Station
from seminar_tui.files.export_tables import follow_ups


def test_what_is_sent_on_is_listed_with_the_stands_contacts(
    any_station: Station, clock: FrozenClock
) -> None:
    now = clock.now()
    add_entry(any_station, now, "2", NewEntry(EntryKind.COMMENT, "kun en kommentar"))
    asked = add_entry(any_station, now, "2", NewEntry(EntryKind.QUESTION, "Må vi få skemaet?"))
    add_entry(any_station, now, "1", NewEntry(EntryKind.FOLLOW_UP, "Ring om budgettet"))
    gone = add_entry(any_station, now, "1", NewEntry(EntryKind.FOLLOW_UP, "fortrudt"))
    withdraw(any_station, now, gone.row.id)
    tag(any_station, now, asked.row.id, ["follow_up"])
    with any_station.look() as connection:
        table = follow_ups(connection, any_station.day_id)
    fields = [column.key for column in table.columns]
    rows = [dict(zip(fields, row, strict=True)) for row in table.rows]
    assert [(row["stand"], row["text"]) for row in rows] == [
        (1, "Ring om budgettet"),
        (2, "Må vi få skemaet?"),
    ]
    assert all(row["contact"] and row["theme"] for row in rows)
