"""What a command works with: the options, the clock, the store, the day, the station."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from db.vocabulary import Instant, StationRole
from seminar_tui.clock import Clock, PracticeClock, clock_from
from seminar_tui.logfile import note_trouble
from seminar_tui.rules.refusal import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from db.engine import Store
    from db.rows import DayRow
    from seminar_tui.day.station import Station


@dataclass(frozen=True, slots=True)
class Options:
    """The global options. `db` is a path or a server's address."""

    db: str
    day: str | None
    lang: str
    json: bool


def default_db() -> str:
    """Return `SEMINAR_DB`, else `seminar.db` in the user's data folder."""
    named = os.environ.get("SEMINAR_DB")
    if named:
        return named
    from platformdirs import user_data_path

    return str(user_data_path("seminar", appauthor=False) / "seminar.db")


def _clock() -> Clock:
    try:
        return clock_from()
    except ValueError as error:
        raise BadInput("clock_unclear", value=os.environ.get("SEMINAR_CLOCK", "")) from error


class Context:
    """One command's way to the store. Everything is opened on use."""

    def __init__(
        self,
        options: Options,
        clock: Clock | None = None,
        stores: dict[str, Store] | None = None,
    ) -> None:
        """`stores` are those opened already, by address, where several commands share them."""
        self.options = options
        self.real_clock = clock or _clock()
        self._creates = False
        self._stores = {} if stores is None else stores

    def next_command(self, options: Options) -> Context:
        """Return one more command's way to the same stores; they are closed with this one."""
        return Context(options, self.real_clock, self._stores)

    def allow_creation(self) -> None:
        """Let this command make the store's file, as `new`, `demo` and `import` may."""
        self._creates = True

    @property
    def store(self) -> Store:
        """The open store."""
        store = self._stores.get(self.options.db)
        if store is None:
            from db.schema import open_store

            if self._creates and "://" not in self.options.db:
                make_own_folder(self.options.db)
            store = open_store(self.options.db, create=self._creates)
            self._stores[self.options.db] = store
            _warn(store)
        return store

    @cached_property
    def day(self) -> DayRow:
        """The day that is meant."""
        from db.reads.days import all_days
        from seminar_tui.rules.choosing_day import choose_day
        from seminar_tui.rules.dates import local

        with self.store.reading() as connection:
            days = all_days(connection)
        now = self.real_clock.now().utc_ms
        zone = days[0].timezone if days else "Europe/Copenhagen"
        return choose_day(days, self.options.day, local(now, zone).date().isoformat())

    @cached_property
    def clock(self) -> Clock:
        """The day's clock: a practice day keeps its own."""
        day = self.day
        if day.practice_since is None or day.practice_started is None:
            return self.real_clock
        if os.environ.get("SEMINAR_CLOCK"):
            return self.real_clock
        return PracticeClock(
            self.real_clock, day.practice_since, day.practice_started, day.practice_speed
        )

    def now(self) -> Instant:
        """Return the day's present moment."""
        return self.clock.now()

    @cached_property
    def station(self) -> Station:
        """This terminal at work on the day."""
        return self.take_station(StationRole.ORGANISER, self.day.id)

    def take_station(self, role: StationRole, day_id: int) -> Station:
        """Return this terminal at work in a role; day 0 where none is made yet."""
        from seminar_tui.day.station import take_station
        from seminar_tui.terminal import station_name

        now = self.real_clock.now() if day_id == 0 else self.now()
        return take_station(self.store, station_name(), now, day_id, role=role)

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """Open a read of one consistent moment."""
        with self.store.reading() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the stores that were opened."""
        for store in self._stores.values():
            store.close()

    def iso(self, at: int | None) -> str | None:
        """Return a point in time as ISO 8601 in the day's time zone."""
        from seminar_tui.rules.dates import iso

        return None if at is None else iso(at, self.day.timezone)


def _warn(store: Store) -> None:
    """Say on standard error what is worrying about a store that works; answers stay as they are."""
    worry = store.worry()
    if worry is not None:
        from seminar_tui.sentences import trouble

        note_trouble(worry.code)
        sys.stderr.write(trouble(worry) + "\n")


def make_own_folder(db: str) -> None:
    """Make the user's data folder; any other folder is the user's to make."""
    if db == default_db() and not os.environ.get("SEMINAR_DB"):
        Path(db).parent.mkdir(parents=True, exist_ok=True)
