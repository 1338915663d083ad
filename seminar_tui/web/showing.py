"""A screen shown once to nobody, before the first browser comes.

A process that is forked shares the pages that it does not write to. What a first showing makes
ready for every later one (parsed styles, function bodies that were specialised, tables that
are filled when first looked into) would otherwise be written by each browser's own.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from db.vocabulary import StationRole
from seminar_tui.logfile import note_fault

MUNICIPALITIES = 26
SIZE = (120, 40)
SETTLES_S = 1.0
LONGEST_S = 15.0
"""Less than it takes until a station looks whether a copy of its day is due."""


def show_to_nobody() -> None:
    """Show the organiser's board, which has most of what the others have, on a made-up day.

    Whatever goes wrong, a screen can do without. Leaves no thread and no file.
    """
    try:
        with TemporaryDirectory(prefix="seminar-", ignore_cleanup_errors=True) as folder:
            asyncio.run(asyncio.wait_for(_show(Path(folder) / "day.db"), LONGEST_S))
    except Exception as fault:
        note_fault(fault)


async def _show(path: Path) -> None:
    from seminar_tui.app import SeminarApp
    from seminar_tui.clock import SystemClock
    from seminar_tui.demo.generator import make_world
    from seminar_tui.demo.making import make_file
    from seminar_tui.runtime import Runtime, Target

    make_file(path, make_world(MUNICIPALITIES))
    target = Target(str(path), "1", "", StationRole.ORGANISER)
    app = SeminarApp(Runtime(target, SystemClock()), "organiser")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(SETTLES_S)
