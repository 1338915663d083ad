"""Who and what is printed, and that it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.paper import Agenda, DayHead, Guest, StandSheet
from db.reads import paper as reads
from db.reads.agenda import agenda
from db.vocabulary import Instant, PersonStatus, StationRole
from db.writes.printing import mark_printed
from seminar_tui.day.station import Station
from seminar_tui.rules.badge import normalise
from seminar_tui.rules.names import danish_key
from seminar_tui.rules.refusal import BadInput


@dataclass(frozen=True, slots=True)
class Material:
    """A day as paper needs it. `guests` are those expected, by name as Danes sort.

    `agenda` is the own programme of a meeting of a series.
    """

    head: DayHead
    guests: tuple[Guest, ...]
    stands: tuple[StandSheet, ...]
    agenda: Agenda | None = None


def material(connection: Connection, day_id: int) -> Material:
    """Return what is printed of a day: everybody expected, every stand."""
    everybody = reads.guests(connection, day_id)
    expected = (g for g in everybody if g.status is PersonStatus.REGISTERED and g.name)
    ordered = sorted(expected, key=lambda g: (danish_key(g.name), danish_key(g.comes_from), g.id))
    sheets = reads.stand_sheets(connection, day_id)
    head, own = reads.head(connection, day_id), agenda(connection, day_id)
    return Material(head, tuple(ordered), sheets, own)


def chosen(
    connection: Connection, day_id: int, guests: Sequence[Guest], codes: Iterable[str], new: bool
) -> tuple[Guest, ...]:
    """Return the guests to print: all, those of some codes, or those not printed yet.

    Raises BadInput: code_unknown.
    """
    asked = [normalise(code) for code in codes]
    by_code = {guest.code: guest for guest in guests}
    unknown = [code for code in asked if code not in by_code]
    if unknown:
        raise BadInput("code_unknown", code=unknown[0])
    found = [by_code[code] for code in asked] if asked else list(guests)
    if not new:
        return tuple(found)
    done = reads.printed(connection, day_id)
    return tuple(guest for guest in found if guest.code not in done)


def badges_printed(
    station: Station,
    now: Instant,
    guests: Sequence[Guest],
    boxes: Mapping[str, str] | None = None,
) -> None:
    """Note that the badges of these guests were printed.

    `boxes` say which box each initial's badges were printed for, where all were: the door
    sends its guests to the same.
    """
    with station.act(now, "print_badges", StationRole.DOOR) as work:
        mark_printed(work.connection, (g.code for g in guests if g.code), now.utc_ms)
        alone = guests[0].id if len(guests) == 1 and boxes is None else None
        detail: dict[str, object] = {"badges": len(guests)}
        if boxes is not None:
            detail["boxes"] = dict(boxes)
        work.log("printed", participant_id=alone, detail=detail)
