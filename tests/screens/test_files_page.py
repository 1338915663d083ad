"""The Files page writes what it says it writes."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList

from db.reads.purging import files_written
from seminar_tui.day.station import Station
from seminar_tui.files.export_tables import TABLES
from seminar_tui.files.paper.papers import PAPERS as PLAIN
from seminar_tui.i18n import use_language
from seminar_tui.looks import LOOKS
from seminar_tui.messages import Answered, Troubled
from seminar_tui.screens.organiser.file_jobs import BADGES, PAPERS
from seminar_tui.screens.organiser.files import EXPORTS
from seminar_tui.screens.organiser.pick import Pick
from seminar_tui.screens.organiser.prompt import AskText
from tests.floor_day import make_floor
from tests.seen import running, sees, shown, until


@pytest.fixture(autouse=True)
def danish():
    use_language("da")
    yield
    use_language("da")


async def chosen(pilot, option: str) -> None:
    """Choose a line of the page's menu."""
    menu = pilot.app.screen.query_one("#files OptionList", OptionList)
    menu.highlighted = menu.get_option_index(option)
    menu.action_select()
    await until(pilot, lambda: bool(pilot.app.screen.query(Input)))


async def sent(pilot, text: str) -> None:
    pilot.app.screen.query_one(Input).value = text
    await pilot.press("enter")


async def test_everything_on_the_page_is_really_written(tmp_path):
    store, station = make_floor(tmp_path / "day.db", 4)
    wanted = [(f"print-{one}", ".pdf", b"%PDF") for one in PAPERS]
    wanted += [("print-letters", ".md", b"# "), ("print-report", ".html", b"<!doctype html>")]
    wanted += [(f"export-{one}", ".xlsx", b"PK") for one in EXPORTS]
    async with running(tmp_path / "day.db", "organiser", size=(80, 24)) as pilot:
        await pilot.press("7")
        await sees(pilot, "Badges")
        for option, suffix, begins in wanted:
            path = tmp_path / f"{option}{suffix}"
            await chosen(pilot, option)
            if isinstance(pilot.app.screen, Pick):
                await sent(pilot, "L7414")
                await until(pilot, lambda: isinstance(pilot.app.screen, AskText))
            await sent(pilot, str(path))
            await until(pilot, path.exists)
            assert path.read_bytes().startswith(begins), option
            await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
        paths = {str(tmp_path / f"{option}{suffix}") for option, suffix, _ in wanted}
        await until(pilot, lambda: paths <= _noted(station))
    store.close()


def test_the_page_offers_every_paper_and_every_table():
    assert set(PLAIN) | {*BADGES, "report"} == set(PAPERS)
    assert {*TABLES, "everything"} == set(EXPORTS)


async def test_an_offices_own_folder_is_used_and_its_errors_name_file_and_line(tmp_path):
    store, _station = make_floor(tmp_path / "day.db", 2)
    store.close()
    own = tmp_path / "own"
    own.mkdir()
    (own / "signs.typ").write_text('#import "house.typ": *\n#nothing-here\n')
    async with running(tmp_path / "day.db", "organiser") as pilot:
        await pilot.press("7")
        await sees(pilot, "ingen: som programmet kommer")
        await chosen(pilot, "look-templates")
        await sent(pilot, str(tmp_path / "nowhere"))
        await sees(pilot, "nowhere", "ingen: som programmet kommer")
        await chosen(pilot, "look-templates")
        await sent(pilot, str(own))
        await until(pilot, lambda: "ingen: som" not in shown(pilot))
        await chosen(pilot, "print-signs")
        await sent(pilot, str(tmp_path / "skilte.pdf"))
        await sees(pilot, "signs.typ", "2")
        assert not (tmp_path / "skilte.pdf").exists()


async def test_a_file_is_noted_where_the_page_was_built_anew_while_it_was_written(tmp_path):
    store, station = make_floor(tmp_path / "day.db", 4)
    path = tmp_path / "signs.pdf"
    async with running(tmp_path / "day.db", "organiser") as pilot:
        await pilot.press("7")
        await sees(pilot, "Badges")
        screen = pilot.app.screen
        look, kept = screen.look, []
        screen.look = lambda key, job, then, failed: look(
            key, job, lambda done: kept.append((then, failed, done))
        )
        await chosen(pilot, "print-signs")
        await sent(pilot, str(path))
        await until(pilot, lambda: kept)
        await pilot.press("f9")
        await sees(pilot, "The people")
        then, failed, done = kept[0]
        screen.post_message(Troubled(failed, OSError()))
        screen.post_message(Answered(then, done))
        await until(pilot, lambda: str(path) in _noted(station))
        await sees(pilot, "signs.pdf")
    store.close()


def _noted(station: Station) -> set[str]:
    """Return the files that a purge would take."""
    with station.look() as connection:
        return set(files_written(connection, station.day_id))


async def test_a_path_that_cannot_be_written_to_is_given_back_to_be_put_right(tmp_path):
    store, _station = make_floor(tmp_path / "day.db", 2)
    store.close()
    wrong = str(tmp_path / "nowhere" / "[/].csv")
    async with running(tmp_path / "day.db", "organiser", (80, 24)) as pilot:
        await pilot.press("7")
        await sees(pilot, "Badges")
        await chosen(pilot, "export-people")
        await sent(pilot, wrong)
        await sees(pilot, "findes ikke", "[/].csv")
        await until(pilot, lambda: pilot.app.screen.query_one(Input).value == wrong)


async def test_the_line_one_is_on_and_what_a_line_is_for_can_be_read_in_every_look(tmp_path):
    store, _station = make_floor(tmp_path / "day.db", 2)
    store.close()
    async with running(tmp_path / "day.db", "organiser") as pilot:
        await pilot.press("7")
        await sees(pilot, "Badges")
        menu = pilot.app.screen.query_one("#files OptionList", OptionList)
        line = pilot.app.screen.query_one("#people Input", Input)
        for _look in LOOKS:
            await pilot.press("f10")
            await pilot.pause()
            on = menu.get_visual_style("option-list--option-highlighted")
            told = line.get_visual_style("input--placeholder")
            for style in (on, told):
                seen = style.background + style.foreground  # a foreground may let through
                assert contrast(seen.rgb, style.background.rgb) > 4.5, pilot.app.theme


def contrast(one, other):
    """Return how far apart two colours are for the eye, as WCAG 2 counts it (1 to 21)."""
    dark, light = sorted(luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [part / 255 for part in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
