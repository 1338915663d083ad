"""The two engines: nothing over-booked, nothing blocked, nothing written by a read."""

from __future__ import annotations

import multiprocessing
import sqlite3
import sys
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import col

from db.engine import Store, connect, is_url
from db.errors import StoreError
from db.models import Stand, Visit
from db.schema import open_store
from db.vocabulary import StationRole
from seminar_tui.clock import FrozenClock
from seminar_tui.day.station import Station, take_station

LIMIT = 40
PROCESSES = 4
TRIES = 25


def _book(address: str, stand_id: int, station_id: int, ready: Barrier, people: list[int]) -> None:
    """Count, then insert if there is room: what every placing use case does."""
    store = connect(address)
    ready.wait()
    try:
        for person in people:
            with store.writing() as connection:
                if not store.is_sqlite:
                    connection.execute(
                        select(col(Stand.id)).where(col(Stand.id) == stand_id).with_for_update()
                    )
                taken = connection.scalar(
                    select(func.count()).select_from(Visit).where(col(Visit.stand_id) == stand_id)
                )
                if taken < LIMIT:
                    connection.execute(
                        Visit.__table__.insert().values(
                            participant_id=person,
                            stand_id=stand_id,
                            round=1,
                            kind="came",
                            at=0,
                            station_id=station_id,
                        )
                    )
    finally:
        store.close()


def test_four_processes_book_exactly_the_limit(any_station: Station, address: str) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(PROCESSES)
    arguments = (address, 1, any_station.actor.station_id, ready, [1] * TRIES)
    started = [context.Process(target=_book, args=arguments) for _ in range(PROCESSES)]
    for process in started:
        process.start()
    for process in started:
        process.join(60)
    assert [process.exitcode for process in started] == [0] * PROCESSES
    with any_station.look() as connection:
        booked = connection.scalar(select(func.count()).select_from(Visit))
    assert booked == LIMIT < PROCESSES * TRIES


def test_a_read_does_not_wait_for_a_writer(any_store: Store) -> None:
    with any_store.writing() as connection:
        connection.execute(text("INSERT INTO importprofile VALUES ('a', '{}')"))
        before = time.perf_counter()
        with any_store.reading() as reader:
            seen = reader.scalar(text("SELECT count(*) FROM importprofile"))
        waited = time.perf_counter() - before
    assert seen == 0
    assert waited < 2.0  # busy_timeout is 5 s: a read that waited would take that long.


def test_a_read_sees_one_moment(any_store: Store) -> None:
    count = text("SELECT count(*) FROM importprofile")
    with any_store.reading() as reader:
        before = reader.scalar(count)
        with any_store.writing() as connection:
            connection.execute(text("INSERT INTO importprofile VALUES ('a', '{}')"))
        assert reader.scalar(count) == before == 0
    with any_store.reading() as reader:
        assert reader.scalar(count) == 1


def test_a_read_cannot_write(any_store: Store) -> None:
    with pytest.raises(StoreError), any_store.reading() as reader:
        reader.execute(text("INSERT INTO importprofile VALUES ('a', '{}')"))
    with any_store.reading() as reader:
        assert reader.scalar(text("SELECT count(*) FROM importprofile")) == 0


def test_an_exception_undoes_everything(any_store: Store) -> None:
    def fail() -> None:
        with any_store.writing() as connection:
            connection.execute(text("INSERT INTO importprofile VALUES ('a', '{}')"))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with any_store.reading() as reader:
        assert reader.scalar(text("SELECT count(*) FROM importprofile")) == 0


def test_the_pragmas_hold_on_every_connection(store: Store) -> None:
    wanted = {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "synchronous": 2,
        "secure_delete": 1,
    }
    for opened in (store.reading, store.writing):
        with opened() as connection:
            found = {name: connection.scalar(text(f"PRAGMA {name}")) for name in wanted}
        assert found == wanted


def test_no_transaction_stays_open(store: Store) -> None:
    with store.reading() as connection:
        connection.execute(text("SELECT 1"))
    with store.writing() as connection:
        connection.execute(text("SELECT 1"))
    other = sqlite3.connect(store.location, isolation_level=None, timeout=0)
    other.execute("BEGIN EXCLUSIVE")
    other.execute("ROLLBACK")
    other.close()


def test_an_error_tells_nobody_s_name(any_store: Store) -> None:
    secret = "Karen Østergaard"
    statement = text("INSERT INTO person (participant_id, name, title, note, attention)"
                     " VALUES (987, :name, '', '', '')")  # fmt: skip
    with pytest.raises(IntegrityError) as said, any_store.writing() as connection:
        connection.execute(statement, {"name": secret})
    assert secret not in str(said.value)
    with pytest.raises(DBAPIError) as raw, any_store.writers.begin() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": secret})
    assert secret not in str(raw.value)


