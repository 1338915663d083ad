"""Series, their meetings, members, seats and prices."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Integer, Select, bindparam, func, literal_column, select
from sqlmodel import col

from db.models import Badge, Participant
from db.prepared import Prepared
from db.series_models import (
    Appearance,
    Contribution,
    Delegate,
    DelegatePerson,
    GroupPlace,
    Meeting,
    Member,
    Milestone,
    Naming,
    PriceTier,
    ProgrammeItem,
    SeatLimit,
    Series,
    SeriesContact,
)
from db.series_vocabulary import (
    ContactRow,
    Contributes,
    DelegateRow,
    Group,
    ItemRow,
    MeetingRow,
    MemberRow,
    MemberStatus,
    MilestoneRow,
    Mode,
    PriceKind,
    SeatRule,
    SeriesRow,
    Sharing,
    Tier,
)
from db.vocabulary import Role

_SERIES: Select[*tuple[Any, ...]] = select(
    col(Series.id),
    col(Series.title),
    col(Series.template),
    col(Series.starts_on),
    col(Series.ends_on),
    col(Series.organisers),
    col(Series.tags),
    col(Series.topics),
    col(Series.link),
    col(Series.roles),
    col(Series.exempt_roles),
    col(Series.host_exempt),
    col(Series.price_kind),
    col(Series.price_ore),
    col(Series.council_needed),
    col(Series.renewed_from),
).order_by(col(Series.starts_on), col(Series.id))
_EVERY_SERIES = Prepared(_SERIES)
_MEETING: Select[*tuple[Any, ...]] = select(
    col(Meeting.id),
    col(Meeting.series_id),
    col(Meeting.number),
    col(Meeting.title),
    col(Meeting.date),
    col(Meeting.month),
    col(Meeting.mode),
    col(Meeting.place),
    col(Meeting.link),
    col(Meeting.host),
    col(Meeting.for_group),
    col(Meeting.stands),
    col(Meeting.day_id),
)
_MEMBER: Select[*tuple[Any, ...]] = select(
    col(Member.municipality),
    col(Member.status),
    col(Member.council_on),
    col(Member.for_group),
    col(Member.theme),
    col(Member.inhabitants),
    col(Member.note),
    col(Member.since),
    col(Member.until),
)
_DELEGATE: Select[*tuple[Any, ...]] = select(
    col(Delegate.id),
    col(Delegate.code),
    col(DelegatePerson.name),
    col(DelegatePerson.title),
    col(Delegate.municipality),
    col(Delegate.organisation),
    col(Delegate.role),
    col(DelegatePerson.email),
    col(Delegate.sharing),
    col(Delegate.theme),
).outerjoin(DelegatePerson, col(DelegatePerson.delegate_id) == col(Delegate.id))


def all_series(connection: Connection) -> tuple[SeriesRow, ...]:
    """Return every series, by when it starts."""
    return tuple(map(_series, _EVERY_SERIES.run(connection, {})))


def _series(row: Sequence[Any]) -> SeriesRow:
    number, title, template, starts_on, ends_on, organisers, tags, topics, link, *rest = row
    roles, exempt_roles, host_exempt, price_kind, price_ore, council_needed, renewed_from = rest
    return SeriesRow(
        id=number,
        title=title,
        template=template,
        starts_on=starts_on,
        ends_on=ends_on,
        organisers=tuple(json.loads(organisers)),
        tags=tuple(json.loads(tags)),
        topics=tuple(json.loads(topics)),
        link=link,
        roles=tuple(map(Role, json.loads(roles))),
        exempt_roles=tuple(map(Role, json.loads(exempt_roles))),
        host_exempt=bool(host_exempt),
        price_kind=PriceKind(price_kind),
        price_ore=price_ore,
        council_needed=bool(council_needed),
        renewed_from=renewed_from,
    )


_CONTACTS = Prepared(
    select(col(SeriesContact.name), col(SeriesContact.email), col(SeriesContact.phone))
    .where(col(SeriesContact.series_id) == bindparam("series", type_=Integer))
    .order_by(col(SeriesContact.id))
)
_MILESTONES = Prepared(
    select(col(Milestone.id), col(Milestone.due), col(Milestone.title), col(Milestone.done_on))
    .where(col(Milestone.series_id) == bindparam("series", type_=Integer))
    .order_by(col(Milestone.due), col(Milestone.id))
)
_TIERS = Prepared(
    select(col(PriceTier.lowest), col(PriceTier.highest), col(PriceTier.ore))
    .where(col(PriceTier.series_id) == bindparam("series", type_=Integer))
    .order_by(col(PriceTier.lowest))
)


def contacts(connection: Connection, series_id: int) -> tuple[ContactRow, ...]:
    """Return whom members may ask."""
    return tuple(ContactRow(*row) for row in _CONTACTS.run(connection, {"series": series_id}))


def milestones(connection: Connection, series_id: int) -> tuple[MilestoneRow, ...]:
    """Return what is due, by date."""
    return tuple(MilestoneRow(*row) for row in _MILESTONES.run(connection, {"series": series_id}))


def tiers(connection: Connection, series_id: int) -> tuple[Tier, ...]:
    """Return the price's tiers, smallest first."""
    return tuple(Tier(*row) for row in _TIERS.run(connection, {"series": series_id}))


