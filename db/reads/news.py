"""What the log has to say since it was last looked at: cheap, for it is asked at each commit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Select, bindparam, func, select, union_all
from sqlalchemy.orm import Mapped
from sqlmodel import col

from db.models import Action, Participant, Placement, Standing
from db.prepared import Prepared

MOST = 200
"""So many actions at once are an import or a long absence: anything may have changed."""


@dataclass(frozen=True, slots=True)
class Logged:
    """A row of the log: what was done, on which stand and person (ids)."""

    id: int
    kind: str
    stand_id: int | None
    participant_id: int | None


_LAST = Prepared(select(func.coalesce(func.max(col(Action.id)), 0)))
_SINCE = Prepared(
    select(col(Action.id), col(Action.kind), col(Action.stand_id), col(Action.participant_id))
    .where(col(Action.id) > bindparam("since"))
    .order_by(col(Action.id))
    .limit(MOST + 1)
)


def _of(person: Mapped[int], stand: Mapped[int] | Mapped[int | None]) -> Select[int]:
    return select(person).where(person == bindparam("person"), stand == bindparam("stand"))


_AT_STAND = Prepared(
    union_all(
        _of(col(Placement.participant_id), col(Placement.stand_id)),
        _of(col(Standing.participant_id), col(Standing.stand_id)),
        _of(col(Participant.id), col(Participant.presents_stand_id)),
    ).limit(1)
)


def last_logged(connection: Connection) -> int:
    """Return the number of the newest row of the log; 0 where there is none."""
    return int(_LAST.run(connection, {})[0][0])


def logged_since(connection: Connection, since: int) -> tuple[Logged, ...] | None:
    """Return the rows after that number, oldest first; None where there are very many."""
    found = _SINCE.run(connection, {"since": since})
    return None if len(found) > MOST else tuple(Logged(*row) for row in found)


def is_at_stand(connection: Connection, stand_id: int, people: Collection[int]) -> bool:
    """Tell whether any of these people is expected at the stand, presents or stands there."""
    given = ({"person": person, "stand": stand_id} for person in people)
    return any(_AT_STAND.run(connection, each) for each in given)
