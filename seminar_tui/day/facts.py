"""What an event of the day changes in the store, and giving it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.reads import people as people_reads
from db.reads import stands as stand_reads
from db.vocabulary import StandStatus
from db.writes import people as people_writes
from db.writes import stands as stand_writes
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

Former = dict[str, dict[int, Any]]
"""Former values by participant or stand id: "people" and "stands" (columns), "wishes" (stands)."""


def write_event(work: Work, event: Event, stand_ids: Mapping[int, int]) -> Former:
    """Write an event's facts; return the former ones. Pins and seats are the plan's, not ours."""
    match event:
        case Here(who, rounds):
            here = None if rounds is None else ",".join(map(str, sorted(rounds)))
            return {"people": {_id(who): _person(work, _id(who), {"rounds_here": here})}}
        case WishesChanged(who, wishes):
            return {"wishes": {_id(who): _wishes(work, _id(who), wishes, stand_ids)}}
        case PresenterSwapped(stand, leaves, takes_over):
            people = {}
            for who, presents in ((leaves, None), (takes_over, stand_ids[stand])):
                if who is not None:
                    values = {"presents_stand_id": presents}
                    people[_id(who)] = _person(work, _id(who), values)
            return {"people": people}
        case StandCancelled(stand):
            return _stand(work, stand_ids[stand], {"status": StandStatus.CANCELLED.value})
        case StandReopened(stand):
            return _stand(work, stand_ids[stand], {"status": StandStatus.OPEN.value})
        case StandMoved(stand, round_):
            return _stand(work, stand_ids[stand], {"round": round_})
        case CapacityChanged(stand, capacity):
            return _stand(work, stand_ids[stand], {"capacity": capacity})
        case WalkIn() | Pinned() | Unpinned() | Replanned():
            return {}


def restore(work: Work, former: Mapping[str, Mapping[str, Any]]) -> None:
    """Write former facts back, as they come out of the log."""
    for who, values in former.get("people", {}).items():
        people_writes.set_person(work.connection, int(who), values)
    for who, stands in former.get("wishes", {}).items():
        stand_writes.replace_wishes(work.connection, int(who), stands)
    for stand, values in former.get("stands", {}).items():
        stand_writes.change_stand(work.connection, int(stand), values)
        stand_writes.touch_programme(work.connection, work.day_id)


def _id(person: object) -> int:
    assert isinstance(person, int)
    return person


def _person(work: Work, who: int, values: Mapping[str, Any]) -> dict[str, Any]:
    known = people_reads.former_values(work.connection, who)
    people_writes.set_person(work.connection, who, values)
    return {name: known[name] for name in values}


def _wishes(
    work: Work, who: int, wishes: tuple[int, ...], stand_ids: Mapping[int, int]
) -> list[int]:
    known = stand_reads.wishes(work.connection, work.day_id).get(who, ())
    stand_writes.replace_wishes(work.connection, who, [stand_ids[n] for n in wishes])
    return [stand_ids[number] for number in known]


def _stand(work: Work, stand_id: int, values: Mapping[str, Any]) -> Former:
    stands = stand_reads.stands(work.connection, work.day_id)
    known = next(stand for stand in stands if stand.id == stand_id)
    stand_writes.change_stand(work.connection, stand_id, values)
    stand_writes.touch_programme(work.connection, work.day_id)
    return {"stands": {stand_id: {name: getattr(known, name) for name in values}}}
