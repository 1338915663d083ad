"""The stands of a day, who presents at them, and who wishes for them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select, type_coerce
from sqlmodel import col

from db.columns import Enumerated
from db.models import Badge, Participant, PendingPresenter, Person, Stand, Wish
from db.prepared import Prepared
from db.rows import StandRow
from db.vocabulary import StandStatus

_STAND: Select[*tuple[Any, ...]] = select(
    col(Stand.id),
    col(Stand.number),
    col(Stand.municipality),
    col(Stand.round),
    col(Stand.theme),
    col(Stand.question),
    col(Stand.focus),
    col(Stand.learning),
    col(Stand.place),
    col(Stand.equipment),
    col(Stand.capacity),
    type_coerce(col(Stand.status), Enumerated(StandStatus)),
    col(Stand.approved_at),
)
_DAY: BindParameter[int] = bindparam("day")
_STANDS = Prepared(_STAND.where(col(Stand.day_id) == _DAY).order_by(col(Stand.number)))
"""Built once: every read of the floor asks for it."""


def stands(connection: Connection, day_id: int) -> tuple[StandRow, ...]:
    """Return every stand of a day, cancelled ones too, by number."""
    return tuple(StandRow(*row) for row in _STANDS.run(connection, {"day": day_id}))


def presenters(connection: Connection, day_id: int) -> dict[int, tuple[tuple[str, str], ...]]:
    """Return who presents at each stand (by stand id): badge code and name, in order.

    Somebody with two badges in force is there once.
    """
    found = connection.execute(
        select(
            col(Participant.presents_stand_id),
            func.min(col(Badge.code)),
            col(Person.name),
        )
        .join(Person, col(Person.participant_id) == col(Participant.id))
        .join(Badge, col(Badge.participant_id) == col(Participant.id))
        .where(
            col(Participant.day_id) == day_id,
            col(Participant.presents_stand_id).is_not(None),
            col(Participant.status) == "registered",
            col(Badge.revoked_at).is_(None),
        )
        .group_by(col(Participant.id), col(Participant.presents_stand_id), col(Person.name))
        .order_by(col(Participant.id))
    )
    grouped: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for stand_id, code, name in found:
        if stand_id is not None:
            grouped[stand_id].append((code, name))
    return {stand_id: tuple(people) for stand_id, people in grouped.items()}


def pending_presenters(connection: Connection, day_id: int) -> dict[int, tuple[str, ...]]:
    """Return the presenters named on a list whom nobody registered fits yet, by stand id."""
    found = connection.execute(
        select(col(PendingPresenter.stand_id), col(PendingPresenter.name))
        .join(Stand, col(Stand.id) == col(PendingPresenter.stand_id))
        .where(col(Stand.day_id) == day_id)
        .order_by(col(PendingPresenter.name))
    )
    grouped: dict[int, list[str]] = defaultdict(list)
    for stand_id, name in found:
        grouped[stand_id].append(name)
    return {stand_id: tuple(names) for stand_id, names in grouped.items()}


def locked_rounds(connection: Connection, day_id: int) -> dict[int, int]:
    """Return the stands (by number) whose round the organiser has locked."""
    found = connection.execute(
        select(col(Stand.number), col(Stand.round)).where(
            col(Stand.day_id) == day_id, col(Stand.locked), col(Stand.round).is_not(None)
        )
    )
    return {number: round_ for number, round_ in found if round_ is not None}


def wishes(connection: Connection, day_id: int) -> dict[int, tuple[int, ...]]:
    """Return each participant's wishes (participant id to stand numbers), best first."""
    found = connection.execute(
        select(col(Wish.participant_id), col(Stand.number))
        .join(Stand, col(Stand.id) == col(Wish.stand_id))
        .where(col(Stand.day_id) == day_id)
        .order_by(col(Wish.participant_id), col(Wish.rank))
    )
    grouped: dict[int, list[int]] = defaultdict(list)
    for participant_id, number in found:
        grouped[participant_id].append(number)
    return {participant_id: tuple(numbers) for participant_id, numbers in grouped.items()}
