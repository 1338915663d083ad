"""Copies taken while others write, verified, and put back without losing what was there."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from db.copies import compact, copy_to, is_sound, put_back, verify
from db.engine import Store
from db.errors import StoreError
from db.schema import HEAD, open_store
from seminar_tui.day.station import Station


def _shapes(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT shape FROM importprofile ORDER BY shape")
        return [shape for (shape,) in found]


def _add(store: Store, shape: str) -> None:
    with store.writing() as connection:
        connection.execute(text("INSERT INTO importprofile VALUES (:s, '{}')"), {"s": shape})


def test_a_copy_holds_what_was_committed(store: Store, tmp_path: Path) -> None:
    _add(store, "a")
    copy_to(Path(store.location), tmp_path / "copy.db")
    _add(store, "b")
    assert _shapes(tmp_path / "copy.db") == ["a"]
    assert verify(tmp_path / "copy.db") == HEAD
    assert {path.name for path in tmp_path.glob("*copy*")} == {"copy.db"}


def test_a_copy_is_of_one_moment_while_others_write(store: Store, tmp_path: Path) -> None:
    """Two rows are always written together; no copy may have the one without the other."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with store.writing() as connection:
                for half in ("x", "y"):
                    statement = text("INSERT INTO importprofile VALUES (:s, '{}')")
                    connection.execute(statement, {"s": f"{half}{number}"})

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(8):
            copy = tmp_path / f"copy{number}.db"
            copy_to(Path(store.location), copy)
            shapes = _shapes(copy)
            assert sum(s[0] == "x" for s in shapes) == sum(s[0] == "y" for s in shapes)
    finally:
        stop.set()
        writer.join()


def test_a_copy_has_no_journal_beside_it(store: Store, tmp_path: Path) -> None:
    copy_to(Path(store.location), tmp_path / "copy.db")
    content = (tmp_path / "copy.db").read_bytes()
    assert content[18:20] == b"\x01\x01"  # Header: not WAL, so one plain file is all there is.


def test_nobody_may_read_a_copy_who_may_not_read_the_store(store: Store, tmp_path: Path) -> None:
    path, copy, kept = Path(store.location), tmp_path / "copy.db", tmp_path / "kept.db"
    path.chmod(0o600)
    copy_to(path, copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    put_back(copy, path, kept)
    assert kept.stat().st_mode & 0o777 == 0o600
    # A stick says of every file that anybody may read it.
    copy.chmod(0o666)
    store.close()
    _damage(path)
    put_back(copy, path, tmp_path / "broken.db")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as said:
        copy_to(Path(store.location), tmp_path / "none" / "copy.db")
    assert said.value.code == "no_folder"


def test_putting_back_is_seen_by_those_who_have_it_open(store: Store, tmp_path: Path) -> None:
    path, copy, kept = Path(store.location), tmp_path / "copy.db", tmp_path / "kept.db"
    _add(store, "a")
    copy_to(path, copy)
    _add(store, "b")
    assert put_back(copy, path, kept)
    with store.reading() as connection:
        found = connection.execute(text("SELECT shape FROM importprofile")).scalars().all()
    assert found == ["a"]
    assert _shapes(kept) == ["a", "b"]
    _add(store, "c")
    assert verify(path) == HEAD


def test_putting_back_where_there_is_nothing(store: Store, tmp_path: Path) -> None:
    copy_to(Path(store.location), tmp_path / "copy.db")
    assert not put_back(tmp_path / "copy.db", tmp_path / "new.db", tmp_path / "kept.db")
    open_store(tmp_path / "new.db").close()
    assert not (tmp_path / "kept.db").exists()


def test_a_damaged_store_is_set_aside_whole(store: Store, tmp_path: Path) -> None:
    path, copy, kept = Path(store.location), tmp_path / "copy.db", tmp_path / "kept.db"
    copy_to(path, copy)
    store.close()
    _damage(path)
    broken = path.read_bytes()
    assert put_back(copy, path, kept)
    assert kept.read_bytes() == broken
    assert is_sound(path)


def _damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[4096:middle] = b"\xa5" * (middle - 4096)
    path.write_bytes(bytes(content))


def test_a_copy_that_does_not_verify_changes_nothing(station: Station, tmp_path: Path) -> None:
    path = Path(station.store.location)
    good, bad = tmp_path / "good.db", tmp_path / "bad.db"
    copy_to(path, good)
    bad.write_bytes(good.read_bytes())
    _damage(bad)
    with sqlite3.connect(path) as connection:
        before = list(connection.iterdump())
    connection.close()
    with pytest.raises(StoreError) as said:
        put_back(bad, path, tmp_path / "kept.db")
    assert said.value.code in ("damaged", "not_a_store")
    with closing(sqlite3.connect(path)) as connection:
        assert list(connection.iterdump()) == before
    assert not (tmp_path / "kept.db").exists()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "newer"),
        ("DROP TABLE alembic_version", "not_a_store"),
        ("DELETE FROM alembic_version", "not_a_store"),
        ("DROP TABLE day", "not_a_store"),
        ("INSERT INTO badge VALUES ('X', 4711, 0, NULL, NULL)", "damaged"),
    ],
)
def test_what_may_not_be_put_back(store: Store, tmp_path: Path, statement: str, code: str) -> None:
    copy = tmp_path / "copy.db"
    copy_to(Path(store.location), copy)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(statement)
        connection.commit()
    with pytest.raises(StoreError) as said:
        verify(copy)
    assert said.value.code == code


def test_compacting_leaves_no_free_page(store: Store) -> None:
    _add(store, "en meget lang tekst, der skal væk")
    with store.writing() as connection:
        connection.execute(text("DELETE FROM importprofile"))
    store.close()
    compact(Path(store.location))
    content = Path(store.location).read_bytes()
    assert "skal væk".encode() not in content
    assert not Path(store.location + "-wal").exists()
