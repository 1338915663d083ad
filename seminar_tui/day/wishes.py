"""A participant's wishes: which stands they would like to hear, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.reads import stands as stand_reads
from db.reads.actions import Undoable
from db.reads.participants import participant_by_code
from db.rows import StandRow
from db.vocabulary import Instant, StationRole
from db.writes import stands as writes
from db.writes.visits import lock_participant
from seminar_tui.day.station import Station, Work
from seminar_tui.rules.badge import normalise
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.stands import find_stand

MOST = 5
"""Wishes that count; the objective knows a price for five."""


@dataclass(frozen=True, slots=True)
class Wished:
    """Whose wishes were replaced, and by which stands (numbers), best first."""

    code: str
    stands: tuple[int, ...]


def check_wishes(
    stands: Sequence[StandRow], municipality: str | None, presents: int | None, asked: Sequence[str]
) -> tuple[StandRow, ...]:
    """Return the stands asked for, in order.

    `presents` is the number of the stand the participant presents at. Raises BadInput:
    stand_unknown, wish_twice, too_many_wishes; Refused: own_municipality.
    """
    if len(asked) > MOST:
        raise BadInput("too_many_wishes", most=MOST)
    wished: list[StandRow] = []
    for name in asked:
        stand = find_stand(stands, name)
        if stand in wished:
            raise BadInput("wish_twice", stand=stand.number)
        if stand.number == presents or (municipality and stand.municipality == municipality):
            raise Refused("own_municipality", stand=stand.number)
        wished.append(stand)
    return tuple(wished)


def read_asked(
    connection: Connection, day_id: int, code: str, asked: Sequence[str]
) -> tuple[int, ...]:
    """Return the numbers of the stands somebody asks for, in order; nothing is stored.

    Raises what `check_wishes` does, and BadInput: code_unknown.
    """
    person = participant_by_code(connection, day_id, normalise(code))
    if person is None:
        raise BadInput("code_unknown", code=normalise(code))
    stands = stand_reads.stands(connection, day_id)
    wished = check_wishes(stands, person.municipality, person.presents, asked)
    return tuple(stand.number for stand in wished)


def wish(station: Station, now: Instant, code: str, asked: Sequence[str]) -> Wished:
    """Replace a participant's wishes.

    Raises what `check_wishes` does, and BadInput: code_unknown.
    """
    with station.act(now, "wish", StationRole.DOOR) as work:
        person = participant_by_code(work.connection, work.day_id, normalise(code))
        if person is None:
            raise BadInput("code_unknown", code=normalise(code))
        stands = stand_reads.stands(work.connection, work.day_id)
        wished = check_wishes(stands, person.municipality, person.presents, asked)
        numbers = {stand.number: stand.id for stand in stands}
        former = stand_reads.wishes(work.connection, work.day_id).get(person.id, ())
        writes.replace_wishes(work.connection, person.id, [stand.id for stand in wished])
        work.log(
            "wished",
            participant_id=person.id,
            detail={"stands": [stand.number for stand in wished]},
            undo={
                "stand_ids": [numbers[number] for number in former],
                "to": [stand.id for stand in wished],
            },
        )
    return Wished(person.code, tuple(stand.number for stand in wished))


def undo_wish(work: Work, action: Undoable) -> None:
    """Give a participant the former wishes back. Raises Refused: changed_since."""
    assert action.participant_id is not None
    must_wish(work, action.participant_id, action.undo["to"])
    writes.replace_wishes(work.connection, action.participant_id, action.undo["stand_ids"])


def must_wish(work: Work, participant_id: int, stand_ids: Sequence[int]) -> None:
    """Raise Refused changed_since where a participant's wishes are others than these by now."""
    lock_participant(work.connection, participant_id)
    numbers = {stand.number: stand.id for stand in stand_reads.stands(work.connection, work.day_id)}
    wished = stand_reads.wishes(work.connection, work.day_id).get(participant_id, ())
    if [numbers[number] for number in wished] != list(stand_ids):
        raise Refused("changed_since")
