"""Copies of the store, taken and put back; and purging what is personal.

A copy is logged with its path on the day it was taken for, so that a purge finds it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from db import copies
from db.engine import Store
from db.errors import StoreError
from db.reads import purging as reads
from db.reads.days import all_days
from db.reads.purging import Personal
from db.rows import DayRow
from db.vocabulary import Instant, StationRole
from db.writes import purging as writes
from seminar_tui.day.backups import backups_beside
from seminar_tui.day.station import Station
from seminar_tui.rules.refusal import BadInput, Refused


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was taken and verified."""

    file: Path
    size: int


@dataclass(frozen=True, slots=True)
class PutBack:
    """A copy that was put back. `kept` is what the store was before, if there was any."""

    days: int
    kept: Path | None


@dataclass(frozen=True, slots=True)
class Purged:
    """What was deleted, how many texts were looked for afterwards, and how many were found.

    `left` are the files that could not be deleted, on a disk that is not put in say; another
    purge of the day tries them again.
    """

    was: Personal
    removed: tuple[str, ...]
    left: tuple[str, ...]
    searched: int
    found: int


def back_up(station: Station, now: Instant, out: Path) -> Copied:
    """Copy the store while others work on it, and verify the copy.

    Raises BadInput: file_exists, output_name, needs_file; StoreError.
    """
    if "\0" in str(out):
        raise BadInput("output_name", path=str(out))
    if out.exists():
        raise BadInput("file_exists", path=str(out))
    source = _file(station.store)
    # Noted first, so that the copy itself tells of the file it is.
    note_file(station, now, "backup", out)
    return Copied(out, copies.copy_to(source, out))


def note_file(station: Station, now: Instant, kind: str, path: Path) -> None:
    """Log that the program wrote a file of this day, so that a purge can remove it."""
    with station.act(now, kind, StationRole.DOOR, StationRole.STAND) as work:
        work.log("written", detail={"file": str(path.resolve())})


def restore(copy: Path, target: Path, moment: str) -> PutBack:
    """Verify a copy and make the store what it is; what it replaces is kept beside it.

    `moment` goes into the kept file's name. Raises BadInput: same_file; StoreError.
    """
    if target.exists() and copy.exists() and copy.samefile(target):
        raise BadInput("same_file", path=str(copy))
    kept = target.with_name(f"{target.stem}-replaced-{moment}{target.suffix}")
    had = copies.put_back(copy, target, kept)
    from db.schema import open_store

    store = open_store(target)
    try:
        with store.reading() as connection:
            days = len(all_days(connection))
    finally:
        store.close()
    return PutBack(days, kept if had else None)


def purgeable(station: Station) -> Personal:
    """Return what a purge of the day would delete."""
    with station.look() as connection:
        found = reads.personal(connection, station.day_id)
    return replace(found, files=tuple(map(str, _files(station.store, found))))


def paper_folders(station: Station) -> tuple[Path, ...]:
    """Return the folders where lists and reports of the day still lie, the latest first."""
    with station.look() as connection:
        written = reads.papers_written(connection, station.day_id)
    there = filter(_may_be_there, map(Path, reversed(written)))
    return tuple(dict.fromkeys(file.parent for file in there))


def purge(station: Station, now: Instant) -> Purged:
    """Delete everything personal of the day for good, and prove it by a scan of the bytes.

    The rows go, then the file is rewritten without their pages, then the copies and lists
    that the program wrote go. Counts stay. Raises Refused: purge_unfinished where another
    program holds the old pages open; run again it goes on from there.
    """
    with station.act(now, "purge", StationRole.ORGANISER) as work:
        was = reads.personal(work.connection, work.day_id)
        texts = reads.personal_texts(work.connection, work.day_id)
        writes.purge_day(work.connection, work.day_id, now.utc_ms)
        # Who comes on another day too is known there still.
        texts -= reads.still_needed(work.connection, texts)
        work.log("purged", detail={"people": was.people, "entries": was.entries})
        # Logged first: this station worked on the day too.
        writes.forget_stations(work.connection, work.day_id, now.utc_ms)
        writes.number_desks(work.connection, work.day_id)
    removed, left = remove_files(_files(station.store, was))
    for file in left:
        note_file(station, now, "purge_left", Path(file))
    if not station.store.is_sqlite:
        return Purged(was, removed, left, 0, 0)
    path = _file(station.store)
    station.store.close()
    try:
        copies.compact(path)
    except StoreError as error:
        if error.code != "locked":
            raise
        raise Refused("purge_unfinished") from error
    return Purged(was, removed, left, len(texts), found_in(path, texts))


def is_due(day: DayRow, today: str) -> bool:
    """Tell whether a closed day's personal data is to be gone by today (YYYY-MM-DD)."""
    return day.purge_on is not None and day.purge_on <= today


def found_in(path: Path, texts: frozenset[str]) -> int:
    """Return how many of the texts stand in the file, its journal or its index."""
    bytes_ = b"\0".join(
        beside.read_bytes()
        for ending in ("", "-wal", "-shm", "-journal")
        if (beside := path.with_name(path.name + ending)).exists()
    )
    return sum(text.encode() in bytes_ for text in texts)


def _files(store: Store, found: Personal) -> list[Path]:
    """Return the files the program wrote of a day that are still there."""
    if store.is_sqlite:
        return files_beside(Path(store.location), found.files)
    return list(filter(_may_be_there, map(Path, dict.fromkeys(found.files))))


def files_beside(store: Path, noted: Iterable[str]) -> list[Path]:
    """Return the files of these that are still there, and the copies of the store beside it.

    Beside a store lie the copies made before a migration or a restore; those taken by
    themselves are found even where the store was put back from before them. A copy that
    was opened notes itself in its own log: the store is never among them.
    """
    found = [Path(path) for path in noted]
    for kind in ("before", "replaced"):
        found += sorted(store.parent.glob(f"{store.stem}-{kind}-*"))
    found += backups_beside(store)
    return [file for file in dict.fromkeys(found) if _is_another(file, store)]


def _may_be_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:
        # Nobody may look there, on a disk that was carried away say.
        return True


def _is_another(file: Path, store: Path) -> bool:
    try:
        return file.is_file() and not file.samefile(store)
    except OSError:
        # Nobody may look there, on a disk that was carried away say: it may well be there.
        return True


def remove_files(files: Iterable[Path]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Delete these; return which are gone and which stayed. One that stays stops no other."""
    removed: list[str] = []
    stayed: list[str] = []
    for file in files:
        (removed if _removed(file) else stayed).append(str(file))
    return tuple(removed), tuple(stayed)


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _file(store: Store) -> Path:
    if not store.is_sqlite:
        raise BadInput("needs_file")
    return Path(store.location)
