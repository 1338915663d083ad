"""A browser's screen ends with the server that it belongs to, however that ended."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Iterator

import pytest

from db.reads.board import board
from seminar_tui.day.station import Station
from seminar_tui.web.workers import Screen, Worker, Zygote

ENDS_WITHIN_S = 30.0


@pytest.fixture
def zygote() -> Iterator[Zygote]:
    made = Zygote()
    yield made
    made.close()


def read_until(worker: Worker, wanted: bytes) -> None:
    seen = b""
    while wanted not in seen:
        assert select.select([worker.stdout], [], [], ENDS_WITHIN_S)[0], seen[-200:]
        got = os.read(worker.stdout, 65536)
        assert got, "the screen ended"
        seen += got


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("role", ["door", "wall"])
def test_a_screen_whose_server_was_killed_leaves(
    station: Station, zygote: Zygote, role: str
) -> None:
    screen = Screen(station.store.location, "2026-10-14", "Tablet", role, None, "da", 80, 24)
    worker = zygote.start(screen)
    read_until(worker, b"Tablet" if role == "door" else b"__GANGLION__")
    os.close(worker.stdin)
    os.close(worker.stdout)
    ends = time.monotonic() + ENDS_WITHIN_S
    while is_running(worker.pid):
        assert time.monotonic() < ends, "it goes on without a server"
        time.sleep(0.05)
    with station.look() as connection:
        assert "Tablet" not in {one.name for one in board(connection, station.day_id).stations}
