"""Whether a participant may be placed at a stand by hand."""

from __future__ import annotations

from dataclasses import dataclass

from db.rows import StandRow
from db.vocabulary import StandStatus
from seminar_tui.rules.refusal import Refused


@dataclass(frozen=True, slots=True)
class Move:
    """One change of the plan: who (badge code), in which round, from and to which stand, and why.

    `why` is a code: asked, pinned, event (it is about them), wish (it is theirs that is asked
    about), better_wish, free_seat, first_guest, made_room, stand_gone, lost_seat.
    """

    code: str
    round: int
    from_stand: int | None
    to_stand: int | None
    why: str


def check_move(
    stand: StandRow,
    municipality: str | None,
    own_stand: StandRow | None,
    placed: int,
    *,
    force: bool = False,
) -> bool:
    """Check that a participant may be placed at the stand, where so many others are placed.

    `own_stand` is where the participant presents. Returns whether force was needed. Raises
    Refused: cancelled, no_round, own_municipality, presenting, full (the last unless forced).
    """
    if stand.status is StandStatus.CANCELLED:
        raise Refused("cancelled", stand=stand.number)
    if stand.round is None:
        raise Refused("no_round", stand=stand.number)
    if municipality is not None and stand.municipality == municipality:
        raise Refused("own_municipality", stand=stand.number)
    if own_stand is not None and own_stand.status is StandStatus.OPEN:
        if own_stand.id == stand.id:
            raise Refused("own_municipality", stand=stand.number)
        if own_stand.round == stand.round:
            raise Refused("presenting", stand=own_stand.number, round=stand.round)
    if placed < stand.capacity:
        return False
    if not force:
        raise Refused("full", stand=stand.number, capacity=stand.capacity)
    return True
