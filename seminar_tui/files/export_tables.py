"""The tables that can be exported, with headings that an import reads again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import Connection

from db.paper import Guest
from db.reads import paper as reads
from db.reads import people as people_reads
from db.reads import stands as stand_reads
from db.reads.entries import entries
from db.reference import municipality_name
from seminar_tui.day.outcome import stand_outcomes
from seminar_tui.files.export import Column, Table, Value
from seminar_tui.i18n import t
from seminar_tui.rules.dates import iso
from seminar_tui.rules.entries import is_follow_up

_WISHES = 5


def _table(key: str, fields: str, rows: Iterable[tuple[Value, ...]], bars: str = "") -> Table:
    barred = bars.split()
    columns = tuple(
        Column(field, t(f"export.column.{field}"), field in barred) for field in fields.split()
    )
    return Table(key, t(f"export.table.{key}"), columns, tuple(rows))


def _when(at: int | None, timezone: str) -> str | None:
    return None if at is None else iso(at, timezone)


def _seconds(length_ms: int | None) -> float | None:
    return None if length_ms is None else length_ms / 1000


def people(connection: Connection, day_id: int) -> Table:
    """Return everybody of the day. An import of it finds nothing changed."""
    zone = reads.head(connection, day_id).timezone
    addresses = reads.emails(connection, day_id)
    outside = people_reads.outside_codes(connection, day_id)
    notes = {person.id: person.note for person in people_reads.people(connection, day_id)}
    wish_fields = " ".join(f"wish{rank}" for rank in range(1, _WISHES + 1))
    return _table(
        "people",
        "name email municipality organisation role title presents "
        f"{wish_fields} status note badge code arrived_at",
        (
            (
                guest.name,
                addresses.get(guest.id, ""),
                guest.municipality,
                guest.organisation,
                t(f"paper.role.{guest.role}"),
                guest.title,
                guest.presents,
                *_padded(guest.wishes),
                t(f"export.status.{guest.status}"),
                notes.get(guest.id, ""),
                guest.code,
                outside.get(guest.id, ""),
                _when(guest.arrived_at, zone),
            )
            for guest in reads.guests(connection, day_id)
            if guest.name
        ),
    )


def _padded(wishes: tuple[int, ...]) -> tuple[int | None, ...]:
    return (*wishes[:_WISHES], *(None,) * (_WISHES - len(wishes)))


def arrivals(connection: Connection, day_id: int) -> Table:
    """Return the door's journal, what was taken back marked."""
    zone = reads.head(connection, day_id).timezone
    return _table(
        "arrivals",
        "at kind badge name municipality station desk voided",
        (
            (
                iso(row.at, zone),
                row.kind,
                row.code,
                row.name,
                row.municipality,
                row.station,
                row.desk,
                row.voided,
            )
            for row in reads.arrivals(connection, day_id)
        ),
    )


def plan(connection: Connection, day_id: int) -> Table:
    """Return the plan: a line a seat, by round, stand and name."""
    stands = {stand.number: stand for stand in stand_reads.stands(connection, day_id)}
    seats = [(seat, guest) for guest in reads.guests(connection, day_id) for seat in guest.seats]
    seats.sort(key=lambda pair: (pair[0].round, pair[0].stand, pair[1].name, pair[1].id))
    return _table(
        "plan",
        "round stand stand_municipality theme place badge name municipality role wish_rank pinned",
        (
            (
                seat.round,
                seat.stand,
                seat.municipality,
                stands[seat.stand].theme,
                seat.place,
                guest.code,
                guest.name,
                guest.comes_from,
                t(f"paper.role.{guest.role}"),
                _rank(guest, seat.stand),
                seat.pinned,
            )
            for seat, guest in seats
        ),
    )


def _rank(guest: Guest, stand: int) -> int | None:
    return guest.wishes.index(stand) + 1 if stand in guest.wishes else None


