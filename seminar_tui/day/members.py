"""Members of a series: who was invited, who joined, and whom they named."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection

from db.reads import series as reads
from db.reference import municipalities, municipality_name
from db.series_vocabulary import DelegateRow, MeetingRow, MemberRow, MemberStatus, Sharing
from db.vocabulary import Instant, Role, StationRole
from db.writes import series as writes
from seminar_tui.day.import_writing import draw_codes
from seminar_tui.day.meetings import find_meeting, municipality_code
from seminar_tui.day.one_badge import add_delegate, link_to_delegates
from seminar_tui.day.series import TITLE, Whole, checked_role, find_series, whole
from seminar_tui.day.series_seats import meeting_findings
from seminar_tui.day.series_undo import Recorder, of_delegates
from seminar_tui.day.station import Station, Work
from seminar_tui.day.written import written
from seminar_tui.rules.badge import normalise
from seminar_tui.rules.groups import admits, group_of
from seminar_tui.rules.municipality import Kind, likely, resolve
from seminar_tui.rules.names import danish_key, fold
from seminar_tui.rules.quota import INVITED, Seated
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.roles import role_of
from seminar_tui.rules.series import check_period, group_named, iso_date
from seminar_tui.rules.series_check import SeriesFinding
from seminar_tui.text import clean

MOST_INHABITANTS = 10_000_000


@dataclass(frozen=True, slots=True)
class MemberChange:
    """What to change about a membership; None leaves it, an empty text empties it.

    `status` is of `MemberStatus`, `council_on` the ISO date of the council's decision,
    `group` east, west, both or empty for what the municipality's side says.
    """

    status: MemberStatus | None = None
    council_on: str | None = None
    group: str | None = None
    theme: str | None = None
    inhabitants: int | None = None
    note: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class NewDelegate:
    """Somebody to be named for a series, as typed. `place` is a municipality or organisation."""

    name: str
    place: str
    role: str = ""
    title: str = ""
    email: str = ""
    theme: str = ""
    sharing: Sharing = Sharing.NAME


def set_member(
    station: Station, now: Instant, asked: str | None, municipality: str, change: MemberChange
) -> MemberRow:
    """Invite a municipality, or write what it answered and decided.

    Raises BadInput: municipality_unknown, iso_date_unclear, group_unknown, out_of_range;
    Refused: period_backwards.
    """
    code = municipality_code(municipality)
    values = _columns(change)
    with station.act(now, "set_member", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        recorder = Recorder(work, ("member", {"series_id": series.id, "municipality": code}))
        writes.set_member(work.connection, series.id, code, values)
        member = reads.member(work.connection, series.id, code)
        assert member is not None
        if member.since and member.until:
            check_period(member.since, member.until)
        detail = {"series": series.id, "municipality": code}
        work.log("changed", detail=detail, undo=recorder.undo())
        return member


def invite_all(station: Station, now: Instant, asked: str | None) -> tuple[MemberRow, ...]:
    """Invite every municipality that is not on the board yet."""
    with station.act(now, "set_member", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        known = {one.municipality for one in reads.members(work.connection, series.id)}
        recorder = Recorder(work, ("member", {"series_id": series.id}))
        for code in municipalities():
            if code not in known:
                values = {"status": MemberStatus.INVITED.value}
                writes.set_member(work.connection, series.id, code, values)
        detail = {"series": series.id, "invited": 98 - len(known)}
        work.log("changed", detail=detail, undo=recorder.undo())
        return reads.members(work.connection, series.id)


def _columns(change: MemberChange) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for one in fields(MemberChange):
        given = getattr(change, one.name)
        if given is None:
            continue
        match one.name:
            case "status":
                values["status"] = given.value
            case "group":
                values["for_group"] = group_named(given).value if given.strip() else None
            case "council_on" | "since" | "until":
                values[one.name] = iso_date(given) if given.strip() else ""
            case "inhabitants":
                values["inhabitants"] = _within(given)
            case _:
                values[one.name] = written(given, TITLE)
    return values


def _within(inhabitants: int) -> int | None:
    if not 0 <= inhabitants <= MOST_INHABITANTS:
        raise BadInput(
            "out_of_range", field="inhabitants", value=inhabitants, low=0, high=MOST_INHABITANTS
        )
    return inhabitants or None


def board(whole: Whole) -> Mapping[str, MemberRow | None]:
    """Return all 98 municipalities by name with what they answered; None was never invited."""
    known = {one.municipality: one for one in whole.members}
    ordered = sorted(municipalities(), key=lambda code: danish_key(municipality_name(code)))
    return {code: known.get(code) for code in ordered}


def name_delegate(
    station: Station, now: Instant, asked: str | None, given: NewDelegate
) -> DelegateRow:
    """Name somebody for a series. Who is named for another series already keeps their badge.

    Raises BadInput: name_missing, municipality_unknown, role_unknown; Refused:
    role_not_in_series, namesake where only a person can tell whether it is the same one.
    """
    name = written(given.name, 120)
    if not name:
        raise BadInput("name_missing")
    found = resolve(clean(given.place, 120))
    if found.kind in (Kind.UNKNOWN, Kind.MISSING):
        raise BadInput(
            "municipality_unknown", value=given.place, likely=", ".join(likely(given.place))
        )
    role = role_of(given.role) if given.role.strip() else Role.STAFF
    if role is None:
        raise BadInput("role_unknown", value=given.role, roles=", ".join(Role))
    wanted = Wanted(
        name,
        found.code,
        found.organisation,
        role,
        written(given.title, 120),
        written(given.email, 200),
        written(given.theme, TITLE),
        given.sharing,
    )
    with station.act(now, "name_delegate", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        checked_role(series, role)
        same = find_same(wanted, reads.all_delegates(work.connection))
        if len(same) > 1 or (same and not is_certain(wanted, same[0])):
            raise Refused("namesake", name=name)
        known = [one.id for one in same]
        recorder = Recorder(work, ("naming", {"series_id": series.id}), *of_delegates(known))
        (delegate_id,) = write_delegates(work, series.id, [(wanted, same[0] if same else None)])
        undo = recorder.undo(*of_delegates({delegate_id} - set(known)))
        work.log("named", detail={"series": series.id, "delegate": delegate_id}, undo=undo)
        return next(
            one for one in reads.delegates(work.connection, series.id) if one.id == delegate_id
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody to be named, checked and cleaned."""

    name: str
    municipality: str | None
    organisation: str
    role: Role
    title: str = ""
    email: str = ""
    theme: str = ""
    sharing: Sharing = Sharing.NAME


