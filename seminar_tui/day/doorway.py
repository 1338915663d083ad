"""Somebody crosses the doorway: written down, and taken back.

The rows that a coming or a going leaves, inside a transaction that a use case has opened.
"""

from __future__ import annotations

from dataclasses import replace

from db.reads import arrivals as reads
from db.reads.actions import Undoable
from db.vocabulary import ArrivalKind
from db.writes import arrivals as writes
from seminar_tui.day.station import Work
from seminar_tui.rules.refusal import Refused


def enter(work: Work, guest: reads.Guest, desk: str) -> dict[str, object]:
    """Write that a guest comes in and return what taking it back needs."""
    who = guest.person.id
    former = None
    if guest.person.arrived_at is None:
        writes.first_presence(work.connection, work.day_id, who, work.now.utc_ms, desk)
    else:
        former = reads.presence(work.connection, who)
        writes.move_presence(work.connection, who, inside=True, since=work.now.utc_ms, desk=desk)
    return {"arrival": journal(work, who, ArrivalKind.IN, desk), "former": stored(former)}


def journal(
    work: Work,
    who: int,
    kind: ArrivalKind,
    desk: str,
    voids: int | None = None,
    at: int | None = None,
) -> int:
    """Add a row to the journal of comings and goings; return its id. `at`: when, if not now."""
    return writes.add_arrival(
        work.connection,
        day_id=work.day_id,
        participant_id=who,
        kind=kind.value,
        at=work.now.utc_ms if at is None else at,
        station_id=work.station.actor.station_id,
        desk=desk,
        voids=voids,
    )


def stored(former: reads.PresenceRow | None) -> list[object] | None:
    """Return a presence as the log keeps it."""
    if former is None:
        return None
    return [former.arrived_at, former.since, former.desk, former.inside]


def leave(work: Work, participant_id: int, desk: str) -> None:
    """Write that a guest goes out."""
    former = reads.presence(work.connection, participant_id)
    writes.move_presence(
        work.connection, participant_id, inside=False, since=work.now.utc_ms, desk=desk
    )
    undo = {
        "arrival": journal(work, participant_id, ArrivalKind.OUT, desk),
        "former": stored(former),
    }
    work.log("out", participant_id=participant_id, undo=undo, desk=desk)


def undo_check_in(work: Work, action: Undoable) -> None:
    """Take back a check-in: the guest is as before it."""
    assert action.participant_id is not None
    _void(work, action.participant_id, action)
    writes.free_nonce(work.connection, action.id)


def undo_check_out(work: Work, action: Undoable) -> None:
    """Take back a check-out: the guest is inside as before it."""
    assert action.participant_id is not None
    _void(work, action.participant_id, action)


def undo_all(work: Work, action: Undoable) -> None:
    """Take back what was done to several at once; who has moved since is left alone."""
    held = 0
    for one in action.undo["all"]:
        try:
            _void(work, one["participant"], replace(action, undo=one))
        except Refused:
            held += 1
    if held == len(action.undo["all"]):
        raise Refused("changed_since")


def _void(work: Work, participant_id: int, action: Undoable) -> None:
    present = reads.presence(work.connection, participant_id)
    if present is None or present.since != action.undo.get("since", action.at):
        raise Refused("changed_since")
    former = action.undo.get("former")
    row = None if former is None else reads.PresenceRow(participant_id, *former)
    writes.restore_presence(work.connection, participant_id, row)
    journal(work, participant_id, ArrivalKind.VOIDED, "", voids=int(action.undo["arrival"]))


def take_out(work: Work, participant_id: int) -> None:
    """Void every arrival of somebody who turns out not to be a guest."""
    if reads.presence(work.connection, participant_id) is None:
        return
    for arrival_id in reads.arrival_ids(work.connection, participant_id):
        journal(work, participant_id, ArrivalKind.VOIDED, "", voids=arrival_id)
    writes.restore_presence(work.connection, participant_id, None)
