"""What a suggestion is made from, counted by the store: a guest at the door waits for it."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, union
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.models import Participant, Placement, Stand, Standing, Wish


def guests_beside(
    connection: Connection, day_id: int, round_: int, participant_id: int
) -> dict[int, int]:
    """Count by stand (number) who is told to be there in the round or stands there, except one."""
    told = select(col(Placement.participant_id), col(Placement.stand_id)).where(
        col(Placement.round) == round_
    )
    stood = select(col(Standing.participant_id), col(Standing.stand_id)).where(
        col(Standing.round) == round_
    )
    there = union(told, stood).subquery()
    found = connection.execute(
        select(col(Stand.number), func.count())
        .join(there, there.c.stand_id == col(Stand.id))
        .where(col(Stand.day_id) == day_id, there.c.participant_id != participant_id)
        .group_by(col(Stand.number))
    )
    return dict(found.all())


def stands_seen(connection: Connection, participant_id: int, before: int) -> tuple[int, ...]:
    """Return the numbers of the stands somebody stood at in the rounds up to `before`."""
    found = connection.execute(
        select(col(Stand.number))
        .join(Standing, col(Standing.stand_id) == col(Stand.id))
        .where(col(Standing.participant_id) == participant_id, col(Standing.round) <= before)
        .order_by(col(Standing.round))
    )
    return tuple(found.scalars())


def wishes_of(connection: Connection, participant_id: int) -> tuple[int, ...]:
    """Return the numbers of the stands somebody wishes for, best first."""
    found = connection.execute(
        select(col(Stand.number))
        .join(Wish, col(Wish.stand_id) == col(Stand.id))
        .where(col(Wish.participant_id) == participant_id)
        .order_by(col(Wish.rank))
    )
    return tuple(found.scalars())


def wisher_counts(connection: Connection, day_id: int) -> dict[int, int]:
    """Return by stand (number) how many who are expected wish for it."""
    found = connection.execute(
        select(col(Stand.number), func.count())
        .join(Wish, col(Wish.stand_id) == col(Stand.id))
        .join(Participant, col(Participant.id) == col(Wish.participant_id))
        .where(col(Stand.day_id) == day_id, col(Participant.status) == "registered")
        .group_by(col(Stand.number))
    )
    return dict(found.all())


def wished_beside(connection: Connection, participant_id: int) -> dict[tuple[int, int], int]:
    """Return how many who are expected wish for a stand that this participant wishes for and for
    another one, by both numbers."""
    mine, theirs, beside = aliased(Wish), aliased(Wish), aliased(Wish)
    stand, other = aliased(Stand), aliased(Stand)
    found = connection.execute(
        select(col(stand.number), col(other.number), func.count())
        .select_from(mine)
        .join(theirs, col(theirs.stand_id) == col(mine.stand_id))
        .join(Participant, col(Participant.id) == col(theirs.participant_id))
        .join(
            beside,
            (col(beside.participant_id) == col(theirs.participant_id))
            & (col(beside.stand_id) != col(mine.stand_id)),
        )
        .join(stand, col(stand.id) == col(mine.stand_id))
        .join(other, col(other.id) == col(beside.stand_id))
        .where(col(mine.participant_id) == participant_id, col(Participant.status) == "registered")
        .group_by(col(stand.number), col(other.number))
    )
    return {(a, b): count for a, b, count in found}