def find_same(wanted: Wanted, known: Iterable[DelegateRow]) -> tuple[DelegateRow, ...]:
    """Return the delegates of the same name from the same place."""
    key = (fold(wanted.name), wanted.municipality, fold(wanted.organisation))
    return tuple(
        one for one in known if (fold(one.name), one.municipality, fold(one.organisation)) == key
    )


def is_certain(wanted: Wanted, known: DelegateRow) -> bool:
    """Tell whether somebody of that name is the same person: same or one missing e-mail."""
    mails = {mail.casefold() for mail in (wanted.email, known.email) if mail}
    return len(mails) < 2


def write_delegates(
    work: Work, series_id: int, wanted: Sequence[tuple[Wanted, DelegateRow | None]]
) -> list[int]:
    """Name people for a series, new ones with a fresh badge code; return their ids."""
    fresh = sum(known is None for _one, known in wanted)
    codes = iter(draw_codes(work.connection, fresh, random.SystemRandom()))
    ids: list[int] = []
    for one, known in wanted:
        personal = {"name": one.name, "title": one.title, "email": one.email}
        if known is None:
            public: dict[str, str | None] = {
                "code": next(codes),
                "municipality": one.municipality,
                "organisation": one.organisation,
                "role": one.role.value,
                "sharing": one.sharing.value,
                "theme": one.theme,
            }
            number = writes.add_delegate(work.connection, public, personal)
        else:
            number = known.id
            said = {name: value for name, value in personal.items() if value}
            public = {"role": one.role.value}
            if one.theme:
                public["theme"] = one.theme
            writes.change_delegate(work.connection, number, public, said)
        writes.name_for(work.connection, series_id, number)
        ids.append(number)
    return ids


def find_delegate(connection: Connection, series_id: int, code: str) -> DelegateRow:
    """Return who is named for a series and has this badge. Raises BadInput: code_unknown."""
    wanted = normalise(code)
    for one in reads.delegates(connection, series_id):
        if one.code == wanted:
            return one
    raise BadInput("code_unknown", code=clean(wanted, 40))