_MEETINGS = Prepared(
    _MEETING.where(col(Meeting.series_id) == bindparam("series", type_=Integer)).order_by(
        col(Meeting.number)
    )
)


def meetings(connection: Connection, series_id: int) -> tuple[MeetingRow, ...]:
    """Return the meetings in their order."""
    return tuple(map(_meeting, _MEETINGS.run(connection, {"series": series_id})))


def meeting_of_day(connection: Connection, day_id: int) -> MeetingRow | None:
    """Return the meeting a day is, or None for a day of its own."""
    row = connection.execute(_MEETING.where(col(Meeting.day_id) == day_id)).first()
    return None if row is None else _meeting(row)


def _meeting(row: Sequence[Any]) -> MeetingRow:
    number, series_id, order, title, date, month, mode, place, link, host, group, *rest = row
    stands, day_id = rest
    return MeetingRow(
        number,
        series_id,
        order,
        title,
        date,
        month,
        Mode(mode),
        place,
        link,
        host,
        Group(group),
        bool(stands),
        day_id,
    )


_GROUP_LISTS = Prepared(
    select(col(GroupPlace.item_id), func.min(col(Badge.code)))
    .join(Badge, col(Badge.participant_id) == col(GroupPlace.participant_id))
    .join(ProgrammeItem, col(ProgrammeItem.id) == col(GroupPlace.item_id))
    .join(Meeting, col(Meeting.id) == col(ProgrammeItem.meeting_id))
    .where(
        col(Meeting.series_id) == bindparam("series", type_=Integer),
        col(Badge.revoked_at).is_(None),
    )
    .group_by(col(GroupPlace.item_id), col(GroupPlace.participant_id))
    .order_by(col(GroupPlace.item_id), col(GroupPlace.participant_id))
)
_ITEMS = Prepared(
    select(
        col(ProgrammeItem.id),
        col(ProgrammeItem.meeting_id),
        col(ProgrammeItem.position),
        col(ProgrammeItem.starts),
        col(ProgrammeItem.track),
        col(ProgrammeItem.title),
    )
    .join(Meeting, col(Meeting.id) == col(ProgrammeItem.meeting_id))
    .where(col(Meeting.series_id) == bindparam("series", type_=Integer))
    .order_by(col(ProgrammeItem.meeting_id), col(ProgrammeItem.position))
)


def items(connection: Connection, series_id: int) -> dict[int, tuple[ItemRow, ...]]:
    """Return the programme of every meeting of a series, by meeting id."""
    people: dict[int, list[str]] = defaultdict(list)
    listed = _GROUP_LISTS.run(connection, {"series": series_id})
    for item_id, code in listed:
        people[item_id].append(code)
    found: dict[int, list[ItemRow]] = defaultdict(list)
    rows = _ITEMS.run(connection, {"series": series_id})
    for number, meeting_id, position, starts, track, title in rows:
        listed_people = tuple(people[number])
        item = ItemRow(number, meeting_id, position, starts, track, title, listed_people)
        found[meeting_id].append(item)
    return {meeting_id: tuple(listed) for meeting_id, listed in found.items()}


_MEMBERS = Prepared(
    _MEMBER.where(col(Member.series_id) == bindparam("series", type_=Integer)).order_by(
        col(Member.municipality)
    )
)


def members(connection: Connection, series_id: int) -> tuple[MemberRow, ...]:
    """Return every municipality that was invited or joined, by its code."""
    return tuple(map(_member, _MEMBERS.run(connection, {"series": series_id})))


def member(connection: Connection, series_id: int, municipality: str) -> MemberRow | None:
    """Return a municipality's membership."""
    row = connection.execute(
        _MEMBER.where(col(Member.series_id) == series_id, col(Member.municipality) == municipality)
    ).first()
    return None if row is None else _member(row)


def _member(row: Sequence[Any]) -> MemberRow:
    code, status, council_on, group, *rest = row
    return MemberRow(code, MemberStatus(status), council_on, Group(group) if group else None, *rest)


_RULES = select(
    col(SeatLimit.role), col(SeatLimit.minimum), col(SeatLimit.maximum), col(SeatLimit.hard)
).order_by(col(SeatLimit.id))
_OF_SERIES = Prepared(
    _RULES.where(
        col(SeatLimit.series_id) == bindparam("series", type_=Integer),
        col(SeatLimit.meeting_id).is_(None),
    )
)
_OF_MEETINGS = Prepared(
    select(
        col(SeatLimit.meeting_id),
        col(SeatLimit.role),
        col(SeatLimit.minimum),
        col(SeatLimit.maximum),
        col(SeatLimit.hard),
    )
    .where(
        col(SeatLimit.series_id) == bindparam("series", type_=Integer),
        col(SeatLimit.meeting_id).is_not(None),
    )
    .order_by(col(SeatLimit.id))
)


