"""What a series has come to: members, seats, prices, attendance, contributions; and renewing it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.reads import attendance as attendance_reads
from db.reads import series as reads
from db.reads import stands as stand_reads
from db.reference import municipality_name
from db.series_vocabulary import AppearanceRow, MeetingRow, MemberStatus, PriceKind
from db.vocabulary import Instant, Role, StationRole
from db.writes import series as writes
from seminar_tui.day.attendance import matrix
from seminar_tui.day.meetings import municipality_code
from seminar_tui.day.series import (
    TITLE,
    UNCHANGED,
    SeriesChange,
    Whole,
    change_made,
    find_series,
    whole,
)
from seminar_tui.day.series_seats import meeting_findings, naming_findings
from seminar_tui.day.series_undo import Recorder, of_series
from seminar_tui.day.station import Station
from seminar_tui.rules.attendance import Matrix, PersonLine
from seminar_tui.rules.colleagues import House, colleagues
from seminar_tui.rules.groups import admits, group_of
from seminar_tui.rules.names import danish_key
from seminar_tui.rules.prices import Price, PriceState, drifted, price_of
from seminar_tui.rules.quota import Seated
from seminar_tui.rules.series import date_after, iso_date, month_after, period_of
from seminar_tui.rules.series_check import (
    SeriesFinding,
    council_findings,
    named_counts,
    price_findings,
)
from seminar_tui.text import clean


@dataclass(frozen=True, slots=True)
class Invoice:
    """One line of the invoice basis. `seen` are different people over the meetings."""

    municipality: str
    named: int
    seen: int
    price: Price
    drifted: bool


@dataclass(frozen=True, slots=True)
class Account:
    """What the members owe. `asked` counts the lines whose price a person must decide."""

    kind: PriceKind
    lines: tuple[Invoice, ...]
    total_ore: int
    asked: int


def account(all_of: Whole, table: Matrix) -> Account:
    """Return what every member owes: the price goes by those named, drift by those seen.

    Exempt roles count in neither.
    """
    exempt = all_of.series.exempt_roles
    named = named_counts([(one.municipality, one.role) for one in all_of.delegates], exempt)
    seen = seen_counts(all_of, table)
    lines = []
    for one in sorted(all_of.joined, key=lambda m: danish_key(municipality_name(m.municipality))):
        code = one.municipality
        price = price_of(all_of.price, named[code])
        lines.append(Invoice(code, named[code], seen[code], price, drifted(price, seen[code])))
    total = sum(one.price.ore for one in lines)
    asked = sum(one.price.state is PriceState.ASK for one in lines)
    return Account(all_of.price.kind, tuple(lines), total, asked)


def seen_counts(all_of: Whole, table: Matrix) -> Counter[str]:
    """Return how many different people of each municipality were at a meeting."""
    exempt = frozenset(all_of.series.exempt_roles)
    return Counter(
        line.municipality
        for line in table.people
        if line.times and line.municipality is not None and line.role not in exempt
    )


@dataclass(frozen=True, slots=True)
class MeetingReport:
    """One meeting: who was expected and came, what is odd, who is silent.

    `expected` and `findings` count and judge those registered; `arrived`, `roles` and `came`
    are those who came; `silent` are members that have neither promised nor given anything.
    """

    meeting: MeetingRow
    expected: int
    arrived: int
    roles: Mapping[Role, int]
    first_timers: int
    findings: tuple[SeriesFinding, ...]
    came: tuple[Seated, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeriesReport:
    """A series from invitation to attendance.

    `findings` are about the naming, the prices and the councils' decisions; the ids in a
    meeting's findings are participants', in these delegates'. `names` tells both.
    """

    whole: Whole
    statuses: Mapping[MemberStatus | None, int]
    account: Account
    findings: tuple[SeriesFinding, ...]
    meetings: tuple[MeetingReport, ...]
    drop_offs: tuple[PersonLine, ...]
    names: Mapping[int, str]
    participants: Mapping[int, str]
    matrix: Matrix


def report(connection: Connection, asked: str | None) -> SeriesReport:
    """Return the report of a series. Raises BadInput as `find_series`."""
    series = find_series(connection, asked)
    all_of = whole(connection, series)
    seen = attendance_reads.appearances(connection, [series.id])
    table = matrix(connection, [series], seen)
    given = reads.contributions(connection, series.id)
    named = [Seated(one.id, one.municipality, one.role) for one in all_of.delegates]
    named_by = named_counts([(one.municipality, one.role) for one in named], series.exempt_roles)
    findings = (
        *naming_findings(all_of, named),
        *price_findings(all_of.price, all_of.members, named_by, seen_counts(all_of, table)),
        *(council_findings(all_of.members) if series.council_needed else ()),
    )
    statuses: Counter[MemberStatus | None] = Counter(one.status for one in all_of.members)
    statuses[None] = 98 - len(all_of.members)
    by_meeting: dict[int, list[AppearanceRow]] = defaultdict(list)
    for row in seen:
        by_meeting[row.meeting_id].append(row)
    meetings = tuple(
        _meeting_report(all_of, table, column, by_meeting, given)
        for column, _meeting in enumerate(table.meetings)
    )
    return SeriesReport(
        all_of,
        statuses,
        account(all_of, table),
        findings,
        meetings,
        table.drop_offs(),
        {one.id: one.name for one in all_of.delegates},
        {row.participant_id: row.name for row in seen},
        table,
    )


def _meeting_report(
    all_of: Whole,
    table: Matrix,
    column: int,
    seen: Mapping[int, Sequence[AppearanceRow]],
    given: Mapping[tuple[int, str], object],
) -> MeetingReport:
    meeting = table.meetings[column]
    here = seen.get(meeting.id, ())
    registered = [
        Seated(row.participant_id, row.municipality, row.role) for row in here if row.expected
    ]
    came = tuple(
        Seated(row.participant_id, row.municipality, row.role, arrived=True)
        for row in here
        if row.arrived
    )
    silent = tuple(
        one.municipality
        for one in all_of.joined
        if (meeting.id, one.municipality) not in given
        and admits(meeting.group, group_of(one.municipality, one.group))
    )
    return MeetingReport(
        meeting,
        len(registered),
        len(came),
        Counter(one.role for one in came),
        len(table.first_timers(column)),
        meeting_findings(all_of, meeting, registered) if here else (),
        came,
        silent,
    )


def colleagues_of(
    connection: Connection, asked: str | None, theme: str = "", near: str = ""
) -> tuple[House, ...]:
    """Return which members of a series work on a theme, nearest in size to `near` first.

    Raises BadInput: municipality_unknown and as `find_series`.
    """
    all_of = whole(connection, find_series(connection, asked))
    themes = [
        (stand.municipality, stand.theme)
        for meeting in all_of.meetings
        if meeting.day_id is not None
        for stand in stand_reads.stands(connection, meeting.day_id)
        if stand.theme
    ]
    code = municipality_code(near) if clean(near) else None
    return colleagues(all_of.joined, all_of.delegates, themes, theme=clean(theme, 80), near=code)


def renew(
    station: Station,
    now: Instant,
    asked: str | None,
    starts_on: str,
    title: str = "",
    also: SeriesChange = UNCHANGED,
) -> Whole:
    """Make next year's series of this one: its rules, meetings by month, members and names.

    Members that said yes carry on; the others are not invited again by it. Meetings and
    milestones keep their distance from the first month; meetings get their dates anew.
    `also` is what it is to have otherwise. Raises BadInput: iso_date_unclear and as
    `change_series`.
    """
    first = iso_date(starts_on)
    with station.act(now, "new_series", StationRole.ORGANISER) as work:
        old = whole(work.connection, find_series(work.connection, asked))
        series = old.series
        months = _months(series.starts_on, series.ends_on)
        values = {
            "title": clean(title, TITLE) or series.title,
            "template": series.template,
            "starts_on": first,
            "ends_on": period_of(first, months),
            "organisers": series.organisers,
            "tags": series.tags,
            "topics": series.topics,
            "link": "",
            "roles": [role.value for role in series.roles],
            "exempt_roles": [role.value for role in series.exempt_roles],
            "host_exempt": series.host_exempt,
            "price_kind": series.price_kind.value,
            "price_ore": series.price_ore,
            "council_needed": series.council_needed,
            "renewed_from": series.id,
        }
        new_id = writes.add_series(work.connection, values)
        writes.set_contacts(work.connection, new_id, old.contacts)
        writes.set_tiers(work.connection, new_id, old.price.tiers)
        writes.set_seat_rules(work.connection, new_id, None, old.rules)
        shift = _months(series.starts_on[:7] + "-02", first[:7] + "-02")
        for meeting in old.meetings:
            _again(work.connection, new_id, old, meeting, shift)
        for due in old.milestones:
            writes.add_milestone(work.connection, new_id, date_after(due.due, shift), due.title)
        for one in old.joined:
            kept = {
                "status": MemberStatus.YES.value,
                "council_on": one.council_on,
                "for_group": one.group.value if one.group else None,
                "theme": one.theme,
                "inhabitants": one.inhabitants,
            }
            writes.set_member(work.connection, new_id, one.municipality, kept)
        for delegate in old.delegates:
            writes.name_for(work.connection, new_id, delegate.id)
        change_made(work.connection, new_id, also)
        undo = Recorder(work).undo(*of_series(new_id))
        work.log("created", detail={"series": [new_id], "renewed_from": series.id}, undo=undo)
        return whole(work.connection, find_series(work.connection, str(new_id)))


def _months(since: str, until: str) -> int:
    """Return the months from one date's to another's, a last day of a month counting whole."""
    years, months = int(until[:4]) - int(since[:4]), int(until[5:7]) - int(since[5:7])
    return years * 12 + months + (int(until[8:10]) >= 28 and int(since[8:10]) == 1)


def _again(
    connection: Connection, series_id: int, old: Whole, meeting: MeetingRow, shift: int
) -> None:
    values = {
        "title": meeting.title,
        "month": month_after(meeting.when[:7], shift),
        "mode": meeting.mode.value,
        "place": meeting.place,
        "for_group": meeting.group.value,
        "stands": meeting.stands,
    }
    number = writes.add_meeting(connection, series_id, values)
    writes.set_seat_rules(connection, series_id, number, old.own_rules.get(meeting.id, ()))
