"""Who may be counted as a guest at a stand, and what the host is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from db.rows import StandRow
from db.vocabulary import StandStatus, VisitResult
from seminar_tui.rules.refusal import Refused

NEAREST = 3
"""Stands with room that are named when one is over its target."""

_CANNOT_BE_FORCED = frozenset({VisitResult.NOT_ARRIVED})


@dataclass(frozen=True, slots=True)
class Visitor:
    """What matters of a participant who is scanned at a stand.

    `presents` is the id of the stand they present at, `presents_at` its number, `presents_in`
    its round; `stands_at` the id of the stand they stand at in this round.
    """

    municipality: str | None
    arrived: bool
    presents: int | None = None
    presents_in: int | None = None
    presents_at: int | None = None
    stands_at: int | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """A stand with room: how many more until its target."""

    stand: StandRow
    free: int


def objection(visitor: Visitor, stand: StandRow, round_: int) -> VisitResult | None:
    """Return why a visit does not count, or None where it does.

    A person's own stand is their municipality's. Presenting is standing at another stand
    that presents in the same round.
    """
    if not visitor.arrived:
        return VisitResult.NOT_ARRIVED
    if stand.status is StandStatus.CANCELLED or stand.round not in (None, round_):
        return VisitResult.NOT_OPEN
    if visitor.presents == stand.id or visitor.municipality == stand.municipality:
        return VisitResult.OWN_STAND
    if visitor.presents is not None and visitor.presents_in == round_:
        return VisitResult.PRESENTING
    return None


def admit(visitor: Visitor, stand: StandRow, round_: int, *, force: bool) -> bool:
    """Let a visit be counted; tell whether force was needed for it.

    Raises Refused with the objection's code.
    """
    against = objection(visitor, stand, round_)
    if against is None:
        return False
    if force and against not in _CANNOT_BE_FORCED:
        return True
    about = visitor.presents_at if against is VisitResult.PRESENTING else stand.number
    raise Refused(against.value, stand=about, round=round_)


def counted(visitor: Visitor, stand: StandRow, here: int, target: int) -> VisitResult:
    """Return what a counted visit is; `here` is how many stand there without this one."""
    if visitor.stands_at == stand.id:
        return VisitResult.AGAIN
    if here + 1 > target:
        return VisitResult.OVER_TARGET
    return VisitResult.HERE if visitor.stands_at is None else VisitResult.MOVED


def nearest_with_room(
    stand: StandRow, candidates: Iterable[Room], own_municipality: str | None
) -> tuple[Room, ...]:
    """Return the nearest stands of the same round with room, nearest number first.

    Candidates are the round's open stands; never the person's own municipality's.
    """
    fitting = [
        room
        for room in candidates
        if room.free > 0
        and room.stand.id != stand.id
        and room.stand.status is StandStatus.OPEN
        and room.stand.municipality != own_municipality
    ]
    fitting.sort(key=lambda room: (abs(room.stand.number - stand.number), room.stand.number))
    return tuple(fitting[:NEAREST])
