"""Placing people by hand: move, pin, unpin."""

from __future__ import annotations

from dataclasses import dataclass

from db.reads import days as day_reads
from db.reads import plan as plan_reads
from db.reads import stands as stand_reads
from db.reads.actions import Undoable
from db.reads.participants import ParticipantRow, participant_by_code
from db.vocabulary import Instant, PersonStatus, StationRole
from db.writes import plan as writes
from seminar_tui.day.station import Station, Work
from seminar_tui.rules.badge import normalise
from seminar_tui.rules.moving import Move, check_move
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.stands import find_stand


@dataclass(frozen=True, slots=True)
class Moved:
    """What was changed by hand, and whether it was forced and had to be."""

    result: str
    moves: tuple[Move, ...]
    forced_asked: bool = False
    forced_needed: bool = False


def move(
    station: Station, now: Instant, code: str, asked: str, *, force: str | None = None
) -> Moved:
    """Place a participant at a stand in that stand's round; a later re-plan may change it.

    Raises Refused: own_municipality, presenting, full (unless `force` gives a reason),
    cancelled, no_round, not_registered; BadInput: code_unknown, stand_unknown.
    """
    return _place_by_hand(station, now, "move", code, asked, force, pinned=False)


def pin(
    station: Station, now: Instant, code: str, asked: str, *, force: str | None = None
) -> Moved:
    """Place a participant at a stand and keep them there, whatever is planned later.

    Raises what `move` raises.
    """
    return _place_by_hand(station, now, "pin", code, asked, force, pinned=True)


def unpin(station: Station, now: Instant, code: str, round_: int | None = None) -> Moved:
    """Let go of a participant's pins, or of one round's. Raises BadInput: code_unknown,
    out_of_range.
    """
    with station.act(now, "unpin", StationRole.ORGANISER) as work:
        rounds = day_reads.day(work.connection, work.day_id).rounds
        if round_ is not None and not 1 <= round_ <= rounds:
            raise BadInput("out_of_range", field="round", value=round_, low=1, high=rounds)
        person = _person(work, code)
        pins = [
            seat
            for seat in plan_reads.placements(work.connection, work.day_id)
            if seat.participant_id == person.id and seat.pinned and round_ in (None, seat.round)
        ]
        for seat in pins:
            writes.set_pin(work.connection, person.id, seat.round, False)
        if pins:
            writes.touch_plan(work.connection, work.day_id)
        work.log(
            "unpinned",
            participant_id=person.id,
            undo={"seats": [(s.round, s.stand_id, True) for s in pins]} if pins else None,
        )
    return Moved("unpinned", ())


def _place_by_hand(
    station: Station,
    now: Instant,
    kind: str,
    code: str,
    asked: str,
    force: str | None,
    *,
    pinned: bool,
) -> Moved:
    with station.act(now, kind, StationRole.ORGANISER) as work:
        plan_reads.plan_version(work.connection, work.day_id, lock=True)
        person = _person(work, code)
        if person.status is not PersonStatus.REGISTERED:
            raise Refused("not_registered", status=person.status.value)
        stands = stand_reads.stands(work.connection, work.day_id)
        stand = find_stand(stands, asked)
        own = next((one for one in stands if one.number == person.presents), None)
        placed = plan_reads.placements(work.connection, work.day_id)
        others = sum(s.stand_id == stand.id and s.participant_id != person.id for s in placed)
        needed = check_move(stand, person.municipality, own, others, force=force is not None)
        assert stand.round is not None
        mine = [s for s in placed if s.participant_id == person.id and s.round == stand.round]
        before = mine[0] if mine else None
        writes.set_placement(work.connection, person.id, stand.round, stand.id, pinned)
        writes.touch_plan(work.connection, work.day_id)
        former = (before.stand_id, before.pinned) if before else (None, False)
        result = "pinned" if pinned else "moved"
        work.log(
            result,
            participant_id=person.id,
            stand_id=stand.id,
            detail={"round": stand.round, "reason": force or ""},
            undo={"seats": [(stand.round, *former)]},
            forced_asked=force is not None,
            forced_needed=needed,
        )
    from_stand = before.stand if before else None
    done = Move(person.code, stand.round, from_stand, stand.number, "pinned" if pinned else "asked")
    return Moved(result, (done,), force is not None, needed)


def _person(work: Work, code: str) -> ParticipantRow:
    person = participant_by_code(work.connection, work.day_id, normalise(code))
    if person is None:
        raise BadInput("code_unknown", code=normalise(code))
    return person


def undo_move(work: Work, action: Undoable) -> None:
    """Give a participant the former seats and pins back."""
    assert action.participant_id is not None
    for round_, stand_id, pinned in action.undo["seats"]:
        writes.set_placement(work.connection, action.participant_id, round_, stand_id, pinned)
    writes.touch_plan(work.connection, work.day_id)
