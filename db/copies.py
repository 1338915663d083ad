"""Copies of a store's file: taken while others write, verified, and put back.

SQLite only: a server has its own tools. All of it works through SQLite's online backup,
so that a copy is of one moment and nobody has to stop.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from db.errors import StoreError, told
from db.schema import HEAD

PAGES_A_STEP = 256


def copy_to(source: Path, target: Path, like: Path | None = None) -> int:
    """Copy the store as it is at one moment to a new file, whole or not at all.

    Nobody may read it who may not read the store; or `like`, where that is another file.
    Returns the copy's size in bytes. Raises StoreError: damaged where the copy does not
    verify, no_folder, read_only, and what `db.errors` names.
    """
    if not target.parent.is_dir():
        raise StoreError("no_folder", path=str(target.parent))
    if not os.access(target.parent, os.W_OK):
        raise StoreError("read_only", path=str(target))
    half = target.with_name(f".{target.name}.{os.getpid()}.copying")
    try:
        with told(path=str(target)):
            empty_like(like or source, half)
            _backup(source, half)
        verify(half)
        _settle(half)
        os.replace(half, target)
    finally:
        for left in half.parent.glob(f"{half.name}*"):
            left.unlink()
    return target.stat().st_size


def empty_like(source: Path, target: Path) -> None:
    """Make a file with another's permissions, before anything is written to it.

    A disk that knows no permissions, or gives no file, is left to what is written next.
    """
    with suppress(OSError):
        mode = source.stat().st_mode & 0o666
        os.close(os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, mode))
        os.chmod(target, mode)  # what the umask took away, and of a file that was there


def make_folder(folder: Path) -> None:
    """Make the folder copies go to, if its own parent is there: a disk that is not put in
    must not be taken for one. Raises StoreError: no_folder, read_only.
    """
    try:
        folder.mkdir(exist_ok=True)
    except (FileNotFoundError, NotADirectoryError, FileExistsError) as error:
        raise StoreError("no_folder", path=str(folder.parent)) from error
    except OSError as error:
        raise StoreError("read_only", path=str(folder)) from error


def verify(path: Path) -> str:
    """Check every page and key of a file and return its schema's revision.

    Raises StoreError: missing, damaged, not_a_store, newer.
    """
    if not path.is_file():
        raise StoreError("missing", path=str(path))
    with told(path=str(path)), closing(_reading(path)) as connection:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found[0] != "ok":
            raise StoreError("damaged", path=str(path))
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not {"alembic_version", "day"} <= names:
            raise StoreError("not_a_store", path=str(path))
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise StoreError("damaged", path=str(path))
    if revision is None:
        raise StoreError("not_a_store", path=str(path))
    if str(revision[0]) > HEAD:
        raise StoreError("newer", path=str(path), revision=revision[0], head=HEAD)
    return str(revision[0])


def put_back(copy: Path, target: Path, kept: Path) -> bool:
    """Make the target what the verified copy is; keep what it was as `kept`.

    A sound target is rewritten inside one of its own transactions, so that stations that
    have it open see the change as any other; one that cannot be read is set aside. Returns
    whether there was anything to keep. Raises StoreError.
    """
    verify(copy)
    had = target.exists()
    if had and is_sound(target):
        copy_to(target, kept)
        with told(path=str(target)):
            _backup(copy, target)
        return True
    if had:
        for ending in ("", "-wal", "-shm"):
            beside = target.with_name(target.name + ending)
            if beside.exists():
                os.replace(beside, kept.with_name(kept.name + ending))
    copy_to(copy, target, like=kept if had else None)
    return had


def is_sound(path: Path) -> bool:
    """Tell whether a file is a store that can be read in full."""
    try:
        verify(path)
    except StoreError as error:
        return error.code == "newer"
    return True


def compact(path: Path) -> None:
    """Rewrite the file without its free pages, and empty its journal."""
    with told(path=str(path)), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout=5000")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("VACUUM")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise StoreError("locked", path=str(path))


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5.0)


def _backup(source: Path, target: Path) -> None:
    with closing(_reading(source)) as read, closing(sqlite3.connect(target, timeout=5.0)) as write:
        write.execute("PRAGMA secure_delete=ON")
        read.backup(write, pages=PAGES_A_STEP)


def _settle(path: Path) -> None:
    """Leave one plain file without a journal beside it, and let the disk have it."""
    with told(path=str(path)), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    with path.open("rb") as file:
        os.fsync(file.fileno())
