"""Importing a list of stands: a difference, in one transaction, that can be undone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from db.reads import days as day_reads
from db.reads import registrations as reads
from db.reads import stands as stand_reads
from db.vocabulary import Instant, Severity, StationRole
from db.writes import registrations as writes
from db.writes.stands import touch_programme
from seminar_tui.day.importing import (
    COMPARED,
    OPENED,
    WRITTEN,
    Asked,
    Imported,
    NewValue,
    Step,
    Told,
    answers,
    changes_told,
    remember,
    result_of,
)
from seminar_tui.day.linking import link_presenters
from seminar_tui.day.stands import APPROVED_TEXTS
from seminar_tui.day.station import Station, Work
from seminar_tui.rules.answers import understood
from seminar_tui.rules.findings import Code, Finding, in_order
from seminar_tui.rules.names import fold
from seminar_tui.rules.presenting import Candidate, find_presenters
from seminar_tui.rules.records import Field, RawList, StandRecord
from seminar_tui.rules.stand_list import (
    KnownStand,
    StandChange,
    StandDifference,
    StandsRead,
    compare_stands,
    read_stands,
)

_TEXTS = ("theme", "question", "place", "equipment")
_MOVES = frozenset({"number", "round", "place"})


@dataclass(frozen=True, slots=True)
class _Plan:
    difference: StandDifference
    findings: tuple[Finding, ...]


def import_stands(
    station: Station,
    now: Instant,
    raw: RawList,
    said: Sequence[Finding] = (),
    asked: Asked | None = None,
) -> Imported:
    """Import a list of stands, or tell what an import would do.

    Stands that are no longer on a list are kept and named in `gone`; the organiser cancels.
    """
    asked = asked or Asked()
    asked.passed(OPENED)
    with station.look() as connection:
        plan = _plan(connection, station.day_id, raw, said, asked)
    asked.passed(COMPARED)
    result = result_of(plan.findings, asked)
    if result != "imported":
        asked.passed(1)
        return _reply(result, raw, plan)
    with station.act(now, "import", StationRole.ORGANISER) as work:
        plan = _plan(work.connection, work.day_id, raw, said, asked)
        if result_of(plan.findings, asked) == "refused":
            asked.passed(1)
            return _reply("refused", raw, plan)
        _write(work, plan, raw, asked)
    asked.passed(1)
    return _reply(result, raw, plan)


def preview_stands_without_day(
    raw: RawList, said: Sequence[Finding], asked: Asked, rounds: int = 2
) -> Imported:
    """Tell what an import into a new, empty day would do."""
    told = understood(asked.answers)
    read = read_stands(raw, told, rounds)
    column = raw.heading(Field.MUNICIPALITY)
    difference = compare_stands(read.stands, (), read.waiting, column, told)
    plan = _Plan(difference, in_order((*said, *read.findings, *difference.findings)))
    asked.passed(1)
    return _reply(result_of(plan.findings, asked), raw, plan)


def _plan(
    connection: Connection, day_id: int, raw: RawList, said: Sequence[Finding], asked: Asked
) -> _Plan:
    rounds = day_reads.day(connection, day_id).rounds
    told = answers(connection, asked)
    read = read_stands(raw, told, rounds)
    day = known_stands(connection, day_id)
    column = raw.heading(Field.MUNICIPALITY)
    difference = compare_stands(read.stands, day, read.waiting, column, told)
    unknown = _unknown_presenters(connection, day_id, raw, read, day)
    return _Plan(difference, in_order((*said, *read.findings, *difference.findings, *unknown)))


def known_stands(connection: Connection, day_id: int) -> tuple[KnownStand, ...]:
    """Return the day's stands as an import compares them."""
    linked = stand_reads.presenters(connection, day_id)
    pending = stand_reads.pending_presenters(connection, day_id)
    last = reads.imported_stands(connection, day_id)
    return tuple(
        KnownStand(
            row.id,
            StandRecord(
                0,
                row.number,
                row.municipality,
                row.theme,
                row.question,
                row.place,
                row.capacity,
                row.round,
                row.equipment,
                (*(name for _, name in linked.get(row.id, ())), *pending.get(row.id, ())),
            ),
            _from_json(last.get(row.id, "")),
        )
        for row in stand_reads.stands(connection, day_id)
    )


def _from_json(text: str) -> StandRecord | None:
    return StandRecord(row=0, **json.loads(text)) if text else None


