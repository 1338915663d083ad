"""Make a picture of every screen from the program itself, on a made-up day.

    python docs/pictures.py FOLDER [SCREEN]...

Each picture is an SVG named after its screen; `index.html` beside them shows them all. The day,
its clock and so the pictures are the same each time.
"""

from __future__ import annotations

import asyncio
import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from seminar_tui.app import SeminarApp
from seminar_tui.cli.main import main as seminar
from seminar_tui.clock import FrozenClock
from seminar_tui.demo.generator import make_world
from seminar_tui.runtime import Runtime, Target
from seminar_tui.screens.organiser import PAGES
from seminar_tui.screens.series import PAGES as SERIES

SEED = 14
SIZE = (120, 40)
WALL = (200, 50)
INTO_THE_ROUND_MS = 8 * 60_000
SERIES_OF_A_YEAR = (
    *("--template", "consultant-network", "--title", "Konsulentnetværk"),
    *("--from", "2026-08-01", "--to", "2027-06-30"),
)

SCREENS = {
    "home": ("home", ""),
    "door": ("door", ""),
    "stand": ("stand", ""),
    "wall": ("wall", ""),
    "kiosk": ("kiosk", ""),
    **{f"organiser-{page.NAME}": ("organiser", str(at)) for at, page in enumerate(PAGES, start=1)},
    **{f"series-{page.NAME}": ("series", str(at)) for at, page in enumerate(SERIES, start=1)},
}
"""A picture's name: the mode that is shown, and the key that turns to the page."""


def make(folder: Path, names: Sequence[str] = tuple(SCREENS)) -> list[Path]:
    """Write the pictures of these screens into a folder; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        day = Path(work) / "day.db"
        _make_day(day)
        clock = make_world(26, SEED).rounds[0].starts + INTO_THE_ROUND_MS
        made = [asyncio.run(_picture(day, clock, name, folder)) for name in names]
    shown = "\n".join(
        f'<h2>{one.stem}</h2>\n<img src="{one.name}" alt="{one.stem}">' for one in made
    )
    (folder / "index.html").write_text(
        f'<!doctype html>\n<meta charset="utf-8">\n<title>seminar</title>\n{shown}\n', "utf-8"
    )
    return made


def _make_day(day: Path) -> None:
    """Make the day, and a series of meetings beside it."""
    for words in (
        ["demo", "--make", str(day), "--seed", str(SEED)],
        ["--db", str(day), "series", "new", *SERIES_OF_A_YEAR],
    ):
        if seminar(words, io.StringIO()):
            raise SystemExit("the made-up day could not be made")


async def _picture(day: Path, clock: int, name: str, folder: Path) -> Path:
    mode, key = SCREENS[name]
    runtime = Runtime(Target(str(day), None, "Station 1"), FrozenClock(clock))
    app = SeminarApp(runtime, mode, 1 if mode == "stand" else None)
    async with app.run_test(size=WALL if mode == "wall" else SIZE) as pilot:
        while not runtime.is_open:
            await pilot.pause(0.05)
        if key:
            await pilot.press(key)
        # What was asked of the store comes back in its own time; then the screen lies still.
        before, now = "", app.export_screenshot()
        while before != now:
            await pilot.pause(0.5)
            before, now = now, app.export_screenshot()
        path = folder / f"{name}.svg"
        path.write_text(now, encoding="utf-8")
        return path


if __name__ == "__main__":
    if len(sys.argv) < 2 or set(sys.argv[2:]) - set(SCREENS):
        sys.exit(f"{__doc__}\nScreens: {', '.join(SCREENS)}")
    for made in make(Path(sys.argv[1]), sys.argv[2:] or tuple(SCREENS)):
        print(made)
