"""The organiser's board: what showing a commit costs, and keys while halves are searched for.

    python -m tests.bench.bench_board [stands] [rounds]

A refresh is the processor time from another's commit to a painted screen, all of it: reading
the floor, folding its clocks, ranking alerts, drawing every line whose clock went on. A tick
is one second of the clocks with nothing read. A key is the wall time from the arrow to the
frame with the cursor on the next stand, while the search for halves computes in the same
process, beside the same keys without it. Told as least, median and p99: other work on the
machine only ever adds.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from textual import events

from db.vocabulary import Instant
from seminar_tui.app import SeminarApp
from seminar_tui.clock import FrozenClock
from seminar_tui.day.status import floor
from seminar_tui.day.wishes import wish
from seminar_tui.runtime import Runtime, Target
from seminar_tui.screens.organiser.board import BoardPage
from seminar_tui.screens.organiser.plan import PlanPage
from seminar_tui.widgets.stand_board import StandBoard
from tests.floor_day import at, make_floor

SIZE = (120, 40)
KEYS = 100


def made(folder: Path, stands: int) -> Path:
    """Make a day in its first round, with wishes that make the halves worth searching."""
    path = folder / "day.db"
    store, station = make_floor(path, stands, 4, 2)
    for number in range(1, stands * 6, 4):
        home = (number - 1) // 6
        wished = [str((home + step) % stands + 1) for step in (3, 7, 11)]
        wish(station, Instant(at("09:00")), f"P{number:09}", wished)
    store.close()
    return path


def told(name: str, values: list[float]) -> None:
    """Print a figure in milliseconds."""
    ordered = sorted(values)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(
        f"{name:<28} least {1000 * ordered[0]:6.1f} ms  median {1000 * median(values):6.1f} ms  "
        f"p99 {1000 * p99:6.1f} ms"
    )


async def measure(path: Path, rounds: int) -> None:
    """Run the board on the day and print the figures."""
    clock = FrozenClock(at("10:08"))
    app = SeminarApp(Runtime(Target(str(path), None, "bench"), clock), "organiser")
    async with app.run_test(size=SIZE) as pilot:
        while not app.runtime.is_open:
            await pilot.pause(0.05)
        await pilot.pause(1.0)
        board = app.screen.query_one(BoardPage)
        station = app.runtime._station
        assert station is not None
        refreshed, quiet = [], []
        for number in range(rounds):
            clock.advance(1)
            refreshed.append(
                await _spent(app, lambda: board._show(floor(station, app.runtime.now())))
            )
            clock.advance(1)
            quiet.append(await _spent(app, lambda: board.tick(app.runtime.now())))
            if number % 10 == 0:
                gc.collect()
        told("refresh after a commit (CPU)", refreshed)
        told("a tick of the clocks (CPU)", quiet)
        told("key to repaint", await _keys(app))
        plan = app.screen.query_one(PlanPage)
        plan.action_halves()
        await asyncio.sleep(1.0)
        while_searching = await _keys(app)
        if not plan._search.running:
            print("the search ended before the keys did: too few seconds or too slow a machine")
        told("key to repaint, searching", while_searching)
        plan.action_stop()


async def _spent(app: SeminarApp, do: Callable[[], None]) -> float:
    begun = process_time()
    do()
    await _painted(app)
    return process_time() - begun


async def _painted(app: SeminarApp) -> None:
    done = asyncio.Event()
    app.screen.call_after_refresh(done.set)
    await done.wait()


async def _keys(app: SeminarApp) -> list[float]:
    """Return the seconds from an arrow key to the frame with the cursor where it went."""
    board = app.screen.query_one(StandBoard)
    found = []
    for number in range(KEYS):
        before = board.stand
        begun = perf_counter()
        app.post_message(events.Key("up" if number % 2 else "down", None))
        for _turn in range(1_000_000):
            if board.stand != before:
                break
            await asyncio.sleep(0)
        await _painted(app)
        found.append(perf_counter() - begun)
        await asyncio.sleep(0.03)
    return found


def main(stands: int = 98, rounds: int = 60) -> None:
    """Make the day and measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder), stands)
        print(f"{stands} stands, {SIZE[0]}x{SIZE[1]}, load {os.getloadavg()[0]:.1f}")
        asyncio.run(measure(path, rounds))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
