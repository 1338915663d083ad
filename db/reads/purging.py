"""What is personal in a store, for purging it and for proving that it is gone."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select
from sqlmodel import col

from db.models import (
    Action,
    Badge,
    Day,
    Draft,
    Entry,
    EntryVersion,
    ImportAnswer,
    Message,
    Participant,
    PendingPresenter,
    Person,
    Reply,
    Stand,
)
from db.reads.copied import COPIES
from db.series_models import Appearance, Delegate, DelegatePerson, Meeting, Naming

SHORTEST = 5
"""Texts shorter than this are not looked for: they occur by chance."""


@dataclass(frozen=True, slots=True)
class Personal:
    """How much there is to purge of a day. `files` are the copies the program wrote of it."""

    people: int
    codes: int
    entries: int
    messages: int
    files: tuple[str, ...]


def people_of(day_id: int) -> Select[int]:
    """Select the ids of a day's participants."""
    return select(col(Participant.id)).where(col(Participant.day_id) == day_id)


def stands_of(day_id: int) -> Select[int]:
    """Select the ids of a day's stands."""
    return select(col(Stand.id)).where(col(Stand.day_id) == day_id)


def entries_of(day_id: int) -> Select[int]:
    """Select the ids of a day's entries."""
    return select(col(Entry.id)).where(col(Entry.day_id) == day_id)


def delegates_alone(connection: Connection, day_id: int) -> tuple[int, ...]:
    """Return the delegates of a day's people whom nothing else needs.

    Another day does that has not been purged, and a series they are named for does while
    a meeting of it is to come or has not been purged.
    """
    elsewhere = (
        select(col(Appearance.delegate_id))
        .join(Person, col(Person.participant_id) == col(Appearance.participant_id))
        .where(col(Appearance.participant_id).not_in(people_of(day_id)))
    )
    named = (
        select(col(Naming.delegate_id))
        .join(Meeting, col(Meeting.series_id) == col(Naming.series_id))
        .outerjoin(Day, col(Day.id) == col(Meeting.day_id))
        .where(
            col(Naming.ended_on) == "",
            or_(
                col(Meeting.day_id).is_(None),
                and_(
                    col(Meeting.day_id) != day_id,
                    # A day that was only closed keeps its people until it is purged.
                    or_(col(Day.closed_at).is_(None), col(Day.purge_on).is_not(None)),
                ),
            ),
        )
    )
    found = connection.execute(
        select(col(Appearance.delegate_id)).where(
            col(Appearance.participant_id).in_(people_of(day_id)),
            col(Appearance.delegate_id).not_in(elsewhere),
            col(Appearance.delegate_id).not_in(named),
        )
    ).scalars()
    return tuple(dict.fromkeys(found))


def personal(connection: Connection, day_id: int) -> Personal:
    """Count what is personal of a day."""

    def count(query: Select[int]) -> int:
        return int(connection.scalar(select(func.count()).select_from(query.subquery())) or 0)

    people = people_of(day_id)
    return Personal(
        people=count(
            select(col(Person.participant_id)).where(col(Person.participant_id).in_(people))
        ),
        codes=count(select(col(Badge.participant_id)).where(col(Badge.participant_id).in_(people))),
        entries=count(
            select(col(EntryVersion.entry_id)).where(
                col(EntryVersion.entry_id).in_(entries_of(day_id))
            )
        ),
        messages=count(select(col(Message.id)).where(col(Message.day_id) == day_id)),
        files=files_written(connection, day_id),
    )


def files_written(connection: Connection, day_id: int) -> tuple[str, ...]:
    """Return the paths of what the program wrote of a day: copies, lists, badges.

    A copy is of the whole store, whichever of its days it was taken on.
    """
    return _noted(connection, or_(col(Action.day_id) == day_id, col(Action.kind).in_(COPIES)))


def papers_written(connection: Connection, day_id: int) -> tuple[str, ...]:
    """Return the paths of what the program wrote of a day to be read, the oldest first."""
    is_paper = and_(col(Action.day_id) == day_id, col(Action.kind).not_in(COPIES))
    return _noted(connection, is_paper)


def _noted(connection: Connection, which: ColumnElement[bool]) -> tuple[str, ...]:
    found = connection.execute(
        select(col(Action.detail))
        .where(which, col(Action.detail).contains('"file":'))
        .order_by(col(Action.id))
    ).scalars()
    paths = (json.loads(detail).get("file") for detail in found)
    return tuple(dict.fromkeys(path for path in paths if isinstance(path, str)))


def still_needed(connection: Connection, texts: frozenset[str]) -> frozenset[str]:
    """Return which of the texts stand elsewhere in the store too: on another day, in a series."""
    columns = (
        Person.name,
        Person.email,
        Person.title,
        Person.outside_code,
        Badge.code,
        Delegate.code,
        DelegatePerson.name,
        DelegatePerson.email,
        DelegatePerson.title,
    )
    left = "\0".join(
        value
        for column in columns
        for value in connection.execute(select(col(column))).scalars()
        if value
    )
    return frozenset(text for text in texts if text in left)


def personal_texts(connection: Connection, day_id: int) -> frozenset[str]:
    """Return every personal text of a day that is long enough to be looked for."""
    people, stands = people_of(day_id), stands_of(day_id)
    of_people = col(Person.participant_id).in_(people)
    queries = (
        *(
            select(col(column)).where(of_people)
            for column in (
                Person.name,
                Person.email,
                Person.note,
                Person.attention,
                Person.outside_code,
            )
        ),
        *(
            select(col(column)).where(
                col(DelegatePerson.delegate_id).in_(delegates_alone(connection, day_id))
            )
            for column in (DelegatePerson.name, DelegatePerson.email)
        ),
        select(col(Badge.code)).where(col(Badge.participant_id).in_(people)),
        select(col(PendingPresenter.name)).where(col(PendingPresenter.stand_id).in_(stands)),
        select(col(Reply.value)).where(col(Reply.participant_id).in_(people)),
        select(col(EntryVersion.text)).where(col(EntryVersion.entry_id).in_(entries_of(day_id))),
        select(col(Draft.text)).where(col(Draft.stand_id).in_(stands)),
        select(col(Message.text)).where(col(Message.day_id) == day_id),
        select(col(Day.contact)).where(col(Day.id) == day_id),
        select(col(ImportAnswer.value)),
    )
    return frozenset(
        value
        for query in queries
        for value in connection.execute(query).scalars()
        if value and len(value) >= SHORTEST
    )
