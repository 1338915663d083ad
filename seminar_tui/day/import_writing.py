"""Writing an import's difference, inside its transaction; what it replaces is kept for its undo."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Connection

from db.reads import registrations as reads
from db.reads import stands as stand_reads
from db.writes import registrations as writes
from db.writes import stands as stand_writes
from seminar_tui.day.linking import link_presenters
from seminar_tui.day.one_badge import link_day
from seminar_tui.day.station import Work
from seminar_tui.rules.badge import CodeKind, new_code
from seminar_tui.rules.last_said import to_json
from seminar_tui.rules.listdiff import Change, Difference, group_of, role_or_staff
from seminar_tui.rules.listmatch import Listed
from seminar_tui.rules.records import RawList, Registration

T = TypeVar("T")
_PART = 1000
"""Rows written between two words about how far it is."""


def write_difference(
    work: Work,
    difference: Difference,
    day: tuple[Listed, ...],
    raw: RawList,
    source: random.Random,
    passed: Callable[[float], None],
) -> None:
    """Write what a list of participants changes about a day, and log what undoes it.

    `passed` is told now and then the share of the writing that is done (0 to 1).
    """
    stands = {one.number: one.id for one in stand_reads.stands(work.connection, work.day_id)}
    met = {one.listed.id for one in (*difference.changed, *difference.unchanged)}
    group = group_of(day, met, raw.shape)
    codes = draw_codes(work.connection, len(difference.new), source)
    known = (*difference.changed, *difference.unchanged)
    parts = _Parts(len(difference.new) + len(difference.changed) + len(known), passed)
    added: list[int] = []
    for people in parts.of(difference.new):
        at = len(added)
        added += _add(work, people, stands, group, codes[at : at + len(people)])
    former: dict[str, dict[str, Any]] = {}
    for changes in parts.of(difference.changed):
        former |= _change(work, changes, stands)
    for some in parts.of(known):
        _keep_said(work, some, group)
    gone = [one.id for one in difference.gone]
    writes.change_participants(work.connection, [{"id": one, "gone": True} for one in gone])
    linked = link_presenters(work)
    link_day(work)
    counts = {"new": len(added), "changed": len(difference.changed), "gone": len(gone)}
    touched = bool(added or former or gone or linked)
    work.log(
        "imported",
        detail={"kind": raw.kind.value, "rows": len(raw.rows), **counts},
        undo={"new": added, "changed": former, "gone": gone, "linked": linked} if touched else None,
    )


class _Parts:
    """Gives rows out some at a time, and says after each part which share of all is written."""

    def __init__(self, rows: int, passed: Callable[[float], None]) -> None:
        self._rows, self._passed = rows, passed
        self._written = 0

    def of(self, rows: Sequence[T]) -> Iterator[Sequence[T]]:
        """Yield the rows in parts."""
        for at in range(0, len(rows), _PART):
            part = rows[at : at + _PART]
            yield part
            self._written += len(part)
            self._passed(self._written / self._rows)


def _add(
    work: Work,
    people: Sequence[Registration],
    stands: Mapping[int, int],
    group: str,
    codes: Sequence[str],
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
            "imported": to_json(one),
        }
        for one in people
    ]
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
            text = to_json(one.registration, last)
            persons.append({"participant_id": one.listed.id, "imported": text})
        if one.listed.group != group:
            participants.append({"id": one.listed.id, "listed": group})
    writes.change_persons(work.connection, persons)
    writes.change_participants(work.connection, participants)
