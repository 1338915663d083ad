"""Waiting for the one write lock of a file, so that nobody is passed by for long.

SQLite's own waiting asks at once, after 1, 2, 5 milliseconds and so on up to every 100: who
comes later asks more often and goes first. Of twelve writers on a busy machine, one in a
hundred waited over a second that way, and under half of one where everybody asks equally often.
"""

from __future__ import annotations

import sqlite3
from time import sleep

WAIT_MS = 5000
"""How long anything waits for a lock before it is told `locked`."""
_NAP_MS = 4
"""Between two tries. A try costs a hundredth of a millisecond; a write is held for some."""


def begin_writing(driver: sqlite3.Connection) -> None:
    """Open a write transaction once the lock is free. Raises sqlite3.OperationalError: busy."""
    driver.execute("PRAGMA busy_timeout=0")
    try:
        for _ in range(WAIT_MS // _NAP_MS):
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                sleep(_NAP_MS / 1000)
            else:
                return
        driver.execute("BEGIN IMMEDIATE")  # the last time: what it says is told
    finally:
        driver.execute(f"PRAGMA busy_timeout={WAIT_MS}")
