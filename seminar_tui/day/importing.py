"""Importing a list of participants: a difference, in one transaction, that can be undone.

Arrivals, wishes, pins and badges of those who are known are never touched; who is no
longer on a list is kept and marked.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection

from db.reads import registrations as reads
from db.reads import stands as stand_reads
from db.vocabulary import Instant, PersonStatus, Role, StandRow, StationRole
from db.writes import registrations as writes
from db.writes import stands as stand_writes
from seminar_tui.day.import_seats import judged_by_series
from seminar_tui.day.linking import link_presenters
from seminar_tui.day.one_badge import link_day
from seminar_tui.day.station import Station, Work
from seminar_tui.rules.answers import Answers, understood
from seminar_tui.rules.badge import CodeKind, new_code
from seminar_tui.rules.findings import Finding, in_order, stops
from seminar_tui.rules.listdiff import (
    Change,
    Difference,
    compare,
    group_of,
    role_or_staff,
    unite,
)
from seminar_tui.rules.listmatch import Listed
from seminar_tui.rules.records import Field, RawList, Registration
from seminar_tui.rules.registration import Known, read_registrations


@dataclass(frozen=True, slots=True)
class Asked:
    """How an import was asked for. `answers` are value to answer as a person gave them.

    `mapping` is what to remember for the next list of this shape (heading to field).
    """

    good_rows: bool = False
    dry_run: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)


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
    listed = _read(raw, said, known)
    compared = _compared(listed, day)
    with station.look() as connection:
        plan = _judged(connection, station.day_id, compared, asked)
    result = result_of(plan.findings, asked)
    if result != "imported":
        return _reply(result, raw, plan)
    with station.act(now, "import", StationRole.ORGANISER) as work:
        # Somebody may have arrived or been changed while the list was read.
        meanwhile = people_of(work.connection, work.day_id, stands)
        if meanwhile != day:
            compared = _compared(listed, meanwhile)
        plan = _judged(work.connection, work.day_id, compared, asked)
        if result_of(plan.findings, asked) == "refused":
            return _reply("refused", raw, plan)
        _write(work, plan, raw, asked, source or random.SystemRandom())
    return _reply(result, raw, plan)


def preview_without_day(raw: RawList, said: Sequence[Finding], asked: Asked) -> Imported:
    """Tell what an import into a new, empty day would do."""
    plan = _compared(_read(raw, said, Known({}, understood(asked.answers))), ())
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


def _read(raw: RawList, said: Sequence[Finding], known: Known) -> _List:
    column = raw.heading(Field.NAME) or raw.heading(Field.LAST_NAME)
    reading = read_registrations(raw, known)
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
    )


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
            last=_from_json(row.imported),
            group=row.listed,
            gone=row.gone,
            walked_in=row.walked_in,
            arrived=row.arrived,
        )
        for row in reads.registered(connection, day_id)
    )


_ROLES = {role.value: role for role in Role}
_STATUSES = {status.value: status for status in PersonStatus}


def _from_json(text: str) -> Registration | None:
    if not text:
        return None
    held = json.loads(text)
    return Registration(
        rows=(0,),
        name=held["name"],
        email=held["email"],
        municipality=held["municipality"],
        organisation=held["organisation"],
        role=_ROLES.get(held["role"]),
        title=held["title"],
        presents=held["presents"],
        wishes=tuple(held["wishes"]),
        code=held["code"],
        status=_STATUSES[held["status"]],
        note=held["note"],
    )


def _to_json(said: Registration, before: Registration | None = None) -> str:
    """Return what the list says, over what it said before: an empty cell forgets nothing."""
    if before is not None:
        said = replace(
            said,
            email=said.email or before.email,
            role=said.role or before.role,
            title=said.title or before.title,
            presents=said.presents or before.presents,
            wishes=said.wishes or before.wishes,
            code=said.code or before.code,
            note=said.note or before.note,
        )
    held = {
        "name": said.name,
        "email": said.email,
        "municipality": said.municipality,
        "organisation": said.organisation,
        "role": said.role,
        "title": said.title,
        "presents": said.presents,
        "wishes": said.wishes,
        "code": said.code,
        "status": said.status,
        "note": said.note,
    }
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def _write(work: Work, plan: _Plan, raw: RawList, asked: Asked, source: random.Random) -> None:
    stands = {one.number: one.id for one in stand_reads.stands(work.connection, work.day_id)}
    difference = plan.difference
    met = {one.listed.id for one in (*difference.changed, *difference.unchanged)}
    group = group_of(plan.day, met, raw.shape)
    added = _add(work, difference.new, stands, group, source)
    former = _change(work, difference.changed, stands)
    _keep_said(work, (*difference.changed, *difference.unchanged), group)
    gone = [one.id for one in difference.gone]
    writes.change_participants(work.connection, [{"id": one, "gone": True} for one in gone])
    linked = link_presenters(work)
    link_day(work)
    writes.remember_answers(work.connection, asked.answers)
    if asked.mapping:
        writes.remember_mapping(work.connection, raw.shape, asked.mapping)
    counts = {"new": len(added), "changed": len(difference.changed), "gone": len(gone)}
    touched = bool(added or former or gone or linked)
    work.log(
        "imported",
        detail={"kind": raw.kind.value, "rows": len(raw.rows), **counts},
        undo={"new": added, "changed": former, "gone": gone, "linked": linked} if touched else None,
    )


def _add(
    work: Work,
    people: Sequence[Registration],
    stands: Mapping[int, int],
    group: str,
    source: random.Random,
) -> list[int]:
    participants = [
        {
            "municipality": one.municipality,
            "organisation": one.organisation,
            "role": role_or_staff(one.role).value,
            "status": one.status.value,
            "presents_stand_id": stands.get(one.presents or 0),
            "listed": group,
        }
        for one in people
    ]
    persons = [
        {
            "name": one.name,
            "email": one.email,
            "title": one.title,
            "note": one.note,
            "outside_code": one.code,
            "imported": _to_json(one),
        }
        for one in people
    ]
    codes = draw_codes(work.connection, len(people), source)
    ids = writes.add_people(
        work.connection, work.day_id, participants, persons, codes, work.now.utc_ms
    )
    writes.add_wishes(
        work.connection,
        [
            (number, [stands[wish] for wish in one.wishes])
            for number, one in zip(ids, people, strict=True)
        ],
    )
    return ids


def draw_codes(connection: Connection, count: int, source: random.Random) -> list[str]:
    """Draw so many badge codes that were never given out in this store."""
    if not count:
        return []
    taken = reads.badge_codes(connection)
    codes: list[str] = []
    while len(codes) < count:
        code = new_code(CodeKind.PERSON, source)
        if code not in taken:
            taken.add(code)
            codes.append(code)
    return codes


_PERSONAL = {"name": "name", "email": "email", "title": "title", "note": "note"}


def _change(
    work: Work, changes: Sequence[Change], stands: Mapping[int, int]
) -> dict[str, dict[str, Any]]:
    """Write what the list changed; return the former values that are not personal, by id.

    The personal ones go into the person's own row, so that a purge takes them too.
    """
    participants, persons = [], []
    former: dict[str, dict[str, Any]] = {}
    for change in changes:
        number, now, said = change.listed.id, change.listed.now, change.registration
        values, before = _columns(change, stands)
        personal = {name: getattr(said, name) for name in _PERSONAL if name in change.fields}
        kept: dict[str, Any] = {name: getattr(now, name) for name in personal}
        if "code" in change.fields:
            personal["outside_code"], kept["outside_code"] = said.code, now.code
        if values:
            participants.append({"id": number, **values})
        persons.append({"participant_id": number, **personal, "former": json.dumps(kept)})
        if "wishes" in change.fields:
            before["wishes"] = [stands[wish] for wish in now.wishes]
            wished = [stands[wish] for wish in said.wishes]
            stand_writes.replace_wishes(work.connection, number, wished)
        former[str(number)] = before
    writes.change_participants(work.connection, participants)
    writes.change_persons(work.connection, persons)
    return former


def _columns(change: Change, stands: Mapping[int, int]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the columns of a participant to write, and what they held."""
    now, said = change.listed.now, change.registration
    values: dict[str, Any] = {}
    before: dict[str, Any] = {}
    for name in change.fields:
        match name:
            case "municipality":
                values |= {"municipality": said.municipality, "organisation": said.organisation}
                before |= {"municipality": now.municipality, "organisation": now.organisation}
            case "role":
                values["role"] = role_or_staff(said.role).value
                before["role"] = role_or_staff(now.role).value
            case "status":
                values["status"], before["status"] = said.status.value, now.status.value
            case "presents":
                values["presents_stand_id"] = stands.get(said.presents or 0)
                before["presents_stand_id"] = stands.get(now.presents or 0)
            case "gone":
                values["gone"], before["gone"] = False, True
            case _:
                pass
    return values, before


_SAID = attrgetter(
    "name",
    "email",
    "municipality",
    "organisation",
    "role",
    "title",
    "presents",
    "wishes",
    "code",
    "status",
    "note",
)


def _keep_said(work: Work, met: Sequence[Change], group: str) -> None:
    """Remember what the list said of everybody it names, and that they came on it."""
    persons = []
    participants = []
    for one in met:
        last = one.listed.last
        if last is None or _SAID(last) != _SAID(one.registration):
            text = _to_json(one.registration, last)
            persons.append({"participant_id": one.listed.id, "imported": text})
        if one.listed.group != group:
            participants.append({"id": one.listed.id, "listed": group})
    writes.change_persons(work.connection, persons)
    writes.change_participants(work.connection, participants)
