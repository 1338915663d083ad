"""Start the installed program's home screen without a terminal and look at what it paints."""

import asyncio
import sys
import tempfile
from pathlib import Path

import db
import seminar_tui
from seminar_tui.app import SeminarApp
from seminar_tui.clock import SystemClock
from seminar_tui.runtime import Runtime, Target


async def main() -> None:
    """Paint the home screen on a new store, and see that it is the installed package's."""
    with tempfile.TemporaryDirectory() as folder:
        target = Target(str(Path(folder) / "day.db"), None, "check", create=True)
        app = SeminarApp(Runtime(target, SystemClock()), "home")
        async with app.run_test(size=(80, 24)) as pilot:
            for _ in range(200):
                await pilot.pause(0.05)
                if "seminar" in app.export_screenshot().lower() and app.runtime.is_open:
                    break
            else:
                sys.exit("the home screen painted nothing")
    for package in (db, seminar_tui):
        if "site-packages" not in str(package.__file__):
            sys.exit(f"not the installed package: {package.__file__}")
    print("headless screen: painted")


asyncio.run(main())