def end_naming(
    station: Station, now: Instant, asked: str | None, code: str, on: str
) -> DelegateRow:
    """Take a naming back from a date. Raises BadInput: code_unknown, iso_date_unclear."""
    with station.act(now, "end_naming", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        delegate = find_delegate(work.connection, series.id, code)
        whose = {"series_id": series.id, "delegate_id": delegate.id}
        recorder = Recorder(work, ("naming", whose))
        writes.name_for(work.connection, series.id, delegate.id, iso_date(on))
        detail = {"series": series.id, "delegate": delegate.id}
        work.log("ended", detail=detail, undo=recorder.undo())
        return delegate


def set_sharing(
    station: Station,
    now: Instant,
    asked: str | None,
    code: str,
    sharing: Sharing,
    theme: str | None = None,
) -> DelegateRow:
    """Write what the contact list may show of a delegate, and what they work on."""
    with station.act(now, "sharing", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        delegate = find_delegate(work.connection, series.id, code)
        public = {"sharing": sharing.value}
        if theme is not None:
            public["theme"] = written(theme, TITLE)
        recorder = Recorder(work, ("delegate", {"id": delegate.id}))
        writes.change_delegate(work.connection, delegate.id, public, {})
        detail = {"delegate": delegate.id, "sharing": sharing.value}
        work.log("changed", detail=detail, undo=recorder.undo())
        return find_delegate(work.connection, series.id, code)


@dataclass(frozen=True, slots=True)
class Expecting:
    """Who was put on a meeting's list, and what is odd about everybody on it.

    `added` are badge codes; nothing was written where `refused` is set.
    """

    meeting: MeetingRow
    added: tuple[str, ...]
    already: int
    findings: tuple[SeriesFinding, ...]
    names: Mapping[int, str]
    refused: bool = False


def expect_delegates(
    station: Station,
    now: Instant,
    asked: str | None,
    number: str,
    *,
    codes: Sequence[str] = (),
    override: str | None = None,
) -> Expecting:
    """Put those named on a meeting's list, under the badge they have in every meeting.

    All of the meeting's own group but those of a municipality that has said no since, or only
    these `codes`. Where too many of a municipality would be expected nothing is written, but
    by `override`, whose reason is kept.
    Raises BadInput: meeting_unknown, code_unknown; Refused: no_day_yet.
    """
    with station.act(now, "expect", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        all_of = whole(work.connection, series)
        meeting = find_meeting(all_of.meetings, number)
        if meeting.day_id is None:
            raise Refused("no_day_yet", meeting=meeting.number)
        on_day = Work(work.connection, replace(station, day_id=meeting.day_id), now, work.kind)
        link_to_delegates(on_day, series.id, meeting)
        chosen = _chosen(all_of, meeting, codes)
        known = reads.participant_ids(work.connection, meeting.day_id)
        new = [one for one in chosen if one.code not in known]
        seated = [_seated(one) for one in chosen]
        findings = meeting_findings(all_of, meeting, seated)
        names = {one.id: one.name for one in chosen}
        stopped = any(one.severity != "note" for one in findings) and override is None
        people = [] if stopped else [add_delegate(on_day, meeting, one) for one in new]
        reason = written(override or "", 200)
        work.log(
            "refused" if stopped else "expected",
            detail={"meeting": meeting.id, "people": len(new), "reason": reason},
            undo={"people": people} if people else None,
            forced_asked=override is not None,
            forced_needed=override is not None and any(one.severity != "note" for one in findings),
        )
        added = () if stopped else tuple(one.code for one in new)
        return Expecting(meeting, added, len(chosen) - len(new), findings, names, stopped)


def _chosen(all_of: Whole, meeting: MeetingRow, codes: Sequence[str]) -> list[DelegateRow]:
    if codes:
        by_code = {one.code: one for one in all_of.delegates}
        wanted = [normalise(code) for code in codes]
        unknown = next((code for code in wanted if code not in by_code), None)
        if unknown is not None:
            raise BadInput("code_unknown", code=clean(unknown, 40))
        return [by_code[code] for code in dict.fromkeys(wanted)]
    known = {one.municipality: one for one in all_of.members}
    return [
        one
        for one in all_of.delegates
        if _is_asked(one, known.get(one.municipality or ""), meeting)
    ]


def _is_asked(one: DelegateRow, member: MemberRow | None, meeting: MeetingRow) -> bool:
    left = member is not None and member.status is MemberStatus.NO and one.role not in INVITED
    group = group_of(one.municipality, member.group if member else None)
    return not left and admits(meeting.group, group)


def _seated(one: DelegateRow) -> Seated:
    return Seated(one.id, one.municipality, one.role)