def _to_json(said: StandRecord, before: StandRecord | None) -> str:
    """Return what the list says over what it said before. No presenters: they are people."""
    held: dict[str, object] = {}
    for name in ("number", "municipality", *_TEXTS, "capacity", "round"):
        held[name] = getattr(said, name) or (getattr(before, name) if before else "") or None
    for name in _TEXTS:
        held[name] = held[name] or ""
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def _unknown_presenters(
    connection: Connection,
    day_id: int,
    raw: RawList,
    read: StandsRead,
    day: Sequence[KnownStand],
) -> list[Finding]:
    """Note the presenters whom nobody registered fits yet."""
    linked = {
        (one.now.municipality, fold(name)) for one in day for name in one.now.presenters
    } - _pending(connection, day_id)
    municipality_of = {one.row: one.municipality for one in read.stands}
    people = [
        Candidate(row.id, row.name, row.municipality, row.status, None)
        for row in reads.registered(connection, day_id)
    ]
    named = [
        (one.row, name)
        for one in read.stands
        for name in one.presenters
        if (one.municipality, fold(name)) not in linked
    ]
    found = {(link.stand_id, link.name) for link in find_presenters(named, municipality_of, people)}
    column = raw.heading(Field.PRESENTERS)
    return [
        Finding(row, column, name, Severity.NOTE, Code.PRESENTER_UNKNOWN)
        for row, name in named
        if (row, name) not in found
    ]


def _pending(connection: Connection, day_id: int) -> set[tuple[str, str]]:
    homes = {one.id: one.municipality for one in stand_reads.stands(connection, day_id)}
    return {
        (homes[stand_id], fold(name))
        for stand_id, names in stand_reads.pending_presenters(connection, day_id).items()
        for name in names
    }


def _reply(result: str, raw: RawList, plan: _Plan) -> Imported:
    difference = plan.difference
    return Imported(
        result,
        len(raw.rows),
        len(difference.new),
        len(difference.changed),
        len(difference.unchanged),
        tuple(str(one.now.number) for one in difference.gone),
        plan.findings,
        tuple((str(one.known.now.number), one.fields) for one in difference.changed),
        (
            *(Told(Step.GONE, *_named(one.now)) for one in difference.gone),
            *changes_told(((*_named(c.record), _values(c)) for c in difference.changed), _MOVES),
            *(Told(Step.NEW, *_named(one)) for one in difference.new),
        ),
    )


def _named(one: StandRecord) -> tuple[str, str]:
    return str(one.number), one.municipality


def _values(change: StandChange) -> tuple[NewValue, ...]:
    was, now = change.known.now, change.record
    return tuple(
        NewValue(name, (), _added(change))
        if name == "presenters"
        else NewValue(name, getattr(was, name), getattr(now, name))
        for name in change.fields
    )


def _added(change: StandChange) -> tuple[str, ...]:
    """Return the presenters whom the list names and the stand does not have yet."""
    here = {fold(name) for name in change.known.now.presenters}
    return tuple(name for name in change.record.presenters if fold(name) not in here)


def _write(work: Work, plan: _Plan, raw: RawList, asked: Asked) -> None:
    day = day_reads.day(work.connection, work.day_id)
    difference = plan.difference
    added = writes.add_stands(
        work.connection, work.day_id, [_columns(one, day.capacity) for one in difference.new]
    )
    asked.passed((COMPARED + WRITTEN) / 2)
    pending = [
        (stand_id, name)
        for stand_id, one in zip(added, difference.new, strict=True)
        for name in one.presenters
    ]
    approved = {s.id: s.approved_at for s in stand_reads.stands(work.connection, work.day_id)}
    former: dict[str, dict[str, Any]] = {}
    rows = []
    for change in (*difference.changed, *difference.unchanged):
        known = change.known
        columns = [name for name in change.fields if name != "presenters"]
        values = {name: getattr(change.record, name) for name in columns}
        was: dict[str, Any] = {name: getattr(known.now, name) for name in columns}
        if not APPROVED_TEXTS.isdisjoint(columns):
            values["approved_at"], was["approved_at"] = None, approved[known.id]
        rows.append({"id": known.id, **values, "imported": _to_json(change.record, known.last)})
        if change.fields:
            former[str(known.id)] = was
        if "presenters" in change.fields:
            pending += [(known.id, name) for name in _added(change)]
    writes.change_stands(work.connection, rows)
    # Said once: a stand no list names any more is from now on the organiser's alone.
    writes.change_stands(work.connection, [{"id": g.id, "imported": ""} for g in difference.gone])
    writes.add_pending(work.connection, pending)
    asked.passed(WRITTEN)
    linked = link_presenters(work)
    remember(work.connection, raw, asked)
    touched = bool(added or former or linked)
    if touched:
        touch_programme(work.connection, work.day_id, work.now.utc_ms)
    counts = {"new": len(added), "changed": len(former), "gone": len(difference.gone)}
    work.log(
        "imported",
        detail={"kind": raw.kind.value, "rows": len(raw.rows), **counts},
        undo={"stands": added, "changed": former, "linked": linked} if touched else None,
    )


def _columns(one: StandRecord, capacity: int) -> dict[str, Any]:
    return {
        "number": one.number,
        "municipality": one.municipality,
        "round": one.round,
        **{name: getattr(one, name) for name in _TEXTS},
        "capacity": one.capacity or capacity,
        "imported": _to_json(one, None),
    }