def visits(connection: Connection, day_id: int) -> Table:
    """Return the stands' journal."""
    zone = reads.head(connection, day_id).timezone
    return _table(
        "visits",
        "at kind round stand stand_municipality badge name municipality station",
        (
            (
                iso(row.at, zone),
                row.kind,
                row.round,
                row.stand,
                row.stand_municipality,
                row.code,
                row.name,
                row.municipality,
                row.station,
            )
            for row in reads.visits(connection, day_id)
        ),
    )


def timing(connection: Connection, day_id: int) -> Table:
    """Return planned and real times and the numbers of guests, a line a stand. Seconds."""
    zone = reads.head(connection, day_id).timezone
    found = stand_outcomes(connection, day_id, reads.guests(connection, day_id))
    return _table(
        "timing",
        "round stand stand_municipality planned_starts planned_ends started ended talk_s "
        "dialogue_s over_s capacity placed visited",
        (
            (
                row.round,
                row.stand,
                row.municipality,
                iso(row.planned_starts, zone),
                iso(row.planned_ends, zone),
                _when(row.started, zone),
                _when(row.ended, zone),
                _seconds(row.talk_ms),
                _seconds(row.dialogue_ms),
                None if row.ended is None else (row.ended - row.planned_ends) / 1000,
                row.capacity,
                row.placed,
                row.visited,
            )
            for row in sorted(found, key=lambda row: (row.round, row.stand))
        ),
        bars="placed visited over_s",
    )


def entry_table(connection: Connection, day_id: int) -> Table:
    """Return everything written down, withdrawn entries too, in the order it was written."""
    zone = reads.head(connection, day_id).timezone
    towns = {
        s.number: municipality_name(s.municipality) for s in stand_reads.stands(connection, day_id)
    }
    return _table(
        "entries",
        "id at round stand stand_municipality phase offset_s kind text state starred answers",
        (
            (
                row.id,
                iso(row.at, zone),
                row.round,
                row.stand,
                towns[row.stand],
                row.phase.value,
                row.offset_ms / 1000,
                row.kind.value,
                row.text,
                row.state.value,
                row.starred,
                row.answers,
            )
            for row in (stored.row for stored in entries(connection, day_id))
        ),
    )


def follow_ups(connection: Connection, day_id: int) -> Table:
    """Return what somebody must come back to, by stand, with whom to write to about it."""
    of_day = {stand.number: stand for stand in stand_reads.stands(connection, day_id)}
    whom = reads.contacts(connection, day_id)
    rows = [one.row for one in entries(connection, day_id) if is_follow_up(one.row, one.tags)]
    return _table(
        "follow_ups",
        "stand stand_municipality theme round kind text state contact contact_email",
        (
            (
                row.stand,
                municipality_name(of_day[row.stand].municipality),
                of_day[row.stand].theme,
                row.round,
                row.kind.value,
                row.text,
                row.state.value,
                "; ".join(name for name, _email in whom.get(row.stand, ())),
                "; ".join(filter(None, (email for _name, email in whom.get(row.stand, ())))),
            )
            for row in sorted(rows, key=lambda row: (row.stand, row.id))
        ),
    )


def stands(connection: Connection, day_id: int) -> Table:
    """Return the stands, with headings that an import of stands reads again."""
    return _table(
        "stands",
        "number municipality theme question place capacity round equipment presenters",
        (
            (
                sheet.number,
                sheet.municipality,
                sheet.theme,
                sheet.question,
                sheet.place,
                sheet.capacity,
                sheet.round,
                sheet.equipment,
                "; ".join(sheet.presenters),
            )
            for sheet in reads.stand_sheets(connection, day_id)
        ),
    )


TABLES: dict[str, Callable[[Connection, int], Table]] = {
    "people": people,
    "arrivals": arrivals,
    "plan": plan,
    "visits": visits,
    "timing": timing,
    "entries": entry_table,
    "stands": stands,
    "follow-ups": follow_ups,
}
"""By the name that the command knows them by."""


def tables(connection: Connection, day_id: int, name: str) -> tuple[Table, ...]:
    """Return the table of that name; `everything` is all of them."""
    if name == "everything":
        return tuple(make(connection, day_id) for make in TABLES.values())
    return (TABLES[name](connection, day_id),)
