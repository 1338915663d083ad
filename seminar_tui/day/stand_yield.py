"""What a stand took home: its real times, how many came, and what was asked and answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from db.paper import StandSheet
from db.reads import paper as reads
from db.reads.entries import StoredEntry, entries
from db.vocabulary import EntryKind, EntryState
from seminar_tui.day.stands import stand_named
from seminar_tui.day.timing import StandClock, read_clocks
from seminar_tui.rules.refusal import Refused
from seminar_tui.rules.timer import PhaseTime


@dataclass(frozen=True, slots=True)
class StandYield:
    """One stand's round when it is over. No name of a guest is in it.

    `guests` really stood there, from so many `municipalities`. In `said` an answer stands
    right after its question; what was withdrawn or purged is left out.
    """

    sheet: StandSheet
    round: int
    talk: PhaseTime
    dialogue: PhaseTime
    guests: int
    municipalities: int
    said: tuple[StoredEntry, ...]


def yields(connection: Connection, day_id: int, asked: str | None = None) -> tuple[StandYield, ...]:
    """Return what every stand took home, or one, by stand and round.

    A stand that was given no round is there for the rounds in which anything happened.
    Raises BadInput: stand_unknown; Refused: no_yield where there is no stand to tell of.
    """
    only = None if asked is None else stand_named(connection, day_id, asked)
    sheets = {sheet.id: sheet for sheet in reads.stand_sheets(connection, day_id)}
    came = reads.visited(connection, day_id)
    homes = reads.came_from(connection, day_id)
    written = _in_order(entries(connection, day_id))
    found = []
    for clock in read_clocks(connection, day_id):
        where = (clock.stand.id, clock.round)
        if only is not None and clock.stand.id != only.id:
            continue
        said = tuple(e for e in written if (e.stand_id, e.row.round) == where)
        if clock.stand.round is None and not (said or clock.events or came.get(where)):
            continue
        sheet = sheets[clock.stand.id]
        found.append(_yield(clock, sheet, came.get(where, 0), homes.get(where, 0), said))
    if not found:
        raise Refused("no_yield")
    return tuple(sorted(found, key=lambda one: (one.sheet.number, one.round)))


def _yield(
    clock: StandClock, sheet: StandSheet, guests: int, homes: int, said: tuple[StoredEntry, ...]
) -> StandYield:
    ledger = clock.ledger
    return StandYield(sheet, clock.round, ledger.talk, ledger.dialogue, guests, homes, said)


def _in_order(written: Iterable[StoredEntry]) -> tuple[StoredEntry, ...]:
    """Return what is in force, each answer after its question, else as it was written."""
    kept = [e for e in written if e.row.state is not EntryState.WITHDRAWN and e.row.text]
    ids = {entry.row.id for entry in kept}

    def place(entry: StoredEntry) -> tuple[int, int]:
        row = entry.row
        attached = row.kind is EntryKind.ANSWER and row.answers in ids
        return (row.answers if attached and row.answers is not None else row.id, row.id)

    return tuple(sorted(kept, key=place))
