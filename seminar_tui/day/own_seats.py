"""One participant's seats inside somebody else's transaction: keep them right, give them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from db.reads import arrivals as arrival_reads
from db.reads import people as people_reads
from db.reads import plan as plan_reads
from db.reads import stands as stand_reads
from db.rows import Seat
from db.vocabulary import PersonStatus
from db.writes import plan as writes
from seminar_tui.day.seating import seat_newcomer
from seminar_tui.day.station import Work
from seminar_tui.rules.refusal import Refused

Stored = list[tuple[int, int, bool]]
"""Round, stand id, pinned."""


def shown(connection: Connection, participant_id: int) -> tuple[Seat, ...]:
    """Return the seats as people are told them."""
    return arrival_reads.seats(connection, participant_id)


def stored(connection: Connection, participant_id: int) -> Stored:
    """Return the seats as an undo needs them."""
    return [
        (one.round, one.stand_id, one.pinned)
        for one in arrival_reads.stored_seats(connection, participant_id)
    ]


def restore(work: Work, participant_id: int, seats: Iterable[Sequence[int | bool]]) -> None:
    """Put former seats back in the place of those held now."""
    former = [(int(round_), int(stand_id), bool(pinned)) for round_, stand_id, pinned in seats]
    if stored(work.connection, participant_id) == former:
        return
    clear(work, participant_id)
    for round_, stand_id, pinned in former:
        writes.set_placement(work.connection, participant_id, round_, stand_id, pinned)
    writes.touch_plan(work.connection, work.day_id)


def take_back(work: Work, participant_id: int, undo: Mapping[str, Any]) -> None:
    """Put the seats that an action changed back: `seats` were held before it, `seats_to` after.

    Where it changed none, seats given since stay. Raises Refused: changed_since where it did
    and they were changed again.
    """
    before, after = ([tuple(one) for one in undo[name]] for name in ("seats", "seats_to"))
    if before == after:
        return
    if stored(work.connection, participant_id) != after:
        raise Refused("changed_since")
    restore(work, participant_id, before)


def clear(work: Work, participant_id: int, *, keep_pins: bool = False) -> None:
    """Give up a participant's seats."""
    held = [one for one in stored(work.connection, participant_id) if not (keep_pins and one[2])]
    for round_, _stand_id, _pinned in held:
        writes.set_placement(work.connection, participant_id, round_, None, False)
    if held:
        writes.touch_plan(work.connection, work.day_id)


def mend(work: Work, participant_id: int) -> None:
    """Give up what a changed participant may not have, and take what is left instead."""
    plan_reads.plan_version(work.connection, work.day_id, lock=True)
    (person,) = people_reads.people_by_id(work.connection, [participant_id])
    if person.status is not PersonStatus.REGISTERED:
        clear(work, participant_id)
        return
    stands = {stand.id: stand for stand in stand_reads.stands(work.connection, work.day_id)}
    presenting = {s.round for s in stands.values() if s.number == person.presents}
    given_up = False
    for round_, stand_id, _pinned in stored(work.connection, participant_id):
        own = person.municipality is not None and (
            stands[stand_id].municipality == person.municipality
        )
        if own or round_ in presenting:
            writes.set_placement(work.connection, participant_id, round_, None, False)
            given_up = True
    seated = seat_newcomer(work, participant_id)
    if given_up and not seated:
        writes.touch_plan(work.connection, work.day_id)
