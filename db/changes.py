"""Has anyone written since I looked?

SQLite answers with `PRAGMA data_version`, which moves when another connection commits;
PostgreSQL sends NOTIFY on the channel `seminar`. Both say only *that* something changed:
who asks reads again.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Protocol

from db.engine import Store, file_at
from db.errors import StoreError

CHANNEL = "seminar"


class ChangeFeed(Protocol):
    """Waits for other people's commits. Belongs to one thread."""

    def changed(self, wait_ms: int) -> bool:
        """Wait at most so long; tell whether anybody has committed since the last call."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class SqliteFeed:
    """Polls `data_version` on a connection of its own; 5 microseconds a look."""

    def __init__(self, path: str, pause: Any) -> None:
        # "rw": a file that was deleted is missed, not made anew. The value is frozen inside a
        # transaction, so this connection never opens one.
        address = f"{Path(path).resolve().as_uri()}?mode=rw"
        self._connection = sqlite3.connect(
            address, uri=True, isolation_level=None, check_same_thread=False
        )
        self._path, self._file = path, file_at(path)
        self._pause = pause
        self._seen = self._version()

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def changed(self, wait_ms: int) -> bool:
        """Sleep so long, then look once.

        Raises StoreError: gone where the file was deleted or replaced: nobody writes to the
        one that is open any more, and its silence must not be taken for calm.
        """
        self._pause(wait_ms / 1000)
        found = file_at(self._path)
        if found is None or found != self._file:
            raise StoreError("gone", path=self._path)
        version = self._version()
        moved, self._seen = version != self._seen, version
        return moved

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class PostgresFeed:
    """Listens for NOTIFY; each fifth second it says yes anyway, in case one was lost."""

    SAFETY_MS = 5000

    def __init__(self, store: Store) -> None:
        self._connection = store.readers.raw_connection()
        driver: Any = self._connection.driver_connection
        self._driver = driver
        self._driver.autocommit = True
        self._driver.execute(f"LISTEN {CHANNEL}")
        self._quiet_ms = 0

    def changed(self, wait_ms: int) -> bool:
        """Wait for a notification."""
        heard = any(True for _ in self._driver.notifies(timeout=wait_ms / 1000, stop_after=1))
        self._quiet_ms = 0 if heard else self._quiet_ms + wait_ms
        if self._quiet_ms >= self.SAFETY_MS:
            self._quiet_ms = 0
            return True
        return heard

    def close(self) -> None:
        """Close the connection, not hand it back: it listens."""
        self._connection.invalidate()


def open_feed(store: Store, pause: Any) -> ChangeFeed:
    """Return the feed that fits the store. `pause(seconds)` sleeps, and may be woken early."""
    return SqliteFeed(store.location, pause) if store.is_sqlite else PostgresFeed(store)
