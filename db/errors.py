"""Trouble with the store, told as a code a screen and a command can turn into a sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


class StoreError(Exception):
    """The store cannot be read or written.

    `code` is one of: missing, gone, locked, full, write_failed, read_only, damaged,
    not_a_store, newer, network_folder, unreachable, unsupported, no_driver, no_folder,
    conflict, put_back, trouble. In a conflict a server gave way to another station: nothing
    is stored, and the same can be done again. After put_back the store is an earlier one,
    which does not know the station that acts: it has to be introduced again. network_folder is
    said when a store is opened, and refuses nothing: one machine alone may do well there.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


_SQLITE_CODES = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "not_a_store",
    sqlite3.SQLITE_CANTOPEN: "missing",
    sqlite3.SQLITE_IOERR: "trouble",
}


_NOT_WRITTEN = frozenset(
    {
        "SQLITE_IOERR_WRITE",
        "SQLITE_IOERR_FSYNC",
        "SQLITE_IOERR_DIR_FSYNC",
        "SQLITE_IOERR_TRUNCATE",
        "SQLITE_IOERR_SHMSIZE",
    }
)
"""A quota, a limit on the size of files, a disk that gives up: not full, yet not stored."""


def code_of(error: BaseException | None) -> str:
    """Return the code of a driver's error; `trouble` for one we do not know."""
    number = getattr(error, "sqlite_errorcode", None)
    if isinstance(number, int):
        # The low byte is the primary code; SQLITE_IOERR_* of a full disk says so in its name.
        name = getattr(error, "sqlite_errorname", "")
        if "FULL" in name:
            return "full"
        if name in _NOT_WRITTEN:
            return "write_failed"
        return _SQLITE_CODES.get(number & 0xFF, "trouble")
    if error is not None and type(error).__module__.startswith("psycopg"):
        return _code_of_state(getattr(error, "sqlstate", None))
    return "trouble"


_SERVER_CODES = {
    "40001": "conflict",
    "40P01": "conflict",
    "53100": "full",
    "25006": "read_only",
    "42501": "read_only",
}
_SERVER_IS_GONE = ("08", "53", "57P")
"""Classes of a connection that ended or is refused: broken, none left, shut down."""


def _code_of_state(state: str | None) -> str:
    """Return the code of a server's error; without a state it never answered."""
    if state is None or state.startswith(_SERVER_IS_GONE):
        return _SERVER_CODES.get(state or "", "unreachable")
    return _SERVER_CODES.get(state, "trouble")


@contextmanager
def told(**facts: object) -> Iterator[None]:
    """Turn a driver's trouble into a `StoreError`; constraint violations pass as they are.

    `facts` go with it, as the file's path does, for the sentence that is said.
    """
    from sqlalchemy.exc import DBAPIError, IntegrityError

    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise StoreError(code_of(error.orig), **facts) from error
    except sqlite3.Error as error:
        raise StoreError(code_of(error), **facts) from error
