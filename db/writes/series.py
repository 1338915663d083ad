"""Making and changing series, meetings, members, seats and prices."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, String, cast, delete, func, insert, literal, select, update
from sqlmodel import SQLModel, col

from db.models import Badge, Day, Participant, Round
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
from db.series_vocabulary import ContactRow, ItemRow, SeatRule, Tier
from db.vocabulary import PersonStatus

LISTS = frozenset({"organisers", "tags", "topics", "roles", "exempt_roles"})
"""Columns of a series that hold a JSON list."""


def _added(connection: Connection, table: type[SQLModel], values: Mapping[str, Any]) -> int:
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def add_series(connection: Connection, values: Mapping[str, Any]) -> int:
    """Add a series and return its id."""
    return _added(connection, Series, _listed(values))


def change_series(connection: Connection, series_id: int, values: Mapping[str, Any]) -> None:
    """Write these columns of a series."""
    connection.execute(update(Series).where(col(Series.id) == series_id).values(**_listed(values)))


def _listed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: json.dumps(list(value), ensure_ascii=False) if name in LISTS else value
        for name, value in values.items()
    }


def set_contacts(connection: Connection, series_id: int, contacts: Iterable[ContactRow]) -> None:
    """Replace whom members may ask."""
    connection.execute(delete(SeriesContact).where(col(SeriesContact.series_id) == series_id))
    for one in contacts:
        _added(
            connection,
            SeriesContact,
            {"series_id": series_id, "name": one.name, "email": one.email, "phone": one.phone},
        )


def add_milestone(connection: Connection, series_id: int, due: str, title: str) -> int:
    """Add something that is due and return its id."""
    return _added(connection, Milestone, {"series_id": series_id, "due": due, "title": title})


def finish_milestone(connection: Connection, series_id: int, number: int, on: str) -> bool:
    """Note that something due is done; return whether there was such a thing."""
    done = connection.execute(
        update(Milestone)
        .where(col(Milestone.id) == number, col(Milestone.series_id) == series_id)
        .values(done_on=on)
    )
    return bool(done.rowcount)


def set_tiers(connection: Connection, series_id: int, tiers: Iterable[Tier]) -> None:
    """Replace the price's tiers."""
    connection.execute(delete(PriceTier).where(col(PriceTier.series_id) == series_id))
    for tier in tiers:
        connection.execute(
            insert(PriceTier).values(
                series_id=series_id, lowest=tier.lowest, highest=tier.highest, ore=tier.ore
            )
        )


def set_seat_rules(
    connection: Connection, series_id: int, meeting_id: int | None, rules: Iterable[SeatRule]
) -> None:
    """Replace the seat rules of a series, or of one of its meetings."""
    whose = (
        col(SeatLimit.meeting_id).is_(None)
        if meeting_id is None
        else col(SeatLimit.meeting_id) == meeting_id
    )
    connection.execute(delete(SeatLimit).where(col(SeatLimit.series_id) == series_id, whose))
    for rule in rules:
        connection.execute(
            insert(SeatLimit).values(
                series_id=series_id,
                meeting_id=meeting_id,
                role=rule.role.value if rule.role else None,
                minimum=rule.minimum,
                maximum=rule.maximum,
                hard=rule.hard,
            )
        )


def add_meeting(connection: Connection, series_id: int, values: Mapping[str, Any]) -> int:
    """Add a meeting behind the others and return its id."""
    last = connection.execute(
        select(func.max(col(Meeting.number))).where(col(Meeting.series_id) == series_id)
    ).scalar()
    return _added(
        connection, Meeting, {"series_id": series_id, "number": (last or 0) + 1, **values}
    )


def change_meeting(connection: Connection, meeting_id: int, values: Mapping[str, Any]) -> None:
    """Write these columns of a meeting."""
    connection.execute(update(Meeting).where(col(Meeting.id) == meeting_id).values(**values))


def change_day(
    connection: Connection, day_id: int, values: Mapping[str, Any], later_ms: int
) -> None:
    """Write these columns of a meeting's day and move its rounds by so much."""
    connection.execute(update(Day).where(col(Day.id) == day_id).values(**values))
    if later_ms:
        connection.execute(
            update(Round)
            .where(col(Round.day_id) == day_id)
            .values(
                starts=col(Round.starts) + later_ms,
                talk_ends=col(Round.talk_ends) + later_ms,
                ends=col(Round.ends) + later_ms,
            )
        )


def set_items(connection: Connection, meeting_id: int, items: Sequence[ItemRow]) -> None:
    """Replace a meeting's programme.

    An item that stays, by its track and title, keeps its group list; of one that goes the
    list goes with it.
    """
    former: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, track, title in connection.execute(
        select(col(ProgrammeItem.id), col(ProgrammeItem.track), col(ProgrammeItem.title)).where(
            col(ProgrammeItem.meeting_id) == meeting_id
        )
    ):
        former[track, title].append(number)
    for position, item in enumerate(items, start=1):
        values = {"position": position, "starts": item.starts}
        same = former[item.track, item.title]
        if same:
            stays = col(ProgrammeItem.id) == same.pop(0)
            connection.execute(update(ProgrammeItem).where(stays).values(**values))
        else:
            values |= {"meeting_id": meeting_id, "track": item.track, "title": item.title}
            _added(connection, ProgrammeItem, values)
    gone = [number for numbers in former.values() for number in numbers]
    connection.execute(delete(GroupPlace).where(col(GroupPlace.item_id).in_(gone)))
    connection.execute(delete(ProgrammeItem).where(col(ProgrammeItem.id).in_(gone)))