def series_rules(connection: Connection, series_id: int) -> tuple[SeatRule, ...]:
    """Return the seat rules of the whole series."""
    return tuple(_rule(*row) for row in _OF_SERIES.run(connection, {"series": series_id}))


def own_rules(connection: Connection, series_id: int) -> dict[int, tuple[SeatRule, ...]]:
    """Return the seat rules that meetings have of their own, by meeting id."""
    found: dict[int, list[SeatRule]] = defaultdict(list)
    rows = _OF_MEETINGS.run(connection, {"series": series_id})
    for meeting_id, role, minimum, maximum, hard in rows:
        found[meeting_id or 0].append(_rule(role, minimum, maximum, hard))
    return {meeting_id: tuple(rules) for meeting_id, rules in found.items()}


def _rule(role: str | None, minimum: int, maximum: int | None, hard: bool) -> SeatRule:
    return SeatRule(Role(role) if role else None, minimum, maximum, bool(hard))


_ALL_DELEGATES = Prepared(_DELEGATE.order_by(col(Delegate.id)))
_EVER_NAMED = (
    _DELEGATE.join(Naming, col(Naming.delegate_id) == col(Delegate.id))
    .where(col(Naming.series_id) == bindparam("series", type_=Integer))
    .order_by(col(Delegate.id))
)
_NAMED = {
    True: Prepared(_EVER_NAMED),
    False: Prepared(_EVER_NAMED.where(col(Naming.ended_on) == literal_column("''"))),
}
_ROLES = {role.value: role for role in Role}
_SHARINGS = {sharing.value: sharing for sharing in Sharing}


def delegates(
    connection: Connection, series_id: int, *, ended: bool = False
) -> tuple[DelegateRow, ...]:
    """Return who is named for a series; with `ended` also those whose naming was taken back."""
    return tuple(map(_delegate, _NAMED[ended].run(connection, {"series": series_id})))


def all_delegates(connection: Connection) -> tuple[DelegateRow, ...]:
    """Return everybody named for any series, once."""
    return tuple(map(_delegate, _ALL_DELEGATES.run(connection, {})))


def _delegate(row: Sequence[Any]) -> DelegateRow:
    number, code, name, title, municipality, organisation, role, email, sharing, theme = row
    return DelegateRow(
        number,
        code,
        name or "",
        title or "",
        municipality,
        organisation,
        _ROLES[role],
        email or "",
        _SHARINGS[sharing],
        theme,
    )


def named_for(connection: Connection) -> dict[int, tuple[int, ...]]:
    """Return the series each delegate is named for, by delegate id."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = connection.execute(
        select(col(Naming.delegate_id), col(Naming.series_id))
        .where(col(Naming.ended_on) == "")
        .order_by(col(Naming.delegate_id), col(Naming.series_id))
    )
    for delegate_id, series_id in rows:
        found[delegate_id].append(series_id)
    return {delegate_id: tuple(listed) for delegate_id, listed in found.items()}


def contributions(
    connection: Connection, series_id: int
) -> dict[tuple[int, str], tuple[Contributes, str]]:
    """Return what members promised and gave, by meeting id and municipality."""
    found = connection.execute(
        select(
            col(Contribution.meeting_id),
            col(Contribution.municipality),
            col(Contribution.status),
            col(Contribution.about),
        )
        .join(Meeting, col(Meeting.id) == col(Contribution.meeting_id))
        .where(col(Meeting.series_id) == series_id)
    )
    return {
        (meeting_id, municipality): (Contributes(status), about)
        for meeting_id, municipality, status, about in found
    }


def participant_ids(connection: Connection, day_id: int) -> dict[str, int]:
    """Return the participants of a day by their valid badge codes."""
    found = connection.execute(
        select(col(Badge.code), col(Badge.participant_id))
        .join(Participant, col(Participant.id) == col(Badge.participant_id))
        .where(col(Participant.day_id) == day_id, col(Badge.revoked_at).is_(None))
    )
    return {row.code: row.participant_id for row in found}


def delegate_of(connection: Connection, participant_id: int) -> int | None:
    """Return which delegate a participant is, if any."""
    return connection.execute(
        select(col(Appearance.delegate_id)).where(col(Appearance.participant_id) == participant_id)
    ).scalar()


def other_appearances(
    connection: Connection, delegate_id: int, participant_id: int
) -> tuple[int, ...]:
    """Return who the same delegate is on other days: participant ids."""
    found = connection.execute(
        select(col(Appearance.participant_id)).where(
            col(Appearance.delegate_id) == delegate_id,
            col(Appearance.participant_id) != participant_id,
        )
    )
    return tuple(found.scalars())
