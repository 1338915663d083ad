"""Who stands where, who is expected there, and who presents."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, and_, bindparam, func, select
from sqlmodel import col

from db.models import Badge, Participant, Person, Placement, Presence, Standing
from db.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose badge a code is, and what a stand needs to know of them. Nothing personal."""

    id: int
    code: str
    municipality: str | None
    presents_stand_id: int | None
    arrived: bool
    revoked: bool


@dataclass(frozen=True, slots=True)
class GuestRow:
    """Somebody expected at a stand, or there. `expected`: told to come; `here`: scanned there."""

    participant_id: int
    name: str
    municipality: str | None
    organisation: str
    arrived: bool
    expected: bool
    here: bool
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class PresenterRow:
    """Somebody who presents at a stand."""

    participant_id: int
    name: str
    arrived: bool
    missing: bool


def holder(connection: Connection, day_id: int, code: str) -> Holder | None:
    """Return whose badge this is or was, on this day."""
    row = connection.execute(
        select(
            col(Participant.id),
            col(Badge.code),
            col(Participant.municipality),
            col(Participant.presents_stand_id),
            col(Presence.participant_id),
            col(Badge.revoked_at),
        )
        .join(Participant, col(Participant.id) == col(Badge.participant_id))
        .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
        .where(col(Badge.code) == code, col(Participant.day_id) == day_id)
    ).first()
    if row is None:
        return None
    number, badge, municipality, presents, present, revoked_at = row
    return Holder(
        number, badge, municipality, presents, present is not None, revoked_at is not None
    )


def stands_at(connection: Connection, participant_id: int, round_: int) -> int | None:
    """Return the id of the stand somebody stands at in a round."""
    found = connection.execute(
        select(col(Standing.stand_id)).where(
            col(Standing.participant_id) == participant_id, col(Standing.round) == round_
        )
    ).scalar()
    return None if found is None else int(found)


def counts(connection: Connection, day_id: int, round_: int) -> dict[int, int]:
    """Return how many stand at each stand (by id) in a round."""
    found = connection.execute(
        select(col(Standing.stand_id), func.count())
        .join(Participant, col(Participant.id) == col(Standing.participant_id))
        .where(col(Standing.round) == round_, col(Participant.day_id) == day_id)
        .group_by(col(Standing.stand_id))
    )
    return {row[0]: row[1] for row in found}


_STAND: BindParameter[int] = bindparam("stand")
_ROUND: BindParameter[int] = bindparam("round")
_GUESTS = Prepared(
    select(
        col(Participant.id),
        func.coalesce(col(Person.name), ""),
        col(Participant.municipality),
        col(Participant.organisation),
        col(Presence.participant_id),
        col(Placement.stand_id),
        col(Standing.stand_id),
    )
    .outerjoin(Person, col(Person.participant_id) == col(Participant.id))
    .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
    .outerjoin(
        Placement,
        and_(
            col(Placement.participant_id) == col(Participant.id),
            col(Placement.round) == _ROUND,
            col(Placement.stand_id) == _STAND,
        ),
    )
    .outerjoin(
        Standing,
        and_(col(Standing.participant_id) == col(Participant.id), col(Standing.round) == _ROUND),
    )
    .where((col(Placement.stand_id) == _STAND) | (col(Standing.stand_id) == _STAND))
    .order_by(col(Person.name), col(Participant.id))
)
_PRESENTERS = Prepared(
    select(
        col(Participant.id),
        func.coalesce(col(Person.name), ""),
        col(Presence.participant_id),
        col(Participant.presenter_missing),
    )
    .outerjoin(Person, col(Person.participant_id) == col(Participant.id))
    .outerjoin(Presence, col(Presence.participant_id) == col(Participant.id))
    .where(
        col(Participant.presents_stand_id) == _STAND,
        col(Participant.status) == "registered",
    )
    .order_by(col(Person.name), col(Participant.id))
)


def guests(connection: Connection, stand_id: int, round_: int) -> tuple[GuestRow, ...]:
    """Return who is expected at a stand in a round and who is there, by name."""
    found = _GUESTS.run(connection, {"stand": stand_id, "round": round_})
    return tuple(
        GuestRow(
            number,
            name,
            municipality,
            organisation,
            present is not None,
            placed_at is not None,
            standing_at == stand_id,
            standing_at is not None and standing_at != stand_id,
        )
        for number, name, municipality, organisation, present, placed_at, standing_at in found
    )


def presenters_of(connection: Connection, stand_id: int) -> tuple[PresenterRow, ...]:
    """Return who presents at a stand, by name."""
    found = _PRESENTERS.run(connection, {"stand": stand_id})
    return tuple(
        PresenterRow(number, name, present is not None, bool(missing))
        for number, name, present, missing in found
    )
