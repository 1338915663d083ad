"""A terminal opened for one screen: no key, no palette and no store leads to another."""

from __future__ import annotations

import pytest

from db.vocabulary import StationRole
from seminar_tui.app import ROLES, SeminarApp
from seminar_tui.clock import FrozenClock
from seminar_tui.runtime import Runtime, Target
from seminar_tui.screens.help import keys_here
from tests.floor_day import at, make_floor
from tests.seen import sees, until


def restricted(path, mode: str, stand: int | None = None) -> SeminarApp:
    """Return the app as `--only` opens it."""
    target = Target(str(path), None, "test", ROLES[mode], stand=stand)
    return SeminarApp(Runtime(target, FrozenClock(at("10:08"))), mode, stand, (mode,))


@pytest.fixture
def day(tmp_path):
    store, _station = make_floor(tmp_path / "day.db")
    store.close()
    return tmp_path / "day.db"


@pytest.mark.parametrize(("mode", "stand"), [("door", None), ("stand", 1), ("wall", None)])
async def test_no_key_and_no_command_leads_elsewhere(day, mode, stand):
    app = restricted(day, mode, stand)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.runtime.is_open)
        for key in ("f2", "f3", "f4", "f5"):
            await pilot.press(key)
            assert app.current_mode == mode
        actions = {key.action for key in keys_here(app.screen)}
        assert {one for one in actions if one.startswith("go(")} <= {f"go('{mode}')"}
        offered = " ".join(one.title for one in app.get_system_commands(app.screen))
        assert "Arrangør" not in offered
        assert app.runtime._station.actor.role is ROLES[mode]


async def test_a_stands_own_terminal_stays_at_its_stand(day):
    app = restricted(day, "stand", 1)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await sees(pilot, "Stand 1")
        app.screen.action_choose()
        await sees(pilot, "anden stand")
        assert app.stand_number == 1
        assert app.runtime._station.actor.role is StationRole.STAND


async def test_a_store_without_a_day_opens_no_front_page(tmp_path):
    from db.schema import open_store

    open_store(tmp_path / "empty.db", create=True).close()
    app = restricted(tmp_path / "empty.db", "door")
    async with app.run_test() as pilot:
        for _ in range(100):
            if app.return_code is not None:
                break
            await pilot.pause(0.05)
    assert app.return_code == 2