def set_group(connection: Connection, item_id: int, participant_ids: Iterable[int]) -> None:
    """Replace who is on an item's group list."""
    connection.execute(delete(GroupPlace).where(col(GroupPlace.item_id) == item_id))
    for participant_id in participant_ids:
        connection.execute(
            insert(GroupPlace).values(item_id=item_id, participant_id=participant_id)
        )


def set_member(
    connection: Connection, series_id: int, municipality: str, values: Mapping[str, Any]
) -> None:
    """Add a municipality's membership, or write these columns of it."""
    done = connection.execute(
        update(Member)
        .where(col(Member.series_id) == series_id, col(Member.municipality) == municipality)
        .values(municipality=municipality, **values)
    )
    if not done.rowcount:
        connection.execute(
            insert(Member).values(series_id=series_id, municipality=municipality, **values)
        )


def set_contribution(
    connection: Connection, meeting_id: int, municipality: str, status: str | None, about: str
) -> None:
    """Write what a member promised or gave to a meeting; None takes it back."""
    connection.execute(
        delete(Contribution).where(
            col(Contribution.meeting_id) == meeting_id,
            col(Contribution.municipality) == municipality,
        )
    )
    if status is not None:
        connection.execute(
            insert(Contribution).values(
                meeting_id=meeting_id, municipality=municipality, status=status, about=about
            )
        )


def add_delegate(
    connection: Connection, public: Mapping[str, Any], personal: Mapping[str, Any]
) -> int:
    """Add somebody a member has named and return the id."""
    delegate_id = _added(connection, Delegate, public)
    connection.execute(insert(DelegatePerson).values(delegate_id=delegate_id, **personal))
    return delegate_id


def change_delegate(
    connection: Connection,
    delegate_id: int,
    public: Mapping[str, Any],
    personal: Mapping[str, Any],
) -> None:
    """Write these columns of a delegate."""
    if public:
        connection.execute(update(Delegate).where(col(Delegate.id) == delegate_id).values(**public))
    if personal:
        connection.execute(
            update(DelegatePerson)
            .where(col(DelegatePerson.delegate_id) == delegate_id)
            .values(**personal)
        )


def name_for(connection: Connection, series_id: int, delegate_id: int, ended_on: str = "") -> None:
    """Name a delegate for a series; with `ended_on` take the naming back from that day."""
    done = connection.execute(
        update(Naming)
        .where(col(Naming.series_id) == series_id, col(Naming.delegate_id) == delegate_id)
        .values(ended_on=ended_on)
    )
    if not done.rowcount:
        connection.execute(
            insert(Naming).values(series_id=series_id, delegate_id=delegate_id, ended_on=ended_on)
        )


def appear(connection: Connection, meeting_id: int, participant_id: int, delegate_id: int) -> None:
    """Note which delegate a participant of a meeting's day is."""
    connection.execute(
        insert(Appearance).values(
            meeting_id=meeting_id, participant_id=participant_id, delegate_id=delegate_id
        )
    )


def disappear(connection: Connection, participant_id: int) -> None:
    """Take somebody off a meeting's list as if never on it; the rows stay for the log.

    A delegate's one badge is not this participant's any more: it may come again as another.
    """
    delegates = select(col(Delegate.code))
    connection.execute(
        delete(Badge).where(
            col(Badge.participant_id) == participant_id, col(Badge.code).in_(delegates)
        )
    )
    connection.execute(delete(Appearance).where(col(Appearance.participant_id) == participant_id))
    connection.execute(
        update(Participant)
        .where(col(Participant.id) == participant_id)
        .values(walked_in=True, gone=True, status=PersonStatus.CANCELLED.value)
    )


def forget_delegates(connection: Connection, delegate_ids: Sequence[int]) -> None:
    """Erase everything personal of these delegates; their rows still count."""
    which = col(DelegatePerson.delegate_id).in_(list(delegate_ids))
    connection.execute(delete(DelegatePerson).where(which))
    forgotten = col(Delegate.id).in_(list(delegate_ids))
    # A code names somebody as much as a name does; the number in its place opens nothing.
    number = literal("forgotten-") + cast(col(Delegate.id), String)
    connection.execute(update(Delegate).where(forgotten).values(code=number))


def share_badge(connection: Connection, participant_id: int, code: str, at: int) -> None:
    """Give a participant the code of another day too; an unprinted one of their own is revoked."""
    connection.execute(
        update(Badge)
        .where(
            col(Badge.participant_id) == participant_id,
            col(Badge.revoked_at).is_(None),
            col(Badge.printed_at).is_(None),
        )
        .values(revoked_at=at)
    )
    connection.execute(insert(Badge).values(code=code, participant_id=participant_id, issued_at=at))


def give_badge(connection: Connection, participant_id: int, code: str, at: int) -> None:
    """Let a code count for a participant: given out anew, or no longer revoked."""
    done = connection.execute(
        update(Badge)
        .where(col(Badge.code) == code, col(Badge.participant_id) == participant_id)
        .values(revoked_at=None)
    )
    if not done.rowcount:
        connection.execute(
            insert(Badge).values(code=code, participant_id=participant_id, issued_at=at)
        )
