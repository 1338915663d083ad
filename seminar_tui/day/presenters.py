"""The presenters of a stand are there: said once for all of them, and taken back as once."""

from __future__ import annotations

from db.reads import arrivals as arrivals_reads
from db.reads import visits as reads
from db.reads.actions import Undoable
from db.vocabulary import Instant, StationRole
from db.writes import visits as writes
from seminar_tui.day.doorway import enter, undo_all
from seminar_tui.day.stands import stand_named
from seminar_tui.day.station import Station, Work
from seminar_tui.rules.refusal import Refused


def presenters_are_here(station: Station, now: Instant, asked: str) -> tuple[str, ...]:
    """Let in the presenters of a stand whom no door has seen, and call none of them missing.

    Returns the names of those it changed something for. Raises BadInput: stand_unknown;
    Refused: no_presenters where none is registered.
    """
    with station.act(now, "presenters_here", StationRole.DOOR) as work:
        stand = stand_named(work.connection, station.day_id, asked)
        people = reads.presenters_of(work.connection, stand.id)
        if not people:
            raise Refused("no_presenters", stand=stand.number)
        missing = [one.participant_id for one in people if one.missing]
        entered = [_enter(work, one.participant_id) for one in people if not one.arrived]
        writes.set_missing(work.connection, missing, False)
        work.log(
            "presenters_came",
            stand_id=stand.id,
            detail={"participants": [one["participant"] for one in entered]},
            undo={"all": entered, "missing": missing} if entered or missing else None,
        )
    return tuple(one.name for one in people if one.missing or not one.arrived)


def _enter(work: Work, participant_id: int) -> dict[str, object]:
    guest = arrivals_reads.guest_by_id(work.connection, participant_id)
    assert guest is not None  # presenters are participants
    return {"participant": participant_id, **enter(work, guest, work.station.actor.station)}


def undo_presenters_are_here(work: Work, action: Undoable) -> None:
    """Take back that they are there: who was out is out, who was called missing is missing."""
    if action.undo["all"]:
        undo_all(work, action)
    writes.set_missing(work.connection, action.undo["missing"], True)
