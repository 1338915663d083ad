"""A station at work on a day: what every use case is handed.

A use case is a function `use_case(station, now, ...)`. It opens exactly one transaction
with `station.act(now, kind)`, reads and writes through it, logs what it did and returns
an answer; an exception undoes all of it. A read opens `station.look()`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from db.changes import CHANNEL
from db.engine import Store
from db.errors import StoreError
from db.vocabulary import Actor, Instant, StationRole
from db.writes import actions
from seminar_tui.rules.refusal import Refused


@dataclass(slots=True)
class Work:
    """One open transaction of one use case."""

    connection: Connection
    station: Station
    now: Instant
    kind: str
    logged: int | None = field(default=None)

    @property
    def day_id(self) -> int:
        """The day worked on."""
        return self.station.day_id

    def must_own(self, stand_id: int | None) -> None:
        """Let a stand's station work on its own stand only. Raises Refused: other_stand."""
        actor = self.station.actor
        if actor.role is StationRole.STAND and (stand_id is None or actor.stand_id != stand_id):
            raise Refused("other_stand")

    def log(
        self,
        result: str,
        *,
        participant_id: int | None = None,
        stand_id: int | None = None,
        detail: Mapping[str, object] | None = None,
        undo: Mapping[str, object] | None = None,
        undoes: int | None = None,
        desk: str = "",
        nonce: str | None = None,
        forced_asked: bool = False,
        forced_needed: bool = False,
    ) -> int:
        """Leave the use case's row in the log. `detail` and `undo` hold ids, never names."""
        self.logged = actions.add_action(
            self.connection,
            day_id=self.day_id or None,
            at=self.now.utc_ms,
            station_id=self.station.actor.station_id,
            kind=self.kind,
            result=result,
            participant_id=participant_id,
            stand_id=stand_id,
            detail=detail or {},
            undo=undo,
            undoes=undoes,
            desk=desk,
            nonce=nonce,
            forced_asked=forced_asked,
            forced_needed=forced_needed,
        )
        return self.logged


@dataclass(frozen=True, slots=True)
class Station:
    """A terminal at work: the store, who acts there, and the day (0 before one is made)."""

    store: Store
    actor: Actor
    day_id: int

    @contextmanager
    def act(self, now: Instant, kind: str, *roles: StationRole) -> Iterator[Work]:
        """Open the one write transaction of a use case.

        `roles` are those that may do it; an organiser may do everything. Raises Refused:
        not_allowed before anything is read.
        """
        if roles and self.actor.role not in (*roles, StationRole.ORGANISER):
            raise Refused("not_allowed", role=self.actor.role.value)
        with self._alone(), self.store.writing() as connection:
            self.must_be_known(connection)
            yield Work(connection, self, now, kind)
            if not self.store.is_sqlite:
                connection.exec_driver_sql(f"NOTIFY {CHANNEL}")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Tell what another station of a server wrote meanwhile as a conflict.

        The schema's guards let one of two win; nothing of the other's is stored, and done
        again it sees what the first one did. Raises StoreError: conflict.
        """
        try:
            yield
        except IntegrityError as error:
            if self.store.is_sqlite:
                raise
            raise StoreError("conflict") from error

    def must_be_known(self, connection: Connection) -> None:
        """Raise StoreError: put_back where the file is an earlier one, from before this station.

        Without asking, what it does would be refused for ever, or be told of another that
        has had its number since. A server is not put back while stations work on it.
        """
        if not self.store.is_sqlite:
            return
        if not actions.is_station(connection, self.actor.station_id, self.actor.station):
            raise StoreError("put_back", path=self.store.location)

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """Open a read of one consistent moment."""
        with self.store.reading() as connection:
            yield connection


def take_station(
    store: Store,
    name: str,
    now: Instant,
    day_id: int,
    *,
    process: str = "",
    role: StationRole = StationRole.ORGANISER,
    stand_id: int | None = None,
) -> Station:
    """Return the station of that name, made known to the store if it is new there.

    On a local terminal without PINs the role is the organiser's, who may do everything.
    """
    with store.reading() as connection:
        found = actions.find_station(connection, name, process)
    if found is None:
        found = _introduce(store, name, process, role, stand_id, now)
    return Station(store, Actor(found, name, role, stand_id), day_id)


def _introduce(
    store: Store, name: str, process: str, role: StationRole, stand_id: int | None, now: Instant
) -> int:
    try:
        with store.writing() as connection:
            return actions.add_station(connection, name, process, role.value, stand_id, now.utc_ms)
    except IntegrityError:
        # Another process of the same name came first; its row is ours too.
        with store.reading() as connection:
            found = actions.find_station(connection, name, process)
        assert found is not None
        return found
