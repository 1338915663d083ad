"""What is said at a stand: taking it down, mending it, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from db.reads import entries as reads
from db.reads.actions import Undoable
from db.reads.entries import StoredEntry, VersionRow
from db.reads.visits import guests
from db.vocabulary import EntryKind, EntryState, Instant, Phase, StationRole
from db.writes import entries as writes
from db.writes.drafts import drop_draft
from seminar_tui.day.stands import stand_named
from seminar_tui.day.station import Station, Work
from seminar_tui.day.timing import StandClock, read_clock
from seminar_tui.day.visits import person_behind
from seminar_tui.rules.entries import (
    checked_state,
    checked_tags,
    checked_text,
    restored_state,
)
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.text import clean

LATEST = 0
"""Answers the newest open question of the stand and round, if there is one."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is to be written. `by` is a badge code, empty for anonymous; `guest` names one who
    stands here by participant id instead; `answers` is an entry's id, `LATEST`, or None."""

    kind: EntryKind
    text: str
    by: str = ""
    answers: int | None = LATEST
    guest: int | None = None


@dataclass(frozen=True, slots=True)
class Reworded:
    """An entry with a new wording. `other` is what somebody else wrote meanwhile, if so."""

    entry: StoredEntry
    other: VersionRow | None


def add_entry(
    station: Station, now: Instant, asked: str, new: NewEntry, round_: int | None = None
) -> StoredEntry:
    """Write down what was said, at its place in the stand's time.

    Raises BadInput: stand_unknown, no_such_round, text_missing, text_too_long,
    no_such_entry; Refused: unknown, revoked for the code of who said it, not_here for a guest
    who does not stand here.
    """
    text = checked_text(clean(new.text))
    with station.act(now, "entry", StationRole.STAND) as work:
        clock = read_clock(work.connection, station.day_id, asked, now, round_)
        work.must_own(clock.stand.id)
        answers = _answered(work, clock, new)
        shown = clock.shows(now)
        before = shown.talk.began is None
        entry_id = writes.add_entry(
            work.connection,
            text,
            day_id=station.day_id,
            stand_id=clock.stand.id,
            round=clock.round,
            phase=(Phase.TALK if before else shown.phase).value,
            offset_ms=0 if before else shown.elapsed_ms,
            kind=new.kind.value,
            answers=answers,
            by_participant_id=_who(work, clock, new),
            at=now.utc_ms,
            station_id=station.actor.station_id,
        )
        if answers is not None:
            _settle_question(work.connection, station.day_id, answers)
        drop_draft(work.connection, clock.stand.id, clock.round, station.actor.station)
        work.log(
            "added", stand_id=clock.stand.id, detail={"entry": entry_id}, undo={"entry": entry_id}
        )
        return _entry(work.connection, station.day_id, entry_id)


def _answered(work: Work, clock: StandClock, new: NewEntry) -> int | None:
    if new.kind is not EntryKind.ANSWER or new.answers is None:
        return None
    if new.answers != LATEST:
        return _entry(work.connection, work.day_id, new.answers).row.id
    waiting = reads.entries(
        work.connection,
        work.day_id,
        stand_id=clock.stand.id,
        round_=clock.round,
        kind=EntryKind.QUESTION,
        state=EntryState.OPEN,
    )
    return waiting[-1].row.id if waiting else None


def _settle_question(connection: Connection, day_id: int, question: int) -> None:
    writes.lock_entry(connection, question)
    stored = _entry(connection, day_id, question)
    if stored.row.state in (EntryState.OPEN, EntryState.ANSWERED):
        count = reads.answers_in_force(connection, question)
        writes.set_entry(connection, question, state=restored_state(count).value)


def _who(work: Work, clock: StandClock, new: NewEntry) -> int | None:
    if new.guest is not None:
        people = guests(work.connection, clock.stand.id, clock.round)
        if not any(one.participant_id == new.guest and one.here for one in people):
            raise Refused("not_here")
        return new.guest
    return person_behind(work.connection, work.day_id, new.by).id if new.by else None


def _entry(connection: Connection, day_id: int, entry_id: int) -> StoredEntry:
    found = reads.entry(connection, day_id, entry_id)
    if found is None:
        raise BadInput("no_such_entry", entry=entry_id)
    return found


def _own_entry(work: Work, entry_id: int) -> StoredEntry:
    writes.lock_entry(work.connection, entry_id)
    found = _entry(work.connection, work.day_id, entry_id)
    work.must_own(found.stand_id)
    return found


