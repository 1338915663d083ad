"""Copies that are taken by themselves while a day runs, by one station at a time.

Whoever notes the copy in the log first takes it; the others see the note and leave it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from db import copies
from db.engine import Store
from db.reads import copied
from db.vocabulary import Instant, StationRole
from seminar_tui.day.station import Station
from seminar_tui.rules.backups import is_due, name_of, taken_at, to_drop

OFF = "off"
SETTING = "SEMINAR_BACKUPS"


@dataclass(frozen=True, slots=True)
class Planned:
    """A copy this station has taken upon itself. `noted` is its row in the log."""

    store: Store
    file: Path
    noted: int
    now: int


def backup_folder(store: Path, environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return where a store's copies go; None where they are turned off.

    A folder of their own beside the store, or in the folder that `SEMINAR_BACKUPS` names:
    there with a sign of the store's path, for several stores may be copied to one disk.
    """
    asked = environ.get(SETTING, "").strip()
    if asked.lower() == OFF:
        return None
    if not asked:
        return store.with_name(f"{store.stem}-backups")
    sign = hashlib.sha256(str(store.resolve()).encode()).hexdigest()[:6]
    return Path(asked).expanduser() / f"{store.stem}-{sign}"


def plan_backup(
    station: Station, now: Instant, environ: Mapping[str, str] = os.environ
) -> Planned | None:
    """Take the next copy upon this station; None where none is due or another has it.

    A day that is practised on is not copied, nor a server's, which has its own tools.
    """
    if not station.store.is_sqlite or not station.day_id:
        return None
    if station.actor.role is StationRole.WALL:
        return None
    path = Path(station.store.location)
    folder = backup_folder(path, environ)
    if folder is None:
        return None
    with station.look() as connection:
        if not _due(copied.state(connection, station.day_id), now):
            return None
    with station.act(now, "auto_backup", StationRole.DOOR, StationRole.STAND) as work:
        # Asked again inside the transaction: another station may have come first.
        if not _due(copied.state(work.connection, station.day_id), now):
            return None
        file = folder / name_of(path.stem, path.suffix, now.utc_ms)
        noted = work.log("written", detail={"file": str(file.resolve())})
    return Planned(station.store, file, noted, now.utc_ms)


def back_up_again(station: Station, now: Instant) -> Path | None:
    """Take a copy whether or not one is due: the others were deleted. Raises StoreError."""
    path = Path(station.store.location)
    folder = backup_folder(path)
    if folder is None:
        return None
    with station.act(now, "auto_backup", StationRole.ORGANISER) as work:
        file = folder / name_of(path.stem, path.suffix, now.utc_ms)
        noted = work.log("written", detail={"file": str(file.resolve())})
    return take_backup(Planned(station.store, file, noted, now.utc_ms))


def _due(state: copied.CopyState, now: Instant) -> bool:
    # A copy that failed, or that was carried away, holds nothing any more.
    changed = state.changed or not Path(state.last_file).is_file()
    return not state.practice and is_due(state.last_at, now.utc_ms, changed=changed)


def take_backup(planned: Planned) -> Path | None:
    """Write and verify the copy, then let older ones go; None where a purge came between.

    Raises StoreError: the folder cannot be made or written, the disk is full, and what
    `db.errors` names.
    """
    source, file = Path(planned.store.location), planned.file
    copies.make_folder(file.parent)
    copies.copy_to(source, file)
    with planned.store.reading() as connection:
        kept = copied.is_noted(connection, planned.noted)
    if not kept:
        # The day was purged while it was copied: what the purge deleted is in the copy.
        file.unlink(missing_ok=True)
        return None
    _rotate(file.parent, source, planned.now)
    return file


def backups_beside(store: Path, environ: Mapping[str, str] = os.environ) -> list[Path]:
    """Return a store's own copies, the oldest first, wherever this machine puts them."""
    folders = {backup_folder(store, {}), backup_folder(store, environ)} - {None}
    return sorted(
        file
        for folder in folders
        if folder is not None and folder.is_dir()
        for file in folder.iterdir()
        if taken_at(file.name, store.stem, store.suffix) is not None
    )


def _rotate(folder: Path, store: Path, now: int) -> None:
    found = {
        at: file
        for file in folder.iterdir()
        if (at := taken_at(file.name, store.stem, store.suffix)) is not None
    }
    for at in to_drop(found, now):
        with suppress(OSError):  # one that cannot be deleted harms nobody
            found[at].unlink()
