"""A list imported into a meeting's day, judged by the series: seats, group, membership, roles.

The door asks the same rules of those who come: see `day.seat_at_door`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from db.reads import series as reads
from db.reference import municipality_name
from db.series_vocabulary import MemberRow
from db.vocabulary import PersonStatus, Role, Severity
from seminar_tui.day.series import find_series, whole
from seminar_tui.day.series_seats import meeting_findings
from seminar_tui.rules.findings import Code, Finding
from seminar_tui.rules.listdiff import Difference
from seminar_tui.rules.listmatch import Listed
from seminar_tui.rules.quota import Seated
from seminar_tui.rules.records import Registration
from seminar_tui.rules.series_check import SeriesCode, SeriesFinding


@dataclass(frozen=True, slots=True)
class _Coming:
    """Somebody who would be expected after the import. `row` is None for who already was."""

    registration: Registration
    row: int | None


def judged_by_series(
    connection: Connection,
    day_id: int,
    difference: Difference,
    everybody: Sequence[Listed],
    *,
    good_rows: bool,
) -> tuple[Difference, tuple[Finding, ...]]:
    """Return what an import into a day does, and what its series says about it.

    Only what the list brings is judged, never who was on the day before. With `good_rows`
    the new people of a municipality about whom a person must decide are left out. On a day
    of its own nothing is found.
    """
    meeting = reads.meeting_of_day(connection, day_id)
    if meeting is None:
        return difference, ()
    all_of = whole(connection, find_series(connection, str(meeting.series_id)))
    coming = list(_coming(difference, everybody))
    seated = [
        Seated(number, one.registration.municipality, one.registration.role or Role.STAFF)
        for number, one in enumerate(coming)
    ]
    listed = {one.registration.municipality for one in coming if one.row is not None}
    theirs = replace(all_of, members=_only(all_of.members, listed))
    odd = [
        one for one in meeting_findings(theirs, meeting, seated) if _brought(one, coming, listed)
    ]
    findings = tuple(_finding(one, coming) for one in odd)
    if not good_rows:
        return difference, findings
    waiting = {
        coming[number].row for one in odd if one.severity is not Severity.NOTE for number in one.who
    }
    new = tuple(one for one in difference.new if one.row not in waiting)
    return replace(difference, new=new), findings


def _only(members: Sequence[MemberRow], listed: set[str | None]) -> tuple[MemberRow, ...]:
    return tuple(one for one in members if one.municipality in listed)


def _coming(difference: Difference, everybody: Sequence[Listed]) -> Iterator[_Coming]:
    """Yield who would be expected: the new, the changed as the list has them, the others."""
    for one in difference.new:
        if one.status is PersonStatus.REGISTERED:
            yield _Coming(one, one.row)
    changed = {change.listed.id: change.registration for change in difference.changed}
    leaving = {one.id for one in difference.gone}
    for listed in everybody:
        said = changed.get(listed.id, listed.now)
        away = listed.gone and listed.id not in changed
        if said.status is PersonStatus.REGISTERED and listed.id not in leaving and not away:
            merged = replace(said, municipality=said.municipality or listed.now.municipality)
            yield _Coming(replace(merged, role=said.role or listed.now.role), None)


def _brought(one: SeriesFinding, coming: Sequence[_Coming], listed: set[str | None]) -> bool:
    """Tell whether a finding is about what the list brings."""
    if one.code is SeriesCode.SEATS_UNDER:
        return one.municipality in listed
    return any(coming[number].row is not None for number in one.who)


def _finding(one: SeriesFinding, coming: Sequence[_Coming]) -> Finding:
    rows = sorted(row for number in one.who if (row := coming[number].row) is not None)
    name = municipality_name(one.municipality)
    facts = {
        SeriesCode.SEATS_OVER: f"{one.facts.get('count')} ({one.facts.get('rule')})",
        SeriesCode.SEATS_UNDER: f"{one.facts.get('count')} ({one.facts.get('rule')})",
        SeriesCode.OUTSIDE_MEMBERSHIP: f"{one.facts.get('since')}–{one.facts.get('until')}",
        SeriesCode.ROLE_NOT_IN_SERIES: str(one.facts.get("role")),
    }
    value = ": ".join(filter(None, (name, facts.get(one.code, ""))))
    row = rows[0] if rows else 0
    return Finding(row, "", value, one.severity, Code(one.code.value), tuple(rows))
