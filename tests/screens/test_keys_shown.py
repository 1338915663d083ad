"""What a person can press is said: in the footer, in the help, in the palette."""

from __future__ import annotations

import pytest
from textual.widgets._footer import FooterKey

from seminar_tui.i18n import use_language
from seminar_tui.screens.palette import Palette
from seminar_tui.widgets.day_header import DayHeader
from tests.floor_day import make_floor
from tests.seen import running, sees, shown, until


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


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize(
    ("mode", "names"),
    [
        ("door", ("Ny gæst", "Test scanneren")),
        ("organiser", ("Det vigtigste", "Plan")),
        ("wall", ()),
    ],
)
async def test_help_names_every_key_in_the_readers_language(day, mode, names, size):
    async with running(day, mode, size) as pilot:
        await pilot.press("f1")
        await sees(pilot, "Overalt", "Dansk eller engelsk", "Slut", *names)
        for foreign in ("Quit", "Scroll", "Focus", "command"):
            assert foreign not in shown(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "Overalt" not in shown(pilot))


async def test_a_scan_under_the_help_is_not_lost(day):
    async with running(day, "door", (80, 24)) as pilot:
        await sees(pilot, "F6 Ny gæst")
        await pilot.press("f1")
        await sees(pilot, "Overalt")
        await pilot.press(*"PZZZZZZZZZ", "enter")
        await sees(pilot, "»PZZZZZZZZZ«")


@pytest.mark.parametrize("mode", ["door", "stand", "organiser", "wall"])
async def test_the_palette_offers_what_has_a_key(day, mode):
    words = {"door": "Ny gæst", "organiser": "Besked til alle"}
    async with running(day, mode) as pilot:
        await sees(pilot, "● live")
        await pilot.press("escape", "ctrl+p")
        await sees(pilot, "Hvad vil du gøre?", words.get(mode, "Indgang (F2)"))
        await pilot.press(*"indgang", "enter")
        await sees(pilot, "Scan badge eller skriv navn")


async def test_the_palette_does_what_the_key_does(day):
    async with running(day, "organiser") as pilot:
        await sees(pilot, "● live")
        await pilot.press("ctrl+p", *"besked til", "enter")
        await sees(pilot, "Besked til alle stande")


@pytest.mark.parametrize(
    ("typed", "offered", "asked"),
    [
        ("plan: hold", "Plan: Hold (h)", "Søger bedste hold"),
        ("deltagere: ønsker", "Deltagere: Ønsker (w)", "Ønsker for Person 1 Efternavn"),
        ("skilte", "Filer: Skilte til standene", "Skilte til standene · Gem som"),
        ("deltagerlisten", "Filer: Deltagerlisten", "Indlæs deltagerlisten"),
    ],
)
async def test_the_palette_reaches_what_is_done_on_another_page(day, typed, offered, asked):
    async with running(day, "organiser") as pilot:
        await sees(pilot, "● live")
        # The lines of a menu have no key, on their own page neither.
        await pilot.press(*("7" if offered.startswith("Filer: Skilte") else ""))
        await pilot.press("ctrl+p", *typed)
        await sees(pilot, offered)
        await pilot.press("enter")
        await sees(pilot, asked)
        assert not isinstance(pilot.app.screen, Palette)


async def test_a_tick_while_the_door_is_taken_down_harms_nobody(day):
    async with running(day, "door", (80, 24)) as pilot:
        await sees(pilot, "● live")
        await pilot.app.screen.query_one(DayHeader).remove()
        pilot.app.screen.tick(pilot.app.runtime.now())
        assert pilot.app.is_running


@pytest.mark.parametrize("mode", ["home", "organiser"])
async def test_the_footer_and_the_palette_say_nothing_foreign(day, mode):
    async with running(day, mode, (120, 40)) as pilot:
        await sees(pilot, "Ctrl+P Alle")
        assert "^p" not in shown(pilot)
        await pilot.press("ctrl+p", *"qqqq")
        await sees(pilot, "Intet passer")
        assert "No matches" not in shown(pilot)
        await pilot.press("escape", "f9")
        await sees(pilot, "Ctrl+P All ")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_footer_names_at_most_eight_keys_and_each_of_them_whole(day, size):
    async with running(day, "organiser", size) as pilot:
        await sees(pilot, "● live")
        for page in "1234568":
            await pilot.press(page)
            await until(pilot, lambda: bool(pilot.app.screen.query(FooterKey)))
            keys = [one for one in pilot.app.screen.query(FooterKey) if "-all" not in one.classes]
            last = pilot.app.screen.query_one("FooterKey.-all").region.x
            assert len(keys) <= 8
            assert all(one.region.right <= last for one in keys)


async def test_a_long_list_to_pick_from_leaves_room_for_the_key_that_ends_it(day):
    async with running(day, "organiser", (80, 24)) as pilot:
        await sees(pilot, "● live")
        await pilot.press("2")
        await sees(pilot, "Det sker")
        await pilot.press("e")
        await sees(pilot, "Hvad sker der?", "Esc fortryder")