def test_guards_stand_in_the_schema(any_station: Station) -> None:
    """One presence, one placement a round, one standing a round, whatever the code does."""
    doubles = (
        "INSERT INTO presence (participant_id, day_id, arrived_at, since, desk, inside)"
        " VALUES (1, 1, 0, 0, '', true)",
        "INSERT INTO placement (participant_id, round, stand_id, pinned) VALUES (1, 1, 1, false)",
        "INSERT INTO standing (participant_id, round, stand_id, at) VALUES (1, 1, 1, 0)",
    )
    for statement in doubles:
        with any_station.store.writing() as connection:
            connection.execute(text(statement))
        with pytest.raises(IntegrityError), any_station.store.writing() as connection:
            connection.execute(text(statement))


def test_foreign_keys_are_held(any_store: Store) -> None:
    orphan = text("INSERT INTO badge (code, participant_id, issued_at) VALUES ('X', 4711, 0)")
    with pytest.raises(IntegrityError), any_store.writing() as connection:
        connection.execute(orphan)


@pytest.mark.parametrize("first", ["writing", "reading"])
@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_went_away_is_not_written_to(store: Store, replaced: bool, first: str) -> None:
    path = Path(store.location)
    add = text("INSERT INTO importprofile VALUES ('a', '{}')")
    with store.writing() as connection:
        connection.execute(add)
    with store.reading() as connection:
        connection.execute(text("SELECT 1"))
    moved = path.with_name("moved.db")
    path.rename(moved)
    if replaced:
        open_store(path, create=True).close()
    opened = {"writing": store.writing, "reading": store.reading}[first]
    with pytest.raises(StoreError) as said, opened() as connection:
        connection.execute(text("SELECT 1"))
    assert said.value.code == "gone"
    if not replaced:
        with pytest.raises(StoreError) as said, store.reading():
            pass
        assert said.value.code == "missing"
        assert not path.exists(), "no empty store is made in its place"
    else:
        # From then on the file that has the name is the store.
        with store.writing() as connection:
            connection.execute(add)
        with store.reading() as connection:
            assert connection.scalar(text("SELECT count(*) FROM importprofile")) == 1


def test_a_newer_program_beside_a_running_one_stops_the_older(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("INSERT INTO importprofile VALUES ('a', '{}')"))
    with sqlite3.connect(store.location) as newer:
        newer.execute("ALTER TABLE importprofile ADD COLUMN more TEXT")
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    for opened in (store.writing, store.reading):
        with pytest.raises(StoreError) as said, opened():
            pass
        assert said.value.code == "newer"
    with sqlite3.connect(store.location) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '0001'")
    newer.close()
    with store.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM importprofile")) == 1


def test_opening_what_is_not_there(tmp_path: Path) -> None:
    for target, code in (
        (tmp_path / "none.db", "missing"),
        (tmp_path / "folder" / "none.db", "missing"),
        (tmp_path, "not_a_store"),
    ):
        with pytest.raises(StoreError) as said:
            connect(target)
        assert said.value.code == code
    with pytest.raises(StoreError) as said:
        connect(tmp_path / "folder" / "new.db", create=True)
    assert said.value.code == "no_folder"


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "postgresql", "postgres"])
def test_a_server_that_is_not_there_is_said(scheme: str) -> None:
    store = connect(f"{scheme}://guest:hemmelig@127.0.0.1:1/none")
    assert "hemmelig" not in store.location
    with pytest.raises(StoreError) as said, store.reading():
        pass
    assert said.value.code == "unreachable"
    store.close()


@pytest.mark.parametrize("address", ["mysql://h/d", "sqlite:///x.db", "http://h", "://", "x://:y"])
def test_an_address_of_anything_else_is_said(address: str) -> None:
    with pytest.raises(StoreError) as said:
        connect(address)
    assert said.value.code == "unsupported"


def test_a_driver_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError) as said:
        connect("postgresql+psycopg://h/d")
    assert said.value.code == "no_driver"


@pytest.mark.parametrize(
    ("target", "expected"),
    [("postgresql+psycopg://h/d", True), ("seminar.db", False), ("C:\\data\\seminar.db", False)],
)
def test_an_address_is_told_from_a_path(target: str, expected: bool) -> None:
    assert is_url(target) is expected


def test_two_processes_of_one_name_are_two_stations(store: Store, clock: FrozenClock) -> None:
    now = clock.now()
    one = take_station(store, "Indgang", now, 0, process="1", role=StationRole.DOOR)
    two = take_station(store, "Indgang", now, 0, process="2", role=StationRole.DOOR)
    again = take_station(store, "Indgang", now, 0, process="1", role=StationRole.DOOR)
    assert one.actor.station_id == again.actor.station_id != two.actor.station_id


def test_the_next_file_takes_over_what_was_compiled(tmp_path: Path) -> None:
    first = connect(tmp_path / "first.db", create=True)
    with first.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (name TEXT)")
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT)")
    first.close_and_keep_statements()
    (tmp_path / "first.db").unlink()
    second = connect(tmp_path / "second.db", create=True)
    third = connect(tmp_path / "third.db", create=True)
    assert second.writers is first.writers
    assert third.writers is not first.writers
    assert second.location == str(tmp_path / "second.db")
    for store in (second, third):
        with store.writing() as connection:
            connection.exec_driver_sql(f"CREATE TABLE {Path(store.location).stem} (name TEXT)")
        with store.reading() as connection:
            tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
        assert tables == [Path(store.location).stem]
        store.close()
