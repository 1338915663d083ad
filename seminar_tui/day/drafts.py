"""What is being typed at a stand, kept so that a window that closes loses nothing.

Nobody does this by hand, so it leaves no row in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from db.reads import drafts as reads
from db.reads.drafts import DraftRow
from db.vocabulary import EntryKind, Instant, StationRole
from db.writes import drafts as writes
from seminar_tui.day.station import Station
from seminar_tui.text import clean


@dataclass(frozen=True, slots=True)
class Typing:
    """What is being typed. `entry_id` is the entry being reworded and `version` the wording
    its writer began from, both 0 for a new entry; `answers` is the question a new one answers."""

    kind: EntryKind
    text: str
    entry_id: int = 0
    version: int = 0
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Drafts:
    """What a station finds when it opens: a new entry and a new wording, half typed."""

    new: DraftRow | None
    wording: DraftRow | None


def save_draft(station: Station, now: Instant, stand_id: int, round_: int, typing: Typing) -> None:
    """Keep what is being typed; an empty text is forgotten. Raises Refused: other_stand."""
    with station.act(now, "draft", StationRole.STAND) as work:
        work.must_own(stand_id)
        draft = DraftRow(
            station.actor.station,
            typing.kind,
            clean(typing.text),
            now.utc_ms,
            typing.entry_id,
            typing.version,
            typing.answers,
        )
        writes.keep_draft(work.connection, stand_id, round_, draft)


def take_drafts(
    station: Station,
    now: Instant,
    stand_id: int,
    round_: int,
    is_running: Callable[[str], bool] = lambda process: False,
) -> Drafts:
    """Return what was being typed at a stand before a window closed, and make it ours.

    Our own comes first, then the newest of a station that is no more: a window that was
    closed comes back as another terminal with another name. `is_running` says whether a
    process of this machine is alive; what is being typed there is left to those who type it.
    """
    with station.act(now, "draft", StationRole.STAND) as work:
        work.must_own(stand_id)
        name = station.actor.station
        ask = is_running if station.store.is_sqlite else lambda process: False
        free = [
            draft
            for draft in reads.drafts(work.connection, stand_id, round_)
            if draft.station == name or not _is_typed_at(work.connection, draft.station, ask)
        ]
        found = Drafts(
            _first(name, (draft for draft in free if not draft.entry_id)),
            _first(name, (draft for draft in free if draft.entry_id)),
        )
        for draft in (found.new, found.wording):
            if draft is not None and draft.station != name:
                writes.drop_draft(work.connection, stand_id, round_, draft.station, draft.entry_id)
                ours = replace(draft, station=name, at=now.utc_ms)
                writes.keep_draft(work.connection, stand_id, round_, ours)
    return found


def _is_typed_at(connection: Connection, station: str, is_running: Callable[[str], bool]) -> bool:
    return any(is_running(process) for process in reads.open_processes(connection, station))


def _first(name: str, drafts: Iterable[DraftRow]) -> DraftRow | None:
    listed = list(drafts)
    own = [draft for draft in listed if draft.station == name]
    return next(iter(own or listed), None)
