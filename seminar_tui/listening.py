"""The ear of a terminal: who else has written, and whether it concerns what is shown here."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial
from threading import Event

from sqlalchemy import Connection

from db.changes import ChangeFeed, open_feed
from db.engine import Store
from db.reads import news as log
from seminar_tui.clock import elapsed
from seminar_tui.logfile import note_trouble
from seminar_tui.rules.concern import Concern, News

POLL_MS = 100
"""How often it is looked; a commit elsewhere is seen within about this time."""
LAG_S = 4.0
"""What does not concern a screen, or left no row in the log, is read so much later."""
SPREAD = 64
"""Terminals that wait so do not wake together: each has its own sixteenths of a second more."""
AGAIN_S = 1.0


@dataclass(slots=True)
class Listener:
    """Waits for others' commits on a thread of its own, until `stop` is set.

    `concern` tells what the screen shows now. `looked` hears of each look at the store, `heard`
    of what is to be read again: true where it may be anything, the day's own data too.
    """

    store: Store
    stop: Event
    concern: Callable[[], Concern]
    looked: Callable[[], None]
    heard: Callable[[bool], None]
    lag_s: float = field(default_factory=lambda: LAG_S + os.getpid() % SPREAD / 16)
    _mark: int = 0
    _unread_since: float | None = None

    def listen(self) -> None:
        """Listen; a store out of reach is tried again, and read anew once it is back."""
        missed = False
        while not self.stop.is_set():
            try:
                # Before the feed: what is written in between is news.
                self._mark = self._last()
                feed = open_feed(self.store, self.stop.wait)
                try:
                    if missed:
                        self._tell(True)
                        missed = False
                    # The screen may have been read before this feed was open.
                    self._unread_since = elapsed()
                    self._follow(feed)
                finally:
                    feed.close()
            except Exception as error:
                # The header says how old the data is; try again until the store is back.
                if not missed:
                    note_trouble(getattr(error, "code", type(error).__name__))
                missed = True
                self.stop.wait(AGAIN_S)

    def _follow(self, feed: ChangeFeed) -> None:
        while not self.stop.is_set():
            moved = feed.changed(POLL_MS)
            self.looked()
            if moved:
                self._weigh()
            if self._unread_since is not None and elapsed() - self._unread_since >= self.lag_s:
                self._tell(True)

    def _weigh(self) -> None:
        """Tell of what was written, if it concerns the screen; else remember that it was."""
        if not self.store.is_sqlite:
            # Rows of a server's log may come out of order: what was not seen may be older.
            self._tell(True)
            return
        with self.store.reading() as connection:
            news = self._news(connection)
            if news is None:
                touched = wide = True
            else:
                at_stand = partial(_is_at_stand, connection)
                touched = bool(news) and self.concern().is_touched(news, at_stand)
                wide = any(one.is_wide for one in news)
        if touched:
            self._tell(wide)
        elif self._unread_since is None:
            self._unread_since = elapsed()

    def _news(self, connection: Connection) -> tuple[News, ...] | None:
        before, self._mark = self._mark, log.last_logged(connection)
        if self._mark < before:
            return None  # an earlier copy was put back
        rows = log.logged_since(connection, before)
        if rows is None:
            return None
        return tuple(News(row.kind, row.stand_id, row.participant_id) for row in rows)

    def _last(self) -> int:
        with self.store.reading() as connection:
            return log.last_logged(connection)

    def _tell(self, wide: bool) -> None:
        self._unread_since = None
        self.heard(wide)


def _is_at_stand(connection: Connection, stand_id: int, people: Collection[int]) -> bool:
    return log.is_at_stand(connection, stand_id, people)
