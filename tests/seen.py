"""Running a screen on a file in tests, and reading what it shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from seminar_tui.app import SeminarApp
from seminar_tui.clock import FrozenClock
from seminar_tui.runtime import Runtime, Target
from tests.floor_day import at


@asynccontextmanager
async def running(
    path: Path, mode: str, size: tuple[int, int] = (120, 40), clock: str = "10:08"
) -> AsyncIterator[Pilot]:
    """Run the app on a file with its clock standing still."""
    ticking = FrozenClock(at(clock))
    app = SeminarApp(Runtime(Target(str(path), None, "test", create=mode == "home"), ticking), mode)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.runtime.is_open)
        yield pilot


async def until(pilot: Pilot, true: Callable[[], bool]) -> None:
    """Wait until it is true; fail with what is on the screen."""
    for _ in range(400):
        if true():
            await pilot.pause()
            return
        await asyncio.sleep(0.05)
        await pilot.pause()
    raise AssertionError("did not come about:\n" + shown(pilot))


async def sees(pilot: Pilot, *words: str) -> None:
    """Wait until all the words are on the screen."""
    await until(pilot, lambda: all(word in shown(pilot) for word in words))


def shown(pilot: Pilot) -> str:
    """Return the screen as text."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)
