"""What a person can press is said: in the footer, in the help, in the palette."""

from __future__ import annotations

import pytest

from seminar_tui.i18n import use_language
from tests.floor_day import make_floor
from tests.seen import running, sees


@pytest.fixture(autouse=True)
def danish():
    use_language("da")
    yield
    use_language("da")


@pytest.fixture
def day(tmp_path):
    store, _station = make_floor(tmp_path / "day.db", 8)
    store.close()
    return tmp_path / "day.db"


async def test_the_doors_footer_names_its_keys_from_the_start(day):
    async with running(day, "door", (80, 24)) as pilot:
        await sees(pilot, "F6 Ny gæst")
        await pilot.press("f9")
        await sees(pilot, "F1 Help")
