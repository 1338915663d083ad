"""What an event of the day changes in the store, and giving it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.reads import people as people_reads
from db.reads import stands as stand_reads
from db.vocabulary import StandStatus
from db.writes import people as people_writes
from db.writes import stands as stand_writes
from db.writes.timing import lock_stand
from db.writes.visits import lock_participant
from seminar_tui.day.station import Work
from seminar_tui.placement.events import (
    CapacityChanged,
    Event,
    Here,
    Pinned,
    PresenterSwapped,
    Replanned,
    StandCancelled,
    StandMoved,
    StandReopened,
    Unpinned,
    WalkIn,
    WishesChanged,
)
from seminar_tui.rules.refusal import Refused

Facts = dict[str, dict[int, Any]]
"""Values by participant or stand id: "people" and "stands" (columns), "wishes" (stands)."""


def write_event(work: Work, event: Event, stand_ids: Mapping[int, int]) -> tuple[Facts, Facts]:
    """Write an event's facts; return the former ones and those written, as an undo needs both.

    Pins and seats are the plan's, not ours.
    """
    to = _asked(event, stand_ids)
    former = _present(work, to)
    _write(work, to)
    return former, to


def _asked(event: Event, stand_ids: Mapping[int, int]) -> Facts:
    """Return the facts an event makes true."""
    match event:
        case Here(who, rounds):
            here = None if rounds is None else ",".join(map(str, sorted(rounds)))
            return {"people": {_id(who): {"rounds_here": here}}}
        case WishesChanged(who, wishes):
            return {"wishes": {_id(who): [stand_ids[number] for number in wishes]}}
        case PresenterSwapped(stand, leaves, takes_over):
            swapped = ((leaves, None), (takes_over, stand_ids[stand]))
            people = {_id(who): at for who, at in swapped if who is not None}
            return {"people": {who: {"presents_stand_id": at} for who, at in people.items()}}
        case StandCancelled(stand):
            return _stand(stand_ids[stand], "status", StandStatus.CANCELLED.value)
        case StandReopened(stand):
            return _stand(stand_ids[stand], "status", StandStatus.OPEN.value)
        case StandMoved(stand, round_):
            return _stand(stand_ids[stand], "round", round_)
        case CapacityChanged(stand, capacity):
            return _stand(stand_ids[stand], "capacity", capacity)
        case WalkIn() | Pinned() | Unpinned() | Replanned():
            return {}


def must_hold(work: Work, logged: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise Refused changed_since where facts, as they come out of the log, hold no more.

    Their rows are ours from now on.
    """
    written = _by_number(logged)
    for who in sorted({*written.get("people", {}), *written.get("wishes", {})}):
        lock_participant(work.connection, who)
    for stand in sorted(written.get("stands", {})):
        lock_stand(work.connection, stand)
    if _present(work, written) != written:
        raise Refused("changed_since")


def restore(work: Work, logged: Mapping[str, Mapping[str, Any]]) -> None:
    """Write former facts back, as they come out of the log."""
    _write(work, _by_number(logged))


def _by_number(logged: Mapping[str, Mapping[str, Any]]) -> Facts:
    return {kind: {int(one): it for one, it in rows.items()} for kind, rows in logged.items()}


def _id(person: object) -> int:
    assert isinstance(person, int)
    return person


def _stand(stand_id: int, column: str, value: object) -> Facts:
    return {"stands": {stand_id: {column: value}}}


def _present(work: Work, like: Facts) -> Facts:
    """Return what is stored now of the same facts as `like`."""
    connection, found = work.connection, dict[str, dict[int, Any]]()
    stands = {stand.id: stand for stand in stand_reads.stands(connection, work.day_id)}
    ids = {stand.number: stand.id for stand in stands.values()}
    wished = stand_reads.wishes(connection, work.day_id) if "wishes" in like else {}
    for kind, rows in like.items():
        for one, values in rows.items():
            now: Any
            if kind == "people":
                known = people_reads.former_values(connection, one)
                now = {name: known[name] for name in values}
            elif kind == "wishes":
                now = [ids[number] for number in wished.get(one, ())]
            else:
                now = {name: getattr(stands[one], name) for name in values}
            found.setdefault(kind, {})[one] = now
    return found


def _write(work: Work, them: Facts) -> None:
    for who, values in them.get("people", {}).items():
        people_writes.set_person(work.connection, who, values)
    for who, stands in them.get("wishes", {}).items():
        stand_writes.replace_wishes(work.connection, who, stands)
    for stand, values in them.get("stands", {}).items():
        stand_writes.change_stand(work.connection, stand, values)
        stand_writes.touch_programme(work.connection, work.day_id, work.now.utc_ms)
