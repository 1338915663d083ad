"""Who was expected at, and came to, the meetings of a series; and who has a seat at the door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    String,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.models import Participant, Person, Presence
from db.prepared import Prepared
from db.reads.people import UNDONE_WALK_IN
from db.series_models import Appearance, Meeting, Member, SeatLimit, Series
from db.series_vocabulary import AppearanceRow, Group, Mode
from db.vocabulary import PersonStatus, Role

_ROLES = {role.value: role for role in Role}

_APPEARANCES = Prepared(
    select(
        col(Meeting.id),
        col(Participant.id),
        col(Appearance.delegate_id),
        col(Person.name),
        col(Participant.municipality),
        col(Participant.organisation),
        col(Participant.role),
        col(Presence.participant_id),
        col(Participant.status),
        col(Participant.gone),
        col(Participant.walked_in),
    )
    .join(Participant, col(Participant.day_id) == col(Meeting.day_id))
    .outerjoin(Person, col(Person.participant_id) == col(Participant.id))
    .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
    .outerjoin(Appearance, col(Appearance.participant_id) == col(Participant.id))
    .where(
        col(Meeting.series_id) == bindparam("series", type_=Integer),
        ~UNDONE_WALK_IN,
    )
    .order_by(col(Meeting.number), col(Participant.id))
)


def appearances(connection: Connection, series_ids: Iterable[int]) -> tuple[AppearanceRow, ...]:
    """Return every participant of every meeting's day of these series."""
    return tuple(
        _appearance(row)
        for series_id in series_ids
        for row in _APPEARANCES.run(connection, {"series": series_id})
    )


def _appearance(row: Sequence[Any]) -> AppearanceRow:
    meeting_id, who, delegate_id, name, town, organisation, role, arrived, status, gone, walked = (
        row
    )
    expected = status == PersonStatus.REGISTERED and not gone and not walked
    here = arrived is not None
    return AppearanceRow(
        meeting_id, who, delegate_id, name or "", town, organisation, _ROLES[role], here, expected
    )


@dataclass(frozen=True, slots=True)
class DoorRule:
    """A seat rule as the door reads it, with what its series says of who is outside.

    `role` is empty for any. `guest_group` is the guest's municipality's own override.
    """

    role: str
    minimum: int
    maximum: int | None
    hard: bool
    exempt_roles: str
    host_exempt: bool
    host: str | None
    mode: Mode
    group: Group
    guest_group: Group | None
    bounded: bool


_OWN_LIMIT = aliased(SeatLimit)
_OWN = exists().where(col(_OWN_LIMIT.meeting_id) == col(Meeting.id))
_DOOR_RULES = Prepared(
    select(
        func.coalesce(col(SeatLimit.role), literal("")),
        func.coalesce(col(SeatLimit.minimum), literal(0)),
        col(SeatLimit.maximum),
        func.coalesce(col(SeatLimit.hard), literal(False)),
        col(Series.exempt_roles),
        col(Series.host_exempt),
        col(Meeting.host),
        col(Meeting.mode),
        col(Meeting.for_group),
        col(Member.for_group),
        col(SeatLimit.id),
    )
    .select_from(Meeting)
    .join(Series, col(Series.id) == col(Meeting.series_id))
    .outerjoin(
        SeatLimit,
        and_(
            col(SeatLimit.series_id) == col(Meeting.series_id),
            or_(
                col(SeatLimit.meeting_id) == col(Meeting.id),
                and_(col(SeatLimit.meeting_id).is_(None), ~_OWN),
            ),
        ),
    )
    .outerjoin(
        Member,
        and_(
            col(Member.series_id) == col(Meeting.series_id),
            col(Member.municipality) == bindparam("municipality", type_=String),
        ),
    )
    .where(col(Meeting.day_id) == bindparam("day", type_=Integer))
    .order_by(col(SeatLimit.id))
    # Two desks of a server must not give one seat twice: the meeting carries the limit.
    .with_for_update(of=Meeting, key_share=True)
)


def door_rules(
    connection: Connection, day_id: int, municipality: str | None
) -> tuple[DoorRule, ...]:
    """Return what the door must know of a day's seats: nothing where the day is no meeting.

    A meeting without any rule gives one row that is not `bounded`, for its group.
    """
    rows = _DOOR_RULES.run(connection, {"day": day_id, "municipality": municipality})
    return tuple(map(_door_rule, rows))


def _door_rule(row: Sequence[Any]) -> DoorRule:
    role, minimum, maximum, hard, exempt_roles, host_exempt, host, *rest = row
    mode, group, guest_group, limit_id = rest
    return DoorRule(
        role,
        minimum,
        maximum,
        bool(hard),
        exempt_roles,
        bool(host_exempt),
        host,
        Mode(mode),
        Group(group),
        Group(guest_group) if guest_group else None,
        bounded=limit_id is not None,
    )


@dataclass(frozen=True, slots=True)
class HousemateRow:
    """Somebody of one municipality on a day, who is here or may still come.

    `named`: was registered, or comes instead of somebody who was.
    """

    id: int
    role: Role
    arrived: bool
    named: bool


_HOUSE = Prepared(
    select(
        col(Participant.id),
        col(Participant.role),
        col(Presence.participant_id),
        col(Participant.walked_in),
        col(Participant.gone),
        col(Participant.substitute_for),
    )
    .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
    .where(
        col(Participant.day_id) == bindparam("day", type_=Integer),
        col(Participant.municipality) == bindparam("municipality", type_=String),
        (col(Participant.status) == PersonStatus.REGISTERED.value)
        | col(Presence.participant_id).is_not(None),
    )
    .order_by(col(Participant.id))
)


def house(connection: Connection, day_id: int, municipality: str) -> tuple[HousemateRow, ...]:
    """Return who of a municipality is here or may still come; not those who were replaced."""
    rows = _HOUSE.run(connection, {"day": day_id, "municipality": municipality})
    # Somebody comes instead of a colleague of the same municipality only.
    replaced = {instead_of for *_rest, gone, instead_of in rows if not gone}
    return tuple(
        HousemateRow(
            number,
            _ROLES[role],
            arrived is not None,
            named=instead_of is not None or not (walked_in or gone),
        )
        for number, role, arrived, walked_in, gone, instead_of in rows
        if number not in replaced
    )
