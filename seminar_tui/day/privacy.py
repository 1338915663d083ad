"""What is stored about one person, told on request; and one person erased on request."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import copies
from db.errors import StoreError
from db.reads import one_person as reads
from db.reads.copied import copies_around_erasing, copies_noted
from db.reads.days import day
from db.reads.purging import SHORTEST, files_written, still_needed
from db.vocabulary import Instant, StationRole
from db.writes import one_person as writes
from seminar_tui.day.backups import back_up_again
from seminar_tui.day.keeping import files_beside, found_in, remove_files
from seminar_tui.day.station import Station, Work
from seminar_tui.rules.badge import normalise
from seminar_tui.rules.dates import local
from seminar_tui.rules.erasing import without_names
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.text import clean


@dataclass(frozen=True, slots=True)
class Known:
    """Every row about a person by table, and what others wrote that names them."""

    code: str
    rows: dict[str, list[dict[str, Any]]]
    mentions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: days they were on, texts that named them, copies deleted.

    `left` are the lists and papers the program wrote that may still name them, and the
    copies that could not be deleted, which `remove_copies_again` tries again. `searched`
    texts were looked for in the file's bytes afterwards and `found` of them were there.
    """

    days: int
    mentions: int
    removed: tuple[str, ...]
    left: tuple[str, ...]
    searched: int
    found: int


def known_about(station: Station, now: Instant, code: str) -> Known:
    """Return all that is stored about a person, whose badge this is or was.

    That it was asked for is logged. Raises BadInput: code_unknown; Refused: not_allowed.
    """
    with station.act(now, "person_data", StationRole.ORGANISER) as work:
        people, delegates = _who(work, code)
        names, _ = reads.texts_about(work.connection, people, delegates)
        without = without_names(names)
        mentions = tuple(
            (f"{table.name}.{column.name}", str(row.said))
            for table, column, row in reads.cells_of_text(work.connection)
            if table.name in _WRITTEN and without(str(row.said)) != row.said
        )
        rows = reads.rows_about(work.connection, people, delegates)
        work.log("told", participant_id=people[0])
    return Known(normalise(code), rows, mentions)


_WRITTEN = ("entryversion", "draft", "message", "pendingpresenter", "importanswer", "member")
"""Tables of what people wrote; the rest is the store's own copy of what is told already."""


def erase(station: Station, now: Instant, code: str) -> Erased:
    """Erase a person for good on every day they are known on, and prove it by the bytes.

    Counts stay. Copies of the store go too, and a new one is taken. Raises BadInput:
    code_unknown; Refused: not_allowed, purge_unfinished (then `finish` goes on).
    """
    with station.act(now, "erase_person", StationRole.ORGANISER) as work:
        people, delegates = _who(work, code)
        names, texts = reads.texts_about(work.connection, people, delegates)
        days = reads.days_of(work.connection, people)
        written = files_written(work.connection, work.day_id)
        copied = [path for _at, path in copies_noted(work.connection)]
        today = local(now.utc_ms, day(work.connection, work.day_id).timezone).date().isoformat()
        writes.erase_person(work.connection, people, delegates, today)
        mentions = writes.rewrite_texts(work.connection, without_names(names))
        texts = frozenset(text for text in texts if len(text) >= SHORTEST)
        texts -= still_needed(work.connection, texts)
        work.log("erased", participant_id=people[0])
    left = tuple(path for path in written if path not in copied and Path(path).is_file())
    if not station.store.is_sqlite:
        return Erased(days, mentions, (), left, 0, 0)
    removed, stayed = remove_files(files_beside(Path(station.store.location), copied))
    found = finish(station, texts)
    if removed:
        back_up_again(station, now)
    return Erased(days, mentions, removed, left + stayed, len(texts), found)


def remove_copies_again(station: Station, now: Instant) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Delete what is left of the copies from before the last erasure.

    Return which are gone now and which stayed. Raises BadInput: needs_file; Refused:
    not_allowed.
    """
    if not station.store.is_sqlite:
        raise BadInput("needs_file")
    with station.act(now, "erase_person", StationRole.ORGANISER) as work:
        around = copies_around_erasing(work.connection)
    if around is None:
        return (), ()
    before, after = around
    # A copy taken since holds nothing of who was erased.
    kept = set(map(Path, after))
    files = files_beside(Path(station.store.location), before)
    return remove_files(file for file in files if file.resolve() not in kept)


def finish(station: Station, texts: frozenset[str] = frozenset()) -> int:
    """Rewrite the file without what was deleted; return how many texts are still in it.

    Raises Refused: purge_unfinished where another program holds the old pages open.
    """
    if not station.store.is_sqlite:
        raise BadInput("needs_file")
    path = Path(station.store.location)
    station.store.close()
    try:
        copies.compact(path)
    except StoreError as error:
        if error.code != "locked":
            raise
        raise Refused("purge_unfinished") from error
    return found_in(path, texts)


def _who(work: Work, code: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    people = reads.participants_of_code(work.connection, work.day_id, normalise(code))
    if not people:
        raise BadInput("code_unknown", code=clean(normalise(code), 40))
    return people, reads.delegates_of(work.connection, people)
