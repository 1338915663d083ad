"""Waiting for the one write lock: until it is free, or until it is told that it is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import turns
from db.turns import begin_writing


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    """Two connections to one file; the first holds the write lock."""
    path = tmp_path / "day.db"
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as holder,
        closing(sqlite3.connect(path, isolation_level=None)) as waiting,
    ):
        holder.execute("PRAGMA journal_mode=WAL")
        holder.execute("BEGIN IMMEDIATE")
        yield holder, waiting


def test_who_waits_writes_once_the_lock_is_free(
    two: tuple[sqlite3.Connection, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    holder, waiting = two
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 700:  # far longer than any of SQLite's own naps
            holder.execute("COMMIT")

    monkeypatch.setattr(turns, "sleep", nap)
    begin_writing(waiting)
    assert waiting.in_transaction
    assert len(naps) == 700
    assert len(set(naps)) == 1, "nobody asks less often for having waited"
    assert waiting.execute("PRAGMA busy_timeout").fetchone() == (turns.WAIT_MS,)


def test_a_lock_that_is_never_free_is_told(
    two: tuple[sqlite3.Connection, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    naps: list[float] = []
    monkeypatch.setattr(turns, "sleep", naps.append)
    with pytest.raises(sqlite3.OperationalError) as told:
        begin_writing(two[1])
    assert told.value.sqlite_errorcode == sqlite3.SQLITE_BUSY
    assert round(sum(naps) * 1000) == turns.WAIT_MS


def test_other_trouble_is_told_at_once(
    two: tuple[sqlite3.Connection, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nap(_seconds: float) -> None:
        pytest.fail("nothing to wait for")

    monkeypatch.setattr(turns, "sleep", nap)
    with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
        begin_writing(two[0])
