"""Importing a list of participants: a difference, in one transaction, that can be undone.

Arrivals, wishes, pins and badges of those who are known are never touched; who is no
longer on a list is kept and marked.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy import Connection

from db.reads import registrations as reads
from db.reads import stands as stand_reads
from db.rows import StandRow
from db.vocabulary import Instant, StationRole
from db.writes import registrations as writes
from seminar_tui.day.import_seats import judged_by_series
from seminar_tui.day.import_writing import write_difference
from seminar_tui.day.station import Station
from seminar_tui.rules.answers import Answers, understood
from seminar_tui.rules.findings import Finding, in_order, stops
from seminar_tui.rules.last_said import from_json
from seminar_tui.rules.listdiff import (
    Change,
    Difference,
    compare,
    unite,
)
from seminar_tui.rules.listmatch import Listed
from seminar_tui.rules.records import Field, RawList, Registration
from seminar_tui.rules.registration import Known, read_registrations


@dataclass(frozen=True, slots=True)
class Asked:
    """How an import was asked for. `answers` are value to answer as a person gave them.

    `mapping` is what to remember for the next list of this shape (heading to field).
    `passed` is told, in the thread of the import, which share of it is done (0 to 1).
    """

    good_rows: bool = False
    dry_run: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    passed: Callable[[float], None] = field(default=lambda _share: None, compare=False)


OPENED, READ, COMPARED, WRITTEN = 0.2, 0.6, 0.7, 0.95
"""Shares of an import's time, as measured on 50,000 rows, until the file is open, its rows are
understood, compared and written; links between them and the commit are left then."""


def between(passed: Callable[[float], None], start: float, end: float) -> Callable[[float], None]:
    """Return what is told shares of a part of the work, and tells shares of the whole."""
    return lambda share: passed(start + share * (end - start))


class Step(StrEnum):
    """What an import does to one of a day's people or stands."""

    GONE = "gone"
    MOVED = "moved"
    CHANGED = "changed"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class NewValue:
    """A field a list changes: what the day has, and what the list says.

    Of people named at a stand, only those whom the list adds.
    """

    field: str
    was: object
    now: object


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a difference: who (a name, or a stand's number), from where, what is new.

    `home` is a municipality's code, or the organisation's name. Moved is who comes from
    elsewhere or presents elsewhere, and a stand with another number, round or place.
    """

    step: Step
    who: str
    home: str
    values: tuple[NewValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, would do, or did not do. `gone` are badge codes, or stand numbers.

    `result` is imported, would_import or refused.
    """

    result: str
    rows: int
    new: int
    changed: int
    unchanged: int
    gone: tuple[str, ...]
    findings: tuple[Finding, ...]
    changes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    difference: tuple[Told, ...] = ()


def result_of(findings: Sequence[Finding], asked: Asked) -> str:
    """Return what becomes of an import with such findings."""
    if stops(findings) and not asked.good_rows:
        return "refused"
    return "would_import" if asked.dry_run else "imported"


@dataclass(frozen=True, slots=True)
class _Plan:
    """A list read against the day: the difference and everything found."""

    difference: Difference
    day: tuple[Listed, ...]
    findings: tuple[Finding, ...]


def import_participants(
    station: Station,
    now: Instant,
    raw: RawList,
    said: Sequence[Finding] = (),
    asked: Asked | None = None,
    source: random.Random | None = None,
) -> Imported:
    """Import a list of participants, or tell what an import would do.

    `said` are the findings about the file itself. Nothing is written where the answer is
    refused or would_import. `source` draws the new badge codes.
    """
    asked = asked or Asked()
    with station.look() as connection:
        stands = stand_reads.stands(connection, station.day_id)
        known = Known({one.number: one.municipality for one in stands}, answers(connection, asked))
        day = people_of(connection, station.day_id, stands)
    listed = _read(raw, said, known, between(asked.passed, OPENED, READ))
    asked.passed(READ)
    compared = _compared(listed, day)
    with station.look() as connection:
        plan = _judged(connection, station.day_id, compared, asked)
    asked.passed(COMPARED)
    result = result_of(plan.findings, asked)
    if result != "imported":
        asked.passed(1)
        return _reply(result, raw, plan)
    with station.act(now, "import", StationRole.ORGANISER) as work:
        # Somebody may have arrived or been changed while the list was read.
        meanwhile = people_of(work.connection, work.day_id, stands)
        if meanwhile != day:
            compared = _compared(listed, meanwhile)
        plan = _judged(work.connection, work.day_id, compared, asked)
        if result_of(plan.findings, asked) == "refused":
            asked.passed(1)
            return _reply("refused", raw, plan)
        source = source or random.SystemRandom()
        writing = between(asked.passed, COMPARED, WRITTEN)
        write_difference(work, plan.difference, plan.day, raw, source, writing)
        remember(work.connection, raw, asked)
    asked.passed(1)
    return _reply(result, raw, plan)


def remember(connection: Connection, raw: RawList, asked: Asked) -> None:
    """Keep what a person answered and chose for the next list."""
    writes.remember_answers(connection, asked.answers)
    if asked.mapping:
        writes.remember_mapping(connection, raw.shape, asked.mapping)


def preview_without_day(raw: RawList, said: Sequence[Finding], asked: Asked) -> Imported:
    """Tell what an import into a new, empty day would do."""
    known = Known({}, understood(asked.answers))
    listed = _read(raw, said, known, between(asked.passed, OPENED, READ))
    plan = _compared(listed, ())
    asked.passed(1)
    return _reply(result_of(plan.findings, asked), raw, plan)


def _judged(connection: Connection, day_id: int, plan: _Plan, asked: Asked) -> _Plan:
    """Return the plan with what the day's series says about it, where the day is a meeting."""
    difference, odd = judged_by_series(
        connection, day_id, plan.difference, plan.day, good_rows=asked.good_rows
    )
    return replace(plan, difference=difference, findings=in_order((*plan.findings, *odd)))


def answers(connection: Connection, asked: Asked) -> Answers:
    """Return earlier answers and those given now; those given now win."""
    return understood({**reads.answers(connection), **asked.answers})


@dataclass(frozen=True, slots=True)
class _List:
    """A list once every row is read: its people, each once, and who waits for an answer."""

    raw: RawList
    answers: Answers
    column: str
    people: tuple[Registration, ...]
    waiting: tuple[str, ...]
    findings: tuple[Finding, ...]


def _read(
    raw: RawList,
    said: Sequence[Finding],
    known: Known,
    passed: Callable[[float], None] = lambda _share: None,
) -> _List:
    column = raw.heading(Field.NAME) or raw.heading(Field.LAST_NAME)
    reading = read_registrations(raw, known, passed)
    united = unite(reading.registrations, known.answers, column)
    return _List(
        raw,
        known.answers,
        column,
        tuple(united.people),
        (*reading.waiting, *united.waiting),
        (*said, *reading.findings, *united.findings),
    )


def _compared(listed: _List, day: tuple[Listed, ...]) -> _Plan:
    difference = compare(
        listed.people,
        day,
        listed.answers,
        group=listed.raw.shape,
        waiting=listed.waiting,
        column=listed.column,
    )
    return _Plan(difference, day, in_order((*listed.findings, *difference.findings)))


def _reply(result: str, raw: RawList, plan: _Plan) -> Imported:
    difference = plan.difference
    return Imported(
        result,
        len(raw.rows),
        len(difference.new),
        len(difference.changed),
        len(difference.unchanged),
        tuple(one.badge for one in difference.gone),
        plan.findings,
        tuple((one.listed.badge, one.fields) for one in difference.changed),
        tuple(_told(difference)),
    )


MOVES = frozenset({"municipality", "presents"})


def _told(difference: Difference) -> Iterator[Told]:
    """Yield a difference line by line: what loses somebody first, what adds somebody last."""
    changed = difference.changed
    yield from (Told(Step.GONE, one.now.name, _home(one.now)) for one in difference.gone)
    yield from changes_told(
        ((one.registration.name, _home(one.registration), _values(one)) for one in changed),
        MOVES,
    )
    yield from (Told(Step.NEW, one.name, _home(one)) for one in difference.new)


def changes_told(
    changes: Iterable[tuple[str, str, tuple[NewValue, ...]]], moves: frozenset[str]
) -> list[Told]:
    """Return the lines about changes (who, home, values), the moved first.

    `moves` are the fields that move somebody.
    """
    told = [
        Told(Step.CHANGED if moves.isdisjoint(one.field for one in line[2]) else Step.MOVED, *line)
        for line in changes
    ]
    return sorted(told, key=lambda one: one.step is Step.CHANGED)


def _values(change: Change) -> tuple[NewValue, ...]:
    was, now = change.listed.now, change.registration
    return tuple(NewValue(name, _value(was, name), _value(now, name)) for name in change.fields)


def _value(one: Registration, name: str) -> object:
    """Return a field as it is shown. That somebody is on the list again has no value."""
    return _home(one) if name == "municipality" else getattr(one, name, "")


def _home(one: Registration) -> str:
    return one.municipality or one.organisation


def people_of(
    connection: Connection, day_id: int, stands: Sequence[StandRow]
) -> tuple[Listed, ...]:
    """Return everybody of a day as an import compares them."""
    numbers = {one.id: one.number for one in stands}
    wishes = stand_reads.wishes(connection, day_id)
    return tuple(
        Listed(
            id=row.id,
            badge=row.badge,
            now=Registration(
                rows=(0,),
                name=row.name,
                email=row.email,
                municipality=row.municipality,
                organisation=row.organisation,
                role=row.role,
                title=row.title,
                presents=numbers.get(row.presents_stand_id or 0),
                wishes=wishes.get(row.id, ()),
                code=row.outside_code,
                status=row.status,
                note=row.note,
            ),
            last=from_json(row.imported),
            group=row.listed,
            gone=row.gone,
            walked_in=row.walked_in,
            arrived=row.arrived,
        )
        for row in reads.registered(connection, day_id)
    )
