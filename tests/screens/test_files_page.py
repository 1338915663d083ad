"""The Files page writes what it says it writes."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList

from db.reads.purging import files_written
from seminar_tui.day.station import Station
from seminar_tui.i18n import use_language
from seminar_tui.screens.organiser.files import EXPORTS, PRINTS
from tests.floor_day import make_floor
from tests.seen import running, sees, until


@pytest.fixture(autouse=True)
def danish():
    use_language("da")
    yield
    use_language("da")


async def test_everything_on_the_page_is_really_written(tmp_path):
    store, station = make_floor(tmp_path / "day.db", 4)
    wanted = [(f"print-{one}", ".pdf", b"%PDF") for one in PRINTS]
    wanted += [(f"export-{one}", ".xlsx", b"PK") for one in EXPORTS]
    async with running(tmp_path / "day.db", "organiser") as pilot:
        await pilot.press("7")
        await sees(pilot, "Badges")
        menu = pilot.app.screen.query_one("#files OptionList", OptionList)
        for option, suffix, begins in wanted:
            path = tmp_path / f"{option}{suffix}"
            menu.highlighted = menu.get_option_index(option)
            menu.action_select()
            await until(pilot, lambda: bool(pilot.app.screen.query(Input)))
            pilot.app.screen.query_one(Input).value = str(path)
            await pilot.press("enter")
            await until(pilot, path.exists)
            assert path.read_bytes().startswith(begins), option
            await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
        paths = {str(tmp_path / f"{option}{suffix}") for option, suffix, _ in wanted}
        await until(pilot, lambda: paths <= _noted(station))
    store.close()


def _noted(station: Station) -> set[str]:
    """Return the files that a purge would take."""
    with station.look() as connection:
        return set(files_written(connection, station.day_id))
