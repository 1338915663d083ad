"""A clock that somebody moved while a screen is up is said there, and noted once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from db.vocabulary import Instant
from seminar_tui.app import SeminarApp
from seminar_tui.day.log import read_log
from seminar_tui.i18n import use_language
from seminar_tui.runtime import Runtime, Target
from tests.floor_day import at, make_floor
from tests.seen import shown, until


@dataclass
class Machine:
    """A machine whose wall clock can be moved; time since boot goes on for itself."""

    utc_ms: int
    boot_ms: int = 5_000

    def now(self) -> Instant:
        """Return the moment on both clocks."""
        return Instant(self.utc_ms, "boot", self.boot_ms)


@pytest.mark.parametrize(("mode", "works"), [("organiser", True), ("wall", False)])
async def test_a_moved_clock_is_noted_by_those_who_work_and_said_to_them(tmp_path, mode, works):
    use_language("da")
    store, station = make_floor(tmp_path / "day.db", 4)

    def noted() -> int:
        return sum(line.kind == "clock_step" for line in read_log(station))

    machine = Machine(at("10:08"))
    app = SeminarApp(Runtime(Target(store.location, None, "test"), machine), mode)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: "● live" in shown(pilot))
        await until(pilot, lambda: app._ticked is not None)
        machine.utc_ms, machine.boot_ms = at("10:38"), 1_805_000
        await pilot.pause(0.6)
        assert noted() == 0, "a sleep is time that passed"
        machine.utc_ms = at("09:38")
        await until(pilot, lambda: app._ticked.utc_ms == machine.utc_ms)
        if works:
            await until(pilot, lambda: noted() == 1)
        await pilot.pause(0.3)
        assert ("ur blev stillet −3600 s" in shown(pilot)) is works
        assert noted() == works
    store.close()
