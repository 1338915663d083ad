"""Stands: what they are about, where they stand, when they present."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from db.reads import days as day_reads
from db.reads import stands as reads
from db.reads.actions import Undoable
from db.rows import StandRow
from db.vocabulary import Instant, ProgrammeText, StandStatus, StationRole
from db.writes import stands as writes
from db.writes.timing import lock_stand
from seminar_tui.day.station import Station, Work
from seminar_tui.day.written import written
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.stands import find_stand, programme_text

LIMITS = {
    "theme": 200,
    "question": 500,
    "place": 80,
    "focus": 500,
    "learning": 500,
    "equipment": 200,
}
"""Characters a text of a stand may have."""

APPROVED_TEXTS = frozenset({"theme", "question"})
"""What an approval is of; it does not outlive a change of either."""


@dataclass(frozen=True, slots=True)
class StandChange:
    """What to change about a stand; None leaves it as it is."""

    theme: str | None = None
    question: str | None = None
    focus: str | None = None
    learning: str | None = None
    place: str | None = None
    equipment: str | None = None
    capacity: int | None = None
    round: int | None = None
    cancel: bool = False
    reopen: bool = False
    approve: bool = False
    not_approved: bool = False


@dataclass(frozen=True, slots=True)
class StandListed:
    """A stand with its presenters: (badge code, name), and names nobody registered fits yet."""

    stand: StandRow
    presenters: tuple[tuple[str, str], ...]
    pending: tuple[str, ...]


def list_stands(connection: Connection, day_id: int) -> tuple[StandListed, ...]:
    """Return every stand of the day with its presenters."""
    people = reads.presenters(connection, day_id)
    pending = reads.pending_presenters(connection, day_id)
    return tuple(
        StandListed(stand, people.get(stand.id, ()), pending.get(stand.id, ()))
        for stand in reads.stands(connection, day_id)
    )


def stand_named(connection: Connection, day_id: int, asked: str) -> StandRow:
    """Return the stand of that number or municipality. Raises BadInput: stand_unknown."""
    return find_stand(reads.stands(connection, day_id), asked)


def edit_stand(station: Station, now: Instant, asked: str, change: StandChange) -> StandListed:
    """Change a stand. Raises BadInput: stand_unknown, out_of_range, cancel_and_reopen,
    approve_and_not, text_too_long; Refused: nothing_to_approve."""
    if change.cancel and change.reopen:
        raise BadInput("cancel_and_reopen")
    if change.approve and change.not_approved:
        raise BadInput("approve_and_not")
    with station.act(now, "edit_stand", StationRole.ORGANISER) as work:
        stand = stand_named(work.connection, work.day_id, asked)
        values = _changed(work, stand, change)
        if values:
            _write(work, stand.id, values)
        former = {name: getattr(stand, name) for name in values}
        work.log(
            "changed",
            stand_id=stand.id,
            detail={"changed": sorted(values)},
            undo={"values": former, "to": values} if values else None,
        )
        listed = list_stands(work.connection, work.day_id)
    return next(one for one in listed if one.stand.id == stand.id)


def _changed(work: Work, stand: StandRow, change: StandChange) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, limit in LIMITS.items():
        text = getattr(change, name)
        if text is not None:
            values[name] = written(text, limit)
    if change.capacity is not None:
        values["capacity"] = _within("capacity", change.capacity, 0, 1000)
    if change.round is not None:
        rounds = day_reads.day(work.connection, work.day_id).rounds
        values["round"] = _within("round", change.round, 1, rounds)
    if change.cancel or change.reopen:
        values["status"] = (StandStatus.CANCELLED if change.cancel else StandStatus.OPEN).value
    changed = {name: value for name, value in values.items() if value != getattr(stand, name)}
    return changed | _approval(work, replace(stand, **changed), change, changed.keys())


def _approval(
    work: Work, stand: StandRow, change: StandChange, changed: Collection[str]
) -> dict[str, int | None]:
    """Return what becomes of the approval of a stand that reads like this now.

    New texts always write it: taking them back then meets an approval given since.
    """
    new = not APPROVED_TEXTS.isdisjoint(changed)
    if change.approve:
        if programme_text(stand) is ProgrammeText.MISSING:
            raise Refused("nothing_to_approve", stand=stand.number)
        return {"approved_at": work.now.utc_ms} if new or stand.approved_at is None else {}
    return {"approved_at": None} if new or (change.not_approved and stand.approved_at) else {}


def _write(work: Work, stand_id: int, values: Mapping[str, Any]) -> None:
    writes.change_stand(work.connection, stand_id, values)
    if values.keys() - {"approved_at"}:  # an approval is on no paper: none is out of date
        writes.touch_programme(work.connection, work.day_id, work.now.utc_ms)


def _within(field: str, value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise BadInput("out_of_range", field=field, value=value, low=low, high=high)
    return value


def undo_edit_stand(work: Work, action: Undoable) -> None:
    """Give a stand its former values back. Raises Refused: changed_since."""
    assert action.stand_id is not None
    lock_stand(work.connection, action.stand_id)
    stands = reads.stands(work.connection, work.day_id)
    stand = next(one for one in stands if one.id == action.stand_id)
    former: Mapping[str, Any] = action.undo["values"]
    if any(getattr(stand, name) != value for name, value in action.undo["to"].items()):
        raise Refused("changed_since")
    _write(work, action.stand_id, former)
