"""Two registrations that are one person become one; nothing of either is lost.

The double's rows (log, arrivals, visits, entries, badges, answers) become the other's, so
that both badges count and both histories are one. Undo hands the very same rows back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.reads import merging as reads
from db.reads import people as people_reads
from db.reads import stands as stand_reads
from db.reads.actions import Undoable
from db.vocabulary import Instant, PersonStatus, StationRole
from db.writes import merging as writes
from db.writes import people as people_writes
from db.writes import plan as plan_writes
from db.writes.stands import replace_wishes
from db.writes.visits import lock_participant
from seminar_tui.day import own_seats
from seminar_tui.day.people import LIMITS, Listed, person_id
from seminar_tui.day.station import Station, Work
from seminar_tui.day.wishes import MOST, must_wish
from seminar_tui.rules.merging import Record, check_merge, merged_values, merged_wishes
from seminar_tui.rules.refusal import Refused


@dataclass(frozen=True, slots=True)
class Merged:
    """The one person, and every badge code that is theirs and counts."""

    listed: Listed
    codes: tuple[str, ...]


def merge(station: Station, now: Instant, code: str, double: str) -> Merged:
    """Make two registrations one: the first is kept, the second goes into it.

    Raises BadInput: code_unknown; Refused: same_registration, merge_municipality,
    merge_presents, merge_blocked, merge_series, both_arrived, both_visited.
    """
    with station.act(now, "merge", StationRole.ORGANISER) as work:
        kept_id, double_id = _held(work, code, double)
        rows = {one: reads.owned(work.connection, one) for one in (kept_id, double_id)}
        kept, other = (_record(work, one, rows[one]) for one in (kept_id, double_id))
        check_merge(kept, other)
        if rows[kept_id]["appearances"] and rows[double_id]["appearances"]:
            raise Refused("merge_series")
        undo = _merge(work, kept, other, rows)
        work.log("merged", participant_id=kept_id, detail={"double": double_id}, undo=undo)
        (person,) = people_reads.people_by_id(work.connection, [kept_id])
        wishes = people_reads.wishes_of(work.connection, [kept_id]).get(kept_id, ())
        codes = tuple(sorted(reads.owned(work.connection, kept_id)["badges"]))
    return Merged(Listed(person, wishes), codes)


def _held(work: Work, code: str, double: str) -> tuple[int, int]:
    """Return who two codes mean, with both rows ours: nobody comes in or goes meanwhile."""
    _lock(work, *(person_id(work.connection, work.day_id, one) for one in (code, double)))
    # Whoever had them until now may have merged them: the codes say so only by now.
    kept_id, double_id = (person_id(work.connection, work.day_id, one) for one in (code, double))
    return kept_id, double_id


def _lock(work: Work, *people: int) -> None:
    """Lock participants, always in the same order: two who merge never wait for each other."""
    for one in sorted(people):
        lock_participant(work.connection, one)


def _record(work: Work, who: int, rows: Mapping[str, list[Any]]) -> Record:
    values = people_reads.former_values(work.connection, who)
    return Record(who, bool(rows["presences"]), frozenset(rows["standings"]), values)


def _merge(
    work: Work, kept: Record, double: Record, rows: Mapping[int, Mapping[str, list[Any]]]
) -> dict[str, Any]:
    connection = work.connection
    seats = {one.id: own_seats.stored(connection, one.id) for one in (kept, double)}
    wished = stand_reads.wishes(connection, work.day_id)
    ids = {stand.number: stand.id for stand in stand_reads.stands(connection, work.day_id)}
    wishes = {one.id: [ids[n] for n in wished.get(one.id, ())] for one in (kept, double)}
    handed = _not_twice(rows[double.id], rows[kept.id])
    values = merged_values(kept.values, double.values, LIMITS)
    walked_in, gone = reads.standing_of(connection, double.id)
    own_seats.clear(work, double.id)
    replace_wishes(connection, double.id, [])
    writes.hand_over(connection, handed, double.id, kept.id)
    people_writes.set_person(connection, double.id, {"status": PersonStatus.CANCELLED.value})
    writes.set_off_the_lists(connection, double.id, walked_in=True, gone=True)
    if values:
        people_writes.set_person(connection, kept.id, values)
    home = values.get("municipality") or kept.values["municipality"]
    own = reads.own_stand(connection, work.day_id, home)
    wishes_to = merged_wishes(wishes[kept.id], wishes[double.id], own, MOST)
    replace_wishes(connection, kept.id, wishes_to)
    _take_seats(work, kept.id, seats[kept.id], seats[double.id])
    own_seats.mend(work, kept.id)
    return {
        "double": double.id,
        "rows": handed,
        "values": {name: kept.values[name] for name in values},
        "to": values,
        "status": double.values["status"],
        "listed": [walked_in, gone],
        "seats": {str(one): held for one, held in seats.items()},
        "seats_to": {str(one): own_seats.stored(connection, one) for one in seats},
        "wishes": {str(one): stands for one, stands in wishes.items()},
        "wishes_to": {str(kept.id): wishes_to, str(double.id): []},
    }


def _not_twice(
    rows: Mapping[str, list[Any]], held: Mapping[str, list[Any]]
) -> dict[str, list[Any]]:
    """Return the rows that can be handed over: of one answer or group place a person has one."""
    return {
        kind: [key for key in keys if kind not in ("replies", "groups") or key not in held[kind]]
        for kind, keys in rows.items()
    }


def _take_seats(work: Work, who: int, mine: own_seats.Stored, theirs: own_seats.Stored) -> None:
    """Keep one's own seats; take the double's in rounds without one, and where it was pinned."""
    held = {round_: pinned for round_, _stand, pinned in mine}
    for round_, stand_id, pinned in theirs:
        if round_ not in held or (pinned and not held[round_]):
            plan_writes.set_placement(work.connection, who, round_, stand_id, pinned)


def undo_merge(work: Work, action: Undoable) -> None:
    """Part the two again: each has the rows, wishes, seats and badges they had.

    Raises Refused: changed_since where what the merge wrote was changed meanwhile.
    """
    assert action.participant_id is not None
    kept, undo = action.participant_id, action.undo
    double = int(undo["double"])
    connection = work.connection
    _lock(work, kept, double)
    now = people_reads.former_values(connection, kept)
    if any(now[name] != value for name, value in undo["to"].items()):
        raise Refused("changed_since")
    for one in (str(kept), str(double)):
        _part_wishes(work, int(one), undo["wishes"][one], undo["wishes_to"][one])
    writes.hand_over(connection, undo["rows"], kept, double)
    people_writes.set_person(connection, kept, undo["values"])
    people_writes.set_person(connection, double, {"status": undo["status"]})
    walked_in, gone = undo["listed"]
    writes.set_off_the_lists(connection, double, walked_in=walked_in, gone=gone)
    for one in (str(kept), str(double)):
        seats = {name: undo[name][one] for name in ("seats", "seats_to")}
        own_seats.take_back(work, int(one), seats)


def _part_wishes(work: Work, who: int, before: Sequence[int], after: Sequence[int]) -> None:
    """Give wishes back; where the merge changed none, those made since stay."""
    if before != after:
        must_wish(work, who, after)
        replace_wishes(work.connection, who, before)
