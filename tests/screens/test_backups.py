"""A screen keeps copies of its day, and says what may go wrong with its store."""

from __future__ import annotations

import pytest

from db import folders
from seminar_tui import runtime
from tests.floor_day import make_floor
from tests.seen import running, sees, until


@pytest.fixture
def day(tmp_path, monkeypatch):
    monkeypatch.setattr(runtime, "BACKUP_LOOK_S", 0.1)
    store, _station = make_floor(tmp_path / "day.db")
    store.close()
    return tmp_path / "day.db"


async def test_an_open_screen_keeps_a_copy(day):
    async with running(day, "wall") as pilot:
        folder = day.with_name("day-backups")
        await until(pilot, lambda: folder.is_dir() and any(folder.glob("day-*.db")))


async def test_a_copy_that_cannot_be_taken_is_said(day, tmp_path, monkeypatch):
    monkeypatch.setenv("SEMINAR_BACKUPS", str(tmp_path / "usb"))
    async with running(day, "door") as pilot:
        await sees(pilot, "Sikkerhedskopien blev ikke taget")


async def test_a_store_on_a_network_drive_is_said(day, tmp_path, monkeypatch):
    table = tmp_path / "mounts"
    table.write_text(f"nas:/x {day.parent.resolve()} nfs4 rw 0 0\n")
    monkeypatch.setattr(folders, "MOUNTS", table)
    async with running(day, "door") as pilot:
        await sees(pilot, "netværksdrev (nfs4)")
