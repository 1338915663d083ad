"""What a door holds in memory for as long as it runs is set aside once."""

from __future__ import annotations

from seminar_tui.clock import FrozenClock
from seminar_tui.day.station import Station
from tests.screens.door_desk import open_desk


async def test_people_are_set_aside_when_they_are_read_and_not_at_every_look(
    station: Station, clock: FrozenClock, monkeypatch
) -> None:
    kept = []
    monkeypatch.setattr("seminar_tui.screens.door.MANY", 1)
    monkeypatch.setattr("seminar_tui.screens.door.keep", lambda: kept.append(1))
    async with open_desk(station, clock) as desk:
        await desk.settle()
        for _ in range(3):
            desk.door.reload()
            await desk.settle()
        assert kept == [1]