def reword_entry(
    station: Station, now: Instant, entry_id: int, text: str, seen: int | None = None
) -> Reworded:
    """Give an entry a new wording; every earlier one is kept.

    `seen` is the version the writer started from: where another station wrote meanwhile,
    its wording is handed back, so that nobody's text is lost unseen.
    Raises BadInput: no_such_entry, text_missing, text_too_long.
    """
    text = checked_text(clean(text))
    with station.act(now, "edit_entry", StationRole.STAND) as work:
        before = _own_entry(work, entry_id)
        other = None
        if seen is not None and seen != before.row.version:
            other = reads.versions(work.connection, entry_id)[-1]
        version = before.row.version + 1
        writes.reword_entry(
            work.connection, entry_id, version, text, now.utc_ms, station.actor.station_id
        )
        drop_draft(
            work.connection,
            before.stand_id,
            before.row.round,
            station.actor.station,
            entry_id,
        )
        work.log(
            "reworded",
            stand_id=before.stand_id,
            detail={"entry": entry_id, "version": version},
        )
        return Reworded(_entry(work.connection, station.day_id, entry_id), other)


def set_state(station: Station, now: Instant, entry_id: int, state: EntryState) -> StoredEntry:
    """Say what became of an entry. `withdrawn` takes it out; `open` and others as they say.

    Raises BadInput: no_such_entry; Refused: withdrawn, not_a_question.
    """
    with station.act(now, "entry_state", StationRole.STAND) as work:
        before = _own_entry(work, entry_id)
        wanted = checked_state(before.row.kind, before.row.state, state)
        return _change(work, before, state=wanted.value)


def withdraw(station: Station, now: Instant, entry_id: int) -> StoredEntry:
    """Take an entry out; it can be restored. Raises BadInput: no_such_entry; Refused: withdrawn."""
    return set_state(station, now, entry_id, EntryState.WITHDRAWN)


def restore(station: Station, now: Instant, entry_id: int) -> StoredEntry:
    """Take an entry back in. Raises BadInput: no_such_entry; Refused: not_withdrawn."""
    with station.act(now, "entry_state", StationRole.STAND) as work:
        before = _own_entry(work, entry_id)
        if before.row.state is not EntryState.WITHDRAWN:
            raise Refused("not_withdrawn")
        count = reads.answers_in_force(work.connection, entry_id)
        return _change(work, before, state=restored_state(count).value)


def star(station: Station, now: Instant, entry_id: int, on: bool | None = None) -> StoredEntry:
    """Mark an entry to be brought to everybody, or not; None turns it round."""
    with station.act(now, "entry_star", StationRole.STAND) as work:
        before = _own_entry(work, entry_id)
        wanted = not before.row.starred if on is None else on
        return _change(work, before, starred=wanted)


def tag(station: Station, now: Instant, entry_id: int, tags: Iterable[str]) -> StoredEntry:
    """Replace an entry's tags. Raises BadInput: no_such_entry, tag_unknown."""
    chosen = checked_tags(tags)
    with station.act(now, "entry_tags", StationRole.STAND) as work:
        before = _own_entry(work, entry_id)
        return _change(work, before, tags=",".join(chosen))


def _change(work: Work, before: StoredEntry, **values: object) -> StoredEntry:
    entry_id = before.row.id
    writes.set_entry(work.connection, entry_id, **values)
    if before.row.answers is not None and "state" in values:
        _settle_question(work.connection, work.day_id, before.row.answers)
    work.log(
        "changed",
        stand_id=before.stand_id,
        detail={"entry": entry_id, **values, "was": before.row.state.value},
    )
    return _entry(work.connection, work.day_id, entry_id)


def list_entries(
    station: Station,
    *,
    asked: str | None = None,
    round_: int | None = None,
    kind: EntryKind | None = None,
    state: EntryState | None = None,
) -> tuple[StoredEntry, ...]:
    """Return a day's entries in order. Raises BadInput: stand_unknown."""
    with station.look() as connection:
        stand = stand_named(connection, station.day_id, asked) if asked is not None else None
        return reads.entries(
            connection,
            station.day_id,
            stand_id=stand.id if stand else None,
            round_=round_,
            kind=kind,
            state=state,
        )


def history(station: Station, entry_id: int) -> tuple[VersionRow, ...]:
    """Return every wording of an entry. Raises BadInput: no_such_entry."""
    with station.look() as connection:
        _entry(connection, station.day_id, entry_id)
        return reads.versions(connection, entry_id)


def undo_entry(work: Work, action: Undoable) -> None:
    """Take a new entry out again, inside a station's undo."""
    before = _own_entry(work, int(action.undo["entry"]))
    writes.set_entry(work.connection, before.row.id, state=EntryState.WITHDRAWN.value)
    if before.row.answers is not None:
        _settle_question(work.connection, work.day_id, before.row.answers)
