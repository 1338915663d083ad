"""Series: making one, by hand or from a template, changing it, reading it whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import Connection

from db.reads import series as reads
from db.series_vocabulary import (
    ContactRow,
    DelegateRow,
    ItemRow,
    MeetingRow,
    MemberRow,
    MemberStatus,
    MilestoneRow,
    PriceKind,
    SeatRule,
    SeriesRow,
    Tier,
)
from db.vocabulary import Instant, Role, StationRole
from db.writes import series as writes
from seminar_tui.day.series_undo import Recorder, of_series
from seminar_tui.day.station import Station
from seminar_tui.day.written import written
from seminar_tui.rules.names import fold
from seminar_tui.rules.prices import PriceRule
from seminar_tui.rules.quota import OUTSIDE, rules_in
from seminar_tui.rules.refusal import BadInput
from seminar_tui.rules.roles import role_of
from seminar_tui.rules.series import (
    check_meeting,
    check_period,
    check_role,
    check_seat_rules,
    check_tiers,
    iso_date,
)
from seminar_tui.text import clean

TITLE = 200


@dataclass(frozen=True, slots=True)
class Whole:
    """A series with everything that hangs on it."""

    series: SeriesRow
    contacts: tuple[ContactRow, ...]
    milestones: tuple[MilestoneRow, ...]
    meetings: tuple[MeetingRow, ...]
    items: Mapping[int, tuple[ItemRow, ...]]
    members: tuple[MemberRow, ...]
    delegates: tuple[DelegateRow, ...]
    price: PriceRule
    rules: tuple[SeatRule, ...]
    own_rules: Mapping[int, tuple[SeatRule, ...]] = field(default_factory=dict)

    @property
    def joined(self) -> tuple[MemberRow, ...]:
        """The members that said yes."""
        return tuple(one for one in self.members if one.status is MemberStatus.YES)

    def rules_of(self, meeting: MeetingRow) -> tuple[SeatRule, ...]:
        """Return the rules that hold for a meeting: its own, else those of the series."""
        return rules_in(meeting.mode, self.own_rules.get(meeting.id) or self.rules)

    def overdue(self, today: str) -> tuple[MilestoneRow, ...]:
        """Return what should have been done before today (ISO date)."""
        return tuple(one for one in self.milestones if not one.done_on and one.due < today)


@dataclass(frozen=True, slots=True)
class SeriesSpec:
    """What a new series is asked to be. Dates are ISO; the period includes both."""

    title: str
    starts_on: str
    ends_on: str
    organisers: tuple[str, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    link: str = ""
    roles: tuple[str, ...] = ()
    council_needed: bool = False


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """What to change about a series; None leaves it as it is."""

    title: str | None = None
    starts_on: str | None = None
    ends_on: str | None = None
    organisers: tuple[str, ...] | None = None
    contacts: tuple[ContactRow, ...] | None = None
    tags: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None
    link: str | None = None
    roles: tuple[str, ...] | None = None
    exempt_roles: tuple[str, ...] | None = None
    host_exempt: bool | None = None
    council_needed: bool | None = None


UNCHANGED = SeriesChange()


def find_series(connection: Connection, asked: str | None) -> SeriesRow:
    """Return the series of that id or title (or part of it); without one the only one there is.

    Raises BadInput: no_series, series_unknown, series_unclear.
    """
    everything = reads.all_series(connection)
    if not everything:
        raise BadInput("no_series")
    listed = ", ".join(f"{one.id} ({clean(one.title)})" for one in everything)
    if asked is None:
        fitting: Sequence[SeriesRow] = everything
    else:
        word = fold(asked)
        fitting = [one for one in everything if str(one.id) == asked.strip()]
        fitting = fitting or [one for one in everything if fold(one.title) == word]
        fitting = fitting or [one for one in everything if word and word in fold(one.title)]
        if not fitting:
            raise BadInput("series_unknown", asked=clean(asked, 80), series=listed)
    if len(fitting) != 1:
        raise BadInput("series_unclear", series=listed)
    return fitting[0]


def whole(connection: Connection, series: SeriesRow) -> Whole:
    """Return a series with everything that hangs on it."""
    return Whole(
        series,
        reads.contacts(connection, series.id),
        reads.milestones(connection, series.id),
        reads.meetings(connection, series.id),
        reads.items(connection, series.id),
        reads.members(connection, series.id),
        reads.delegates(connection, series.id),
        PriceRule(series.price_kind, series.price_ore, reads.tiers(connection, series.id)),
        reads.series_rules(connection, series.id),
        reads.own_rules(connection, series.id),
    )


def whole_of(connection: Connection, asked: str | None) -> Whole:
    """Return the series of that id or title whole. Raises BadInput as `find_series`."""
    return whole(connection, find_series(connection, asked))


def contact_of(text: str) -> ContactRow:
    """Return whom members may ask, written `name;e-mail;phone`. Raises BadInput: name_missing."""
    name, _, rest = text.partition(";")
    email, _, phone = rest.partition(";")
    if not clean(name):
        raise BadInput("name_missing")
    return ContactRow(clean(name, 120), clean(email, 200), clean(phone, 60))


def new_series(
    station: Station, now: Instant, spec: SeriesSpec, also: SeriesChange = UNCHANGED
) -> Whole:
    """Make a series without meetings, and what else of it is `also` asked.

    Raises BadInput: series_title_missing, iso_date_unclear, role_unknown;
    Refused: period_backwards.
    """
    with station.act(now, "new_series", StationRole.ORGANISER) as work:
        values = _columns(SeriesChange(**{f.name: getattr(spec, f.name) for f in fields(spec)}))
        check_period(values["starts_on"], values["ends_on"])
        values["exempt_roles"] = tuple(sorted(role.value for role in OUTSIDE))
        series_id = writes.add_series(work.connection, values)
        writes.set_contacts(work.connection, series_id, spec.contacts)
        change_made(work.connection, series_id, also)
        undo = Recorder(work).undo(*of_series(series_id))
        work.log("created", detail={"series": series_id}, undo=undo)
        return whole(work.connection, find_series(work.connection, str(series_id)))


def change_series(station: Station, now: Instant, asked: str | None, change: SeriesChange) -> Whole:
    """Change a series.

    Raises BadInput as `find_series` and `new_series`; Refused: period_backwards,
    meeting_outside_period where a meeting would fall out of the new period,
    role_not_in_series where a seat rule names a role that would no longer be known.
    """
    with station.act(now, "change_series", StationRole.ORGANISER) as work:
        former = find_series(work.connection, asked)
        recorder = Recorder(work, ("series", {"id": former.id}))
        changed = _change(work.connection, former, change)
        # The log holds no names, so contacts cannot be put back from it.
        undo = recorder.undo() if change.contacts is None else None
        work.log("changed", detail={"series": former.id, "changed": changed}, undo=undo)
        return whole(work.connection, find_series(work.connection, str(former.id)))


def change_made(connection: Connection, series_id: int, change: SeriesChange) -> None:
    """Change a series in the transaction that makes it. Raises as `change_series`."""
    _change(connection, find_series(connection, str(series_id)), change)


def _change(connection: Connection, former: SeriesRow, change: SeriesChange) -> list[str]:
    """Write a change where it may be; return the names of what changed."""
    values = _columns(change)
    starts = values.get("starts_on", former.starts_on)
    ends = values.get("ends_on", former.ends_on)
    check_period(starts, ends)
    before = whole(connection, former)
    for meeting in before.meetings:
        check_meeting(meeting, starts, ends)
    roles = [Role(role) for role in values.get("roles", former.roles)]
    for rules in (before.rules, *before.own_rules.values()):
        check_seat_rules(rules, roles)
    if values:
        writes.change_series(connection, former.id, values)
    if change.contacts is not None:
        writes.set_contacts(connection, former.id, change.contacts)
    return sorted(values)


def _columns(change: SeriesChange) -> dict[str, Any]:
    """Return the columns a change writes, cleaned."""
    values: dict[str, Any] = {}
    for one in fields(SeriesChange):
        given = getattr(change, one.name)
        if given is None or one.name == "contacts":
            continue
        values[one.name] = _column(one.name, given)
    if values.get("title", "-") == "":
        raise BadInput("series_title_missing")
    return values


def _column(name: str, given: Any) -> Any:
    match name:
        case "title" | "link":
            return written(given, TITLE)
        case "starts_on" | "ends_on":
            return iso_date(given)
        case "roles" | "exempt_roles":
            return tuple(_role(word).value for word in given)
        case "organisers" | "tags" | "topics":
            return tuple(text for word in given if (text := written(word, TITLE)))
        case _:
            return given


def _role(word: str) -> Role:
    found = role_of(word)
    if found is None:
        raise BadInput("role_unknown", value=word, roles=", ".join(Role))
    return found


def set_seats(
    station: Station,
    now: Instant,
    asked: str | None,
    rules: Sequence[SeatRule],
    meeting: MeetingRow | None = None,
) -> Whole:
    """Replace the seat rules of a series, or of one meeting; none gives it the series' again.

    Raises Refused: maximum_under_minimum, rule_twice, role_not_in_series.
    """
    with station.act(now, "set_seats", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        check_seat_rules(rules, series.roles)
        number = meeting.id if meeting else None
        recorder = Recorder(work, ("seatlimit", {"series_id": series.id}))
        writes.set_seat_rules(work.connection, series.id, number, rules)
        detail = {"series": series.id, "meeting": number}
        work.log("changed", detail=detail, undo=recorder.undo())
        return whole(work.connection, series)


def set_price(
    station: Station,
    now: Instant,
    asked: str | None,
    kind: PriceKind,
    ore: int,
    tiers: Sequence[Tier],
) -> Whole:
    """Replace what a membership costs. Raises Refused: tier_backwards, tiers_overlap."""
    check_tiers(tiers)
    with station.act(now, "set_price", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        values = {"price_kind": kind.value, "price_ore": ore}
        recorder = Recorder(
            work, ("series", {"id": series.id}), ("pricetier", {"series_id": series.id})
        )
        writes.change_series(work.connection, series.id, values)
        writes.set_tiers(work.connection, series.id, tiers)
        detail = {"series": series.id, "kind": kind.value}
        work.log("changed", detail=detail, undo=recorder.undo())
        return whole(work.connection, find_series(work.connection, str(series.id)))


def add_milestone(station: Station, now: Instant, asked: str | None, due: str, title: str) -> Whole:
    """Note that something is due on a date. Raises BadInput: iso_date_unclear, milestone_empty."""
    words = written(title, TITLE)
    if not words:
        raise BadInput("milestone_empty")
    with station.act(now, "milestone", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        number = writes.add_milestone(work.connection, series.id, iso_date(due), words)
        undo = Recorder(work).undo(("milestone", {"id": number}))
        work.log("added", detail={"series": series.id, "milestone": number}, undo=undo)
        return whole(work.connection, series)


def finish_milestone(
    station: Station, now: Instant, asked: str | None, number: int, on: str
) -> Whole:
    """Note that something due was done on a date. Raises BadInput: milestone_unknown."""
    with station.act(now, "milestone", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        recorder = Recorder(work, ("milestone", {"id": number}))
        if not writes.finish_milestone(work.connection, series.id, number, iso_date(on)):
            raise BadInput("milestone_unknown", number=number)
        detail = {"series": series.id, "milestone": number}
        work.log("done", detail=detail, undo=recorder.undo())
        return whole(work.connection, series)


def checked_role(series: SeriesRow, role: Role) -> Role:
    """Return the role. Raises Refused: role_not_in_series."""
    check_role(role, series.roles)
    return role
