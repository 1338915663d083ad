"""A store's tables: made, recognised, migrated, refused."""

from __future__ import annotations

import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from db.engine import Store, connect
from db.errors import StoreError
from db.migrations import run
from db.models import Day
from db.schema import HEAD, open_store
from db.vocabulary import Instant
from seminar_tui.day.milestones import add_due
from seminar_tui.day.station import Station


def test_head_is_the_newest_revision_shipped() -> None:
    assert run.head() == HEAD
    assert run.knows(HEAD)
    assert not run.knows("9999")


def _shape(store: Store) -> dict[str, Any]:
    """Return everything the database knows of its tables, in an order of its own."""
    with store.reading() as connection:
        found = inspect(connection)
        return {
            table: {
                "columns": [
                    (column["name"], str(column["type"]), column["nullable"])
                    for column in found.get_columns(table)
                ],
                "key": found.get_pk_constraint(table)["constrained_columns"],
                "points": sorted(
                    (key["constrained_columns"], key["referred_table"], key["referred_columns"])
                    for key in found.get_foreign_keys(table)
                ),
                "unique": sorted(
                    one["column_names"] for one in found.get_unique_constraints(table)
                ),
                "indexes": sorted(
                    (str(index["name"]), index["column_names"], bool(index["unique"]))
                    for index in found.get_indexes(table)
                ),
            }
            for table in found.get_table_names()
            if table != "alembic_version"
        }


def test_migrations_and_models_make_the_same_tables(address: str, tmp_path: Path) -> None:
    if "://" in address:
        migrated = connect(address)
    else:
        migrated = connect(tmp_path / "migrated.db", create=True)
    with migrated.writing() as connection:
        run.upgrade(connection, HEAD)
    with migrated.writing() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Day.metadata) == []
    by_migration = _shape(migrated)
    if migrated.is_sqlite:
        made = open_store(tmp_path / "made.db", create=True)
    else:
        with migrated.writing() as connection:
            Day.metadata.drop_all(connection)
            connection.execute(text("DROP TABLE alembic_version"))
        made = open_store(address, create=True)
    assert _shape(made) == by_migration
    assert set(by_migration) == set(Day.metadata.tables)
    migrated.close()
    made.close()


def test_a_new_store_is_made_in_one_order_in_every_process(tmp_path: Path) -> None:
    open_store(tmp_path / "seminar.db", create=True).close()
    with closing(sqlite3.connect(tmp_path / "seminar.db")) as connection:
        made = connection.execute(
            "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            " ORDER BY rowid"
        ).fetchall()
    tables = list(dict.fromkeys(table for table, _ in made))
    assert len(made) > len(tables)
    assert made == sorted(made, key=lambda one: (tables.index(one[0]), one[1]))


def test_a_store_made_by_migrations_opens(tmp_path: Path) -> None:
    migrated = connect(tmp_path / "seminar.db", create=True)
    with migrated.writing() as connection:
        run.upgrade(connection, HEAD)
    migrated.close()
    open_store(tmp_path / "seminar.db").close()


def test_a_newer_store_is_refused_untouched(any_store: Store, address: str) -> None:
    with any_store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    any_store.close()
    before = None if "://" in address else Path(address).read_bytes()
    with pytest.raises(StoreError) as said:
        open_store(address)
    assert said.value.code == "newer"
    assert said.value.facts["revision"] == "9999"
    if before is not None:
        assert Path(address).read_bytes() == before


def test_an_older_store_is_copied_before_it_is_changed(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with store.writing() as connection:
        connection.execute(text("INSERT INTO importprofile VALUES ('a', '{}')"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    store.close()
    (tmp_path / "seminar.db").chmod(0o600)
    asked: list[str] = []
    monkeypatch.setattr(run, "knows", lambda revision: revision in ("0000", HEAD))
    monkeypatch.setattr(run, "upgrade", lambda _connection, revision: asked.append(revision))
    open_store(tmp_path / "seminar.db").close()
    assert asked == [HEAD]
    (copy,) = tmp_path.glob("*before*")
    assert copy.stat().st_mode & 0o777 == 0o600
    kept = sqlite3.connect(copy)
    assert kept.execute("SELECT shape FROM importprofile").fetchall() == [("a",)]
    assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [("0000",)]
    kept.close()


def test_a_store_of_the_first_schema_is_changed_once_and_keeps_what_it_holds(
    any_station: Station, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = any_station.store
    with store.writing() as connection:
        people = connection.scalar(text("SELECT count(*) FROM participant"))
        connection.execute(text("DROP TABLE daymilestone"))
        connection.execute(text("ALTER TABLE day DROP COLUMN programme_changed_at"))
        connection.execute(text("ALTER TABLE stand DROP COLUMN approved_at"))
        prepared = "ALTER TABLE stand ADD prepared VARCHAR DEFAULT 'missing' NOT NULL"
        connection.execute(text(prepared))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    store.close()

    def another_is_faster(revision: str) -> bool:
        monkeypatch.undo()
        open_store(address).close()
        return run.knows(revision)

    monkeypatch.setattr(run, "knows", another_is_faster)
    upgraded = open_store(address)
    with upgraded.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).all() == [
            (HEAD,)
        ]
        assert connection.scalar(text("SELECT count(*) FROM participant")) == people
    upgraded.close()
    number = add_due(any_station, Instant(1_600_000_000_000), "2026-01-01", "Program sendt")
    assert number == 1
    if store.is_sqlite:
        (copy,) = tmp_path.glob("*before*")
        with closing(sqlite3.connect(copy)) as kept:
            assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
            assert kept.execute("SELECT count(*) FROM participant").fetchall() == [(people,)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.db", b"Kaere Karen, tak for sidst. " * 200),
        ("picture.db", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
        ("empty.db", b""),
    ],
)
def test_what_is_no_store_is_refused_untouched(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(StoreError) as said:
        open_store(path)
    assert said.value.code == "not_a_store"
    assert path.read_bytes() == content


def test_somebody_else_s_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE book (title TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(StoreError) as said:
            open_store(path, create=create)
        assert said.value.code == "not_a_store"
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["books.db"]


def test_an_empty_file_becomes_a_store_where_one_may_be_made(tmp_path: Path) -> None:
    path = tmp_path / "seminar.db"
    path.touch()
    open_store(path, create=True).close()
    open_store(path).close()


def _make(path: str) -> None:
    open_store(path, create=True).close()


def test_four_processes_may_make_one_store_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "seminar.db")
    context = multiprocessing.get_context("spawn")
    started = [context.Process(target=_make, args=(path,)) for _ in range(4)]
    for process in started:
        process.start()
    for process in started:
        process.join(60)
    assert [process.exitcode for process in started] == [0] * 4
    store = open_store(path)
    with store.reading() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).all()
    assert found == [(HEAD,)]
    store.close()
